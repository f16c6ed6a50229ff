"""What comes of a plan: counts by month, what others see of them, ratings of the objectives, findings, improvements."""

from django.db import models
from django.db.models import Q

from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.actionitems.models import ActionItem
from workinggroup.gaps.models import Gap
from workinggroup.plans.models import Plan
from workinggroup.plans.states import Category, Element, Moment, Result


class PlanCount(Walled):
    """How many of a category one side counted in a month; the parties alone read it. A number that is written anew takes the
    earlier one's place."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="counts")
    month = models.DateField()
    category = models.CharField(max_length=10, choices=Category.choices)
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_plancount_once", fields=["plan", "month", "category", "side"]),
            models.CheckConstraint(name="workinggroup_plancount_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.month:%Y-%m}"


class QuarterCount(Walled):
    """What readers who are no parties see of the counts: of the whole plan, by quarter; `number` is None for 1 to 9."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="quarters")
    quarter = models.DateField()
    category = models.CharField(max_length=10, choices=Category.choices)
    number = models.PositiveIntegerField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_quartercount_once", fields=["plan", "quarter", "category"]),
            models.CheckConstraint(
                name="workinggroup_quartercount_few_unsaid",
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10])
                & (Q(number__isnull=True) | Q(number=0) | Q(number__gte=10)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.quarter:%Y-%m}"


class RatedSide(Walled):
    """That a party has rated all objectives for itself; what it said is read by the others once every party has."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rated")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_ratedside_once", fields=["plan", "side"]),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.plan}"


class ObjectiveRating(Walled):
    """How far one party says that an objective was reached; append-only. A blind one is its side's alone until all are in: the
    wall holds that. Of the joint ones of a side the last counts; the objective is rated when all parties say the same."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="ratings")
    anchor = models.UUIDField()
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=5, choices=Moment.choices)
    result = models.CharField(max_length=1, choices=Result.choices)
    why = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_objectiverating_blind_once",
                fields=["plan", "anchor", "side"],
                condition=Q(moment=Moment.BLIND),
            ),
            models.CheckConstraint(
                name="workinggroup_objectiverating_says_why", condition=Q(result=Result.DONE) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.plan}"


class PlanFinding(Walled):
    """What went wrong with an objective; answered by improvements, or by why it is accepted."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="findings")
    anchor = models.UUIDField()
    text = LocalizedTextField()
    accepted_because = models.TextField(blank=True)
    by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return in_language(self.text)


class PlanImprovement(Walled):
    """What one side changes because of a finding, perhaps by an action item; it may mend a gap."""

    seen_through = "finding"
    finding = models.ForeignKey(PlanFinding, on_delete=models.PROTECT, related_name="improvements")
    element = models.CharField(max_length=12, choices=Element.choices)
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = LocalizedTextField()
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, null=True, related_name="improvements")
    item = models.OneToOneField(ActionItem, on_delete=models.PROTECT, null=True, related_name="improvement")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return in_language(self.text)
