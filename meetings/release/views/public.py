"""What everybody reads, signed in or not: released texts, their files and feed, and delegations' readouts beside them.

Every answer is the same for all (`portal.core.shared`): no view here looks at a person, a cookie or a language asked for.
"""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join
from lxml import etree
from lxml.builder import ElementMaker

from meetings.release import saying
from meetings.release.files import stored_file
from meetings.release.models import ReleasedText
from meetings.release.queries.public import FORMS, PublicText, public_readout, public_text, public_texts
from meetings.texts.canonical import short_hash
from portal.core import times
from portal.core.clock import database_now
from portal.core.doors import Door, door
from portal.core.shared import shared
from portal.core.signs import writable
from portal.core.texts import in_language, name_of_language

ATOM = "http://www.w3.org/2005/Atom"
A = ElementMaker(namespace=ATOM, nsmap={None: ATOM})
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
S = ElementMaker(namespace=SITEMAP, nsmap={None: SITEMAP})
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "xml": "application/akn+xml",
}


@door(Door.PUBLIC)
def releases(request: HttpRequest) -> HttpResponse:
    """Every released text, the newest first."""
    rows = [_row(text) for text in public_texts()]
    return _page(request, "public_list", {"rows": rows}, _languages())


@door(Door.PUBLIC)
def text(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """One released text, in one of its languages or in all of them side by side."""
    page = public_text(_find(slug))
    if language and language not in page.languages:
        raise Http404
    shown = [language] if language else page.languages
    columns = saying.columns_of(page, shown)
    context = {
        "page": page,
        "columns": columns,
        "only": language,
        "tongues": [(code, name_of_language(code)) for code in page.languages],
        "rows": _rows(page, shown),
        "released": _each_line(shown, lambda: saying.released_words(page)),
        "partings": [
            (each, _partings(each, shown), saying.day_in(shown, page.day_of(each.row.released_at)))
            for each in page.dissociations
        ],
        "endorsements": [(each, saying.day_in(shown, each.dated)) for each in page.endorsements],
        "parties": [(each, saying.day_in(shown, each["day"]) if each["day"] else "") for each in page.parties],
        "files": [(form, saying.in_each(shown, _named(form)), page.sizes.get(form)) for form in FORMS],
        "address": settings.PORTAL_ADDRESS + reverse("release:public", args=[slug]),
    }
    return _page(request, "public_text", context, shown)


@door(Door.PUBLIC)
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """How anybody finds out, with what every computer has, whether a copy is the text that was signed."""
    found = _find(slug)
    address = f"{settings.PORTAL_ADDRESS}{reverse('release:file', args=[slug, 'json'])}"
    context = {"text": found, "hash": found.hashes[""], "short": short_hash(found.hashes[""]), "address": address}
    return _page(request, "public_check", context | {"name": f"{slug}.json"}, _languages())


@door(Door.PUBLIC)
def readout(request: HttpRequest, key: Any) -> HttpResponse:
    """What one delegation says of a meeting: its own page, beside the joint text and no part of it."""
    found = public_readout(key)
    if found is None:
        raise Http404
    languages = [code for code, words in found.text.items() if words]
    beside = ReleasedText.objects.public().filter(meeting_key=found.meeting_id).order_by("released_at")
    shown = languages or _languages()
    context = {"readout": found, "texts": list(beside), "words": [(code, found.text[code]) for code in languages]}
    assert found.released_at
    context["day"] = saying.day_in(shown, times.local(found.released_at, found.delegation.time_zone).date())
    return _page(request, "public_readout", context, shown)


@door(Door.PUBLIC)
def file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A released text as a file, made once and kept."""
    content = stored_file(_find(slug), form, now=database_now())
    response = HttpResponse(content, content_type=KINDS[form])
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.{form}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return shared(response)


@door(Door.PUBLIC)
def feed(request: HttpRequest, language: str = "") -> HttpResponse:
    """The newest releases as Atom (RFC 4287), in one language or in all."""
    if language and language not in settings.CONTENT_LANGUAGES:
        raise Http404
    rows, here = public_texts()[:50], settings.PORTAL_ADDRESS + request.path
    newest = rows[0].released_at if rows else None
    name = settings.PORTAL_NAME
    root = A.feed(
        A.title(in_language(name, language) if language else " · ".join(dict.fromkeys(name.values()))),
        A.id(here),
        A.link(href=here, rel="self"),
        A.link(href=settings.PORTAL_ADDRESS + reverse("release:public-list")),
        A.updated(_stamp(newest) if newest else "1970-01-01T00:00:00Z"),
    )
    if language:
        root.set(XML_LANGUAGE, language)
    for each in rows:
        root.append(_entry(each, language))
    return _xml(root, "application/atom+xml")


@door(Door.PUBLIC)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    places = [reverse("release:public-list")]
    for each in public_texts():
        places += [reverse("release:public", args=[each.slug])]
        places += [reverse("release:public-language", args=[each.slug, code]) for code in each.languages]
    return _xml(S.urlset(*(S.url(S.loc(settings.PORTAL_ADDRESS + place)) for place in places)), "application/xml")


@door(Door.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read what is released, and nothing else."""
    lines = ["User-agent: *", "Allow: /releases/", "Allow: /static/", "Disallow: /"]
    lines.append(f"Sitemap: {settings.PORTAL_ADDRESS}{reverse('release:sitemap')}")
    return shared(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


def _find(slug: str) -> ReleasedText:
    found: ReleasedText | None = ReleasedText.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _row(text: ReleasedText) -> dict[str, Any]:
    titles = [(code, in_language(text.title, code)) for code in text.languages]
    places = saying.in_each(text.languages, lambda: saying.place_and_day(text))
    return {"text": text, "titles": titles, "hash": short_hash(text.hashes[""]), "places": places}


def _page(request: HttpRequest, name: str, context: dict[str, Any], languages: list[str]) -> HttpResponse:
    facts = {"said": saying.words_in(languages), "languages": languages, "names": settings.PORTAL_NAME}
    with translation.override(languages[0]):
        return shared(render(request, f"meetings/release/{name}.html", context | facts))


def _rows(page: PublicText, languages: list[str]) -> list[dict[str, Any]]:
    """The paragraphs with their words in each language, corrected passages marked. A title stands above."""
    found = []
    for line in page.lines:
        if line.kind == "title":
            continue
        cells = []
        for code in languages:
            with translation.override(code):
                cells.append((code, saying.marked(line.pieces[code])))
        found.append({"line": line, "cells": cells})
    return found


def _named(form: str) -> Callable[[], object]:
    return lambda: saying.FORMS[form]


def _partings(each: Any, languages: list[str]) -> Any:
    numbers = [number for _anchor, number in each.places]
    return saying.in_each(languages, lambda: saying.parting_words(numbers))


def _each_line(languages: list[str], said: Any) -> Any:
    found = []
    for code in languages:
        with translation.override(code):
            found.append((code, said()))
    return format_html_join("", '<p lang="{}">{}</p>', found)


def _languages() -> list[str]:
    return list(settings.CONTENT_LANGUAGES)


def _entry(text: ReleasedText, language: str) -> Any:
    place = reverse("release:public-language", args=[text.slug, language]) if language in text.languages else ""
    address = settings.PORTAL_ADDRESS + (place or reverse("release:public", args=[text.slug]))
    titles = [in_language(text.title, code) for code in ([language] if place else text.languages)]
    summary = render_to_string("meetings/release/feed.txt", {"text": text, "hash": text.hashes[""]})
    return A.entry(
        A.title(writable(" · ".join(dict.fromkeys(titles)))),
        A.id(settings.PORTAL_ADDRESS + reverse("release:public", args=[text.slug])),
        A.link(href=address),
        A.updated(_stamp(text.released_at)),
        A.published(_stamp(text.released_at)),
        A.author(A.name(", ".join(text.parties))),
        A.summary(writable(summary.strip())),
    )


def _stamp(at: Any) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _xml(root: Any, kind: str) -> HttpResponse:
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return shared(HttpResponse(content, content_type=f"{kind}; charset=utf-8"))
