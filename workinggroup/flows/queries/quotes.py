"""Which numbers of a text quote which figures, and who quotes one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import combinations
from operator import or_
from uuid import UUID

from django.db.models import Q

from meetings.statements.models import Statement
from meetings.statements.present import PresentLine, marked_label, read_present
from portal.core.people import Person
from workinggroup.flows.checking import Checked, checked_all
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, month_span
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.editions import EditionNumber, ReportFigure
from workinggroup.flows.models import CODES, FlowSeries, PublishedFigure
from workinggroup.flows.naming import name_of_flow, name_of_span
from workinggroup.flows.queries.editions import Frozen, edition_of
from workinggroup.flows.queries.numbers import Number
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.quoting import Quoted, numbers_in
from workinggroup.progress.models import ProgressReport

# Smaller numbers are said of many things: of articles, of days, of governments.
FEWEST = 100
# So many who quote a figure are listed, and so many figures that a number may quote.
MOST = 50
MOST_CANDIDATES = 12


@dataclass(frozen=True)
class Quote:
    """A number that is tied to a figure, held against it; `languages` are those in whose text it stands now."""

    row: EditionNumber
    checked: Checked
    languages: Sequence[str]


@dataclass(frozen=True)
class Line:
    """A paragraph with its numbers: those that quote a figure, and those that quote none, with the languages they stand in."""

    anchor: str
    label: str
    texts: Mapping[str, str]
    quotes: Sequence[Quote]
    others: Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class QuotesOf:
    """The numbers of a text, paragraph by paragraph; `frozen` is the edition of its meeting."""

    lines: Sequence[Line]
    frozen: Frozen | None

    @property
    def wrong(self) -> int:
        """How many are not what they cite, or have left the text."""
        return sum(not each.checked.is_right or not each.languages for line in self.lines for each in line.quotes)

    @property
    def superseded(self) -> int:
        """How many say what was right and has been revised since."""
        return sum(
            bool(each.checked.is_right and each.checked.number and each.checked.number.superseded)
            for line in self.lines
            for each in line.quotes
        )

    @property
    def count(self) -> int:
        return sum(len(line.quotes) for line in self.lines)

    @property
    def others(self) -> int:
        """How many numbers quote nothing."""
        return sum(len(line.others) for line in self.lines)


def quotes_of(statement: Statement, user: Person, *, latest: date) -> QuotesOf:
    """The numbers of a text as it stands. Nine SQL queries at most, whatever its length."""
    present = read_present(statement)
    rows = EditionNumber.objects.visible_to(user).filter(paragraph__statement=statement, let_go_at__isnull=True)
    tied = list(rows.select_related("paragraph").order_by("at", "pk"))
    found = checked_all([Quoted(Citation.read(row.citation), row.value) for row in tied], user, latest=latest)
    by_paragraph: dict[UUID, list[tuple[EditionNumber, Checked]]] = {}
    for row, checked in zip(tied, found, strict=True):
        by_paragraph.setdefault(row.paragraph_id, []).append((row, checked))

    def label(anchor: str) -> str:
        return marked_label(present.label(anchor), begins=True)

    lines = [_line(line, label(line.anchor), by_paragraph.pop(line.paragraph, [])) for line in present.lines]
    # Those of paragraphs that have left the text.
    lines += [
        Line(rest[0][0].paragraph.anchor, label(rest[0][0].paragraph.anchor), {}, _quotes(rest, {}), [])
        for rest in by_paragraph.values()
    ]
    return QuotesOf([line for line in lines if line.quotes or line.others], edition_of(user, statement.meeting.slug))


def _line(line: PresentLine, label: str, tied: Sequence[tuple[EditionNumber, Checked]]) -> Line:
    there = _numbers(line)
    known = {row.value for row, _checked in tied}
    others = [(value, codes) for value, codes in there.items() if value not in known and value >= FEWEST]
    return Line(line.anchor, label, line.texts, _quotes(tied, there), others)


def _numbers(line: PresentLine) -> dict[int, list[str]]:
    """The numbers of a paragraph, with the languages they stand in."""
    found: dict[int, list[str]] = {}
    for code, text in line.texts.items():
        for value in numbers_in(text):
            found.setdefault(value, []).append(code)
    return found


def _quotes(tied: Sequence[tuple[EditionNumber, Checked]], there: Mapping[int, Sequence[str]]) -> list[Quote]:
    """Those that stand in the paragraph, in its order; then those that have left it."""
    places = {value: place for place, value in enumerate(there)}
    inside = sorted(tied, key=lambda each: places.get(each[0].value, len(places)))
    return [Quote(row, checked, there.get(row.value, [])) for row, checked in inside]


@dataclass(frozen=True)
class Candidate:
    """A figure of an edition by its address, and what it is of."""

    address: str
    delegation: str
    title: str


def figures_of(value: int, user: Person, frozen: Frozen) -> list[Candidate]:
    """The figures of an edition that are a number, the latest month first; of those that tell one thing at most apart beside who
    counts what from where. Two SQL queries."""
    one_at_most = reduce(
        or_, (Q(**dict.fromkeys(pair, TOTAL)) for pair in combinations(("area", "citizenship", "group"), 2))
    )
    series = FlowSeries.objects.visible_to(user).filter(one_at_most, dataset__in=list(frozen.days))
    cells = PublishedFigure.objects.visible_to(user).as_of(frozen.days).filter(series__in=series, value=value)
    facts = ("series__dataset__delegation", *(f"series__{name}" for name in CODES), "month", "as_of")
    sides = delegations_by_country()
    found = []
    for delegation, *key, month, day in cells.order_by("-month", "pk").values_list(*facts)[:MOST_CANDIDATES]:
        span = month_span(Month.of(month))
        title = f"{name_of_flow(tuple(key))}, {name_of_span(span)}"
        found.append(Candidate(str(Citation.of(tuple(key), span, day, sides)), delegation, title))
    return found


@dataclass(frozen=True)
class QuotedBy:
    """Who quotes a figure, as of whichever day: texts by their numbers, and reports by its address."""

    numbers: Sequence[EditionNumber]
    reports: Sequence[ProgressReport]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.reports)


def quoted_by(number: Number, user: Person) -> QuotedBy:
    """Who of all that a person sees quotes a figure, in any of its vintages. Two SQL queries, each by an index."""
    rows = EditionNumber.objects.visible_to(user).filter(citation__in=number.addresses, let_go_at__isnull=True)
    numbers = rows.select_related("paragraph__statement__meeting").order_by("-at", "pk")[:MOST]
    named = ReportFigure.objects.visible_to(user).filter(address=number.stand.address.partition("@")[0])
    reports = ProgressReport.objects.visible_to(user).filter(pk__in=named.values("report"))
    return QuotedBy(list(numbers), list(reports.select_related("commitment__statement").order_by("-at", "pk")[:MOST]))
