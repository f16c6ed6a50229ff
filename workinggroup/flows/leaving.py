"""What a page shows as it leaves the portal: rows, and what has to be said with them."""

from collections.abc import Iterator

from workinggroup.flows.citing import by_country
from workinggroup.flows.composing import Shown
from workinggroup.flows.exporting.shown import STATUSES, About, Line, Origin, Source, shown
from workinggroup.flows.exporting.shown import Shown as Figure
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.models import Dataset
from workinggroup.flows.plates import source_notes
from workinggroup.flows.queries.telling import Told


def rows_of(page: Shown) -> Iterator[Figure]:
    """The figures of the page's chart and of what it is made of, month by month."""
    for each in [*page.page.lines, *page.page.parts]:
        line = line_of(each, page)
        for month, figure in sorted(each.figures.items()):
            if page.page.first <= month <= page.page.last:
                yield shown(
                    line,
                    month,
                    figure.value,
                    each.since[month],
                    status=each.statuses.get(month, "A") if each.statuses.get(month) in STATUSES else "A",
                    is_hidden=figure.is_hidden,
                    is_provisional=figure.is_provisional,
                )


def line_of(each: Told, page: Shown) -> Line:
    """What its figures are of, governments by the codes of delegations."""
    sides = by_country(dict.fromkeys(other.dataset.delegation_id for other in page.page.lines))
    codes = dict(zip(DIMENSIONS, each.key, strict=True))
    return Line(
        str(each.dataset.pk),
        page.indicator,
        sides.get(codes[Meaning.REPORTING], codes[Meaning.REPORTING]),
        sides.get(codes[Meaning.COUNTERPART], codes[Meaning.COUNTERPART]),
        codes[Meaning.AREA],
        codes[Meaning.CITIZENSHIP],
        codes[Meaning.GROUP],
    )


def about_of(page: Shown, address: str) -> About:
    """What has to be said with the figures of a page."""
    sources = [
        Source(
            str(each.dataset.pk),
            each.dataset.name,
            each.dataset.delegation_id,
            each.dataset.delegation.name,
            day,
            origin=origin_of(each.dataset),
            licence=each.dataset.licence,
            url=each.dataset.source_url,
            rounding=each.dataset.rounding,
            hides_below=0 if each.dataset.public_url else 10,
        )
        for each, day in page.sources
        if day
    ]
    return About(page.indicator.name, sources, [page.indicator], address)


def origin_of(dataset: Dataset) -> Origin:
    """Whose figures they are."""
    return Origin.THIRD_PARTY if dataset.is_third_party else Origin.OWN


def source_of(page: Shown) -> list[str]:
    """The lines that are burnt into a picture."""
    sources = dict.fromkeys(each.dataset.source for each, _day in page.sources)
    licences = dict.fromkeys(each.dataset.licence for each, _day in page.sources)
    days = {each.dataset.delegation_id: day for each, day in page.sources if day}
    return source_notes("; ".join(sources), days, "; ".join(licences))
