"""Scales that all parties agreed on, beside the first, which is the portal's own (scales.toml)."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.core.people import Person
from portal.core.walled import CodesField
from workinggroup.gaps.scales import AXES, STEPS, Scale, all_scales

# What is locked while a scale comes into use or is rated by.
SCALES = "scales of gaps"


class ScaleQuerySet(models.QuerySet[Any]):
    """Scales are read by everybody who works here."""

    def visible_to(self, user: Person | None) -> Self:
        """All of them for whoever is of a delegation or of the secretariat; none for administrators."""
        return self if getattr(user, "code", "") else self.none()


class GapScale(models.Model):
    """A scale that the secretariat proposed to all delegations: reference data for everybody.

    `words` are those of each step by axis and language, `likelihood` and `level` the rows of the two grids. `yes` are the parties
    that agree; once all do, at `agreed_at`, gaps are rated by it and by none before. One no ends it, and so does the
    secretariat that withdraws it. It stays as it was proposed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    words = models.JSONField()
    likelihood: Any = ArrayField(models.CharField(max_length=5), size=5)
    level: Any = ArrayField(models.CharField(max_length=5), size=5)
    parties = CodesField()
    yes = CodesField(default=list)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ScaleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="workinggroup_gapscale_of_parties",
                condition=Q(parties__contains=F("yes"), parties__len__gt=0, number__gt=1),
            ),
            models.CheckConstraint(
                name="workinggroup_gapscale_agreed_or_not",
                condition=Q(agreed_at__isnull=True) | Q(ended_at__isnull=True, yes__contains=F("parties")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def missing(self) -> list[str]:
        return [code for code in self.parties if code not in self.yes]

    @property
    def is_open(self) -> bool:
        return self.agreed_at is None and self.ended_at is None

    @property
    def scale(self) -> Scale:
        """As ratings are looked up in it."""
        words: dict[str, Any] = {axis: {step: dict(self.words[axis][str(step)]) for step in STEPS} for axis in AXES}
        return Scale(self.number, **words, likelihood_grid=tuple(self.likelihood), level_grid=tuple(self.level))


def known_scales() -> Mapping[int, Scale]:
    """Every scale by which gaps were ever rated, by its number. One SQL query."""
    return {**all_scales(), **{each.number: each.scale for each in GapScale.objects.filter(agreed_at__isnull=False)}}


def scale_now() -> Scale:
    """The scale by which gaps are rated: the last that all agreed on. One SQL query."""
    known = known_scales()
    return known[max(known)]


def open_scale() -> GapScale | None:
    """What is proposed and not answered by all. One SQL query."""
    found: GapScale | None = GapScale.objects.filter(agreed_at=None, ended_at=None).first()
    return found
