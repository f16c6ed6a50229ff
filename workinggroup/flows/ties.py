"""Indicators of commitments that follow published figures."""

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.commitments.models import CommitmentIndicator
from workinggroup.flows.models import FlowSeries


class Role(TextChoices):
    """What figures say of a commitment."""

    RESULT = "result", pgettext_lazy("figures of a commitment", "what is to change")
    CONTEXT = "context", pgettext_lazy("figures of a commitment", "what it is seen against")


class IndicatorTie(Walled):
    """A published series that an indicator of a commitment follows, until it is untied; of each indicator one at a time.

    `delegation` tied it. `target` says in words what is to be reached, in the language of who tied it.
    """

    seen_through = "indicator"
    indicator = models.ForeignKey(CommitmentIndicator, on_delete=models.PROTECT, related_name="ties")
    series = models.ForeignKey(FlowSeries, on_delete=models.PROTECT, related_name="ties")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices)
    target = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    untied_at = models.DateTimeField(null=True)
    untied_by_name = models.CharField(max_length=150, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_indicatortie_one", fields=["indicator"], condition=Q(untied_at__isnull=True)
            ),
            models.CheckConstraint(
                name="workinggroup_indicatortie_untied_by_somebody",
                condition=Q(untied_at__isnull=True, untied_by_name="")
                | (Q(untied_at__isnull=False) & ~Q(untied_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.series)
