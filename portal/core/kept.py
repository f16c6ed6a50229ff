"""Finished pieces of pages, kept by everything they show.

A piece is a template rendered with the facts it is given and nothing else: no request, no person, no form key. Facts are
text, never markup. The facts themselves, the language, the zone and the delegations' names are its key, so whoever gets a
kept piece handed over the very facts it shows; what a reader may see is decided before, when the facts are read through the
wall.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple
from uuid import UUID

from django.template import Context, Engine, Template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Rows of a few hundred bytes each.
MOST = 4096
Said = TypeVar("Said")
Given = TypeVarTuple("Given")
# What may be a fact: values whose equality means that they look the same.
PLAIN = (str, int, bool, UUID, date, type(None))

# A name, the value's type (1, True and a word that equals a state are not the same), the value.
Facts = tuple[tuple[str, type, Any], ...]


class NotPlain(TypeError):
    """A fact that is no plain value: two of them may be equal and yet look different."""


def piece(template_name: str, sides: Any, **facts: Any) -> SafeString:
    """The template `template_name` with these facts; `sides` are the delegations, which it knows as `portal`, if any."""
    return _made(_shared(template_name, *_here(), sides, _named(facts)), None)


def pieces(template_name: str, sides: Any, rows: Iterable[Any], **facts: Any) -> SafeString:
    """One piece for each row, which the template knows as `row`, beside the facts that all share.

    Rows are frozen dataclasses of plain values.
    """
    shared = _shared(template_name, *_here(), sides, _named(facts))
    return mark_safe("".join([_made(shared, row) for row in rows]))  # noqa: S308 - rendered


def said_once(say: Callable[[*Given], Said]) -> Callable[[*Given], Said]:
    """A pure function from plain values to words of the present language, which says the same of the same only once in each
    language. What it says follows from its arguments alone."""

    @lru_cache(maxsize=MOST)
    def kept(language: str, facts: tuple[*Given]) -> Said:
        return say(*facts)

    @wraps(say)
    def said(*facts: *Given) -> Said:
        return kept(get_language() or "", facts)

    return said


def _here() -> tuple[str, str]:
    return get_language() or "", timezone.get_current_timezone_name()


def _named(facts: dict[str, Any]) -> Facts:
    return tuple((name, type(value), _plain(value)) for name, value in facts.items())


def _plain(value: Any) -> Any:
    if isinstance(value, SafeString):
        # A template's own words, or markup: either is text here, and is escaped as text.
        return "" + value
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, eq=False)
class _Shared:
    """What all rows of a list share. There is one for the same facts, so that a row is found by what is its own."""

    template: Template
    context: dict[str, Any]


@lru_cache(maxsize=MOST)
def _shared(template_name: str, language: str, zone: str, sides: Any, facts: Facts) -> _Shared:
    """`language` and `zone` are what the template reads beside its facts."""
    for _name, _type, value in facts:
        _check(value)
    return _Shared(_template(template_name), {name: value for name, _type, value in facts} | {"portal": sides})


@lru_cache(maxsize=MOST)
def _made(shared: _Shared, row: Any) -> SafeString:
    """Render a piece; the cache above answers when the same was asked for before."""
    _check(row)
    return shared.template.render(Context(shared.context | {"row": row}))


def _check(value: Any) -> None:
    """Raise `NotPlain` for a fact that is not what it equals."""
    for each in _leaves(value):
        if isinstance(each, SafeString | datetime) or not isinstance(each, PLAIN):
            raise NotPlain(f"{type(each).__name__} cannot be a fact of a kept piece: {each!r}")


def _leaves(value: Any) -> Iterator[Any]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _leaves(each)
    else:
        yield value


@cache
def _template(name: str) -> Template:
    found: Template = Engine.get_default().get_template(name)
    return found
