"""Figures, months and gaps in the words of the reader, for pages that compare them."""

from datetime import date
from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from portal.core import numbers, times
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Figure
from workinggroup.flows.charts.lines import HIDDEN
from workinggroup.flows.charts.mirror import LETTERS
from workinggroup.flows.cube.mirrors import Band, Pair
from workinggroup.flows.cube.months import Month

register = template.Library()
KINDS = {Band.AGREE: "ok", Band.WATCH: "wait", Band.EXPLAIN: "bad"}


@register.filter
def counted(figure: Figure) -> str:
    """A figure as a table shows it."""
    if figure.is_hidden:
        return HIDDEN
    return "–" if figure.value is None else numbers.number(figure.value)


@register.filter
def in_month(month: Month) -> str:
    return times.brief_month(month.first)


@register.filter
def whole_month(day: date) -> str:
    return times.month(day)


@register.filter
def dated(day: date) -> str:
    return times.dated(day)


@register.filter
def amount(value: int) -> str:
    return numbers.number(value)


@register.filter
def signed(value: int) -> str:
    return numbers.number(value, signed=True)


@register.filter
def gap(share: Fraction | None) -> str:
    """A gap with its sign: "−4.2 %"."""
    return "" if share is None else numbers.percent(share, signed=True, is_exact=True)


@register.filter
def size(share: Fraction | None) -> str:
    """A mean of gaps, which has no sign."""
    return "–" if share is None else numbers.percent(share, is_exact=True)


@register.filter
def kind(pair: Pair) -> str:
    return KINDS[pair.band]


@register.filter
def reading(pair: Pair) -> str:
    return f"{LETTERS[pair.band]} {captions.reading(pair.band)}"


@register.filter
def said_of(status: str) -> str:
    """What a file says of a figure that is no ordinary one."""
    return {
        "B": _("break: counted otherwise than the months before"),
        "E": _("estimated"),
        "K": _("counted in another category"),
        "W": _("holds what was counted in another category before"),
    }.get(status, status)
