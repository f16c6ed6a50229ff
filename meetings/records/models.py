"""What came out of a meeting: outcomes, the records composed from them, amendments, readouts."""

from typing import Any

from django.db import models

from meetings.agendas.models import Item
from meetings.records.states import AmendmentStatus, OutcomeKind, Status
from meetings.rounds.models import Meeting
from portal.core.seen import values_of
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Published, Walled
from portal.people.models import Delegation


class Records(Walled):
    """The records of one meeting. `approval_item` is the item of the next round that approves them."""

    seen_through = "meeting"
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="records")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    circulated_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approval_item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Walled.Meta):
        verbose_name_plural = "records"

    def __str__(self) -> str:
        return str(self.meeting)


class Outcome(Walled):
    """One thing that came out of an item, in the words of the records."""

    seen_through = "item"
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=OutcomeKind.choices)
    text = LocalizedTextField()
    written_at = models.DateTimeField()
    author_name = models.CharField(max_length=150)

    class Meta(Walled.Meta):
        indexes = [models.Index(fields=["item", "written_at"], name="meetings_outcome_order")]

    def __str__(self) -> str:
        return in_language(self.text)


class Amendment(Walled):
    """A change to circulated records that a delegation asks for, and the answer."""

    seen_through = "records"
    records = models.ForeignKey(Records, on_delete=models.PROTECT, related_name="amendments")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    status = models.CharField(max_length=10, choices=AmendmentStatus.choices, default=AmendmentStatus.PROPOSED)
    answer = models.TextField(blank=True)
    author_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.text[:60]}"


class Readout(Published):
    """What one delegation says of the meeting, outside the approval: its own until it shares it, the public's once released."""

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="readouts")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = LocalizedTextField()
    is_shared = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta(Published.Meta):
        constraints = [
            *Published.Meta.constraints,
            models.UniqueConstraint(name="meetings_readout_once", fields=["meeting", "delegation"]),
        ]

    def __str__(self) -> str:
        return in_language(self.text)


def written_readout(readout: Readout | None) -> dict[str, Any]:
    """What the form of a readout rewrites; empty where there is none."""
    return values_of(readout, ("text", "is_shared")) if readout else {}
