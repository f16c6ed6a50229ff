"""System checks: every address has a door."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver


def addresses(patterns: list[Any] | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every address of the portal as (route, name with namespace, view)."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, route, inner)
        elif isinstance(entry, URLPattern):
            yield route, f"{space}{entry.name or ''}", entry.callback


@register()
def every_address_has_a_door(**_: Any) -> list[CheckMessage]:
    """An address whose view names no door is an error: nothing is open by oversight."""
    return [
        Error(f"The address /{route} names no door.", hint="Decorate its view with @door(...).", id="portal.E001")
        for route, _, view in addresses()
        if not hasattr(view, "door")
    ]
