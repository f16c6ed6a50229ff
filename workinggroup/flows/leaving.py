"""What a page shows as it leaves the portal: rows, and what has to be said with them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.composing import SEASON_MONTHS, Shown
from workinggroup.flows.cube.months import Month, month_span, rolling_to
from workinggroup.flows.exporting.shown import NORMAL, About, Line, Origin, Source, shown
from workinggroup.flows.exporting.shown import Shown as Figure
from workinggroup.flows.files import Leaving
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.indicators import LANGUAGES, Indicator, Words, indicators
from workinggroup.flows.models import Dataset
from workinggroup.flows.plates import source_notes
from workinggroup.flows.queries.datasets import definitions_at
from workinggroup.flows.queries.quarters import cells_told
from workinggroup.flows.queries.residuals import known_members
from workinggroup.flows.queries.showing import TILE_MONTHS, summed
from workinggroup.flows.queries.telling import Told, delegations_by_country

TREND, COMPOSITION, SEASON = "trend", "composition", "season"
NOBODY: Mapping[Any, Sequence[str]] = {}


def rows_of(page: Shown, chart: str = "") -> Iterator[Figure]:
    """The figures of one of the page's charts, or of them all and of its quarter's tables; where each point is the sum of several
    months, those sums. One SQL query."""
    sides = delegations_by_country()
    first, last, over = page.page.first, page.page.last, page.over
    if chart in {"", TREND}:
        for each in page.page.lines:
            yield from figures_of(each, page.indicator, sides, first, last, over)
    if chart in {"", COMPOSITION}:
        for each in page.page.parts:
            yield from figures_of(each, page.indicator, sides, first, last, over)
    if chart == SEASON and page.seasonal:
        yield from figures_of(page.seasonal, page.indicator, sides, last.plus(1 - SEASON_MONTHS), last)
    if not chart:
        yield from _of_quarter(page, sides)


def figures_of(
    each: Told, indicator: Indicator, sides: Mapping[str, str], first: Month, last: Month, over: int = 1
) -> Iterator[Figure]:
    """What a series tells of the months from the first to the last, or of so many months together that end with each; governments
    by the codes of delegations (`sides`, by country)."""
    line = line_of(each, indicator, sides)
    for month, figure in sorted(summed(each.figures, over).items()):
        if first <= month <= last:
            span = rolling_to(month, over) if over > 1 else month_span(month)
            yield shown(
                line,
                span,
                figure.value,
                max(each.since[one] for one in span),
                status=each.statuses.get(month, NORMAL) if over == 1 else NORMAL,
                is_hidden=figure.is_hidden,
                is_provisional=figure.is_provisional,
            )


def _of_quarter(page: Shown, sides: Mapping[str, str]) -> Iterator[Figure]:
    for dataset, each in cells_told(page.quarterly):
        assert page.quarterly
        line = Line.of(str(dataset.pk), page.indicator, each.key, sides)
        figure = each.figure
        yield shown(
            line,
            page.quarterly.span,
            figure.value,
            each.since,
            is_hidden=figure.is_hidden,
            is_provisional=figure.is_provisional,
        )


def line_of(each: Told, indicator: Indicator, sides: Mapping[str, str]) -> Line:
    """What its figures are of, governments by the codes of delegations (`sides`, by country)."""
    codes = dict(zip(DIMENSIONS, each.key, strict=True))
    return Line(
        str(each.dataset.pk),
        indicator,
        sides.get(codes[Meaning.REPORTING], codes[Meaning.REPORTING]),
        sides.get(codes[Meaning.COUNTERPART], codes[Meaning.COUNTERPART]),
        codes[Meaning.AREA],
        codes[Meaning.CITIZENSHIP],
        codes[Meaning.GROUP],
    )


def about_of(page: Shown, address: str, *, hiding: Collection[Any]) -> About:
    """What has to be said with the figures of a page, or with all of its indicator; `hiding` are the datasets of which some are
    hidden. One SQL query."""
    stands = [(each.dataset, day) for each, day in page.sources if day]
    members = {dataset.pk: known_members(page.page.moved, dataset.pk) for dataset, _day in stands}
    return about_datasets(page.indicator.name, stands, [page.indicator], address, hiding=hiding, members=members)


def about_datasets(
    title: Words,
    stands: Sequence[tuple[Dataset, date]],
    counted: Sequence[Indicator],
    address: str,
    *,
    hiding: Collection[Any],
    members: Mapping[Any, Sequence[str]] = NOBODY,
) -> About:
    """What has to be said with figures of these datasets, each as of a day; `members` are those known to be in the rest of each.
    One SQL query."""
    counted_by = definitions_at((dataset.pk, day) for dataset, day in stands)
    sources = [
        Source(
            str(dataset.pk),
            dataset.name,
            dataset.delegation_id,
            dict.fromkeys(LANGUAGES, dataset.source),
            day,
            origin=origin_of(dataset),
            licence=dataset.licence,
            contact=dataset.contact,
            counted_for=dataset.delegation.name,
            residual=members.get(dataset.pk, ()),
            url=dataset.source_url,
            rounding=dataset.rounding,
            definition_version=counted_by.get((dataset.pk, day), ""),
            # Of what is public something may be hidden that was so before.
            hides_below=0 if dataset.public_url and dataset.pk not in hiding else 10,
        )
        for dataset, day in stands
    ]
    return About(title, sources, counted, address)


def series_leaving(
    name: str,
    title: Words,
    found: Sequence[Told],
    days: Mapping[Any, date],
    address: str,
    sheet: Callable[[], Sheet] | None = None,
) -> Leaving:
    """The months of tiles of these series, each dataset as of one of `days`."""
    known = [each for each in found if each.last and each.dataset.pk in days]
    counted = list(dict.fromkeys(each.code(Meaning.INDICATOR) for each in known))
    stands = list({each.dataset.pk: (each.dataset, days[each.dataset.pk]) for each in known}.values())
    hiding = {each.dataset.pk for each in known if any(figure.is_hidden for figure in each.figures.values())}

    def rows() -> Iterator[Figure]:
        sides = delegations_by_country()
        for each in known:
            last = max(each.figures)
            indicator = indicators()[each.code(Meaning.INDICATOR)]
            yield from figures_of(each, indicator, sides, last.plus(1 - TILE_MONTHS), last)

    def about() -> About:
        return about_datasets(title, stands, [indicators()[key] for key in counted], address, hiding=hiding)

    return Leaving(name, rows, about, sheet)


def origin_of(dataset: Dataset) -> Origin:
    """Whose figures they are."""
    return Origin(dataset.origin)


def source_of(page: Shown) -> list[str]:
    """The lines that are burnt into a picture."""
    days = {each.dataset.delegation_id: day for each, day in page.sources if day}
    return notes_of([each.dataset for each, _day in page.sources], days)


def notes_of(datasets: Sequence[Dataset], days: Mapping[str, date]) -> list[str]:
    """What is said under a picture of figures of these datasets, by delegation as of which day."""
    sources = dict.fromkeys(each.source for each in datasets)
    licences = dict.fromkeys(each.licence for each in datasets)
    notes = source_notes("; ".join(sources), days, "; ".join(licences))
    return [*notes, *origin_notes(datasets)]


def origin_notes(datasets: Iterable[Dataset]) -> list[str]:
    """What is said of figures that are no delegation's own, each once."""
    return list(dict.fromkeys(filter(None, (each.origin_note for each in datasets))))


def everybody_reads(datasets: Iterable[Dataset]) -> list[str]:
    """The sides that read all of these datasets."""
    readers = [set(each.releasable_to) for each in datasets]
    return sorted(set.intersection(*readers)) if readers else []
