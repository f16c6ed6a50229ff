"""Statements whose plans PostgreSQL keeps for a connection: behind the wall it plans longer than it asks.

A `KeptStatement` is prepared when a connection says it first (`PREPARE`, in one message with its first `EXECUTE`) and then only
filled in. Its values have the types that they would have as literals in its text, so that it means the same; other types make
another plan. Plans take no notice of values (`plan_cache_mode`): a statement that needs to be planned for its values is no
`KeptStatement`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from psycopg.abc import Transformer

KEEPING = "-c plan_cache_mode=force_generic_plan"
# Each plan takes some 50 KB of the server. What comes later is said as it is.
MOST = 256
WHOLE, BROKEN = re.compile(r"-?\d+"), re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
LARGEST = 2**31 - 1

Values = Sequence[Any] | Mapping[str, Any] | None
Key = tuple[str, tuple[str, ...]]


class KeptStatement(str):
    """A statement with places for values, of which there are few in the code; each connection keeps its plan."""

    __slots__ = ()


class Plans:
    """The plans that are kept for one connection."""

    def __init__(self) -> None:
        self._names: dict[Key, str] = {}
        self._tried = 0

    def filled(self, statement: str, values: Values, tongue: Transformer) -> tuple[str, "Preparation | None"] | None:
        """How to say the statement with these values, and what must be said before it if its plan is not yet kept. None where
        it is to be said as it is: a value has no type that is known here, or enough plans are kept.
        """
        text, order = _numbered(statement, tuple(values) if isinstance(values, Mapping) else len(values or ()))
        given = [values[name] for name in order] if isinstance(values, Mapping) else values or ()
        literals = ["NULL" if value is None else _text(tongue.as_literal(value)) for value in given]
        types = tuple([_type(literal) for literal in literals])
        key, preparation = (statement, types), None
        name = self._names.get(key)
        if name is None:
            if "" in types or len(self._names) >= MOST:
                return None
            self._tried += 1
            name = f"kept_{self._tried}"
            declared = f" ({', '.join(types)})" if types else ""
            preparation = Preparation(self, key, name, f"PREPARE {name}{declared} AS {text}")
        return f"EXECUTE {name}({', '.join(literals)})" if literals else f"EXECUTE {name}", preparation

    def forget(self) -> None:
        """Make each plan anew when it is next asked for, under another name."""
        self._names.clear()

    def keep(self, key: Key, name: str) -> None:
        """Note that the plan is there."""
        self._names[key] = name


class Preparation:
    """What makes a plan; `heard` notes that it is kept. A name is tried once: what failed later left it taken."""

    __slots__ = ("_key", "_name", "_plans", "said")

    def __init__(self, plans: Plans, key: Key, name: str, said: str) -> None:
        self._plans, self._key, self._name, self.said = plans, key, name, said

    def heard(self, _told: Any = None) -> None:
        self._plans.keep(self._key, self._name)


class _Places(dict[str, str]):
    def __missing__(self, name: str) -> str:
        self[name] = f"${len(self) + 1}"
        return self[name]


@cache
def _numbered(statement: str, named: "tuple[str, ...] | int") -> tuple[str, tuple[str, ...]]:
    """The statement with numbers for its places, and the names in their order where it has names."""
    if isinstance(named, int):
        return (statement % tuple(f"${number}" for number in range(1, named + 1)) if named else statement), ()
    places = _Places()
    return statement % places, tuple(places)


def _text(literal: Any) -> str:
    return bytes(literal).decode()


def _type(literal: str) -> str:
    """The type that PostgreSQL takes a literal for; "unknown" where the statement around it decides, "" where we cannot tell."""
    if literal == "NULL" or literal[-1] == "'":
        return "unknown"
    if literal in {"true", "false"}:
        return "boolean"
    _value, quote, name = literal.rpartition("'::")
    if quote:
        return name
    if WHOLE.fullmatch(number := literal.strip()):
        return "integer" if abs(int(number)) <= LARGEST else "bigint"
    return "numeric" if BROKEN.fullmatch(number) else ""
