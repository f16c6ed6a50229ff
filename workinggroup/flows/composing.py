"""Pages of figures composed of what was read: plates with their titles, tiles, what is to be known of each series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import numbers, times
from workinggroup.commitments.models import Commitment
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Event, Figure, Series, ranked
from workinggroup.flows.charts.findings import latest_of
from workinggroup.flows.charts.lines import HIDDEN
from workinggroup.flows.charts.spark import MONTHS as TILE_MONTHS
from workinggroup.flows.charts.status import Line, Reported
from workinggroup.flows.charts.trend import MOST_LINES
from workinggroup.flows.cube.mirrors import Pair
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.exporting.about import unit as name_of_unit
from workinggroup.flows.importing.layouts import Key, Meaning
from workinggroup.flows.indicators import Indicator, indicators
from workinggroup.flows.naming import (
    as_series,
    events_of,
    language,
    name_of_code,
    name_of_flow,
    name_of_indicator,
    name_of_side,
    style_of,
    way_of,
)
from workinggroup.flows.plates import Plate, Tile, multiples_plate, season_plate, status_plate, tile, trend_plate
from workinggroup.flows.queries.editions import changed_at, changes_of
from workinggroup.flows.queries.mirrors import Compared
from workinggroup.flows.queries.quarters import Quarterly
from workinggroup.flows.queries.showing import PARTS, Asked, IndicatorPage, Overview, breaks_of, summed
from workinggroup.flows.queries.status import ReportedLine
from workinggroup.flows.queries.telling import Told

# So many of the figures that changed since an edition are listed, the latest months first.
MOST_CHANGES = 24
# So many flows are told apart on a tile.
MOST_GAPS = 3
NOTHING: Mapping[tuple[UUID, str], Sequence[Commitment]] = {}
WAYS = {
    Meaning.COUNTERPART: lambda: _("by country of the movement"),
    Meaning.AREA: lambda: _("by area"),
    Meaning.CITIZENSHIP: lambda: _("by citizenship"),
    Meaning.GROUP: lambda: _("by group"),
}


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
    now where that is another. `gaps` are told of flows that another side counts too, `commitments` are those that follow it."""

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
        series = as_series(each, name_of_side(each), style=_style(each))
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
            )
        )
    return tiles


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


@dataclass(frozen=True)
class ChangeOf:
    """A figure of an edition that is another now, in words."""

    side: str
    month: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """The page of an indicator: its plates, what it counts, from whom, and what can be asked."""

    indicator: Indicator
    asked: Asked
    page: IndicatorPage
    trend: Plate
    composition: Plate | None
    season: Plate | None
    ways: list[tuple[str, str]]
    sources: list[tuple[Told, date | None]]
    left_out: int = 0
    residual: bool = False
    notes: list[str] = field(default_factory=list)
    changes: list[ChangeOf] = field(default_factory=list)
    quarterly: Quarterly | None = None

    @property
    def changes_shown(self) -> list[ChangeOf]:
        return self.changes[:MOST_CHANGES]

    @property
    def changes_left(self) -> int:
        return len(self.changes) - len(self.changes_shown)

    @property
    def name(self) -> str:
        return self.indicator.name[language()]

    @property
    def unit(self) -> str:
        return name_of_unit(self.indicator.unit)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is to be known of it, in words."""
        told = [
            (_("Definition"), self.indicator.definition),
            (_("What is counted"), self.indicator.counts),
            (_("What is not"), self.indicator.excludes),
        ]
        return [(words, said[language()]) for words, said in told]


def compose(indicator: Indicator, page: IndicatorPage, asked: Asked, quarterly: Quarterly | None = None) -> Shown:
    """The plates of an indicator."""
    over = asked.over if "period" in indicator.additive else 1
    lines = page.lines[:MOST_LINES]
    as_of = {each.dataset.delegation_id: day for each in lines if (day := page.as_of.get(each.dataset.pk))}
    about = _about(name_of_unit(indicator.unit), page.first, page.last, as_of, over)
    series = [as_series(each, _name_of_line(each, lines), style=_style(each)) for each in lines]
    series = [_with(each, summed(each.figures, over)) for each in series]
    name = indicator.name[language()]
    trend = trend_plate(
        "trend", name, series, page.first, page.last, about=about, events=_events(page), is_fiscal=asked.is_fiscal
    )
    composition = None
    if page.parts:
        parts = [
            as_series(each, name_of_code(Meaning(page.by), each.code(Meaning(page.by))), style=0) for each in page.parts
        ]
        parts = [_with(each, summed(each.figures, over)) for each in parts]
        named = f"{name}, {WAYS[Meaning(page.by)]()}"
        composition = multiples_plate(
            "composition",
            named,
            ranked(parts, page.last)[:PARTS],
            page.first,
            page.last,
            about=about,
            is_fiscal=asked.is_fiscal,
        )
    first = next(each for each in lines if each.dataset.delegation_id == page.side) if page.side in as_of else lines[0]
    side = as_series(first, _name_of_line(first, lines), style=_style(first))
    season = None
    if over == 1 and side.shown(page.last.plus(-23), page.last):
        season = season_plate(
            "season",
            f"{name}, {side.name}",
            side,
            page.last,
            about=_about(name_of_unit(indicator.unit), page.last.plus(-59), page.last, {}, 1),
            is_fiscal=asked.is_fiscal,
        )
    return Shown(
        indicator,
        asked,
        page,
        trend,
        composition,
        season,
        [(way, WAYS[Meaning(way)]()) for way in page.ways],
        [(each, page.as_of.get(each.dataset.pk)) for each in page.lines],
        left_out=len(page.lines) - len(lines),
        residual=any(each.code(Meaning(page.by)) == OTHER for each in page.parts) if page.by else False,
        notes=[
            _("From %(month)s on %(side)s counts otherwise.")
            % {"month": captions.full_month(month), "side": name_of_side(each)}
            for each, month in breaks_of(page.lines)
        ],
        changes=_changes(page) if asked.frozen else [],
        quarterly=quarterly,
    )


def _changes(page: IndicatorPage) -> list[ChangeOf]:
    return [
        ChangeOf(
            _name_of_line(each.series, page.lines),
            times.brief_month(each.month.first),
            _words(each.before),
            _words(each.after),
        )
        for each in changes_of(page.lines, page.now, first=page.first, last=page.last)
    ]


def _words(figure: Figure) -> str:
    if figure.is_hidden:
        return HIDDEN
    return "–" if figure.value is None else numbers.number(figure.value)


def _about(unit: str, first: Month, last: Month, as_of: dict[str, date], over: int) -> str:
    said = captions.subtitle(captions.begun(unit), first, last, as_of)
    if over > 1:
        said += " " + ngettext(
            "Each point is the sum of %(months)s month.", "Each point is the sum of %(months)s months.", over
        ) % {"months": over}
    return said


def _name_of_line(each: Told, lines: Sequence[Told]) -> str:
    """The delegation; with the way, where it has several lines."""
    sides = [other.dataset.delegation_id for other in lines]
    name = name_of_side(each)
    if sides.count(each.dataset.delegation_id) == 1:
        return name
    return f"{name}, {each.dataset}"


def _style(each: Told) -> int:
    return style_of(each.dataset.delegation)


def _with(series: Series, figures: object) -> Series:
    return Series(series.name, series.short, figures, hue=series.hue, style=series.style)  # type: ignore[arg-type]


def _events(page: IndicatorPage) -> list[Event]:
    """Ministerials, what is marked, and the months from which somebody counts otherwise."""
    breaks = [
        Event(
            month, times.brief_month(month.first), _("%(side)s counts otherwise") % {"side": each.dataset.delegation_id}
        )
        for each, month in breaks_of(page.lines)
    ]
    return sorted([*events_of(page.events), *breaks], key=lambda each: each.month)


def compose_status(found: Sequence[ReportedLine], today: date) -> Plate:
    """Who has reported what, over the latest two years."""
    lines = [
        Line(
            each.name,
            each.dataset.delegation_id,
            each.dataset.delegation.colour,
            {month: Reported(state) for month, state in each.months.items()},
        )
        for each in found
    ]
    last = Month.of(today).plus(-1)
    return status_plate(
        "status",
        _("Who has reported what"),
        lines,
        last,
        about=_("Each month of each dataset, by the day on which it was published."),
    )
