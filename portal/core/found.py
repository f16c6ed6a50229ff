"""Things that search finds: each slice says in `search.py` which of its rows are found, and how a page shows them.

Which words of a row are looked up says the slice's `guards.sql` (`portal_find`); here stands what is shown of those that were
found, read through the wall once more.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Func, Model, Value
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from portal.core.people import Person


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what it is called, where it is, and the texts in which its words may stand.

    `about` says where it belongs, `texts` are words with their language, "" where it is not known. `side` is the delegation
    whose it is.
    """

    title: str
    address: str
    texts: Sequence[tuple[str, str]] = ()
    reference: str = ""
    about: str = ""
    side: str = ""
    note: str = ""


Shown = Callable[[Person, Sequence[UUID]], Mapping[UUID, Found]]


@dataclass(frozen=True)
class Finder:
    """Rows of one model that are found as things of a kind. `show` reads of these keys what a person sees; a constant number of
    SQL queries. `meeting` leads from a row to the key of its meeting, "" where it has none.
    """

    kind: str
    label: Promise
    model: type[Model]
    show: Shown
    meeting: str | Combinable = ""

    @property
    def place(self) -> str:
        """The table in which its rows stand."""
        return self.model._meta.db_table


@dataclass(frozen=True)
class Sought:
    """What somebody looks for: the terms as `portal_query` takes them, with words to leave out and phrases."""

    terms: Sequence[Mapping[str, Any]]

    def fits(self, words: Combinable) -> Func:
        """Whether the words of a row are such, as a condition."""
        return Fits(words, Value(json.dumps(self.terms)))

    def fitting(self, texts: Sequence[str]) -> list[int]:
        """The places of those texts that are such, in any language. One SQL query, none for no text."""
        if not texts:
            return []
        with connection.cursor() as cursor:
            cursor.execute(FITTING, [list(texts), json.dumps(self.terms)])
            return [place for (place,) in cursor.fetchall()]


FITTING = """
SELECT place::int - 1 FROM unnest(%s::text[]) WITH ORDINALITY AS each (words, place)
WHERE portal_words(words, '') @@ portal_query(%s::jsonb) ORDER BY place
"""


class Fits(Func):
    """Whether words are found by terms, as those in the index of the search are."""

    template = "(portal_words(%(expressions)s::jsonb))"
    arg_joiner = ", '') @@ portal_query("
    output_field = BooleanField()


@dataclass(frozen=True)
class Lister:
    """Things of a kind that are few, or no rows: looked through each time, by the same rules as the rows of the index."""

    kind: str
    label: Promise
    find: Callable[[Person, Sought], Iterable[Found]]


@dataclass(frozen=True)
class Registered:
    """What the slices have said, in their order."""

    finders: dict[str, Finder] = field(default_factory=dict)
    listers: list[Lister] = field(default_factory=list)
    labels: dict[str, Promise] = field(default_factory=dict)


REGISTERED = Registered()


def find_rows(finder: Finder) -> Finder:
    """Register rows that are found, once."""
    if REGISTERED.finders.setdefault(finder.place, finder) is not finder:
        raise LookupError(f"{finder.place} is found already")
    REGISTERED.labels.setdefault(finder.kind, finder.label)
    return finder


def find_listed(lister: Lister) -> Lister:
    """Register things that are looked through."""
    REGISTERED.listers.append(lister)
    REGISTERED.labels.setdefault(lister.kind, lister.label)
    return lister


def languages_of(*values: Any) -> list[tuple[str, str]]:
    """Texts by language, or plain ones, as `Found.texts` has them; what is empty is left out."""
    found: list[tuple[str, str]] = []
    for value in values:
        found += value.items() if isinstance(value, Mapping) else [("", value)]
    return [(language, words) for language, words in found if words]
