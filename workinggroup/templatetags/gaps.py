"""How pages show the level of a gap."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from workinggroup.gaps import matrix
from workinggroup.gaps.states import Level

register = template.Library()


@register.simple_tag
def level(value: str) -> SafeString:
    """The letter of a level in its frame, in the reader's language; the level's name stands beside it."""
    return format_html('<span class="level level--{}">{}</span>', value, Level(value).letter)


@register.simple_tag
def matrix_cells(drawing: matrix.Matrix, beside: str) -> SafeString:
    """The cells of the matrix in its drawing; `beside` is the end of their addresses."""
    return mark_safe(matrix.cells_of(drawing, escape(beside)))  # noqa: S308 - numbers, letters of levels, and what is escaped


@register.simple_tag
def matrix_rows(drawing: matrix.Matrix, beside: str) -> SafeString:
    """The cells of the matrix in its table."""
    return mark_safe(matrix.rows_of(drawing, escape(beside)))  # noqa: S308 - numbers, letters of levels, and what is escaped
