"""Tiles of the overview composed of what was read: a figure, what it was, how far another side's count is, who follows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import numbers, times
from workinggroup.commitments.models import Commitment
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Figure, Series
from workinggroup.flows.charts.findings import Apart, latest_of, standing_of
from workinggroup.flows.charts.mirror import LETTERS
from workinggroup.flows.charts.spark import MONTHS as TILE_MONTHS
from workinggroup.flows.cube.mirrors import Pair
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.exporting.about import unit as name_of_unit
from workinggroup.flows.importing.layouts import Key, Meaning
from workinggroup.flows.indicators import indicators
from workinggroup.flows.naming import as_series, name_of_flow, name_of_indicator, name_of_side, style_of, way_of
from workinggroup.flows.plates import Cell, Plate, Table, Tile, cell_of, tile
from workinggroup.flows.queries.editions import changed_at
from workinggroup.flows.queries.mirrors import RECENT, Compared, MirrorPage
from workinggroup.flows.queries.showing import Overview, Revised
from workinggroup.flows.queries.telling import Told

# So many flows are told apart on a tile.
MOST_GAPS = 3
NOTHING: Mapping[tuple[UUID, str], Sequence[Commitment]] = {}


@dataclass(frozen=True)
class GapOf:
    """The other side's count of one flow and then the own, in the last month that both show; and where that is told. `flow` is
    what the flow is called where the tile counts more."""

    flow: str
    side: str
    month: Month
    pair: Pair
    address: str


@dataclass(frozen=True)
class TileOf:
    """A tile of the overview, what it counts, whose count it is, and where all of it stands; of an edition, what its figure is
    now where that is another, and else what it was where it was `revised`. `gaps` are told of flows that another side counts
    too, `commitments` are those that follow it.
    """

    key: str
    indicator: str
    name: str
    side: str
    unit: str
    tile: Tile
    as_of: date | None
    changed: str = ""
    gaps: Sequence[GapOf] = ()
    commitments: Sequence[Commitment] = ()
    series: UUID | None = None
    revised: str = ""


def tiles_of(
    found: Overview,
    compared: Sequence[Compared] = (),
    followed: Mapping[tuple[UUID, str], Sequence[Commitment]] = NOTHING,
) -> list[TileOf]:
    """A tile for each series that shows something, with its gaps of what is `compared`, and the commitments by which figures of
    its dataset and indicator are `followed`."""
    tiles = []
    for number, each in enumerate(found.series):
        key, last = each.code(Meaning.INDICATOR), each.last
        series = as_series(each, name_of_side(each), style=style_of(each.dataset.delegation))
        made = tile(series, last) if last else None
        if made is None:
            continue
        known = indicators().get(key)
        name = name_of_indicator(key)
        if each.code(Meaning.COUNTERPART) != "_T":
            name = f"{name}, {way_of(each.key)}"
        tiles.append(
            TileOf(
                f"tile-{number}",
                key,
                name,
                each.dataset.delegation_id,
                name_of_unit(known.unit) if known else "",
                made,
                found.as_of.get(each.dataset.pk),
                _tile_changed(each, found, series, last) if last and found.frozen else "",
                _gaps(each, compared),
                followed.get((each.dataset.pk, key), ()),
                each.pk,
                _tile_revised(found.revised.get(each.pk), series, last) if last else "",
            )
        )
    return tiles


def _tile_revised(revised: Revised | None, series: Series, last: Month) -> str:
    latest = latest_of(series, last.plus(1 - TILE_MONTHS), last)
    if revised is None or latest is None:
        return ""
    said = _("revised on %(day)s, before %(before)s") % {
        "day": times.dated(revised.on),
        "before": numbers.number(revised.before),
    }
    if revised.before:
        said += f" ({numbers.percent(Fraction(latest.value - revised.before, revised.before), signed=True)})"
    return said


def _gaps(each: Told, every: Sequence[Compared]) -> list[GapOf]:
    """The gaps of the flows that the series is, or is the sum of."""
    gaps = []
    for compared in every:
        for one, other in (compared.sides, compared.sides[::-1]):
            if one.code == each.dataset.delegation_id and _is_in(one.key, each.key) and compared.last:
                month, pair = compared.last
                counts = (pair.b, pair.a) if one is compared.one else (pair.a, pair.b)
                flow = name_of_flow(one.key) if one.key != each.key else ""
                address = compared.pair.get_absolute_url()
                gaps.append(GapOf(flow, other.code, month, Pair(*counts, pair.tolerance), address))
    return gaps[:MOST_GAPS]


def _is_in(key: Key, whole: Key) -> bool:
    return all(code in {TOTAL, own} for own, code in zip(key, whole, strict=True))


def _tile_changed(each: Told, found: Overview, series: Series, last: Month) -> str:
    latest = latest_of(series, last.plus(1 - TILE_MONTHS), last)
    changed = changed_at(each, found.now, latest.month) if latest else None
    return say_now(changed.after) if changed else ""


def say_now(figure: Figure) -> str:
    """What a figure is now, where it was another."""
    if figure.is_hidden:
        return _("is now hidden")
    if figure.value is None:
        return _("is no longer told")
    return _("is now %(number)s") % {"number": numbers.number(figure.value)}


def overview_title(tiles: Sequence[TileOf]) -> str:
    """The finding of all tiles: how many figures are lower, or higher, than a year before."""
    changes = [each.tile.on_year for each in tiles if each.tile.on_year is not None]
    lower, higher = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    if len(changes) < 2:
        return _("Migration flows")
    if lower >= higher:
        said = ngettext(
            "%(count)s of %(of)s figures is lower than a year before",
            "%(count)s of %(of)s figures are lower than a year before",
            lower,
        )
        return said % {"count": lower, "of": len(changes)}
    said = ngettext(
        "%(count)s of %(of)s figures is higher than a year before",
        "%(count)s of %(of)s figures are higher than a year before",
        higher,
    )
    return said % {"count": higher, "of": len(changes)}


# What two counts say together, the gravest first; among equals the one of most months.
GRAVEST = (Apart.EXPLAIN, Apart.FIRST_LOWER, Apart.OTHER_LOWER, Apart.WATCH, Apart.AGREE)


def gravest(every: Sequence[Compared]) -> Compared | None:
    """The pair of counts that asks for most; None where no pair has a month in common."""
    told = [(standing_of(each.found), each) for each in every]
    known = [
        (GRAVEST.index(standing.kind), -standing.count, each) for standing, each in told if standing.kind in GRAVEST
    ]
    return min(known, key=lambda each: each[:2])[2] if known else None


def featured(page: MirrorPage) -> Plate:
    """The chart of a pair for the overview, with its latest months as a table."""
    rows = list(reversed(page.rows[:RECENT]))
    words = captions.Words()
    one, other = page.compared.sides
    told = [row.pair for row in rows]
    lines = [
        (one.code, [cell_of(row.one.figure) for row in rows]),
        (other.code, [cell_of(row.other.figure) for row in rows]),
        (words.term("gap"), [Cell(_points(pair.share) if pair else "") for pair in told]),
        (words.term("reading"), [Cell(LETTERS[pair.band] if pair else "") for pair in told]),
    ]
    heads = [times.brief_month(row.month.first) for row in rows]
    return replace(page.plate, table=Table(page.name, heads, lines))


def _points(share: Fraction | None) -> str:
    return "" if share is None else captions.Words().points(share)
