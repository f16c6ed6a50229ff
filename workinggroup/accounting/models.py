"""What was said, in the accounting of a text, of a commitment of an earlier round."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from meetings.statements.models import Paragraph, Statement
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.accounting.states import REASONED, Outcome
from workinggroup.commitments.models import Commitment


class CommitmentAccount(Walled):
    """What becomes of a commitment in the text `statement`, append-only: of several the last, by its `number`, counts.

    `delegation` is the side that said it. An amendment may name the `paragraph` of the text that promises it anew. Who sees
    both the commitment and the text sees it: beside `seen_through`, the policy asks for the commitment.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="accounts")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="accounts")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_commitmentaccount_number_once", fields=["statement", "commitment", "number"]
            ),
            models.CheckConstraint(
                name="workinggroup_commitmentaccount_reason",
                condition=~Q(outcome__in=sorted(REASONED)) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="workinggroup_commitmentaccount_paragraph",
                condition=Q(paragraph__isnull=True) | Q(outcome=Outcome.AMENDED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.reference}: {self.get_outcome_display()}"

    def known_to(self, codes: Iterable[str]) -> list[str]:
        """Of these, the sides that see the text and the commitment."""
        return self.commitment.known_to(super().known_to(codes))

    def lineage(self) -> list[str]:
        return [*super().lineage(), *self.commitment.lineage()]
