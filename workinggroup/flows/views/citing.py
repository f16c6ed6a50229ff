"""The page of one figure, by the address under which it is quoted."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import etag

from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.permissions import found_or_404
from portal.core.texts import in_language
from portal.people.requests import AuthedRequest
from workinggroup.flows.exporting.about import unit
from workinggroup.flows.files import FORMS, PICTURES, sent
from workinggroup.flows.queries.leaving import SHOWN
from workinggroup.flows.queries.numbers import Number, Stand, number_of
from workinggroup.flows.queries.quotes import quoted_by
from workinggroup.flows.reckoning import number_leaving
from workinggroup.flows.views.quoting import latest_day


@door(Door.MEMBERS)
def number(request: AuthedRequest, citation: str) -> HttpResponse:
    """A figure as it stood on a day, and what has become of it since."""
    found = _number(request, citation)
    if found.stand.address != citation:
        return redirect("flows:number", found.stand.address)
    indicator = found.indicator
    context = {
        "number": found,
        "unit": unit(indicator.unit),
        "indicator": in_language(indicator.name),
        "definition": in_language(indicator.definition),
        "counts": in_language(indicator.counts),
        "excludes": in_language(indicator.excludes),
        "address": request.build_absolute_uri(),
        "quoted_by": quoted_by(found, request.user),
        "forms": {form: words for form, words in FORMS.items() if form not in PICTURES},
    }
    return render(request, "workinggroup/flows/number.html", context)


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def number_as_json(request: AuthedRequest, citation: str) -> HttpResponse:
    """The same for programs."""
    found = _number(request, citation)
    if found.stand.address != citation:
        return redirect("flows:number-json", found.stand.address)
    cited = found.citation
    told = {
        "indicator": cited.indicator,
        "reporting": cited.reporting,
        "counterpart": cited.counterpart,
        "area": cited.area,
        "citizenship": cited.citizenship,
        "group": cited.group,
        "period": cited.span.name,
        "unit": found.indicator.unit.value,
        "delegation": found.dataset.delegation_id,
        "dataset": found.dataset.name,
        "source": found.dataset.source,
        "licence": found.dataset.licence,
    }
    body: dict[str, Any] = _told(request, found.stand) | told
    body["superseded_by"] = _told(request, found.superseded) if found.superseded else None
    body["vintages"] = [_told(request, each) for each in found.stands]
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def number_file(request: AuthedRequest, citation: str, form: str) -> HttpResponse:
    """The figure, and all that it was, as a file."""
    found = _number(request, citation)
    return sent(number_leaving(found, request.build_absolute_uri(reverse("flows:number", args=[citation]))), form)


def _number(request: AuthedRequest, citation: str) -> Number:
    return found_or_404(number_of(request.user, citation, latest=latest_day()))


def _told(request: AuthedRequest, stand: Stand) -> dict[str, Any]:
    figure = stand.figure
    return {
        "citation": stand.address,
        "address": request.build_absolute_uri(reverse("flows:number", args=[stand.address])),
        "as_of": stand.day.isoformat(),
        "value": figure.value,
        "is_hidden": figure.is_hidden,
        "is_provisional": figure.is_provisional,
        "status": stand.status or None,
        "note": stand.note or None,
        "definition_version": stand.counted_by or None,
    }
