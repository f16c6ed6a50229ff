"""That a matter of the operational cell has to do with a place in the thread."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from meetings.agendas.models import Item, Proposal
from meetings.statements.models import Paragraph
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.progress.models import ProgressReport

# The matters, as their kinds are registered, and the places: each names the foreign key that holds it.
THINGS = ("gap", "plan", "request", "practice")
SPOTS: dict[str, type[Walled]] = {
    "paragraph": Paragraph,
    "item": Item,
    "proposal": Proposal,
    "report": ProgressReport,
}


def _one_of(names: Sequence[str]) -> Q:
    """That exactly one of these is there."""
    return reduce(or_, [Q(**{f"{each}__isnull": each != there for each in names}) for there in names])


class ThreadTie(Walled):
    """That a matter has to do with a paragraph of a text, a row of an agenda, a proposal for one, or a progress report, as one
    side says; who does not see both sees no tie.

    `stood` is the state of the matter when it was tied, so that what a report says can be held against it.
    """

    gap = models.ForeignKey("workinggroup.Gap", on_delete=models.PROTECT, null=True, related_name="ties")
    plan = models.ForeignKey("workinggroup.Plan", on_delete=models.PROTECT, null=True, related_name="ties")
    request = models.ForeignKey(
        "workinggroup.InformationRequest", on_delete=models.PROTECT, null=True, related_name="ties"
    )
    practice = models.ForeignKey("workinggroup.Practice", on_delete=models.PROTECT, null=True, related_name="ties")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, null=True, related_name="+")
    stood = models.CharField(max_length=12)
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_threadtie_one_matter", condition=_one_of(THINGS)),
            models.CheckConstraint(name="workinggroup_threadtie_one_place", condition=_one_of(tuple(SPOTS))),
            models.UniqueConstraint(
                name="workinggroup_threadtie_once", fields=["side", *THINGS, *SPOTS], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Any:
        """The matter."""
        return next(getattr(self, name) for name in THINGS if getattr(self, f"{name}_id"))

    @property
    def spot(self) -> Any:
        """The place in the thread."""
        return next(getattr(self, name) for name in SPOTS if getattr(self, f"{name}_id"))

    def known_to(self, codes: Iterable[str]) -> list[str]:
        known = [code for code in codes if code in self.releasable_to]
        return self.spot.known_to(self.thing.known_to(known)) if known else known

    def lineage(self) -> list[str]:
        return [str(self.pk), *self.thing.lineage(), *self.spot.lineage()]


def spot_name(spot: Any) -> str:
    """What the foreign key to such a place is called."""
    return next(name for name, model in SPOTS.items() if isinstance(spot, model))
