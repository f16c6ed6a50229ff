"""Revisions: their list, one's text, what changed between two, and how many brackets each left open."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from meetings.statements.canonical import short_hash
from meetings.statements.comparing import Compared, TextLine, compared
from meetings.statements.models import RevisionLine, Statement, TextRevision
from meetings.statements.reading import present_text
from meetings.statements.showing import redlined

CHART_HEIGHT = 60


@dataclass(frozen=True)
class Issued:
    """A revision in the list: what it is called, its hash in groups, how many brackets stood open in it."""

    revision: TextRevision
    label: str
    hash: str
    brackets: int

    @property
    def height(self) -> int:
        """The bar's height in the chart."""
        return min(self.brackets * 6, CHART_HEIGHT)

    @property
    def top(self) -> int:
        return CHART_HEIGHT - self.height


@dataclass(frozen=True)
class Change:
    """A paragraph of a comparison with its redline by language; runs of unchanged ones stand in one group."""

    line: Compared
    redlines: dict[str, SafeString]


@dataclass(frozen=True)
class Comparison:
    """Two states of a text: groups of changed paragraphs, and of unchanged ones (`is_same`), in order."""

    groups: list[tuple[bool, list[Change]]]
    changed: int


def label_of(revision: TextRevision) -> str:
    """ "Chair's text", "Rev. 1", or "Final text"."""
    if revision.is_final:
        return gettext("Final text")
    return gettext("Rev. %(number)s") % {"number": revision.number} if revision.number else gettext("Chair's text")


def revisions_of(statement: Statement, user: Any) -> list[Issued]:
    """Every revision, latest first. One SQL query."""
    rows = TextRevision.objects.visible_to(user).filter(statement=statement).annotate(count=Sum("lines__brackets"))
    return [
        Issued(row, label_of(row), short_hash(row.hashes.get("", "")), row.count or 0)
        for row in rows.order_by("-number")
    ]


def lines_of(revision: TextRevision, user: Any) -> list[TextLine]:
    """A revision's paragraphs in order. One SQL query."""
    rows = RevisionLine.objects.visible_to(user).filter(revision=revision).order_by("position")
    return [TextLine(anchor, kind, texts) for anchor, kind, texts in rows.values_list("anchor", "kind", "texts")]


def present_lines(statement: Statement) -> list[TextLine]:
    """The text as it stands, in the reader's context. Three SQL queries."""
    return [TextLine(line.anchor, line.kind, line.texts) for line in present_text(statement)]


def comparison(old: list[TextLine], new: list[TextLine], languages: list[str]) -> Comparison:
    """What changed, word by word in each language."""
    groups: list[tuple[bool, list[Change]]] = []
    changed = 0
    for line in compared(old, new):
        is_same = line.change == "same" and not line.is_moved
        changed += not is_same
        redlines = {
            language: redlined(line.before.get(language, ""), line.after.get(language, "")) for language in languages
        }
        if not groups or groups[-1][0] != is_same:
            groups.append((is_same, []))
        groups[-1][1].append(Change(line, redlines))
    return Comparison(groups, changed)
