"""The floors: the server alone, the naive page, the least that an unchanged page can cost, and a bare typesetting."""

import json
import os
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import etag

from tests.benchmarks.floor.models import Meeting, ReleasedText


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def released(request: HttpRequest) -> HttpResponse:
    """A released text for everybody, as the portal's page shows it: one query, and each paragraph in both languages."""
    text = ReleasedText.objects.get()
    lines = [each for each in json.loads(text.canonical)["paragraphs"] if each["kind"] != "title"]
    rows = [
        (line | {"number": number}, [(code, line[code]) for code in text.title]) for number, line in enumerate(lines, 1)
    ]
    return render(request, "floor/released.html", {"text": text, "rows": rows, "hash": text.hashes[""]})


@login_required
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """An agenda with its clock times, in four queries: session, person, meeting, items."""
    meeting = get_object_or_404(Meeting, slug=slug)
    items = meeting.items.select_related("lead")
    place = ZoneInfo(meeting.time_zone)
    starts_at, number = meeting.starts_at, 0
    for item in items:
        number += item.kind == "item"
        item.number = number if item.kind == "item" else ""
        if item.fixed_at:
            day = starts_at.astimezone(place).date()
            starts_at = max(starts_at, datetime.combine(day, item.fixed_at, tzinfo=place))
        item.starts_at = starts_at
        starts_at += timedelta(minutes=item.minutes)
    return render(request, "floor/agenda.html", {"meeting": meeting, "items": items, "ends_at": starts_at})


def version_of(request: HttpRequest, slug: str) -> str:
    """The page's ETag, in one query."""
    version = Meeting.objects.values_list("version", flat=True).get(slug=slug)
    return f'"{version}"'


@login_required
@etag(version_of)
def unchanged(request: HttpRequest, slug: str) -> HttpResponse:
    """An answer that a browser holds already: session, person, version."""
    return HttpResponse("changed")


@login_required
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The portal's own template set from the same facts, which lie ready: what the typesetter alone costs."""
    template, fonts, rest = _handed()
    return HttpResponse(typst.compile(template, font_paths=fonts, **rest), content_type="application/pdf")


@cache
def _handed() -> tuple[str, Any, dict[str, Any]]:
    """What the portal hands to the typesetter, and its fonts, read once for each process as there."""
    handed = json.loads(Path(os.environ["BENCH_PAPER"]).read_text(encoding="utf-8"))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[handed.pop("fonts")])
    return handed.pop("template"), fonts, handed
