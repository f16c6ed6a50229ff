"""The words of the trade, the same for everybody: agreed terms, and verbs of force with their renderings."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from meetings.statements.states import Strength

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
