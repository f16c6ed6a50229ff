"""Passages in templates."""

from typing import Any

from django import template

from portal.core.texts import word_for_language
from workinggroup.handling.shown import language_lacking, portion_line

register = template.Library()


@register.simple_tag
def lacking(code: str) -> str:
    """What stands where a passage has no text in a language."""
    return language_lacking(code)


@register.filter
def language_word(code: str) -> str:
    """A language in the reader's language; what is no code stays as it was written."""
    return word_for_language(code)


@register.filter
def portion(passage: Any) -> str:
    """The line over a passage."""
    return portion_line(passage)
