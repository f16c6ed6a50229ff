"""What all sides that were asked to rate a gap say of it together."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from portal.core.walled import CodesField, Walled
from workinggroup.gaps.models import STEP, Gap, RatingRound
from workinggroup.gaps.scales import LEVELS


class GapJointRating(Walled):
    """One rating of a gap that a side proposes to all that a round asked, once the round is blind for nobody any more.

    `yes` are the sides that agree, its proposer first; it counts once they are all `parties`. One no ends it. The fields are
    those of a side's own rating (`Rating`).
    """

    seen_through = "round"
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="joint_ratings")
    round = models.ForeignKey(RatingRound, on_delete=models.PROTECT, related_name="joint_ratings")
    parties = CodesField()
    yes = CodesField(default=list)
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
    why = models.TextField(blank=True)
    by_side = models.CharField(max_length=12)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="workinggroup_gapjointrating_one", fields=["round"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="workinggroup_gapjointrating_on_the_scale", condition=STEP & Q(level__in=list(LEVELS))
            ),
            models.CheckConstraint(
                name="workinggroup_gapjointrating_of_parties",
                condition=Q(parties__contains=F("yes"), parties__len__gt=0, yes__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.level

    @property
    def missing(self) -> list[str]:
        return [code for code in self.parties if code not in self.yes]

    @property
    def is_agreed(self) -> bool:
        return self.ended_at is None and not self.missing

    @property
    def side_id(self) -> str:
        """Of no side alone."""
        return ""


def standing_joint(round_key: Any) -> GapJointRating | None:
    """What is proposed or agreed in a round. One SQL query."""
    found: GapJointRating | None = GapJointRating.objects.filter(round=round_key, ended_at=None).first()
    return found
