"""What each act is called, in the reader's language. Packages above add their own sentences, and names of what is acted on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.utils.functional import Promise

from portal.core.people import Person
from portal.core.walled import SeenByKey


@dataclass(frozen=True)
class Varied:
    """The sentences of an act that is told by one of its facts: each fact's value has its own."""

    by: str
    words: Mapping[str, Promise | str]


@dataclass(frozen=True)
class Name:
    """What a thing is called today, as it stands inside a sentence, and its page; "" where it has none."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Told:
    """What somebody did, to follow on who it was: the words before and after the thing, and its page; "" where there is none."""

    before: str
    thing: str
    after: str
    address: str

    def __str__(self) -> str:
        return f"{self.before}{self.thing}{self.after}"


Namer = Callable[[Sequence[str], Person], Mapping[str, Name]]
SENTENCES: dict[str, Promise | str | Varied] = {}
# By the class of what is acted on: its names by the keys, of those that the reader may see; and the name of any other.
NAMERS: dict[str, tuple[Namer, Promise | None]] = {}
# Stands for the thing while a sentence is taken apart.
PLACE = "\0"


def describe(sentences: Mapping[str, Promise | str | Varied]) -> None:
    """Add sentences for acts, as they follow on who acted: `package.subject.verb` to words such as "postponed %(thing)s"."""
    SENTENCES.update(sentences)


def name_things(kind: str, namer: Namer, other: Promise | None = None) -> None:
    """Say what things of a class are called in the reader's language: as many SQL queries for one as for many.

    What the reader may not see (any more) is called `other`, else what it was called when it was acted on.
    """
    NAMERS[kind] = namer, other


def by_row(
    model: Any,
    through: str = "",
    address: Callable[[Any], str] | None = None,
    *,
    words: Callable[[Any], str] = str,
    fetch: Sequence[str] = (),
) -> Namer:
    """Name things by their own words, or those of what they belong to, found `through` this relation, as the reader's
    language has them today. `address` is the page of a row, if it is not that of what names it; `fetch` is read with the
    rows. One SQL query.
    """
    rows = SeenByKey[Any](model, *fetch, *([through] if through else []))

    def names(keys: Sequence[str], user: Person) -> dict[str, Name]:
        found = {}
        for row in rows(keys, user):
            thing = reduce(getattr, through.split("__"), row) if through else row
            page = address(row) if address else getattr(thing, "get_absolute_url", str)()
            found[str(row.pk)] = Name(words(thing), page)
        return found

    return names


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
    if isinstance(words, Varied):
        words = words.words.get(facts_of(entry).get(words.by, ""), next(iter(words.words.values())))
    before, place, after = (str(words) % {"thing": PLACE}).partition(PLACE)
    return Told(before, name.words, after, name.address) if place else Told(before, "", "", "")
