"""Negotiated text as HTML: words, and brackets with their sponsors."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from meetings.texts.notation import NOTHING, Marked, Option
from portal.core.wording import differences

OPENING = '<span class="br{}"><span class="vh">{} </span>[{}'
INSERTED = '<ins><span class="vh">{} </span>{}</ins>'
DELETED = '<del><span class="vh">{} </span>{}</del>'
CLOSING = ']<span class="vh"> {}</span></span>'


def as_html(
    marked: Marked,
    colours: Mapping[str, str],
    *,
    names: bool = True,
    words: Sequence[str] = (),
) -> SafeString:
    """A parsed text as HTML. The glyphs are real characters, so that copying works; sponsors are said to screen readers.

    `colours` gives the colour of each delegation by its code; `words` are those outside brackets to be underlined as
    findings.
    """
    pieces = [
        underlined(piece, words) if isinstance(piece, str) else _bracket(piece.options, colours, names=names)
        for piece in marked.pieces
    ]
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def _bracket(options: Sequence[Option], colours: Mapping[str, str], *, names: bool) -> SafeString:
    return format_html_join(" ", "{}", ((_option(option, colours, names=names),) for option in options))


def _option(option: Option, colours: Mapping[str, str], *, names: bool) -> SafeString:
    sponsors = option.sponsors if names else ()
    colour = f" dl--{colours[sponsors[0]]}" if sponsors and sponsors[0] in colours else ""
    said = (
        gettext("open bracket, %(codes)s:") % {"codes": ", ".join(sponsors)} if sponsors else gettext("open bracket:")
    )
    who = format_html('<span class="br__who" aria-hidden="true">{}</span> ', " · ".join(sponsors)) if sponsors else ""
    words = (
        format_html("{}", option.words)
        if option.words
        else format_html(
            '<span aria-hidden="true">{}</span><span class="vh">{}</span>', NOTHING, gettext("no words here")
        )
    )
    return format_html(OPENING + "{}" + CLOSING, colour, said, who, words, gettext("close bracket"))


def redline_html(old: str, new: str) -> SafeString:
    """The new text with what was struck out and what came, as HTML that a screen reader says."""
    inserted = (INSERTED, gettext("inserted:"))
    deleted = (DELETED, gettext("deleted:"))
    forms = {"inserted": inserted, "deleted": deleted}
    return format_html_join(
        "",
        "{}",
        (
            (
                piece.text
                if piece.kind == "same"
                else format_html(forms[piece.kind][0], forms[piece.kind][1], piece.text),
            )
            for piece in differences(old, new)
        ),
    )


def underlined(text: str, words: Iterable[str]) -> SafeString:
    """The text as HTML with every place of these words, whole and in either case, marked as a finding."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return format_html("{}", text)
    places = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    pieces, end = [], 0
    for found in places.finditer(text):
        pieces += [
            format_html("{}", text[end : found.start()]),
            format_html('<span class="finding">{}</span>', found[0]),
        ]
        end = found.end()
    return mark_safe("".join([*pieces, format_html("{}", text[end:])]))  # noqa: S308 - each piece is escaped
