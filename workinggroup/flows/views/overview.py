"""The overview: the latest figure of everything that is shared, and the same as a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import May, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.flows import rules
from workinggroup.flows.charts.findings import agreement_of
from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.files import FORMS, PICTURES, sent
from workinggroup.flows.leaving import everybody_reads, notes_of, origin_notes, series_leaving
from workinggroup.flows.naming import in_each, name_of_indicator
from workinggroup.flows.pairs import MirrorPair
from workinggroup.flows.plates import Plate
from workinggroup.flows.queries.datasets import datasets_for
from workinggroup.flows.queries.editions import Frozen, editions_for
from workinggroup.flows.queries.mirrors import MirrorPage, gaps_for, mirror_page
from workinggroup.flows.queries.showing import Overview, overview_for
from workinggroup.flows.queries.ties import followed_on
from workinggroup.flows.reckoning import mirror_sheet
from workinggroup.flows.tiling import (
    TileOf,
    featured,
    foremost,
    gravest,
    leading,
    most_changed,
    overview_lead,
    overview_title,
    tiles_of,
)
from workinggroup.flows.views.downloading import FORMS as FULL_FORMS
from workinggroup.flows.views.finding import frozen_of, today_of


@dataclass(frozen=True)
class _Seen:
    """What the overview shows: its tiles, and below them the pair of counts that asks for most, or else what changed most."""

    found: Overview
    tiles: list[TileOf]
    title: str
    frozen: Frozen | None
    pair: MirrorPair | None = None
    mirror: MirrorPage | None = None
    plate: Plate | None = None


@door(Door.MEMBERS)
def overview(request: AuthedRequest) -> HttpResponse:
    """The latest figure of everything that is shared, and how current each delegation's are."""
    seen = _seen(request)
    lines = datasets_for(request.user)
    context = {
        "seen": seen,
        "tiles": seen.tiles,
        "first": (first := foremost(seen.tiles)),
        "others": [each for each in seen.tiles if each not in first],
        "lead": overview_lead(seen.tiles),
        "readers": everybody_reads(line.dataset for line in lines),
        "sides": _standing(lines, today_of(request)),
        "frozen": seen.frozen,
        "editions": editions_for(request.user),
        "may": May(rules, request.user),
        "notes": origin_notes(line.dataset for line in lines),
        "forms": FORMS,
        "full_forms": {form: words for form, words in FULL_FORMS.items() if form not in PICTURES},
        "counted": _counted(seen.tiles),
    }
    return render(request, "workinggroup/flows/overview.html", context)


@door(Door.MEMBERS)
def overview_file(request: AuthedRequest, form: str) -> HttpResponse:
    """The months of all tiles as a file, or the chart below them as a picture."""
    seen = _seen(request)
    found, days = seen.found, seen.found.as_of
    stands = {each.dataset.delegation_id: days[each.dataset.pk] for each in found.series if each.dataset.pk in days}

    def sheet() -> Sheet:
        if seen.mirror:
            return mirror_sheet(seen.mirror)
        return found_or_404(seen.plate).sheet(notes_of([each.dataset for each in found.series], stands))

    title, name = in_each(lambda: _("Migration flows")), max(stands.values(), default=today_of(request))
    address = request.build_absolute_uri()
    return sent(series_leaving(f"flows-{name:%Y%m%d}", title, found.series, days, address, sheet), form)


def _seen(request: AuthedRequest) -> _Seen:
    frozen = frozen_of(request)
    found = overview_for(request.user, today=today_of(request), frozen=frozen)
    # An edition is of one day, and the gaps are of the latest.
    gaps = [] if frozen else gaps_for(request.user)
    tiles = tiles_of(found, gaps, followed_on(request.user, found.series))
    title = overview_title(tiles, agreement_of([each.found for each in gaps]))
    if told := gravest(gaps):
        page = mirror_page(request.user, told.pair, known=told)
        return _Seen(found, tiles, title, frozen, told.pair, page, featured(page))
    chosen = most_changed(tiles, found)
    return _Seen(found, tiles, title, frozen, plate=leading(chosen, found, tiles) if chosen else None)


def _counted(tiles: list[TileOf]) -> list[tuple[str, str]]:
    """The indicators of the tiles, each once, by their keys, with what they are called."""
    return list(dict.fromkeys((each.indicator, name_of_indicator(each.indicator)) for each in tiles))


def _standing(lines: Any, today: date) -> list[dict[str, Any]]:
    """Of each delegation how many datasets are late, and the last month of the others."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        side = found.setdefault(
            line.dataset.delegation_id, {"code": line.dataset.delegation_id, "late": [], "last": None}
        )
        if line.last is None:
            continue
        side["last"] = max(filter(None, (side["last"], line.last)))
        if line.due and line.due < today:
            side["late"].append({"name": str(line.dataset), "days": (today - line.due).days})
    for side in found.values():
        side["late"].sort(key=lambda each: -each["days"])
        side["words"] = _said(side)
    return list(found.values())


def _said(side: dict[str, Any]) -> str:
    if side["late"]:
        first = side["late"][0]
        said = _("%(name)s is %(days)s days late") % first
        more = len(side["late"]) - 1
        return f"{said} +{more}" if more else said
    if side["last"] is None:
        return _("nothing published yet")
    return _("%(month)s is in") % {"month": times.brief_month(side["last"].first)}
