"""Asking a slice's rules: inside an operation, and from a template."""

from types import ModuleType
from typing import Any

from portal.core.errors import NotAllowed
from portal.core.people import Person


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
