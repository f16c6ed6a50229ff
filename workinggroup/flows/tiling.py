"""Tiles of the overview composed of what was read: a figure, what it was, how far another side's count is, who follows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import numbers, times
from portal.core.texts import in_sentence
from workinggroup.commitments.models import Commitment
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Figure, Series
from workinggroup.flows.charts.findings import Apart, Change, change_of, latest_of, standing_of
from workinggroup.flows.charts.mirror import LETTERS
from workinggroup.flows.charts.spark import MONTHS as TILE_MONTHS
from workinggroup.flows.charts.trend import MOST_LINES
from workinggroup.flows.cube.mirrors import Pair
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.exporting.about import unit as name_of_unit
from workinggroup.flows.importing.layouts import Key, Meaning
from workinggroup.flows.indicators import Direction, indicators
from workinggroup.flows.naming import (
    as_series,
    language,
    name_of_flow,
    name_of_indicator,
    name_of_side,
    style_of,
    way_of,
)
from workinggroup.flows.plates import Cell, Plate, Table, Tile, cell_of, tile, trend_plate
from workinggroup.flows.queries.editions import changed_at
from workinggroup.flows.queries.mirrors import RECENT, Compared, MirrorPage
from workinggroup.flows.queries.showing import Overview, Revised
from workinggroup.flows.queries.telling import Told

# So many flows are told apart on a tile.
MOST_GAPS = 3
# So many tiles stand above the chart.
FOREMOST = 4
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
    """A tile of the overview: its finding as a `title`, what it counts, whose count it is, how it changed on the year, and where
    all of it stands; of an edition, what its figure is now where that is another, and else what it was where it was `revised`.
    `gaps` are told of flows that another side counts too, `commitments` are those that follow it.
    """

    key: str
    indicator: str
    title: str
    side: str
    about: str
    tile: Tile
    as_of: date | None
    change: Change
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
    shown = [(each, each.last, name_of_side(each)) for each in found.series]
    ways = Counter(_way(each) for each in found.series)
    for number, (each, last, side) in enumerate(shown):
        series = as_series(each, side, style=style_of(each.dataset.delegation))
        made = tile(series, last) if last else None
        if last is None or made is None:
            continue
        key, rounding = each.code(Meaning.INDICATOR), each.dataset.rounding
        tiles.append(
            TileOf(
                f"tile-{number}",
                key,
                captions.changed_title(_subject(each), made.latest, rounding, side if ways[_way(each)] > 1 else ""),
                each.dataset.delegation_id,
                _about(key, side, made.month),
                made,
                found.as_of.get(each.dataset.pk),
                change_of(made.latest, rounding),
                _tile_changed(each, found, series, last) if found.frozen else "",
                _gaps(each, compared),
                followed.get((each.dataset.pk, key), ()),
                each.pk,
                _tile_revised(found.revised.get(each.pk), series, last),
            )
        )
    return tiles


def _way(each: Told) -> tuple[str, str]:
    """What is counted, from or to where."""
    return each.code(Meaning.INDICATOR), each.code(Meaning.COUNTERPART)


def _subject(each: Told) -> str:
    """What is counted at the beginning of a sentence: "Returns carried out to Guatemala"."""
    key, country = _way(each)
    known = indicators().get(key)
    subject = known.subject[language()] if known else key
    if country == TOTAL:
        return subject
    way = way_of(each.key)
    return f"{subject} {way}" if known and known.direction != Direction.NONE else f"{subject} ({way})"


def _about(key: str, side: str, month: str) -> str:
    known = indicators().get(key)
    said = {"unit": name_of_unit(known.unit) if known else "", "side": in_sentence(side), "month": month}
    return _("%(unit)s, reported by %(side)s, %(month)s") % said


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


def overview_title(tiles: Sequence[TileOf], agreement: int = 0) -> str:
    """The finding of all tiles: how many figures are lower, or higher, than a year before, and whether counts of one flow agree
    better (`agreement` 1) or less well (-1); of a single one, its own."""
    known = [each for each in tiles if each.change != Change.UNKNOWN]
    if len(known) < 2:
        return (known or tiles)[0].title if tiles else _("Migration flows")
    lower = sum(each.change == Change.LOWER for each in known)
    higher = sum(each.change in {Change.HIGHER, Change.DOUBLED} for each in known)
    said = {"finding": _lower(lower, len(known)) if lower >= higher else _higher(higher, len(known))}
    if not lower and not higher:
        said = {"finding": _("Figures are about the same as a year before")}
    if agreement > 0:
        return _("%(finding)s, and counts of the same flow agree better") % said
    if agreement < 0:
        return _("%(finding)s, and counts of the same flow agree less well") % said
    return said["finding"]


def _lower(count: int, of: int) -> str:
    said = ngettext(
        "%(count)s of %(of)s figures is lower than a year before",
        "%(count)s of %(of)s figures are lower than a year before",
        count,
    )
    return said % {"count": count, "of": of}


def _higher(count: int, of: int) -> str:
    said = ngettext(
        "%(count)s of %(of)s figures is higher than a year before",
        "%(count)s of %(of)s figures are higher than a year before",
        count,
    )
    return said % {"count": count, "of": of}


def overview_lead(tiles: Sequence[TileOf]) -> str:
    """The line under the title: up to which month figures are told."""
    last = max((each.tile.latest.month for each in tiles), default=None)
    if last is None:
        return _("What the delegations count and share by the month: totals alone, small groups hidden.")
    said = {"month": captions.full_month(last)}
    if any(each.commitments for each in tiles):
        return (
            _("What the delegations reported up to %(month)s, beside the commitments that the figures belong to.")
            % said
        )
    return _("What the delegations reported up to %(month)s: totals alone, small groups hidden.") % said


# What two counts say together, the gravest first; among equals the one of most months.
GRAVEST = (Apart.EXPLAIN, Apart.FIRST_LOWER, Apart.OTHER_LOWER, Apart.WATCH, Apart.AGREE)


def gravest(every: Sequence[Compared]) -> Compared | None:
    """The pair of counts that asks for most; None where no pair has a month in common."""
    told = [(standing_of(each.found), each) for each in every]
    known = [
        (GRAVEST.index(standing.kind), -standing.count, each) for standing, each in told if standing.kind in GRAVEST
    ]
    return min(known, key=lambda each: each[:2])[2] if known else None


def foremost(tiles: Sequence[TileOf]) -> list[TileOf]:
    """The tiles above the chart, in the order of all: one of an indicator, first of those that commitments follow; of several the
    one that is followed, or that another side counts, too."""
    found: dict[str, TileOf] = {}
    for each in sorted(tiles, key=lambda each: (not each.commitments, not each.gaps)):
        found.setdefault(each.indicator, each)
    followed = [each for each in found.values() if each.commitments]
    others = [each for each in tiles if found[each.indicator] is each and not each.commitments]
    chosen = {each.key for each in [*followed, *others][:FOREMOST]}
    return [each for each in tiles if each.key in chosen]


def most_changed(tiles: Sequence[TileOf], found: Overview) -> Told | None:
    """The series whose figure changed most on the year, for its size; None where nothing can be compared."""
    known = [
        (abs(each.tile.latest.on_year), -place, each) for place, each in enumerate(tiles) if each.tile.latest.on_year
    ]
    chosen = max(known, key=lambda each: each[:2], default=None)
    return next((each for each in found.series if chosen and each.pk == chosen[2].series), None)


def leading(each: Told, found: Overview, tiles: Sequence[TileOf]) -> Plate | None:
    """Where no two counts are compared, the last two years of what changed most, with what others count of the same."""
    alike = [one for one in found.series if _way(one) == _way(each) and one.last][:MOST_LINES]
    last = max(one.last for one in alike if one.last)
    first = last.plus(1 - TILE_MONTHS)
    title = next(tile.title for tile in tiles if tile.series == each.pk)
    known = indicators().get(each.code(Meaning.INDICATOR))
    as_of = {one.dataset.delegation_id: day for one in alike if (day := found.as_of.get(one.dataset.pk))}
    plate = trend_plate(
        "trend",
        name_of_indicator(each.code(Meaning.INDICATOR)),
        [as_series(one, name_of_side(one), style=style_of(one.dataset.delegation)) for one in alike],
        first,
        last,
        about=captions.subtitle(captions.begun(name_of_unit(known.unit)) if known else "", first, last, as_of),
    )
    return replace(plate, title=title)


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
    caption = _("The last twelve months") if len(rows) == RECENT else page.name
    return replace(page.plate, table=Table(caption, heads, lines))


def _points(share: Fraction | None) -> str:
    return "" if share is None else captions.Words().points(share)
