"""Plans, their versions and what stands in them, the consent of each party, and who took over what."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.models import Place
from workinggroup.handling.models import HASH, Marked, Passage
from workinggroup.plans.linking import MOST_LAG
from workinggroup.plans.states import Answer, Kind, Part, Stage, Status

# Of a task: days that it may move without a new version, and the most that it takes.
USUAL_TOLERANCE = 5
MOST_DAYS = 3_650
MOST_TOLERANCE = 365
# So many characters: the title of a task and of a phase in a language, and what a task comes after, as people write it.
LONGEST_TASK, LONGEST_PHASE, LONGEST_AFTER = 200, 120, 300


class Plan(Marked):
    """What several delegations do together under a commitment.

    A draft is its drafter's own; shared, it is read and written by its `parties`. `number` is drawn within the drafter's plans
    (`draw_number`) when it is shared. What the parties are bound by stands in its versions.
    """

    number = models.PositiveIntegerField(null=True)
    title = LocalizedTextField()
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="plans")
    drafted_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    parties = CodesField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    created_at = models.DateTimeField()
    turned_at = models.DateTimeField()

    class Meta(Marked.Meta):
        abstract = False
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_plan_number_once", fields=["drafted_by", "number"]),
            models.CheckConstraint(name="workinggroup_plan_of_several", condition=Q(parties__len__gt=1)),
            models.CheckConstraint(
                name="workinggroup_plan_shared_has_number",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN]) | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="workinggroup_plan_parties_read_it",
                condition=Q(number__isnull=True) | Q(releasable_to__contains=F("parties")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or gettext("a draft plan")

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def reference(self) -> str:
        """What people call it; "" of a draft that nobody else has seen."""
        return f"P-{self.drafted_by_id}-{self.number}" if self.number else ""

    @property
    def is_shared(self) -> bool:
        return self.number is not None


class PlanVersion(Walled):
    """One version of a plan's bound content, frozen when it is tabled: `canonical` is what is consented to, `sha256` its hash.

    `expires_on` is the last day for consent. One version is drafted, one is tabled and one is agreed at a time.
    """

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFTING)
    starts_on = models.DateField()
    ends_on = models.DateField()
    summary = LocalizedTextField(default=dict)
    canonical = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    tabled_at = models.DateTimeField(null=True)
    tabled_by_name = models.CharField(max_length=150, blank=True)
    expires_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_planversion_number_once", fields=["plan", "number"]),
            models.UniqueConstraint(
                name="workinggroup_planversion_one_at_a_stage",
                fields=["plan", "stage"],
                condition=Q(stage__in=[Stage.DRAFTING, Stage.TABLED, Stage.AGREED]),
            ),
            models.CheckConstraint(
                name="workinggroup_planversion_tabled_whole",
                condition=Q(stage=Stage.DRAFTING, sha256="", canonical="", tabled_at__isnull=True)
                | (
                    ~Q(stage=Stage.DRAFTING)
                    & Q(sha256__regex=HASH, tabled_at__isnull=False, expires_on__isnull=False)
                    & ~Q(canonical="")
                ),
            ),
            models.CheckConstraint(name="workinggroup_planversion_in_order", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.plan_id])

    @property
    def is_drafted(self) -> bool:
        return self.stage == Stage.DRAFTING


class PlanConsent(Walled):
    """What the head of a party's delegation said to a tabled version, by its hash; append-only. Ad referendum counts once a yes
    follows."""

    seen_through = "version"
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="consents")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=150)
    answer = models.CharField(max_length=13, choices=Answer.choices)
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_planconsent_once", fields=["version", "side", "answer"]),
            models.CheckConstraint(
                name="workinggroup_planconsent_reason_to_refuse", condition=~Q(answer=Answer.NO) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.version}"


class PlanSection(Passage):
    """A section of a plan by one side, from `version` on until a later version has another of the same anchor.

    `is_omitted` says that it does not apply; the text then says why. The annex is its side's own.
    """

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sections")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="sections")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    is_omitted = models.BooleanField(default=False)

    class Meta(Passage.Meta):
        abstract = False
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_plansection_once", fields=["version", "part", "side"]),
            models.CheckConstraint(name="workinggroup_plansection_known", condition=Q(part__in=Part.values)),
            models.CheckConstraint(
                name="workinggroup_plansection_annex_is_own",
                condition=~Q(part=Part.ANNEX) | Q(releasable_to__len=1, releasable_to=F("originators")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.anchor}"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:plan', args=[self.plan_id])}#p-{self.anchor}"


class OfVersion(Walled):
    """What stands in a version of a plan: written by the parties while it is drafted, then frozen with it."""

    seen_through = "version"

    class Meta(Walled.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        version: Any = self.version  # type: ignore[attr-defined]
        return str(version.get_absolute_url())


class PlanPhase(OfVersion):
    """A phase of a plan; its tasks are numbered within it."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = LocalizedTextField()

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_planphase_number_once", fields=["version", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.number}"


class PlanTask(OfVersion):
    """A task of a plan: who leads it, when it begins at the earliest, and how many days it takes; a milestone takes none.

    `anchor` is its name through all versions, by which a side took it over. `tolerance` is how many days it may move without a
    new version. `external_ref` is what it bore in the list from which a side (`brought_by`) brought it in.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="tasks")
    phase = models.ForeignKey(PlanPhase, on_delete=models.CASCADE, related_name="tasks")
    anchor = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    title = LocalizedTextField()
    lead = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    milestone = models.BooleanField(default=False)
    tolerance = models.PositiveSmallIntegerField(default=USUAL_TOLERANCE)
    brought_by = models.CharField(max_length=12, blank=True)
    external_ref = models.CharField(max_length=60, blank=True)

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_plantask_anchor_once", fields=["version", "anchor"]),
            models.UniqueConstraint(name="workinggroup_plantask_number_once", fields=["phase", "number"]),
            models.UniqueConstraint(
                name="workinggroup_plantask_external_once",
                fields=["version", "brought_by", "external_ref"],
                condition=~Q(external_ref=""),
            ),
            models.CheckConstraint(
                name="workinggroup_plantask_days",
                condition=Q(days__lte=MOST_DAYS) & (Q(milestone=False) | Q(days=0)),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.title)


class TaskLink(OfVersion):
    """One task waits for another of the same version."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="links")
    before = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="links_after")
    after = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="links_before")
    kind = models.CharField(max_length=2, choices=Kind.choices, default=Kind.FS)
    lag = models.SmallIntegerField(default=0)

    class Meta(OfVersion.Meta):
        abstract = False
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_tasklink_once", fields=["before", "after"]),
            models.CheckConstraint(name="workinggroup_tasklink_of_two", condition=~Q(before=F("after"))),
            models.CheckConstraint(
                name="workinggroup_tasklink_lag", condition=Q(lag__gte=-MOST_LAG, lag__lte=MOST_LAG)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}{self.lag:+d}"


class TaskTaken(Walled):
    """That the side that leads a task took it over as an action item of its own; it outlives versions. The item may be that
    side's alone: then the others know no more than this."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="taken")
    anchor = models.UUIDField()
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(ActionItem, on_delete=models.PROTECT, related_name="taken_from")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_tasktaken_once", fields=["plan", "anchor"]),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.side_id}"


class PlanWord(Walled):
    """What the head of a party says to a plan in force: that it is suspended, with a reason, or that it goes on; append-only.
    The database says when (`at`), whatever the writer does."""

    seen_through = "plan"
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="words")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    suspends = models.BooleanField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_planword_reason_to_suspend", condition=Q(suspends=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.plan}"
