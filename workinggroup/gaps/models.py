"""Security gaps with their passages, ratings, measures, verifications and tolerations, and the places where they lie."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.core.texts import LocalizedTextField
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.scales import LEVELS
from workinggroup.gaps.states import Act, Confidence, Kind, Method, Moment, Outcome, PlaceKind, Status
from workinggroup.handling.models import Marked, Passage

STEP = Q(threat__range=(1, 5), vulnerability__range=(1, 5), likelihood__range=(1, 5), impact__range=(1, 5)) & Q(
    safety__range=(1, 5), control__range=(1, 5), trade__range=(1, 5), trust__range=(1, 5)
)


class Place(models.Model):
    """A place of which gaps and plans speak, without coordinates: reference data for everybody, kept by the secretariat.

    `sides` are those on whose ground it lies, `names` what each of them calls it, never translated. `pair` is the place that
    lies across the border.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=8, choices=PlaceKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    sides = CodesField()
    names = models.JSONField(default=dict)
    pair = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="pair_of")
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="workinggroup_place_somebodys", condition=Q(sides__len__gt=0))]

    def __str__(self) -> str:
        return (
            " / ".join(dict.fromkeys(self.names.get(side, "") for side in self.sides if self.names.get(side)))
            or self.code
        )


class Gap(Marked):
    """A weakness that a side raised, on its own ground or on another's.

    `title` names neither a place nor a method. `owners` are the sides that mend it, `ever_owners` all that were since it was
    raised: none of these closes it. `number` is drawn within the side that raised it (`draw_number`) when it is first shared.
    `turn` counts how often it was claimed as mended. `done_by` are the owners that say that their own measures are done, and
    `done_parts` for which parts each says that it has one ("MEX:" and the part's anchor), whether or not others see the measure.
    `due_on` is by when whom it waits on acts. `external_ref` is what it bore in the list that it came from.
    """

    number = models.PositiveIntegerField(null=True)
    title = LocalizedTextField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="gaps")
    raised_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    owners = CodesField(default=list)
    ever_owners = CodesField(default=list)
    done_by = CodesField(default=list)
    done_parts: Any = ArrayField(models.CharField(max_length=24), default=list)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="gaps")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    turn = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=12, null=True)  # noqa: DJ001 - nobody is no side
    external_ref = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    raised_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_gap_number_once", fields=["raised_by", "number"]),
            models.UniqueConstraint(
                name="workinggroup_gap_external_once",
                fields=["raised_by", "external_ref"],
                condition=~Q(external_ref=""),
            ),
            models.CheckConstraint(
                name="workinggroup_gap_raised_whole",
                condition=Q(raised_at__isnull=True, number__isnull=True, status__in=[Status.DRAFT, Status.DROPPED])
                | (Q(raised_at__isnull=False, number__isnull=False, owners__len__gt=0) & ~Q(status=Status.DRAFT)),
            ),
            models.CheckConstraint(
                name="workinggroup_gap_owners_read",
                condition=Q(raised_at__isnull=True)
                | Q(ever_owners__contains=F("owners"), releasable_to__contains=F("owners")),
            ),
            models.CheckConstraint(
                name="workinggroup_gap_closed_by_another",
                condition=Q(status=Status.CLOSED, verified_by__isnull=False)
                & ~Q(ever_owners__contains=[F("verified_by")])
                | (~Q(status=Status.CLOSED) & Q(verified_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="workinggroup_gap_mended_under_a_commitment",
                condition=~Q(status__in=[Status.TREATING, Status.CLAIMED]) | Q(commitment__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="workinggroup_gap_due")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("gaps:gap", args=[self.pk])

    @property
    def reference(self) -> str:
        return reference_of(self.raised_by_id, self.number)

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT


def reference_of(side: str, number: int | None) -> str:
    """What people call a gap that a side raised; a draft has no number that would leave a hole."""
    return f"GAP-{side}-{number}" if number else f"GAP-{side}"


class GapPassage(Passage):
    """One passage of a gap."""

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="passages")

    class Meta(Passage.Meta):
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_gappassage_anchor_once", fields=["gap", "anchor"]),
        ]

    def __str__(self) -> str:
        return self.anchor


class RatingRound(Walled):
    """One round in which the sides rate a gap, each without having seen another's.

    `number` counts those that its opener read: who reads a gap later than others knows none before. All of it is rated by
    one `scale`, that in use when it was opened, so that what stands side by side can be compared. `asked` are the sides
    that rate, `rated` those that have, as the database writes it. From `reveals_at` on, by the database's clock, whoever
    may read a rating reads it; before, only who has rated.
    """

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    moment = models.CharField(max_length=8, choices=Moment.choices)
    scale = models.PositiveSmallIntegerField()
    asked = CodesField()
    rated = CodesField(default=list)
    opened_by = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    reveals_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="workinggroup_ratinground_asked_rate", condition=Q(asked__contains=F("rated"), asked__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def missing(self) -> list[str]:
        return [code for code in self.asked if code not in self.rated]


class Rating(Walled):
    """How one side rates a gap in a round, by a scale of the number `scale`; kept.

    Of the four impacts (`safety` and rights of persons, `control` of the border, lawful `trade` and travel, `trust` between the
    sides) the worst is `impact`; `likelihood` and `level` are looked up in the scale's grids.
    """

    seen_through = "round"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="ratings")
    round = models.ForeignKey(RatingRound, on_delete=models.PROTECT, related_name="ratings")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    scale = models.PositiveSmallIntegerField()
    threat = models.PositiveSmallIntegerField()
    vulnerability = models.PositiveSmallIntegerField()
    safety = models.PositiveSmallIntegerField()
    control = models.PositiveSmallIntegerField()
    trade = models.PositiveSmallIntegerField()
    trust = models.PositiveSmallIntegerField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=1)
    confidence = models.CharField(max_length=6, choices=Confidence.choices)
    why = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_rating_once", fields=["round", "side"]),
            models.CheckConstraint(name="workinggroup_rating_on_the_scale", condition=STEP & Q(level__in=list(LEVELS))),
        ]
        indexes = [models.Index(fields=["gap", "-at"], name="workinggroup_rating_latest")]

    def __str__(self) -> str:
        return f"{self.side_id} {self.level}"


class Measure(Walled):
    """An action item that mends a part of a gap; seen by those who see both.

    `threat_part` is the anchor of the passage that tells the part, "" where there is none.
    """

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="measures")
    threat_part = models.CharField(max_length=8, blank=True)
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="measures")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_measure_once", fields=["gap", "threat_part", "item"]),
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class Verification(Walled):
    """What a side found when it looked whether a gap is mended; kept. `turn` is that of the gap when it was claimed."""

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="verifications")
    turn = models.PositiveSmallIntegerField()
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=9, choices=Method.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    rating: Any = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_verification_once", fields=["gap", "turn", "side"]),
            models.CheckConstraint(
                name="workinggroup_verification_says_why", condition=Q(outcome=Outcome.CLOSED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.outcome}"


class Toleration(Walled):
    """That the sides bear a gap until a day, proposed by an owner; it holds once the heads of all `parties` have consented.

    `rating_hash` is that of the ratings at the time: a changed rating ends it, and so does the day.
    """

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="tolerations")
    parties = CodesField()
    until = models.DateField()
    rating_hash = models.CharField(max_length=64)
    reason = models.TextField()
    by_side = models.CharField(max_length=12)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_toleration_one", fields=["gap"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="workinggroup_toleration_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.until)


class TolerationConsent(Walled):
    """A head's yes to a toleration, for one side; kept."""

    seen_through = "toleration"
    toleration = models.ForeignKey(Toleration, on_delete=models.PROTECT, related_name="consents")
    side = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="workinggroup_tolerationconsent_once", fields=["toleration", "side"]),
        ]

    def __str__(self) -> str:
        return self.side_id


class GapHandover(Walled):
    """That other sides are to own a gap: it happens once the sides that own it and those that are to have said yes."""

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="handovers")
    owners = CodesField()
    yes = CodesField(default=list)
    by_side = models.CharField(max_length=12)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_gaphandover_one", fields=["gap"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="workinggroup_gaphandover_to_somebody", condition=Q(owners__len__gt=0)),
        ]

    def __str__(self) -> str:
        return ", ".join(self.owners)


class GapEntry(Walled):
    """One line of a gap's history: which side did what, and the words that it gave; kept."""

    seen_through = "gap"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="entries")
    act = models.CharField(max_length=16, choices=Act.choices)
    side = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        indexes = [models.Index(fields=["gap", "at"], name="workinggroup_gapentry_order")]

    def __str__(self) -> str:
        return f"{self.side} {self.act}"
