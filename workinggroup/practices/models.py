"""Practices, what other sides confirm of them and make of them, and the gaps that they are against."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.core.texts import LocalizedTextField
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.gaps.models import Gap
from workinggroup.gaps.states import Kind
from workinggroup.handling.models import Marked, Passage
from workinggroup.practices.states import NEEDS, Evidence, Fit, Result, Status, Use


def FitField() -> "models.CharField[str, str]":  # noqa: N802 - reads as a field where it is used
    """One thing that a practice needs."""
    return models.CharField(max_length=7, choices=Fit.choices, default=Fit.UNKNOWN)


class Practice(Marked):
    """What a side, its `origin`, does against a problem, for others to take over.

    `number` is drawn within its origin (`draw_number`) when it is first shared. `problem` is the kind of gap that it is
    against. `evidence` is what the origin claims (`PracticeWord` confirms it). By `review_by` its origin says whether it
    still holds.
    """

    number = models.PositiveIntegerField(null=True)
    title = LocalizedTextField(default=dict)
    problem = models.CharField(max_length=12, choices=Kind.choices)
    origin = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    evidence = models.PositiveSmallIntegerField(choices=Evidence.choices, default=Evidence.DESCRIBED)
    law = FitField()
    equipment = FitField()
    staff = FitField()
    cost = FitField()
    community = FitField()
    data = FitField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    review_by = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_practice_number_once", fields=["origin", "number"]),
            models.CheckConstraint(
                name="workinggroup_practice_numbered_when_shared",
                condition=Q(number__isnull=True, shared_at__isnull=True, status__in=[Status.DRAFT, Status.WITHDRAWN])
                | (Q(number__isnull=False, shared_at__isnull=False, review_by__isnull=False) & ~Q(status=Status.DRAFT)),
            ),
            models.CheckConstraint(
                name="workinggroup_practice_evidence_known", condition=Q(evidence__in=Evidence.values)
            ),
        ]
        indexes = [models.Index(fields=["problem", "status"], name="workinggroup_practice_problem")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("practices:practice", args=[self.pk])

    @property
    def reference(self) -> str:
        """What people call it; a draft has no number that would leave a hole."""
        return f"PRA-{self.origin_id}-{self.number}" if self.number else f"PRA-{self.origin_id}"

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_live(self) -> bool:
        return self.status in {Status.SHARED, Status.UNDER_REVIEW}

    @property
    def needs(self) -> list[tuple[str, str]]:
        """What it needs elsewhere, each with whether it is there; never counted together."""
        return [(str(words), str(Fit(getattr(self, name)).label)) for name, words in NEEDS.items()]


class PracticePassage(Passage):
    """One passage of a practice."""

    seen_through = "practice"
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="passages")

    class Meta(Passage.Meta):
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_practicepassage_anchor_once", fields=["practice", "anchor"]),
        ]

    def __str__(self) -> str:
        return self.anchor


class EvidenceWord(Walled):
    """Another side's word that the evidence of a practice is what its origin claims; kept."""

    seen_through = "practice"
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="evidence_words")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    evidence = models.PositiveSmallIntegerField(choices=Evidence.choices)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_evidenceword_once", fields=["practice", "side", "evidence"]),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.evidence}"


class Adoption(Walled):
    """What one other side makes of a practice, and what came of it there; one open for each side, the origin's own use is none.

    `changed` is what it does otherwise, `said` what came of it; both are read by those who read the practice.
    """

    seen_through = "practice"
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=11, choices=Use.choices)
    changed = LocalizedTextField(default=dict)
    result = models.CharField(max_length=9, choices=Result.choices, blank=True)
    said = LocalizedTextField(default=dict)
    assessed_on = models.DateField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_adoption_one_open", fields=["practice", "side"], condition=~Q(status=Use.STOPPED)
            ),
            models.CheckConstraint(
                name="workinggroup_adoption_assessed_on_a_day",
                condition=Q(result="", assessed_on__isnull=True) | (~Q(result="") & Q(assessed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id}: {self.get_status_display()}"


class GapLink(Walled):
    """That a practice is against a gap, as one side says; who does not see both sees no link."""

    seen_through = "practice"
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="gap_links")
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="practice_links")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_gaplink_once", fields=["practice", "gap", "side"]),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.gap_id}"

    def lineage(self) -> list[str]:
        return [*super().lineage(), str(self.gap_id)]
