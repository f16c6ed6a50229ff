"""Series and their meetings."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.rounds.states import Level, Status
from portal.core import times
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation


class Series(Walled):
    """Meetings that follow each other."""

    title = LocalizedTextField()

    class Meta(Walled.Meta):
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return in_language(self.title)


class Meeting(Walled):
    """One round: where, when (an instant, and the zone of the place), who takes part, what it follows.

    `starts_on` is the day at the venue, kept beside the instant so that SQL never computes local time.
    """

    slug = models.SlugField(max_length=80, unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="meetings")
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.MINISTERIAL)
    title = LocalizedTextField()
    host = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    city = LocalizedTextField()
    venue = LocalizedTextField()
    time_zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    starts_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ANNOUNCED)
    delegations = CodesField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    version = models.PositiveIntegerField(default=1)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="meetings_meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="meetings_meeting_follows_another", condition=~Q(follows=F("id"))),
            models.CheckConstraint(
                name="meetings_meeting_delegations_read", condition=Q(releasable_to__contains=F("delegations"))
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meetings_meeting_starts_at")]

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("agendas:meeting", args=[self.slug])

    @property
    def is_movable(self) -> bool:
        return self.status in {Status.DRAFT, Status.ANNOUNCED}

    def place(self, starts_at: datetime, ends_at: datetime, time_zone: str) -> None:
        """Set the instants and the zone they are told in; the venue's day follows."""
        self.starts_at, self.ends_at, self.time_zone = starts_at, ends_at, time_zone
        self.starts_on = times.local(starts_at, time_zone).date()
