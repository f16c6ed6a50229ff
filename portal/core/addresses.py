"""Addresses of pages, made once for each process: Django walks all patterns anew each time."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """What `reverse` makes of a view's name and its arguments."""
    return _made(name, get_urlconf(), get_script_prefix(), args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _made(name: str, urlconf: Any, prefix: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return str(reverse(name, urlconf, args or None, dict(kwargs) or None))
