"""Commitments, each bound to the exact words of a paragraph."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from meetings.agendas.models import Theme
from meetings.promises.models import Promise
from meetings.promises.states import Basis, Strength
from meetings.promises.states import Due as DueKind
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, Statement
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.commitments.dues import DATELESS, Due, DueSaid, reckon
from workinggroup.commitments.states import Closing, Season, Status, Unit

# Kinds of time of which the length is said.
COUNTED = [DueKind.DURATION, DueKind.RELATIVE]


class Commitment(Walled):
    """A promise made in a statement.

    `promise` is the mark that a party set while the text was negotiated; what is marked is suggested when the text is
    released. `asks_acceptance` says that whoever is to lead it has to accept that first: so it is in texts that were
    negotiated here, and of what comes from a list.

    `quote` is an exact piece of the paragraph in each language, found at `spans` (`{"en": [start, end]}`); `chapeau` is the
    text that a list item completes. `place` names the passage for good, so that it is decided once. `reference` is what
    people call it, in the whole portal and for good; `number` counts within the statement.

    `due_text` is what the text itself says of time and `due` what these words name; what that kind needs (`due_season`,
    `due_count` and `due_unit`, `basis`, `due_meeting`) is said by the secretariat. `due_from` and `due_on` are the first and the
    last day that follow from it (`dues`), kept beside: they move with the meeting from which they count. `theme` is its main
    theme, by which the group looks at all of them.

    One of an earlier mandate comes from a list: `known_as` is the reference that it bore there, `source` what the list says of
    where it stands. `closed_as` is how it ended before it came here, `closed_because` why; "" for what goes on.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="commitments")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="commitments")
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, null=True, related_name="commitment")
    asks_acceptance = models.BooleanField(default=False)
    place = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=24)
    chapeau = LocalizedTextField(default=dict)
    quote = LocalizedTextField()
    spans = models.JSONField()
    strength = models.CharField(max_length=8, choices=Strength.choices)
    status = models.CharField(max_length=12, choices=Status.choices)
    due_text = LocalizedTextField(default=dict)
    due = models.CharField(max_length=10, choices=DueKind.choices, default=DueKind.NONE)
    due_season = models.CharField(max_length=12, choices=Season.choices, blank=True)
    due_count = models.PositiveSmallIntegerField(null=True)
    due_unit = models.CharField(max_length=5, choices=Unit.choices, blank=True)
    basis = models.CharField(max_length=8, choices=Basis.choices, blank=True)
    due_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="commitments_due")
    due_from = models.DateField(null=True)
    due_on = models.DateField(null=True)
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = CodesField(default=list)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="commitments")
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()
    known_as = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    closed_as = models.CharField(max_length=7, choices=Closing.choices, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_commitment_place_once", fields=["paragraph", "place"]),
            models.UniqueConstraint(name="workinggroup_commitment_number_once", fields=["statement", "number"]),
            models.UniqueConstraint(name="workinggroup_commitment_reference_once", fields=["reference"]),
            models.CheckConstraint(
                name="workinggroup_commitment_lead_not_supporting",
                condition=Q(lead__isnull=True) | ~Q(supporting__contains=[models.F("lead")]),
            ),
            models.CheckConstraint(
                name="workinggroup_commitment_beginnings_are_no_deadlines",
                condition=Q(due_on__isnull=True) | ~Q(due__in=sorted(DATELESS)),
            ),
            models.CheckConstraint(
                name="workinggroup_commitment_due_in_order",
                condition=Q(due_from__isnull=True) | Q(due_on__isnull=True) | Q(due_from__lte=models.F("due_on")),
            ),
            models.CheckConstraint(
                name="workinggroup_commitment_due_by_kind",
                condition=(Q(due_season="") | Q(due=DueKind.SEASON))
                & (Q(due_count__isnull=True, due_unit="") | Q(due_count__gt=0, due__in=COUNTED) & ~Q(due_unit=""))
                & (Q(basis="") | Q(due=DueKind.RELATIVE))
                & (Q(due_meeting__isnull=True) | Q(due=DueKind.EVENT) | Q(due=DueKind.RELATIVE, basis=Basis.EVENT)),
            ),
            models.CheckConstraint(
                name="workinggroup_commitment_closed_with_reason",
                condition=Q(closed_as="", closed_because="") | (~Q(closed_as="") & ~Q(closed_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{in_language(self.chapeau)} {in_language(self.quote)}".strip()

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment", args=[self.pk])

    @cached_property
    def last_answer(self) -> "LeadAnswer | None":
        """What the delegation that is to lead said last; None where it said nothing. One SQL query, when first asked."""
        found: LeadAnswer | None = self.answers.filter(delegation=self.lead_id).order_by("-number").first()
        return found

    @property
    def is_accepted(self) -> bool:
        return bool(self.last_answer and self.last_answer.accepts)

    @property
    def public_address(self) -> str:
        """Where everybody reads the paragraph that promises it, for good; "" while its text is not released here."""
        released = getattr(self.statement, "released", None)
        return f"{reverse('release:public', args=[released.slug])}#{self.paragraph.anchor}" if released else ""

    @property
    def awaits_lead(self) -> bool:
        """Whether the delegation that is to lead it has not said yes."""
        return bool(self.asks_acceptance and self.lead_id and not self.is_accepted)

    @property
    def due_said(self) -> DueSaid:
        """What is said of when, without what follows from something else."""
        follows = self.due_meeting_id or (self.basis in {Basis.MEETING, Basis.RELEASE} and self.due_count)
        begins = self.due in {DueKind.SEASON, DueKind.NOT_BEFORE}
        day = self.due_from if begins else None if follows else self.due_on
        return DueSaid(self.due, day, self.due_season, self.due_count, self.due_unit, self.basis)

    def dated(self) -> dict[str, Any]:
        """What is said of when, as the form that changes it shows it."""
        said = self.due_said
        return {
            "kind": said.kind,
            "day": said.day,
            "season": said.season,
            "count": said.count,
            "unit": said.unit,
            "basis": said.basis,
            "meeting": self.due_meeting_id,
        }

    @property
    def due_waits(self) -> bool:
        """Whether its day follows from something that has no day yet."""
        return self.due_on is None and reckon(self.due_said).waits

    def is_overdue(self, today: date) -> bool:
        """Whether the day by which it is due is over, whatever was reported on it."""
        return not self.closed_as and Due(self.due_from, self.due_on).is_overdue(today)

    def classed(self) -> dict[str, Any]:
        """Its theme, as the form that changes it shows it."""
        return {"theme": self.theme_id or ""}

    def led_by(self) -> dict[str, Any]:
        """Who leads and who supports, as the form that names them shows it."""
        return {"lead": self.lead_id or "", "supporting": self.supporting}


class LeadAnswer(Walled):
    """What the delegation that is to lead a commitment says to that, append-only: it accepts, or declines with a reason. Its last
    answer counts, as long as it is named to lead.
    """

    seen_through = "commitment"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="answers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    accepts = models.BooleanField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_leadanswer_number_once", fields=["commitment", "delegation", "number"]
            ),
            models.CheckConstraint(
                name="workinggroup_leadanswer_reason_to_decline", condition=Q(accepts=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.commitment}"


class Tracked(Walled):
    """What the delegation that leads a commitment says of its way: written by that delegation alone, read by all who see it."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = True


class CommitmentMilestone(Tracked):
    """A step on the way of a commitment, due on a day; `done_on` and what shows it are said once. `continues` is the step of the
    former lead that a new one has taken over with its day."""

    seen_through = "commitment"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    name = LocalizedTextField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    continues = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="continued")

    class Meta(Tracked.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_commitmentmilestone_evidence_of_done",
                condition=Q(done_on__isnull=False) | Q(evidence=""),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name)

    def is_late(self, today: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.done_on is None and self.due_on < today


class CommitmentIndicator(Tracked):
    """What is measured of a commitment: from a baseline to a target, which may lie below it."""

    seen_through = "commitment"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="indicators")
    name = LocalizedTextField()
    unit = LocalizedTextField()
    baseline = models.DecimalField(max_digits=14, decimal_places=2)
    target = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta(Tracked.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_commitmentindicator_goes_somewhere", condition=~Q(target=models.F("baseline"))
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name)


class IndicatorFigure(Tracked):
    """A figure of an indicator as of a day, with its source; append-only: of one day the last one counts."""

    seen_through = "indicator"
    indicator = models.ForeignKey(CommitmentIndicator, on_delete=models.PROTECT, related_name="figures")
    day = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta(Tracked.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_indicatorfigure_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.value}"


def reference_of(year: int, mark: str, number: int) -> str:
    """ "C-2024-A-07"."""
    return f"C-{year}-{mark}-{number:02}"
