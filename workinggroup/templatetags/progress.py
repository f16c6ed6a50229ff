"""How far commitments are, in templates."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workinggroup.progress.queries import progress_of
from workinggroup.progress.states import DEGREES, Completion

register = template.Library()
STEPS = max(DEGREES.values())


@register.simple_tag
def completion(value: str) -> SafeString:
    """A place on the scale: so many of its segments filled, and the word, which carries the meaning; a dash for nothing said."""
    if not value:
        return format_html('<span class="quiet3">{}</span>', "–")
    degree = DEGREES.get(Completion(value))
    steps = range(STEPS) if degree is not None else ()
    segments = format_html_join(
        "", '<i class="{}"></i>', (("on" if degree and step < degree else "off",) for step in steps)
    )
    words = Completion(value).label
    return format_html(
        '<span class="degree"><span class="degree__steps" aria-hidden="true">{}</span>{}</span>', segments, words
    )


@register.filter
def beside(values: Sequence[Any], names: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each of `names` with its value, as many as there are."""
    return list(zip(names, values, strict=True))


@register.inclusion_tag("workinggroup/progress/_summary.html", takes_context=True)
def progress_of_commitment(context: dict[str, Any], commitment: Any) -> dict[str, Any]:
    """How a commitment stands, and what each side says, on its page."""
    user = context["user"]
    shown = progress_of(commitment, user, now=timezone.now())
    return {"shown": shown, "commitment": commitment, "portal": context["portal"], "user": user}
