"""Revisions: their list, one's text, what changed between two, and how many brackets each left open."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from meetings.revisions.models import RevisionLine, TextRevision
from meetings.statements.models import Bracket, Paragraph, Statement
from meetings.statements.present import not_in_text, read_present, title_label
from meetings.statements.queries import labels_in
from meetings.statements.showing import redline_html
from meetings.statements.states import BracketStatus
from meetings.texts.canonical import short_hash
from meetings.texts.comparing import Compared, TextLine, compared
from meetings.texts.kinds import ParagraphKind, numbered
from portal.core.people import Person

CHART_HEIGHT = 60
# Of the chart of one paragraph, in pixels; and how many revisions it goes back.
BAR_WIDTH, BAR_HEIGHT, BAR_STEP = 10, 24, 6
BACK = 12
# Stands in the place of a number for a heading.
UNNUMBERED = "·"


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
    number: int | str


@dataclass(frozen=True)
class Stretch:
    """Paragraphs of a comparison one after the other: all unchanged (`is_same`), or all changed."""

    is_same: bool
    changes: list[Change]

    @property
    def span(self) -> str:
        """ "3–7", by what has a number or is the title; of headings alone what they are."""
        labels = [str(change.number) for change in self.changes if change.number != UNNUMBERED]
        return "–".join(dict.fromkeys([labels[0], labels[-1]])) if labels else gettext("heading")


@dataclass(frozen=True)
class Comparison:
    """Two states of a text: stretches of changed paragraphs and of unchanged ones, in order."""

    groups: list[Stretch]
    changed: int


@dataclass(frozen=True)
class BracketTrend:
    """How many brackets a paragraph had open in each revision shown, oldest first, and has now: bars of a small chart."""

    anchor: str
    label: int | str
    counts: list[int]
    words: str

    @property
    def now(self) -> int:
        return self.counts[-1]

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """(x, y, height) of each bar."""
        heights = [min(count * BAR_STEP, BAR_HEIGHT) for count in self.counts]
        return [(place * BAR_WIDTH, BAR_HEIGHT - height, height) for place, height in enumerate(heights)]

    @property
    def width(self) -> int:
        return len(self.counts) * BAR_WIDTH


def revisions_of(statement: Statement, user: Person) -> list[Issued]:
    """Every revision, latest first. One SQL query."""
    rows = TextRevision.objects.visible_to(user).filter(statement=statement).annotate(count=Sum("lines__brackets"))
    return [
        Issued(row, row.label, short_hash(row.hashes.get("", "")), row.count or 0) for row in rows.order_by("-number")
    ]


def brackets_over_time(statement: Statement, user: Person) -> list[BracketTrend]:
    """The paragraphs that had a bracket in one of the last revisions or have one now, in order. Five SQL queries."""
    shown = list(TextRevision.objects.visible_to(user).filter(statement=statement).order_by("-number")[:BACK])[::-1]
    places = {revision.pk: place for place, revision in enumerate(shown)}
    counts: dict[str, list[int]] = {}
    kept = RevisionLine.objects.visible_to(user).filter(revision__in=shown, brackets__gt=0)
    for revision, anchor, count in kept.values_list("revision_id", "anchor", "brackets"):
        counts.setdefault(anchor, [0] * (len(shown) + 1))[places[revision]] = count
    live = Bracket.objects.visible_to(user).filter(paragraph__statement=statement, status=BracketStatus.OPEN)
    for anchor, count in live.order_by().values_list("paragraph__anchor").annotate(Count("pk")):
        counts.setdefault(anchor, [0] * (len(shown) + 1))[-1] = count
    labels = [*(revision.label for revision in shown), gettext("Now")]
    order = Paragraph.objects.visible_to(user).filter(statement=statement).order_by("rank").values_list("anchor", "pk")
    labels_now = labels_in([statement.pk])
    return [
        BracketTrend(
            anchor,
            labels_now.get(key) or not_in_text(),
            counts[anchor],
            ", ".join(f"{label}: {count}" for label, count in zip(labels, counts[anchor], strict=True)),
        )
        for anchor, key in order
        if anchor in counts
    ]


def lines_of(revision: TextRevision, user: Person) -> list[TextLine]:
    """A revision's paragraphs in order. One SQL query."""
    rows = RevisionLine.objects.visible_to(user).filter(revision=revision).order_by("position")
    return [TextLine(anchor, kind, texts) for anchor, kind, texts in rows.values_list("anchor", "kind", "texts")]


def present_lines(statement: Statement) -> list[TextLine]:
    """The text as it stands, in the reader's context. Three SQL queries."""
    return [TextLine(line.anchor, line.kind, line.texts) for line in read_present(statement).lines]


def numbers_of(lines: list[TextLine]) -> dict[str, int | None]:
    """The number of each paragraph of a text by its anchor; the title and headings have none."""
    return dict(numbered((line.anchor, line.kind) for line in lines))


def _number(line: Compared, now: Mapping[str, int | None], then: Mapping[str, int | None]) -> int | str:
    if line.kind == ParagraphKind.TITLE:
        return title_label()
    return now.get(line.anchor) or then.get(line.anchor) or UNNUMBERED


def comparison(old: list[TextLine], new: list[TextLine], languages: list[str]) -> Comparison:
    """What changed, word by word in each language."""
    groups: list[Stretch] = []
    changed = 0
    then, now = numbers_of(old), numbers_of(new)
    for line in compared(old, new):
        is_same = line.change == "same" and not line.is_moved
        changed += not is_same
        redlines = {
            language: redline_html(line.before.get(language, ""), line.after.get(language, ""))
            for language in languages
        }
        if not groups or groups[-1].is_same != is_same:
            groups.append(Stretch(is_same, []))
        groups[-1].changes.append(Change(line, redlines, _number(line, now, then)))
    return Comparison(groups, changed)
