"""Pages that show published figures: what is counted, one indicator, who has reported what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import etag

from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.people.requests import AuthedRequest
from workinggroup.flows.composing import compose_status
from workinggroup.flows.crossing import crossed
from workinggroup.flows.exporting.about import unit
from workinggroup.flows.files import FORMS as CHART_FORMS
from workinggroup.flows.files import PICTURES, sent
from workinggroup.flows.leaving import everybody_reads, origin_notes
from workinggroup.flows.naming import language, name_of_indicator
from workinggroup.flows.queries.datasets import datasets_for
from workinggroup.flows.queries.editions import editions_for
from workinggroup.flows.queries.leaving import SHOWN
from workinggroup.flows.queries.showing import counted_for
from workinggroup.flows.queries.status import calendar_of, reported_by
from workinggroup.flows.reckoning import reporting_leaving
from workinggroup.flows.views.downloading import FORMS
from workinggroup.flows.views.finding import shown_of, today_of


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
        "chart_forms": CHART_FORMS,
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
    context = {
        "plate": plate,
        "coming": coming,
        "today": today,
        "calendar": calendar_of(lines, today=today),
        "forms": {form: CHART_FORMS[form] for form in ("csv", "xlsx", *PICTURES)},
    }
    return render(request, "workinggroup/flows/reporting.html", context)


@door(Door.MEMBERS)
def reporting_file(request: AuthedRequest, form: str) -> HttpResponse:
    """The same as a file."""
    today = today_of(request)
    lines = datasets_for(request.user)
    reported = reported_by(lines, request.user, today=today)
    stands = [(line.dataset, line.current.as_of) for line in lines if line.current]
    return sent(reporting_leaving(reported, compose_status(reported, today), stands), form)
