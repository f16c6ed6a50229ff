"""Figures as files: what a page shows, all of an indicator, a picture of its chart."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import etag

from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.permissions import found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.flows.composing import Shown
from workinggroup.flows.exporting.packing import packed
from workinggroup.flows.exporting.plain import in_full
from workinggroup.flows.exporting.sdmx import in_sdmx
from workinggroup.flows.exporting.shown import About
from workinggroup.flows.exporting.structure import structure as written_structure
from workinggroup.flows.files import Leaving, attached, sent, streamed
from workinggroup.flows.leaving import TREND, about_of, rows_of, source_of
from workinggroup.flows.queries.leaving import SHOWN, all_figures, codes_in_use, days_of, hiding_datasets
from workinggroup.flows.queries.showing import Asked
from workinggroup.flows.views.finding import asked_of, shown_of

FORMS: dict[str, Any] = {
    "csv": gettext_lazy("CSV as shown"),
    "full.csv": gettext_lazy("CSV in full"),
    "xlsx": "XLSX",
    "sdmx.csv": "SDMX-CSV",
    "zip": gettext_lazy("ZIP with README"),
    "svg": "SVG",
    "png": "PNG",
}
FULL: dict[str, Callable[[Any], Iterator[bytes]]] = {"full.csv": in_full, "sdmx.csv": in_sdmx}


def _structure_tag(request: AuthedRequest) -> str:
    return f'"{sha256(_structure(request)).hexdigest()[:32]}"'


def _structure(request: AuthedRequest) -> bytes:
    areas, groups = codes_in_use(request.user)
    return written_structure(areas=areas, groups=groups)


@door(Door.MEMBERS)
@etag(_structure_tag)
def structure(request: AuthedRequest) -> HttpResponse:
    """What is a dimension in our SDMX files, and every code with its names, also those that only a delegation's own files
    have: SDMX-ML 3.0."""
    return attached(_structure(request), "structure.xml")


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def download(request: AuthedRequest, key: str, form: str) -> HttpResponseBase:
    """An indicator as a file. What is shown is made of the same figures as the page, of one of its charts where it is asked for;
    the full tables are read while they are sent, as the person's side reads them."""
    chart = request.GET.get("chart", "")
    if not chart and form in FULL:
        return _in_full(request, key, form)
    shown = shown_of(request, key)
    if chart:
        found_or_404(shown.plates.get(chart))
    leaving = _leaving(request, key, shown, chart)
    if form == "zip" and not chart:
        about, name = leaving.about(), leaving.name
        return _streamed(request, key, shown.asked, lambda rows: packed(rows, about, name=name), f"{name}.zip")
    return sent(leaving, form)


def _leaving(request: AuthedRequest, key: str, shown: Shown, chart: str) -> Leaving:
    name = _named(key, (day for _told, day in shown.sources if day))
    plate = shown.plates[chart or TREND]
    return Leaving(
        name if chart in {"", TREND} else f"{name}-{chart}",
        lambda: rows_of(shown, chart),
        lambda: _about(request, key, shown),
        lambda: plate.sheet(source_of(shown)),
    )


def _in_full(request: AuthedRequest, key: str, form: str) -> HttpResponseBase:
    """Nothing is read before the first byte but what the file is called by: it may be long, and the page is not asked for."""
    asked = asked_of(request, key)
    days = found_or_404(days_of(key, request.user, as_of=asked.held) or None)
    return _streamed(request, key, asked, FULL[form], f"{_named(key, days.values())}.{form}")


def _streamed(
    request: AuthedRequest, key: str, asked: Asked, write: Callable[[Any], Iterator[bytes]], name: str
) -> StreamingHttpResponse:
    reader, as_of = request.user.reader, asked.held
    return streamed(reader, lambda: write(all_figures(key, reader.code, as_of=as_of)), name)


def _about(request: AuthedRequest, key: str, shown: Shown) -> About:
    """What has to be said with the figures. Of a dataset that is not public already it need not be asked whether it hides any."""
    public = {each.dataset.pk for each, _day in shown.sources if each.dataset.public_url}
    hiding = hiding_datasets(key, request.user.reader.code, public, as_of=shown.asked.held)
    return about_of(shown, request.build_absolute_uri(request.path), hiding=hiding)


def _named(key: str, days: Iterable[date]) -> str:
    return f"{key.lower().replace('_', '-')}-{max(days):%Y%m%d}"
