"""What a search shows: things by kind, the best first, as their reader sees them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import get_language

from meetings.rounds.models import Meeting
from meetings.statements.search import PARAGRAPHS
from portal.core.asked import key_in
from portal.core.found import REGISTERED, Found
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.search.asking import Asked
from portal.search.marking import Piece, Snippet, candidates, marked_pieces, snippet_of
from portal.search.paragraphs import paragraphs_numbered

# How many things one search looks at, how many of each kind its first page shows, and a page of one kind.
MOST, FEW, PAGE = 500, 5, 20
FOUND = """
SELECT place, source FROM portal_found(%s) ORDER BY is_named DESC, fits DESC, place, source LIMIT %s
"""
MARKED = "SELECT portal_marked(%s, %s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, not read yet: its kind, where it stands, its meeting. `found` is what is read already."""

    kind: str
    place: str = ""
    key: UUID | None = None
    meeting: UUID | None = None
    found: Found | None = None


@dataclass(frozen=True)
class Line:
    """One thing as the page shows it."""

    found: Found
    title: Sequence[Piece]
    snippet: Snippet | None


@dataclass(frozen=True)
class Group:
    """Things of a kind: how many were found, and those that are shown."""

    kind: str
    label: str
    count: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class Choice:
    """A filter: what it asks for, in words, and how many things it leaves."""

    key: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Results:
    """What was found. `count` is of what the filters leave, `is_cut` says that only the best `MOST` were looked at."""

    asked: Asked
    count: int = 0
    groups: Sequence[Group] = ()
    kinds: Sequence[Choice] = ()
    meetings: Sequence[Choice] = ()
    kind: str = ""
    meeting: str = ""
    page: Page = field(default_factory=lambda: Page([], 1, has_next=False))
    is_cut: bool = False


def search(user: Person, asked: Asked, *, kind: str = "", meeting: str = "", wanted: str | None = None) -> Results:
    """What somebody finds of what they may read. The same number of SQL queries however much that is: what is found, of which
    meeting it is, what these are called, the words to mark, and what `Finder.show` asks of each kind that is shown."""
    if asked.is_empty:
        return Results(asked)
    hits, is_cut = _hits(user, asked)
    of_meeting = key_in(meeting)
    kinds, meetings = _choices(user, hits, kind, of_meeting)
    chosen = kind if kind in REGISTERED.labels else ""
    left = [
        each
        for each in hits
        if (not chosen or each.kind == chosen) and (of_meeting is None or each.meeting == of_meeting)
    ]
    if chosen:
        part = page(left, wanted, PAGE, count=len(left))
        groups = _groups(user, asked, [(chosen, len(left), part.rows)])
    else:
        part = Page([], 1, has_next=False)
        of_kind: dict[str, list[Hit]] = {}
        for each in left:
            of_kind.setdefault(each.kind, []).append(each)
        groups = _groups(user, asked, [(name, len(those), those[:FEW]) for name, those in of_kind.items()])
    return Results(
        asked,
        len(left),
        groups,
        kinds,
        meetings,
        chosen,
        str(of_meeting or ""),
        part,
        is_cut,
    )


def _hits(user: Person, asked: Asked) -> tuple[list[Hit], bool]:
    """The best first: a paragraph whose number was named, what bears the reference, what fits best; and whether there are
    more."""
    rows: list[tuple[str, UUID]] = []
    if user.code and asked.wanted:
        with connection.cursor() as cursor:
            cursor.execute(FOUND, [json.dumps([each.as_json() for each in asked.terms]), MOST + 1])
            rows = [row for row in cursor.fetchall() if row[0] in REGISTERED.finders]
    named = [(PARAGRAPHS.place, key) for key in paragraphs_numbered(user, asked)] if asked.paragraph else []
    found = list(dict.fromkeys([*named, *rows]))
    meetings = _meetings_of(found[:MOST])
    hits = [Hit(REGISTERED.finders[place].kind, place, key, meetings.get(key)) for place, key in found[:MOST]]
    for lister in REGISTERED.listers:
        if asked.wanted:
            hits += [Hit(lister.kind, found=each) for each in lister.find(user, asked.beginnings)]
    return hits, len(found) > MOST


def _meetings_of(found: Iterable[tuple[str, UUID]]) -> dict[UUID, UUID]:
    """The keys of the meetings of rows. One SQL query, none for no row."""
    keys: dict[str, list[UUID]] = {}
    for place, key in found:
        keys.setdefault(place, []).append(key)
    asked = []
    for place, those in keys.items():
        finder = REGISTERED.finders[place]
        if finder.meeting:
            path = F(finder.meeting) if isinstance(finder.meeting, str) else finder.meeting
            rows: Any = finder.model._default_manager.filter(pk__in=those)
            asked.append(rows.order_by().annotate(of_meeting=path).values_list("pk", "of_meeting"))
    if not asked:
        return {}
    first, *others = asked
    return {key: meeting for key, meeting in (first.union(*others, all=True) if others else first) if meeting}


def _choices(user: Person, hits: Sequence[Hit], kind: str, meeting: UUID | None) -> tuple[list[Choice], list[Choice]]:
    """The filters by kind and by meeting, each counted over what the other leaves. One SQL query, none where no hit has a
    meeting."""
    by_kind = Counter(each.kind for each in hits if meeting is None or each.meeting == meeting)
    by_meeting = Counter(each.meeting for each in hits if each.meeting and (kind not in by_kind or each.kind == kind))
    kinds = [
        Choice(name, str(label), by_kind[name], name == kind)
        for name, label in REGISTERED.labels.items()
        if by_kind[name] or name == kind
    ]
    wanted = {*by_meeting, *([meeting] if meeting else [])}
    rows = Meeting.objects.visible_to(user).filter(pk__in=wanted).order_by("-starts_at", "pk") if wanted else []
    meetings = [Choice(str(each.pk), str(each), by_meeting[each.pk], each.pk == meeting) for each in rows]
    return kinds, meetings


def _groups(user: Person, asked: Asked, kinds: Iterable[tuple[str, int, Sequence[Hit]]]) -> list[Group]:
    """Kinds with what is shown of them, in the order in which they were found."""
    shown = [(kind, count, _read(user, hits)) for kind, count, hits in kinds]
    everything = [each for _kind, _count, found in shown for each in found]
    texts = [text for each in everything for text in (each.title, *(words for _language, words in each.texts))]
    marked = _marked(texts, asked)
    tongue = (get_language() or "en")[:2]
    return [
        Group(
            kind,
            str(REGISTERED.labels[kind]),
            count,
            [Line(each, marked_pieces(each.title, marked), _snippet(each, marked, tongue)) for each in found],
        )
        for kind, count, found in shown
    ]


def _snippet(found: Found, marked: set[str], tongue: str) -> Snippet | None:
    """The words that show why it was found, beside its title."""
    return snippet_of([(language, words) for language, words in found.texts if words != found.title], marked, tongue)


def _read(user: Person, hits: Sequence[Hit]) -> list[Found]:
    """What stands in the rows, through the wall, in the order of the hits."""
    keys: dict[str, list[UUID]] = {}
    for each in hits:
        if each.key:
            keys.setdefault(each.place, []).append(each.key)
    read = {place: REGISTERED.finders[place].show(user, those) for place, those in keys.items()}
    found = [each.found or read[each.place].get(each.key) for each in hits if each.found or each.key]  # type: ignore[arg-type]
    return [each for each in found if each is not None]


def _marked(texts: Iterable[str], asked: Asked) -> set[str]:
    """The words of texts that are looked for. One SQL query, none where none could be."""
    words = sorted(candidates(texts, asked.beginnings))
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(MARKED, [words, json.dumps([each.as_json() for each in asked.wanted])])
        return {word for (word,) in cursor.fetchall()}
