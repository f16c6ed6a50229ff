"""Documents as tagged PDF (PDF/UA-1), set by templates in `templates/print/`.

A template gets its data as JSON in `sys.inputs.data`: whatever people typed is text there, never markup, and opens no file.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from portal.core.later import Later

if TYPE_CHECKING:
    import typst
else:
    typst = Later("typst")

TEMPLATES = Path("templates/print")
BOTH = "both"
# Documents of some ten to hundred kilobytes, which a delegation after another asks for on the same day.
MOST = 8


def printed(template_name: str, data: Mapping[str, Any], *, title: str, language: str = "", marking: str = "") -> bytes:
    """The PDF that `templates/print/<template_name>.typ` makes of `data`, tagged, with its title and language.

    `language` is the document's main one (default: the reader's); `marking` is the handling line on every page. Values
    must be JSON. The template reads `language`, `title`, `marking` and `footer` beside the keys of `data`.
    """
    facts = {"footer": "", **data, "title": title, "language": language or _reader_language(), "marking": marking}
    return _set(settings.BASE_DIR / TEMPLATES, template_name, json.dumps(facts, ensure_ascii=False, default=str))


@lru_cache(maxsize=MOST)
def _set(root: Path, template_name: str, facts: str) -> bytes:
    """Set a document; the cache above answers when one of all the same facts was set before."""
    made: bytes = typst.compile(
        str(root / f"{template_name}.typ"),
        root=str(root),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": facts},
    )
    return made


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
    """The house's typeface alone, read once for each process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings.VAR / "print-fonts")])


def _reader_language() -> str:
    return (get_language() or "en")[:2]
