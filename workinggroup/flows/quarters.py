"""The published cells of tables of three dimensions, by the quarter."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from portal.core.walled import CodesField
from portal.people.models import Delegation
from workinggroup.flows.models import FigureQuerySet, FlowSeries, Vintage
from workinggroup.flows.states import Mark


class QuarterFigure(models.Model):
    """A cell of a quarter, of which `month` is the first: in everything else as a `PublishedFigure`."""

    id = models.BigAutoField(primary_key=True)
    releasable_to = CodesField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(FlowSeries, on_delete=models.PROTECT, related_name="quarters", db_index=False)
    month = models.DateField()
    value = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=1, choices=Mark.choices, blank=True)
    status = models.CharField(max_length=1, default="A")
    since = models.ForeignKey(Vintage, on_delete=models.PROTECT, related_name="quarters")
    as_of = models.DateField()
    until = models.DateField(null=True)
    is_out = models.BooleanField(default=False)

    objects: ClassVar[Any] = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workinggroup_quarterfigure_once", fields=["series", "month", "since"]),
            models.CheckConstraint(
                name="workinggroup_quarterfigure_value_or_mark",
                condition=Q(mark="", value__isnull=False) | (~Q(mark="") & Q(value__isnull=True)),
            ),
            models.CheckConstraint(
                name="workinggroup_quarterfigure_counts",
                condition=Q(value__isnull=True) | Q(value__gte=0),
            ),
            models.CheckConstraint(
                name="workinggroup_quarterfigure_own_before",
                condition=Q(is_out=True) | Q(releasable_to=[F("delegation")]),
            ),
            models.CheckConstraint(
                name="workinggroup_quarterfigure_holds", condition=Q(until__isnull=True) | Q(until__gt=F("as_of"))
            ),
            models.CheckConstraint(
                name="workinggroup_quarterfigure_of_a_quarter",
                condition=Q(month__day=1, month__month__in=[1, 4, 7, 10]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.month:%Y-%m}"
