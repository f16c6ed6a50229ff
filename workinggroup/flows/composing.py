"""Pages of figures composed of what was read: plates with their titles, and what is to be known of each series."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import numbers, times
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Event, Figure, Series, ranked
from workinggroup.flows.charts.lines import HIDDEN
from workinggroup.flows.charts.status import Line, Reported
from workinggroup.flows.charts.trend import MOST_LINES
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER
from workinggroup.flows.exporting.about import unit as name_of_unit
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.indicators import Indicator
from workinggroup.flows.naming import (
    as_series,
    events_of,
    language,
    name_of_code,
    name_of_indicator,
    name_of_side,
    style_of,
)
from workinggroup.flows.plates import Plate, multiples_plate, season_plate, status_plate, trend_plate
from workinggroup.flows.queries.editions import changes_of
from workinggroup.flows.queries.quarters import Quarterly
from workinggroup.flows.queries.residuals import Moved
from workinggroup.flows.queries.showing import PARTS, Asked, IndicatorPage, breaks_of, summed
from workinggroup.flows.queries.status import ReportedLine
from workinggroup.flows.queries.telling import Told

# So many of the figures that changed since an edition are listed, the latest months first.
MOST_CHANGES = 24
SEASON_MONTHS = 60
# So many changes of what "other" holds are told, the latest first.
MOST_MOVED = 3
WAYS = {
    Meaning.COUNTERPART: lambda: _("by country of the movement"),
    Meaning.AREA: lambda: _("by area"),
    Meaning.CITIZENSHIP: lambda: _("by citizenship"),
    Meaning.GROUP: lambda: _("by group"),
}


@dataclass(frozen=True)
class ChangeOf:
    """A figure of an edition that is another now, in words."""

    side: str
    month: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """The page of an indicator: its plates, what it counts, from whom, and what can be asked; each point is the sum of `over`
    months. `seasonal` is the series of the season's chart."""

    indicator: Indicator
    asked: Asked
    page: IndicatorPage
    trend: Plate
    composition: Plate | None
    season: Plate | None
    ways: list[tuple[str, str]]
    sources: list[tuple[Told, date | None]]
    left_out: int = 0
    parts_left: int = 0
    residual: bool = False
    members: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[ChangeOf] = field(default_factory=list)
    quarterly: Quarterly | None = None
    over: int = 1
    seasonal: Told | None = None

    @property
    def changes_shown(self) -> list[ChangeOf]:
        return self.changes[:MOST_CHANGES]

    @property
    def changes_left(self) -> int:
        return len(self.changes) - len(self.changes_shown)

    @property
    def plates(self) -> dict[str, Plate]:
        """Its charts, by what each is."""
        charts = {"trend": self.trend, "composition": self.composition, "season": self.season}
        return {name: plate for name, plate in charts.items() if plate}

    @property
    def day(self) -> date | None:
        """The day of its newest figures."""
        return max((day for _told, day in self.sources if day), default=None)

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
        begins = max(page.last.plus(1 - SEASON_MONTHS), min(side.figures))
        season = season_plate(
            "season",
            f"{name}, {side.name}",
            side,
            page.last,
            about=_about(name_of_unit(indicator.unit), begins, page.last, {}, 1),
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
        parts_left=max(0, len(page.parts) - PARTS),
        residual=any(each.code(Meaning(page.by)) == OTHER for each in page.parts) if page.by else False,
        members=[_moved(each) for each in page.moved[:MOST_MOVED]],
        notes=[
            _("From %(month)s on %(side)s counts otherwise.")
            % {"month": captions.full_month(month), "side": name_of_side(each)}
            for each, month in breaks_of(page.lines)
        ],
        changes=_changes(page) if asked.frozen else [],
        quarterly=quarterly,
        over=over,
        seasonal=first if season else None,
    )


def _moved(moved: Moved) -> str:
    """What "other" holds from a day on, in words."""

    def names(codes: Collection[str]) -> str:
        return times.all_of(sorted(name_of_code(Meaning.CITIZENSHIP, code) for code in codes)) if codes else ""

    facts = {"entered": names(moved.entered), "left": names(moved.left), "day": times.dated(moved.day)}
    if not moved.left:
        return _("Since the vintage of %(day)s “other” also holds %(entered)s.") % facts
    if not moved.entered:
        return _("Since the vintage of %(day)s “other” no longer holds %(left)s.") % facts
    return _("Since the vintage of %(day)s “other” also holds %(entered)s, and no longer %(left)s.") % facts


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
    told = [(each.dataset.delegation_id, each.indicator) for each in found]
    lines = [
        Line(
            _name_of_reported(each, told.count((each.dataset.delegation_id, each.indicator)) > 1),
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
        about=_("Each month of each indicator, by the day on which it was published."),
    )


def _name_of_reported(line: ReportedLine, is_told_twice: bool) -> str:
    """What a delegation reports; with the dataset where two of its datasets tell it."""
    if not line.indicator:
        return str(line.dataset)
    name = name_of_indicator(line.indicator)
    return f"{name}, {line.dataset}" if is_told_twice else name
