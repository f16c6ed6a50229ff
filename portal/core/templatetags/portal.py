"""The portal's components in templates: marks, times, texts."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from portal.core import texts, times
from portal.core.addresses import address
from portal.core.kept import piece, pieces
from portal.core.people import said_codes
from portal.core.texts import in_language, name_of_language

register = template.Library()


@register.simple_tag
def key() -> SafeString:
    """The one-time key of a form: sent twice, the form does what it says once (`portal.people.once`)."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


@register.filter
def text(value: dict[str, str] | None) -> str:
    """A localized text in the reader's language."""
    return in_language(value)


@register.filter
def in_sentence(place: object) -> str:
    """The name of a place or a delegation as it stands inside a sentence."""
    return texts.in_sentence(str(place))


@register.filter
def text_in(value: dict[str, str] | None, language: str) -> str:
    """A localized text in exactly one language; empty if it has none."""
    return (value or {}).get(language, "")


@register.filter
def language_name(languages: list[tuple[str, str]], code: str) -> str:
    """A language's own name for itself."""
    return dict(languages).get(code) or name_of_language(code)


@register.filter
def get(values: dict[str, Any], key: str) -> Any:
    """A value by a key that is no identifier."""
    return values.get(key)


@register.filter
def long_day(value: date) -> str:
    return times.long_day(value)


@register.filter
def long_days(value: Sequence[date]) -> str:
    return times.long_days(value)


@register.filter
def short_span(first: date, last: date) -> str:
    return times.short_span(first, last)


@register.filter
def short_day(value: date) -> str:
    return times.short_day(value)


@register.filter
def short_date(value: date) -> str:
    return times.short_date(value)


@register.filter
def brief_day(value: date) -> str:
    return times.brief_day(value)


@register.filter
def brief_span(first: date, last: date) -> str:
    return times.brief_span(first, last)


@register.filter
def clock(value: datetime, place: str | None = None) -> str:
    """An instant's wall clock in `place`, or in the reader's zone."""
    return times.clock(value, place or timezone.get_current_timezone_name())


@register.filter
def differs_here(value: datetime, place: str) -> bool:
    """Whether the reader's clock shows something else than that of `place`."""
    return not times.same_clock(value, place, timezone.get_current_timezone_name())


@register.filter
def local_day(value: datetime, place: str | None = None) -> date:
    """An instant's day in `place`, or in the reader's zone."""
    return times.local(value, place or timezone.get_current_timezone_name()).date()


@register.filter
def city(zone: str) -> str:
    """A zone's own city."""
    return times.zone_city(zone)


@register.filter
def number(words: str) -> int:
    """Digits as a number, for choosing a plural."""
    return int(words)


@register.filter
def said(words: str) -> str:
    """A sentence kept in the database in English, in the reader's language."""
    return gettext(words) if words else ""


@register.filter
def hours(minutes: int) -> str:
    return times.length(minutes)


@register.filter
def in_days(value: int) -> str:
    return times.in_days(value)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A shape from the sprite. It says nothing to a screen reader: the word beside it carries the meaning."""
    made = '<svg class="ic ic--{1}" aria-hidden="true"><use href="{0}#{1}"/></svg>'
    return format_html(made, static("sprite.svg"), name)


class KeptURLNode(URLNode):
    """Django's `url`, made once for each address."""

    def render(self, context: Any) -> str:
        args = [arg.resolve(context) for arg in self.args]
        named = {name: value.resolve(context) for name, value in self.kwargs.items()}
        made = address(self.view_name.resolve(context), *args, **named)
        if self.asvar:
            context[self.asvar] = made
            return ""
        return str(conditional_escape(made)) if context.autoescape else made


@register.tag
def url(parser: Parser, token: Token) -> KeptURLNode:
    """As Django's: `{% url "rounds:ics" meeting.slug %}`, `{% url … as address %}`."""
    node = django_url(parser, token)
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag(takes_context=True)
def kept(context: dict[str, Any], template_name: str, **facts: Any) -> SafeString:
    """A template that shows these facts and nothing else, finished once and kept."""
    return piece(template_name, context["portal"].sides, **facts)


@register.simple_tag(takes_context=True)
def kept_rows(context: dict[str, Any], template_name: str, rows: Any, **facts: Any) -> SafeString:
    """The template once for each of `rows`, which it knows as `row`, with the facts that all share; each is kept."""
    return pieces(template_name, context["portal"].sides, rows, **facts)


SHAPES = {"ok": "ok", "done": "done", "wait": "risk", "bad": "late", "open": "open", "quiet": "dot", "dash": "open"}


@register.filter
def as_codes(codes: Iterable[str]) -> str:
    """The codes of those who may read something, as people read them: "USA, MEX, guests"."""
    return said_codes(codes)


@register.simple_tag
def status(kind: str, word: Any, shape: str = "") -> SafeString:
    """A status: a shape and words. `kind` is ok, wait, bad, open or quiet; `shape` overrides the kind's own."""
    return format_html('<span class="st st--{}">{}{}</span>', kind, icon(shape or SHAPES.get(kind, "dot")), word)


@register.simple_tag(takes_context=True)
def delegation(context: dict[str, Any], code: str) -> SafeString:
    """A delegation's mark: its colour as a bar, its code, its name for screen readers."""
    known: dict[str, SafeString] = context["portal"].marks
    if code not in known:
        known[code] = _mark(context["portal"].delegations.get(code), code)
    return known[code]


def _mark(record: Any, code: str) -> SafeString:
    if record is None:
        return format_html('<span class="dl">{}</span>', code)
    return format_html(
        '<abbr class="dl dl--{}" title="{}">{}</abbr>', record.colour, in_language(record.name), record.short
    )


@register.simple_tag(takes_context=True)
def side(context: dict[str, Any], code: str) -> SafeString:
    """A delegation's name as it begins a sentence, with its colour as a bar."""
    record = context["portal"].delegations.get(code)
    if record is None:
        return format_html('<b class="dl">{}</b>', code)
    return format_html('<b class="dl dl--name dl--{}">{}</b>', record.colour, in_language(record.name))


@register.simple_tag(takes_context=True)
def capitals(context: dict[str, Any], at: datetime, codes: list[str]) -> str:
    """An instant in each delegation's own time, by the names of their seats."""
    return str(context["portal"].sides.capitals(at, codes))


@register.simple_tag
def left(at: datetime, now: datetime) -> str:
    """How long it is until an instant, for the reader; "" once it has come."""
    return times.left(at, now, timezone.get_current_timezone_name())


@register.simple_tag(takes_context=True)
def place(context: dict[str, Any], zone: str) -> str:
    """The city that stands for a zone: the seat of a delegation that lives by it, else the zone's own."""
    seats = (record.seat for record in context["portal"].delegations.values() if record.time_zone == zone)
    return in_language(next(seats, None)) or times.zone_city(zone)


@register.simple_tag(takes_context=True)
def delegations(context: dict[str, Any], codes: list[str]) -> SafeString:
    """Several delegation marks in the order given."""
    return mark_safe(" ".join(delegation(context, code) for code in codes))  # noqa: S308 - each mark is escaped


@register.simple_tag(takes_context=True)
def turn(context: dict[str, Any], **changes: Any) -> str:
    """The present address with some query parameters changed; None removes one. For filters and pages."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Links to the earlier and later page of a list."""
    return {"page": page, "request": context["request"]}
