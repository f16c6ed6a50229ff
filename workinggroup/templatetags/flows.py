"""Charts of migration flows in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from workinggroup.flows.charts.marks import Drawing
from workinggroup.flows.charts.status import Reported, shape
from workinggroup.flows.charts.svg import PREFIX, inside

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
