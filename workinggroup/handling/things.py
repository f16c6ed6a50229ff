"""The kinds of matter that are handled: each slice registers its own, wholes and their passages."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from portal.core.people import Person


@dataclass(frozen=True)
class Matter:
    """What a paper says of a whole beside its passages, in the reader's language, from rows that the whole audience reads: its
    title, facts as label and value, and tables with their headings. `known` are words that each side of the audience reads
    anyway, so that they betray nothing of what is withheld."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    tables: Sequence[tuple[str, Sequence[Sequence[str]]]] = ()
    known: Sequence[str] = ()


@dataclass(frozen=True)
class Editions:
    """For a whole that has several, each with its words: `find` returns the one of a number, by default the one that counts, and
    None where there is none for all of these readers; `passages` those that stand in it."""

    find: Callable[[Any, int | None, Collection[str]], Any]
    passages: Callable[[Any], Sequence[Any]]


@dataclass(frozen=True)
class ThingKind:
    """A kind of whole: its `model`, the model of its passages, None where it has none, and what it is called in a sentence.

    `ground` returns the sides that share control once a thing is shared, beside its originators. `is_bound` says whether it may
    no longer be narrowed. `tell_readers` tells new readers of a whole, by code, that they read it; `parts` are the parts that its
    passages may be of, with their words. `compose` says what a paper for an audience says besides, None where there are none; of
    a kind with `editions` it is given one of them.
    `is_handled_alone` says that the slice's own pages write its passages and say who reads them, and these pages only show it.
    `may_write` says whether the words of a whole may still be changed, `may_share` whether it is shared as such and not by an act
    of its own, as being sent. `may_release` says whether wider release of a
    whole or of a passage of it may be asked for, `known_to` which of some sides can be let in at all, and `is_agreed` that its
    mark is what several agreed on, and stays. `promise` names the foreign key to the commitment under which it stands, "" for
    none.
    """

    key: str
    model: Any
    passage: Any
    name: Promise
    ground: Callable[[Any], list[str]] = lambda thing: []
    is_bound: Callable[[Any], bool] = lambda thing: False
    tell_readers: Callable[[Any, Sequence[str], Person | None, datetime], None] = lambda thing, codes, actor, now: None
    parts: Sequence[tuple[str, str | Promise]] = ()
    compose: Callable[[Any, Person, Sequence[str]], Matter] | None = None
    editions: Editions | None = None
    is_handled_alone: bool = False
    may_write: Callable[[Any], bool] = lambda thing: True
    may_share: Callable[[Any], bool] = lambda thing: True
    may_release: Callable[[Any], bool] = lambda thing: True
    known_to: Callable[[Any, Sequence[str]], list[str]] = lambda whole, codes: list(codes)
    is_agreed: bool = False
    promise: str = ""


_KINDS: dict[str, ThingKind] = {}


def handle_things(kind: ThingKind) -> ThingKind:
    """Register a kind, once, in the slice's `subjects`; returns it."""
    if _KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds named {kind.key}")
    return kind


def kind_of(thing: Any) -> ThingKind:
    """The kind of a whole or of a passage."""
    for kind in _KINDS.values():
        if isinstance(thing, kind.model) or (kind.passage is not None and isinstance(thing, kind.passage)):
            return kind
    raise LookupError(type(thing).__name__)


def kinds_handled() -> list[ThingKind]:
    """Every kind there is."""
    return list(_KINDS.values())


def thing_kind(thing: Any) -> str:
    """What rows that name a thing by its key write down: "gap", or for a passage "gap.passage"."""
    kind = kind_of(thing)
    return kind.key if isinstance(thing, kind.model) else f"{kind.key}.passage"


def find_things(key: str, pks: Sequence[UUID]) -> list[Any]:
    """The wholes or passages of one kind, by what `thing_kind` wrote and their keys, that the reader sees. At most one SQL
    query."""
    name, _, part = key.partition(".")
    kind = _KINDS.get(name)
    model = None if kind is None else kind.passage if part else kind.model
    if model is None:
        return []
    related = (model.seen_through,) if model.seen_through else ()
    return list(model.objects.select_related(*related).filter(pk__in=pks))


def find_thing(key: str, pk: UUID) -> Any:
    """One of them; None where the reader sees none. At most one SQL query."""
    return next(iter(find_things(key, [pk])), None)


def parent_of(thing: Any) -> Any:
    """The matter without which nobody sees a whole, as the request of an answer; None for most."""
    above = (
        getattr(thing, thing.seen_through) if thing.seen_through and isinstance(thing, kind_of(thing).model) else None
    )
    return above if above is not None and type(above) in models_handled() else None


def children_of(whole: Any) -> list[Any]:
    """What nobody sees but through a whole, as far as the reader sees it: its passages, and wholes that hang on it, as the
    answers to a request, with theirs. One SQL query for each kind of them."""
    found: list[Any] = []
    for model in models_handled():
        link = model.seen_through
        if link and model._meta.get_field(link).related_model is type(whole):
            found += model.objects.select_related(link).filter(**{link: whole})
    return found + [passage for each in found if isinstance(each, tuple(_wholes())) for passage in children_of(each)]


def _wholes() -> list[Any]:
    return [kind.model for kind in _KINDS.values()]


def may_be_told(thing: Any, codes: Iterable[str]) -> list[str]:
    """Those of these sides that a thing may be read by: of a passage those that read its whole, of a whole those that read its
    parent."""
    kind = kind_of(thing)
    if isinstance(thing, kind.model):
        codes, above = kind.known_to(thing, list(codes)), parent_of(thing)
    else:
        above = getattr(thing, thing.seen_through)
    return [code for code in codes if above is None or code in above.releasable_to]


def models_handled() -> list[Any]:
    """Every model under its originators' control, wholes first."""
    kinds = list(_KINDS.values())
    return [kind.model for kind in kinds] + [kind.passage for kind in kinds if kind.passage is not None]


def tables_handled() -> list[tuple[str, str]]:
    """Each of their tables, with what `thing_kind` writes for its rows."""
    kinds = list(_KINDS.values())
    wholes = [(kind.key, kind.model._meta.db_table) for kind in kinds]
    return wholes + [(f"{kind.key}.passage", kind.passage._meta.db_table) for kind in kinds if kind.passage is not None]
