"""A meeting's agenda: its rows, what is proposed for it, its issued revisions, private notes, and the live meeting."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from meetings.agendas.states import AgendaStatus, ItemKind, ItemStatus, ProposalStatus, View
from meetings.rounds.days import MOST_DAYS
from meetings.rounds.models import Meeting
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation

LONGEST = 24 * 60


class Theme(models.Model):
    """A theme that sections may take their title from: reference data, the same for everybody. One that is retired is offered no
    more; what is under it stays."""

    code = models.SlugField(primary_key=True, max_length=40)
    title = LocalizedTextField()
    rank = models.PositiveSmallIntegerField()
    is_retired = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="meetings_theme_rank_once", fields=["rank"])]

    def __str__(self) -> str:
        return in_language(self.title)


class Agenda(Walled):
    """One agenda for each meeting. `version` counts every change to it or its items."""

    seen_through = "meeting"
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="agenda")
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=8, choices=AgendaStatus.choices, default=AgendaStatus.OPEN)
    adopted_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_agenda_adopted_when",
                condition=Q(status=AgendaStatus.OPEN, adopted_at__isnull=True)
                | Q(status=AgendaStatus.ADOPTED, adopted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class Section(Walled):
    """A heading over rows that follow each other; its order is theirs."""

    seen_through = "agenda"
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="sections")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    title = LocalizedTextField()

    def __str__(self) -> str:
        return in_language(self.title)


class Proposal(Walled):
    """An item that a delegation wants on the agenda. Others answer until `answer_by`; silence is no objection."""

    seen_through = "agenda"
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="proposals")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    title = LocalizedTextField()
    reason = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.PROPOSED)
    answer_by = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_proposal_minutes_in_a_day", condition=Q(minutes__gte=1, minutes__lte=LONGEST)
            ),
            models.CheckConstraint(name="meetings_proposal_answer_later", condition=Q(answer_by__gt=F("created_at"))),
        ]

    def __str__(self) -> str:
        return in_language(self.title)


class Answer(Walled):
    """What one other delegation says of a proposal; it may change its mind until the deadline."""

    seen_through = "proposal"
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=9, choices=View.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_answer_once", fields=["proposal", "delegation"]),
            models.CheckConstraint(
                name="meetings_answer_objection_has_reason", condition=~Q(view=View.OBJECTION, reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.get_view_display()}"


class Item(Walled):
    """One row of an agenda. `rank` orders; `minutes` is its length; `fixed_at` is a clock time at the venue.

    `day` is the number of the meeting's day before which it does not begin, and the day of its fixed time; None follows on.

    `stands_for` makes a row the neutral line that those read who may not read the row it stands for: the same place and
    length, no words. `edit` is the agenda's version at the row's last change. `deferred_from` links to the row of the
    round before.
    """

    seen_through = "agenda"
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.ITEM)
    rank = models.BigIntegerField()
    title = LocalizedTextField()
    note = LocalizedTextField(default=dict, blank=True)
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = CodesField(default=list)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST)])
    fixed_at = models.TimeField(null=True)
    day = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)])
    status = models.CharField(max_length=8, choices=ItemStatus.choices, default=ItemStatus.ON)
    is_late = models.BooleanField(default=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="items")
    stands_for = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="neutral")
    deferred_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="carried_to")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="item")
    edit = models.PositiveIntegerField(default=0)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_item_minutes_in_a_day", condition=Q(minutes__gte=1, minutes__lte=LONGEST)
            ),
            models.CheckConstraint(name="meetings_item_day_of_some", condition=Q(day__range=(1, MOST_DAYS))),
        ]
        indexes = [models.Index(fields=["agenda", "rank"], name="meetings_item_order")]

    def __str__(self) -> str:
        return in_language(self.title)


class Revision(Walled):
    """The agenda as it was issued once, numbered from 0; append-only."""

    seen_through = "agenda"
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    author_name = models.CharField(max_length=150)
    is_adopted = models.BooleanField()
    time_zone = models.CharField(max_length=64)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_revision_number_once", fields=["agenda", "number"]),
        ]

    def __str__(self) -> str:
        return f"Rev. {self.number}"


class RevisionRow(Walled):
    """One row of an issued revision with the marks that the row had; append-only. `item` is the row's key, no link.

    `day` is the date of its day of the meeting: of what runs past midnight, the day before.
    """

    seen_through = "revision"
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="rows")
    item = models.UUIDField()
    stands_for = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    section = LocalizedTextField(default=dict)
    title = LocalizedTextField()
    note = LocalizedTextField(default=dict)
    lead = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    day = models.DateField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_revisionrow_item_once", fields=["revision", "item"]),
        ]
        indexes = [models.Index(fields=["revision", "position"], name="meetings_revisionrow_order")]

    def __str__(self) -> str:
        return in_language(self.title)


class Annotation(Walled):
    """What one delegation alone notes on an item; `version` counts its changes."""

    seen_through = "item"
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="annotations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    briefing = models.TextField(blank=True)
    position = models.TextField(blank=True)
    red_lines = models.TextField(blank=True)
    talking_points = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_annotation_once", fields=["item", "delegation"]),
            models.CheckConstraint(
                name="meetings_annotation_own_side_only",
                condition=Q(releasable_to__len=1, releasable_to=F("editable_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)


class Live(Walled):
    """Where a meeting in session stands. The item's time ends at `ends_at`; while paused, `left` seconds remain."""

    seen_through = "agenda"
    agenda = models.OneToOneField(Agenda, on_delete=models.PROTECT, related_name="live")
    # A key without a link: those who may not read the item find its neutral line by it.
    item = models.UUIDField(null=True)
    ends_at = models.DateTimeField(null=True)
    left = models.IntegerField(null=True)

    def __str__(self) -> str:
        return str(self.agenda)


class Speaker(Walled):
    """A delegation's wish to speak on an item, and when it held the floor."""

    seen_through = "item"
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="speakers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_speaker_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=True) | Q(ended_at__gte=F("began_at")),
            ),
            models.UniqueConstraint(
                name="meetings_speaker_waits_once", fields=["item", "delegation"], condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["item", "asked_at"], name="meetings_speaker_queue")]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.asked_at:%H:%M}"


def shown(rows: list[Any], key: Any, stands_for: Any) -> list[Any]:
    """The rows one reader is shown: no neutral line beside the row it stands for. Order is kept."""
    keys = {key(row) for row in rows}
    return [row for row in rows if stands_for(row) not in keys]
