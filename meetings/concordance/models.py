"""Findings that two delegations let stand, agreed terms, and verbs of force with their renderings."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from meetings.concordance.states import Strength
from meetings.statements.models import Statement
from portal.core.walled import Walled
from portal.people.models import Delegation

LONGEST = 120


def _words() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=LONGEST), default=list, blank=True)


class GlossaryTerm(models.Model):
    """An agreed pair of terms. `variants` depart from it, `forbidden` must not stand in a text; either may be of either
    language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    en = models.CharField(max_length=LONGEST, unique=True)
    es = models.CharField(max_length=LONGEST)
    variants = _words()
    forbidden = _words()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.en} – {self.es}"


class ForceTerm(models.Model):
    """An English verb of force and its agreed Spanish renderings, as a dictionary has them; "future" stands for the tense."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    en = models.CharField(max_length=LONGEST, unique=True)
    es = _words()
    strength = models.CharField(max_length=4, choices=Strength.choices, default=Strength.CORE)

    class Meta:
        constraints = [
            models.CheckConstraint(name="meetings_forceterm_has_a_rendering", condition=models.Q(es__len__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.en} – {', '.join(self.es)}"


class Waiver(Walled):
    """A finding of the concordance check that two delegations let stand, with a reason. `finding_key` names the finding."""

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="waivers")
    finding_key = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    anchor = models.CharField(max_length=8)
    reason = models.TextField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    second = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    second_name = models.CharField(max_length=150, blank=True)
    second_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_waiver_once", fields=["statement", "finding_key"]),
            models.CheckConstraint(
                name="meetings_waiver_two_sides",
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("delegation")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor} {self.rule}"
