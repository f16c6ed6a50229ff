"""What else stands in a version of a plan: means, law, safeguards, functions, rhythm of reports, objectives."""

from django.db import models
from django.db.models import F, Q

from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Walled
from portal.people.models import Delegation
from workinggroup.plans.models import OfVersion, PlanTask, PlanVersion
from workinggroup.plans.states import Every, Means, Rank


class TaskResource(OfVersion):
    """What one side brings to a task, how many of it, from when until when."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="resources")
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="resources")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Means.choices)
    count = models.PositiveIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_taskresource_something", condition=Q(count__gt=0, to_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.count}"


class PlanBasis(OfVersion):
    """The law on which one side acts."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="bases")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    instrument = LocalizedTextField()
    article = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return in_language(self.instrument)


class PlanSafeguard(OfVersion):
    """A risk to persons or rights, and what is done against it by which side."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="safeguards")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, null=True, related_name="safeguards")
    risk = LocalizedTextField()
    measure = LocalizedTextField()

    def __str__(self) -> str:
        return in_language(self.risk)


class PlanPost(OfVersion):
    """A function that is reached, never a person: at which level, when, in which language, how."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="posts")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    function = LocalizedTextField()
    level = models.CharField(max_length=11, choices=Rank.choices)
    hours = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    channel = models.CharField(max_length=120)

    def __str__(self) -> str:
        return in_language(self.function)


class PlanRhythm(OfVersion):
    """Which side reports to which, how often, by which hour of which place."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="rhythms")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    to_side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=8, choices=Every.choices)
    by = models.TimeField(null=True)
    zone = models.CharField(max_length=40, blank=True)

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="workinggroup_planrhythm_to_another", condition=~Q(side=F("to_side"))),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.to_side_id}"


class PlanObjective(OfVersion):
    """What is to be reached; `anchor` is its name through all versions, by which it is rated."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="objectives")
    anchor = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    text = LocalizedTextField()

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_planobjective_number_once", fields=["version", "number"]),
        ]

    def __str__(self) -> str:
        return in_language(self.text)
