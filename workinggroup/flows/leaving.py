"""What a page shows as it leaves the portal: rows, and what has to be said with them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workinggroup.flows.composing import Shown
from workinggroup.flows.exporting.shown import NORMAL, About, Line, Origin, Source, shown
from workinggroup.flows.exporting.shown import Shown as Figure
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.indicators import LANGUAGES, Indicator
from workinggroup.flows.models import Dataset
from workinggroup.flows.plates import source_notes
from workinggroup.flows.queries.datasets import definitions_at
from workinggroup.flows.queries.quarters import cells_told
from workinggroup.flows.queries.residuals import known_members
from workinggroup.flows.queries.telling import Told, delegations_by_country


def rows_of(page: Shown) -> Iterator[Figure]:
    """The figures of the page's chart and of what it is made of, month by month, and of its quarter's tables. One SQL query."""
    sides = delegations_by_country()
    for each in [*page.page.lines, *page.page.parts]:
        line = line_of(each, page.indicator, sides)
        for month, figure in sorted(each.figures.items()):
            if page.page.first <= month <= page.page.last:
                yield shown(
                    line,
                    month,
                    figure.value,
                    each.since[month],
                    status=each.statuses.get(month, NORMAL),
                    is_hidden=figure.is_hidden,
                    is_provisional=figure.is_provisional,
                )
    yield from _of_quarter(page, sides)


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
    counted_by = definitions_at((each.dataset.pk, day) for each, day in page.sources if day)
    sources = [
        Source(
            str(each.dataset.pk),
            each.dataset.name,
            each.dataset.delegation_id,
            dict.fromkeys(LANGUAGES, each.dataset.source),
            day,
            origin=origin_of(each.dataset),
            licence=each.dataset.licence,
            contact=each.dataset.contact,
            counted_for=each.dataset.delegation.name,
            residual=known_members(page.page.moved, each.dataset.pk),
            url=each.dataset.source_url,
            rounding=each.dataset.rounding,
            definition_version=counted_by.get((each.dataset.pk, day), ""),
            # Of what is public something may be hidden that was so before.
            hides_below=0 if each.dataset.public_url and each.dataset.pk not in hiding else 10,
        )
        for each, day in page.sources
        if day
    ]
    return About(page.indicator.name, sources, [page.indicator], address)


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
