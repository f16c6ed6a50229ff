"""What each act is called, in the reader's language. Packages above add their own sentences, and names of what is acted on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from portal.core.people import Person


@dataclass(frozen=True)
class Varied:
    """The sentences of an act that is told by one of its facts; each fact's value has its own, which is whole: what is acted on
    stands in it as `%(thing)s`, or is not named."""

    by: str
    words: Mapping[str, Promise | str]


@dataclass(frozen=True)
class Name:
    """What a thing is called today, and its page; "" where it has none."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Told:
    """An act in the reader's words, the thing that they do not name, and the page about it; "" where there is none."""

    words: str
    thing: str
    address: str


Namer = Callable[[Sequence[str], Person], Mapping[str, Name]]
SENTENCES: dict[str, Promise | str | Varied] = {}
# By the class of what is acted on: its names by the keys, of those that the reader may see; and the name of any other.
NAMERS: dict[str, tuple[Namer, Promise | None]] = {}


def describe(sentences: Mapping[str, Promise | str | Varied]) -> None:
    """Add sentences for acts: `package.subject.verb` to words such as "changed the date of", or with `%(thing)s` in them."""
    SENTENCES.update(sentences)


def name_things(kind: str, namer: Namer, other: Promise | None = None) -> None:
    """Say what things of a class are called in the reader's language: as many SQL queries for one as for many.

    What the reader may not see (any more) is called `other`, else what it was called when it was acted on.
    """
    NAMERS[kind] = namer, other


def told(entries: Iterable[Any], user: Person, facts_of: Callable[[Any], Mapping[str, Any]]) -> list[Told]:
    """What the reader is told of each entry: the sentence of its act, with the thing's name as of today where one is known.

    The act's own name where a later version no longer knows it.
    """
    entries = list(entries)
    keys = defaultdict(list)
    for entry in entries:
        if entry.subject_kind in NAMERS:
            keys[entry.subject_kind].append(entry.subject_id)
    names = {kind: NAMERS[kind][0](list(dict.fromkeys(each)), user) for kind, each in keys.items()}
    return [_told(entry, names.get(entry.subject_kind, {}), facts_of) for entry in entries]


def _told(entry: Any, names: Mapping[str, Name], facts_of: Callable[[Any], Mapping[str, Any]]) -> Told:
    other = NAMERS.get(entry.subject_kind, (None, None))[1]
    name = names.get(entry.subject_id) or Name(str(other) if other else entry.object_name)
    words = SENTENCES.get(entry.action, entry.action)
    is_whole = isinstance(words, Varied) or "%(thing)s" in str(words)
    if isinstance(words, Varied):
        words = words.words.get(facts_of(entry).get(words.by, ""), next(iter(words.words.values())))
    if is_whole:
        return Told(str(words) % {"thing": name.words}, "", name.address)
    return Told(str(words), name.words, name.address)
