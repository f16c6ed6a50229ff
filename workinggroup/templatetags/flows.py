"""Charts of migration flows in templates."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from portal.core import numbers, times
from workinggroup.commitments.rules import can_track
from workinggroup.flows.calling import name_of_layout
from workinggroup.flows.charts.marks import Drawing
from workinggroup.flows.charts.status import Reported, shape
from workinggroup.flows.charts.svg import PREFIX, inside
from workinggroup.flows.checking import checked
from workinggroup.flows.files import FORMS, PICTURES
from workinggroup.flows.following import following
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.naming import name_of_series
from workinggroup.flows.saying import MEANINGS

register = template.Library()


@register.simple_tag
def drawing(drawn: Drawing, *, size: str, key: str, title: str, told: str) -> SafeString:
    """A drawing as SVG with its name and what it tells; `key` is that of the plate, unlike any other on the page."""
    return format_html(
        '<svg class="plot plot--{0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="{3}-{0}-title {3}-{0}-told">'
        '<title id="{3}-{0}-title">{4}</title><desc id="{3}-{0}-told">{5}</desc>{6}</svg>',
        size, str(drawn.width), str(drawn.height), key, title, told,
        mark_safe(inside(drawn)),  # noqa: S308 - `inside` escapes all words
    )  # fmt: skip


@register.simple_tag
def state_shape(state: str) -> SafeString:
    """The shape by which the matrix shows how a month stands, for its key."""
    mark = shape(Reported(state), 7, 7)
    classes = " ".join(f"{PREFIX}{name}" for name in mark.look.split())
    return format_html(
        '<svg class="plot" viewBox="0 0 14 14" aria-hidden="true"><path class="{}" d="{}"/></svg>', classes, mark.d
    )


@register.filter
def brief_month(day: date) -> str:
    """ "Jul 2024", of any day in it."""
    return times.brief_month(day)


@register.filter
def counted(value: int | None, how: str = "") -> str:
    """A count as it is written; a dash where there is none. `how` may be "signed"."""
    return "–" if value is None else numbers.number(value, signed=how == "signed")


@register.simple_tag
def series_name(key: Key) -> str:
    """What a series is of."""
    return name_of_series(key)


@register.simple_tag
def meaning_name(meaning: str) -> str:
    """What a column of a file holds."""
    return str(MEANINGS[meaning])


@register.filter
def layout_name(name: str) -> str:
    """What the layout of a file is called."""
    return name_of_layout(name)


@register.filter
def visible(sign: str) -> str:
    """A separator in words."""
    return {
        ",": pgettext("separator", "comma"),
        ";": pgettext("separator", "semicolon"),
        "|": pgettext("separator", "vertical bar"),
        "\t": pgettext("separator", "tab"),
    }.get(sign, sign)


@register.inclusion_tag("workinggroup/flows/_following.html", takes_context=True)
def figures_of_commitment(context: dict[str, Any], commitment: Any) -> dict[str, Any]:
    """The published figures that the indicators of a commitment follow, on its page."""
    user = context["user"]
    today = times.local(timezone.now(), user.zone).date()
    shown = following(commitment, user, today=today)
    return {
        "shown": shown,
        "commitment": commitment,
        "portal": context["portal"],
        "user": user,
        "forms": {form: words for form, words in FORMS.items() if form not in PICTURES},
        "may_track": can_track(user, commitment),
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("workinggroup/flows/_quoted.html", takes_context=True)
def figures_quoted(context: dict[str, Any], said: Any) -> dict[str, Any]:
    """The published figures that a progress report quotes by their addresses, each held against what is cited."""
    user = context["user"]
    # Somewhere it is a day later already.
    latest = times.local(timezone.now(), "UTC").date() + timedelta(days=1)
    texts = [said.text, *(f"{each['words']} {each['url']}" for each in (*said.figures, *said.evidence))]
    return {"quoted": checked(texts, user, latest=latest)}
