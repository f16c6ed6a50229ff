"""What the floors' templates need besides Django's own."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def get(values: dict[str, Any], key: str) -> Any:
    """A value by a key that is no identifier."""
    return values.get(key)
