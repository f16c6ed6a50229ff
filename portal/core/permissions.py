"""Asking what was found and a slice's rules: in a view, inside an operation, and from a template."""

from types import ModuleType
from typing import Any, TypeVar

from django.http import Http404

from portal.core.errors import NotAllowed
from portal.core.people import Person

Found = TypeVar("Found")


def found_or_404(found: Found | None) -> Found:
    """What was found; invisible is 404."""
    if found is None:
        raise Http404
    return found


def ensure(allowed: bool) -> None:
    """Raise `NotAllowed` unless the rule said yes."""
    if not allowed:
        raise NotAllowed


class May:
    """The rules of a slice for one person and one thing: `{% if may.assign %}` asks `rules.can_assign(user, thing)`."""

    def __init__(self, rules: ModuleType, user: Person, *things: Any) -> None:
        self._rules, self._user, self._things = rules, user, things

    def __getattr__(self, verb: str) -> bool:
        if verb.startswith("_"):
            raise AttributeError(verb)
        return bool(getattr(self._rules, f"can_{verb}")(self._user, *self._things))
