"""How pages show the level of a gap."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workinggroup.gaps.states import Level

register = template.Library()


@register.simple_tag
def level(value: str) -> SafeString:
    """The letter of a level in its frame, in the reader's language; the level's name stands beside it."""
    return format_html('<span class="level level--{}">{}</span>', value, Level(value).letter)
