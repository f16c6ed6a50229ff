"""Series, their meetings, and the deadlines tied to a meeting's date."""

import secrets
import string
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.rounds.days import MOST_DAYS, Day, days_between
from meetings.rounds.states import COMING, COURSE, MOVABLE, NEXT, OVER, DeadlineKind, Format, Level, Part, Status
from portal.core.people import GUESTS, said_codes
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT

# What of a meeting one form rewrites, and what another does.
FACTS = ("title", "level", "number", "co_hosts", "format", "languages", "join_address")
HOURS = ("starts_at", "ends_at", "nights", "time_zone")
PLACE = (*HOURS, "city", "venue")
# Each instant of the nights is later than the one before it, and all lie within the meeting.
IN_ORDER = Q(nights__0__gt=F("starts_at")) & reduce(
    and_,
    (
        Q((f"nights__{place}__lt", F("ends_at")), (f"nights__{place + 1}__gt", F(f"nights__{place}")))
        for place in range(2 * MOST_DAYS - 2)
    ),
)


def content_languages() -> list[str]:
    return list(settings.CONTENT_LANGUAGES)


class Series(Walled):
    """Meetings that follow each other."""

    title = LocalizedTextField()

    class Meta(Walled.Meta):
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("rounds:series", args=[self.pk])


def guests_code() -> str:
    """A code for the guests of one meeting, which nobody reads with until the first of them is invited."""
    return GUESTS + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _place in range(6))


class Meeting(Walled):
    """One round: where, when (an instant, and the zone of the place), who takes part, what it follows.

    One of several days closes and opens again between its first hour and its last: `nights` holds these instants in turn.
    `starts_on` and `ends_on` are the first and the last day at the venue, kept beside so that SQL never computes local time.
    `number` counts the meetings of one level in a series. A draft is readable by the secretariat and the host; its agenda
    and papers are marked for all parties already, and the wall hides them behind the meeting. `version` counts changes,
    `schedule_version` those of day, hour, zone or city: what somebody answered holds for one of these.
    """

    slug = models.SlugField(max_length=80, unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="meetings")
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.MINISTERIAL)
    number = models.PositiveSmallIntegerField(null=True)
    title = LocalizedTextField()
    host = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    co_hosts = CodesField(default=list)
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.IN_PERSON)
    languages = CodesField(default=content_languages)
    join_address = models.URLField(max_length=500, blank=True)
    city = LocalizedTextField()
    venue = LocalizedTextField()
    time_zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    nights = ArrayField(models.DateTimeField(), default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ANNOUNCED)
    delegations = CodesField()
    guests = models.CharField(max_length=12, default=guests_code, editable=False)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    version = models.PositiveIntegerField(default=1)
    schedule_version = models.PositiveIntegerField(default=1)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="meetings_meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meetings_meeting_nights_in_pairs", condition=Q(nights__len__in=[*range(0, 2 * MOST_DAYS, 2)])
            ),
            models.CheckConstraint(name="meetings_meeting_nights_in_order", condition=IN_ORDER),
            models.CheckConstraint(name="meetings_meeting_follows_another", condition=~Q(follows=F("id"))),
            models.CheckConstraint(
                name="meetings_meeting_delegations_read",
                condition=Q(status__in=[Status.DRAFT, Status.CANCELLED]) | Q(releasable_to__contains=F("delegations")),
            ),
            models.UniqueConstraint(name="meetings_meeting_number_once", fields=["series", "level", "number"]),
            models.UniqueConstraint(name="meetings_meeting_guests_key", fields=["guests"]),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="meetings_meeting_starts_at"),
            models.Index(fields=["ends_at"], name="meetings_meeting_ends_at"),
            models.Index(
                fields=["starts_at"],
                name="meetings_meeting_stopped",
                condition=Q(status__in=[Status.POSTPONED, Status.CANCELLED]),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("agendas:meeting", args=[self.slug])

    @property
    def days(self) -> list[Day]:
        """Its days in order, at least one."""
        return days_between(self.starts_at, self.nights, self.ends_at, self.time_zone)

    @property
    def dates(self) -> list[date]:
        """The dates of its days at the venue."""
        return [day.date for day in self.days]

    @property
    def is_movable(self) -> bool:
        return self.status in MOVABLE

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def is_coming(self) -> bool:
        return self.status in COMING

    @property
    def parties(self) -> list[str]:
        """The delegations that take part, and the secretariat: who reads the meeting once it is announced."""
        return [*self.delegations, SECRETARIAT]

    @property
    def audience(self) -> list[str]:
        """The parties, and the meeting's guests once there are some."""
        return [*self.parties, *([self.guests] if self.guests in self.releasable_to else [])]

    @property
    def marking(self) -> str:
        """Whom the meeting's open papers may be given to, as it stands on each of their pages."""
        return gettext("Releasable to %(codes)s") % {"codes": said_codes(self.audience)}

    @property
    def next_states(self) -> list[Status]:
        """What may follow, in the order of the course, endings last."""
        order = [*COURSE, Status.POSTPONED, Status.CANCELLED]
        return sorted(NEXT[Status(self.status)], key=order.index)

    @property
    def stages(self) -> list[tuple[str, str]]:
        """The stages of the course with "done", "now" or "" each; nothing for a meeting that was stopped."""
        if self.status not in COURSE:
            return []
        place = COURSE.index(Status(self.status))
        marks = ["done"] * place + ["now"] + [""] * (len(COURSE) - place - 1)
        return [(str(state.label), mark) for state, mark in zip(COURSE, marks, strict=True)]

    def place(self, starts_at: datetime, ends_at: datetime, time_zone: str, nights: Sequence[datetime] = ()) -> None:
        """Set the instants and the zone they are told in; the days at the venue follow."""
        self.starts_at, self.ends_at, self.time_zone, self.nights = starts_at, ends_at, time_zone, list(nights)
        self.starts_on, self.ends_on = self.dates[0], self.dates[-1]


class Deadline(Walled):
    """Something due a number of days before the meeting's day at its venue; it moves with the meeting."""

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=DeadlineKind.choices)
    days_before = models.PositiveSmallIntegerField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_deadline_once", fields=["meeting", "kind"]),
            models.CheckConstraint(name="meetings_deadline_within_a_year", condition=Q(days_before__lte=365)),
        ]

    def __str__(self) -> str:
        return str(DeadlineKind(self.kind).label)

    @property
    def day(self) -> date:
        return self.day_for(self.meeting.starts_on)

    def day_for(self, starts_on: date) -> date:
        """The day, were the meeting on that one."""
        return starts_on - timedelta(days=self.days_before)


class Corrigendum(Walled):
    """A correction of what is closed: the meeting stays as it was held, and this stands beside it. Never changed."""

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    text = LocalizedTextField()
    issued_at = models.DateTimeField()
    author_name = models.CharField(max_length=150)

    class Meta(Walled.Meta):
        verbose_name_plural = "corrigenda"
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_corrigendum_number_once", fields=["meeting", "number"]),
        ]

    def __str__(self) -> str:
        return gettext("Corrigendum %(number)s") % {"number": self.number}
