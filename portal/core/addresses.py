"""Addresses of pages, made and found once for each process: Django walks all patterns anew each time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, get_script_prefix, get_urlconf, reverse
from django.urls.resolvers import RoutePattern

from portal.core.characters import NEVER

# A key that no row has.
ANY = UUID(int=0)


class KeptResolver(URLResolver):
    """These patterns, in which the last addresses that were asked for need not be looked for again.

    What is kept is which view an address leads to, for everybody the same; whose door it is, is asked each time.
    """

    def __init__(self, patterns: Sequence[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern(""), list(patterns))
        self._found = lru_cache(maxsize=1024)(self._find)

    def resolve(self, path: Any) -> ResolverMatch:
        """The view that the address leads to. Raises `Resolver404` for no view, and where no key or name could be like this."""
        if NEVER.search(str(path)):
            raise Resolver404({"path": path})
        return self._found(str(path))

    def _find(self, path: str) -> ResolverMatch:
        found = super().resolve(path)
        # The patterns tried in vain are for Django's page of an address that is not there; each request would copy them.
        found.tried = None
        return found


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """What `reverse` makes of a view's name and its arguments."""
    return _made(name, get_urlconf(), get_script_prefix(), args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _made(name: str, urlconf: Any, prefix: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return str(reverse(name, urlconf, args or None, dict(kwargs) or None))


def address_of(name: str, key: UUID) -> str:
    """The same for a view whose one argument is a row's key; found once for all rows."""
    before, _place, after = _made(name, get_urlconf(), get_script_prefix(), (ANY,), ()).partition(str(ANY))
    return f"{before}{key}{after}"
