"""Documents as tagged PDF (PDF/UA-1), set by templates in `templates/print/`.

A template gets its data as JSON in `sys.inputs.data`: whatever people typed is text there, never markup, and opens no file.
It comes whatever the text: a sign that no typeface here has is printed as a stand-in and listed at the end.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from portal.core import typesetting
from portal.core.signs import STAND_IN, has_long_word, name_of, typefaces

if TYPE_CHECKING:
    import typst

TEMPLATES = Path("templates/print")
BOTH = "both"
# Documents of some ten to hundred kilobytes, which a delegation after another asks for on the same day.
MOST = 8
# Of the signs that were lacking: how many are listed, and how many places of each.
MOST_SIGNS, MOST_PLACES = 24, 3
SETTING_SECONDS = 600
logger = logging.getLogger(__name__)


def printed(
    template_name: str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "",
    marking: str = "",
    apart: bool = False,
) -> bytes:
    """The PDF that `templates/print/<template_name>.typ` makes of `data`, tagged, with its title and language.

    `language` is the document's main one (default: the reader's); `marking` is the handling line on every page. Values
    must be JSON. The template reads `language`, `title`, `marking` and `footer` beside the keys of `data`, and what
    `_paper.typ` does with the rest: `lacking`, the lines that list stand-ins, and `long`, whether there are words longer
    than a line. A long paper made in the background is set `apart`, in a process of its own.
    """
    language = language or _reader_language()
    facts = {
        "footer": "",
        **data,
        "title": title,
        "language": language,
        "marking": marking,
        "lacking": [],
        "long": False,
    }
    written = json.dumps(facts, ensure_ascii=False, default=str)
    if not typefaces().can_set(written):
        lacking: dict[str, list[str]] = {}
        facts = typefaces().settable(json.loads(written), lacking)
        facts |= {"lacking": _listed(lacking, language), "long": has_long_word(facts)}
        written = json.dumps(facts, ensure_ascii=False)
    return (_set_apart if apart else _set)(settings.BASE_DIR / TEMPLATES, template_name, written)


@lru_cache(maxsize=MOST)
def _set(root: Path, template_name: str, facts: str) -> bytes:
    """Set a document; the cache above answers when one of all the same facts was set before.

    What the typesetter refuses as PDF/UA is set without that claim, and logged: a paper always comes.
    """
    document, refusal = typesetting.set_document(root, template_name, facts, _fonts())
    return _noted(document, template_name, refusal)


@lru_cache(maxsize=MOST)
def picture(svg: str, width: int, height: int) -> bytes:
    """A drawing of so many pixels as PNG, twice as large, in the portal's typefaces; with a stand-in for each sign they lack."""
    return typesetting.set_picture(typefaces().settable(svg, {}), width, height, _fonts())


def _set_apart(root: Path, template_name: str, facts: str) -> bytes:
    """The same in a process of its own: the typesetter never gives back the memory that it took."""
    command = [sys.executable, "-m", typesetting.__name__, str(root), template_name, _font_folder()]
    said = subprocess.run(  # noqa: S603 - our own module, and the text comes by its input
        command, input=facts.encode(), capture_output=True, cwd=settings.BASE_DIR, timeout=SETTING_SECONDS, check=True
    )
    return _noted(said.stdout, template_name, said.stderr.decode().strip())


def _noted(document: bytes, template_name: str, refusal: str) -> bytes:
    if refusal:
        # What the typesetter says quotes the text, which no log may hold.
        logger.error("%s.typ was set without PDF/UA: %s", template_name, refusal)
    return document


def _listed(lacking: Mapping[str, Sequence[str]], language: str) -> list[str]:
    """What the end of a paper says of its stand-ins, a line for each sign."""
    if not lacking:
        return []
    with override(language):
        lines = [_("Printed as %(stand_in)s, because the portal's typefaces cannot set them:") % {"stand_in": STAND_IN}]
        for sign, places in list(lacking.items())[:MOST_SIGNS]:
            where = [f"“{words}”" for words in places[:MOST_PLACES]] + ["…"] * (len(places) > MOST_PLACES)
            lines.append(f"{name_of(sign)}: {', '.join(where)}")
        if more := max(0, len(lacking) - MOST_SIGNS):
            lines.append(ngettext("and one more sign", "and %(count)s more signs", more) % {"count": more})
        return lines


def languages_asked(request: HttpRequest) -> list[str]:
    """In which content languages a document is wanted: `?language=` one of them, or both; else the reader's."""
    asked = request.GET.get("language", "")
    if asked == BOTH:
        return list(settings.CONTENT_LANGUAGES)
    return [asked if asked in settings.CONTENT_LANGUAGES else _reader_language()]


def in_each(text: Mapping[str, str], languages: Sequence[str]) -> list[dict[str, str]]:
    """A localized text in each of the languages that has it, for a template's `both`; once where they agree.

    A text that has none of them is given in the language it has.
    """
    said: dict[str, str] = {}
    for code in [*languages, *text]:
        if text.get(code) and (code in languages or not said):
            said.setdefault(text[code], code)
    return [{"lang": code, "text": words} for words, code in said.items()]


def said_in_each(words: Any, languages: Sequence[str]) -> list[dict[str, str]]:
    """Translatable words in each of the languages, for a template's `both`; once where they agree."""
    said: dict[str, str] = {}
    for code in languages:
        with override(code):
            said.setdefault(str(words), code)
    return [{"lang": code, "text": text} for text, code in said.items()]


def pdf_response(document: bytes, filename: str) -> HttpResponse:
    """A PDF as the answer of a view, shown in the browser under `filename`."""
    headers = {"Content-Disposition": f'inline; filename="{filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


@cache
def _fonts() -> "typst.Fonts":
    """The typefaces of which `signs` knows what they have, and no others; each is read when it is first needed."""
    return typesetting.fonts_in(_font_folder())


def _font_folder() -> str:
    return str(settings.VAR / "print-fonts")


def _reader_language() -> str:
    return (get_language() or "en")[:2]
