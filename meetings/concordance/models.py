"""Findings that two delegations let stand, agreed terms, and verbs of force with their renderings."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Lower

from meetings.concordance.states import Strength
from meetings.statements.models import Statement
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import Walled
from portal.people.models import Delegation

LONGEST = 120


def _words() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=LONGEST), default=list, blank=True)


class GlossaryTerm(models.Model):
    """Agreed words, one or several together, by language. `variants` depart from them, `forbidden` must not stand in a text;
    either may be of any language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    words = LocalizedTextField()
    variants = _words()
    forbidden = _words()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower(KT("words__en")), name="meetings_glossaryterm_once")]

    def __str__(self) -> str:
        return " – ".join(self.words.values())

    @property
    def name(self) -> str:
        """What the row is called: its words in the first content language that has some."""
        return in_language(self.words, settings.CONTENT_LANGUAGES[0])


class ForceTerm(models.Model):
    """A verb of force and its agreed renderings, all as a dictionary has them, as lists by language; "future" stands for the
    tense."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    words = models.JSONField()
    strength = models.CharField(max_length=4, choices=Strength.choices, default=Strength.CORE)

    class Meta:
        constraints = [models.UniqueConstraint(Lower(KT("words__en")), name="meetings_forceterm_once")]

    def __str__(self) -> str:
        return " – ".join(", ".join(words) for words in self.words.values())

    @property
    def name(self) -> str:
        """What the row is called: its verbs in the first content language that has some."""
        return in_language(
            {code: ", ".join(words) for code, words in self.words.items()}, settings.CONTENT_LANGUAGES[0]
        )


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
