"""Passages in templates."""

from typing import Any

from django import template

from workinggroup.handling.shown import language_lacking, portion_line

register = template.Library()


@register.simple_tag
def lacking(code: str) -> str:
    """What stands where a passage has no text in a language."""
    return language_lacking(code)


@register.filter
def portion(passage: Any) -> str:
    """The line over a passage."""
    return portion_line(passage)
