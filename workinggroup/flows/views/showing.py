"""Pages that show published figures: the overview, one indicator, who has reported what."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from portal.audit.freshness import version_of
from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest
from workinggroup.flows import rules
from workinggroup.flows.composing import compose_status
from workinggroup.flows.crossing import crossed
from workinggroup.flows.exporting.about import unit
from workinggroup.flows.leaving import everybody_reads, origin_notes
from workinggroup.flows.naming import language, name_of_indicator
from workinggroup.flows.queries.datasets import datasets_for
from workinggroup.flows.queries.editions import editions_for
from workinggroup.flows.queries.leaving import SHOWN
from workinggroup.flows.queries.mirrors import gaps_for, mirror_page
from workinggroup.flows.queries.showing import counted_for, overview_for
from workinggroup.flows.queries.status import calendar_of, reported_by
from workinggroup.flows.queries.ties import followed_on
from workinggroup.flows.tiling import featured, gravest, overview_title, tiles_of
from workinggroup.flows.views.downloading import FORMS
from workinggroup.flows.views.finding import frozen_of, shown_of, today_of


@door(Door.MEMBERS)
def overview(request: AuthedRequest) -> HttpResponse:
    """The latest figure of everything that is shared, and how current each delegation's are."""
    today = today_of(request)
    frozen = frozen_of(request)
    found = overview_for(request.user, today=today, frozen=frozen)
    lines = datasets_for(request.user)
    # An edition is of one day, and the gaps are of the latest.
    gaps = [] if frozen else gaps_for(request.user)
    tiles = tiles_of(found, gaps, followed_on(request.user, found.series))
    told = gravest(gaps)
    context = {
        "title": overview_title(tiles),
        "tiles": tiles,
        "mirror": told and featured(mirror_page(request.user, told.pair, known=told)),
        "pair": told and told.pair,
        "readers": everybody_reads(line.dataset for line in lines),
        "sides": _standing(lines, today),
        "frozen": frozen,
        "editions": editions_for(request.user),
        "may": May(rules, request.user),
        "notes": origin_notes(line.dataset for line in lines),
    }
    return render(request, "workinggroup/flows/overview.html", context)


@door(Door.MEMBERS)
def all_indicators(request: AuthedRequest) -> HttpResponse:
    """What is counted: every indicator with its definition, and who reports it."""
    tongue = language()
    lines = [
        {
            "key": each.indicator.key,
            "name": each.indicator.name[tongue],
            "definition": each.indicator.definition[tongue],
            "counts": each.indicator.counts[tongue],
            "excludes": each.indicator.excludes[tongue],
            "unit": unit(each.indicator.unit),
            "owner": each.indicator.owner,
            "mirror": name_of_indicator(each.indicator.mirror) if each.indicator.mirror else "",
            "sides": each.sides,
        }
        for each in counted_for(request.user)
    ]
    return render(request, "workinggroup/flows/indicators.html", {"lines": lines})


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def indicator(request: AuthedRequest, key: str) -> HttpResponse:
    """One indicator: who counts how many, of whom, against the years before, with what is to be known of it."""
    shown = shown_of(request, key)
    context = {
        "shown": shown,
        "readers": everybody_reads(each.dataset for each, _day in shown.sources),
        "notes": origin_notes(each.dataset for each, _day in shown.sources),
        "crossed": crossed(shown.quarterly),
        "asked": shown.asked,
        "forms": FORMS,
        "indicator": shown.indicator,
        "frozen": shown.asked.frozen,
        "editions": editions_for(request.user),
    }
    return render(request, "workinggroup/flows/indicator.html", context)


@door(Door.MEMBERS)
def reporting(request: AuthedRequest) -> HttpResponse:
    """Which delegation has reported which month of what: on time, late, provisional, missing; and what is due next."""
    today = today_of(request)
    lines = datasets_for(request.user)
    plate = compose_status(reported_by(lines, request.user, today=today), today)
    coming = sorted((line for line in lines if line.due), key=lambda line: (line.due, line.dataset.delegation_id))
    context = {"plate": plate, "coming": coming, "today": today, "calendar": calendar_of(lines, today=today)}
    return render(request, "workinggroup/flows/reporting.html", context)


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
