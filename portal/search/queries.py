"""What a search shows: things by kind, the best first, as their reader sees them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, TextField, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language

from meetings.rounds.models import Meeting
from meetings.statements.search import PARAGRAPHS
from portal.core.asked import key_in
from portal.core.found import REGISTERED, Found, Sought
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.search.asking import Asked
from portal.search.marking import Piece, Snippet, candidates, marked_pieces, snippet_of
from portal.search.paragraphs import paragraphs_numbered

# How many things of a kind one search shows, how many of each its first page shows, and a page of one kind.
MOST, FEW, PAGE = 500, 5, 20
# All that is found with its meetings, asked for once: how many things there are of each kind and meeting, and the best of those
# that the filters leave, with some of each kind. All of it is read through the wall, so that no number knows of other rows.
FOUND = """
WITH found AS MATERIALIZED (
    SELECT f.place, f.source, f.is_named, f.fits FROM portal_found(%s) AS f
    UNION ALL SELECT n.place, n.source, true, 1::real FROM unnest(%s::text[], %s::uuid[]) AS n (place, source)
), of_meeting (place, source, meeting) AS MATERIALIZED ({meetings}), all_found AS MATERIALIZED (
    SELECT DISTINCT ON (f.place, f.source) f.place, f.source, f.is_named, f.fits, m.meeting
    FROM found AS f LEFT JOIN of_meeting AS m USING (place, source)
    WHERE f.place = ANY (%s) ORDER BY f.place, f.source, f.is_named DESC
), best AS (
    SELECT place, source, row_number() OVER (ORDER BY is_named DESC, fits DESC, place, source) AS rank,
        row_number() OVER (PARTITION BY place ORDER BY is_named DESC, fits DESC, source) AS rank_there
    FROM all_found WHERE place = ANY (%s) AND (%s::uuid IS NULL OR meeting = %s::uuid)
)
SELECT place, NULL::uuid, meeting, count(*) FROM all_found GROUP BY place, meeting
UNION ALL SELECT place, source, NULL::uuid, rank FROM best WHERE rank <= %s OR rank_there <= %s
"""
MARKED = "SELECT portal_marked(%s, %s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, not read yet: its kind and where it stands. `found` is what is read already."""

    kind: str
    place: str = ""
    key: UUID | None = None
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
    """What was found. `count` is of what the filters leave, `is_cut` says that the best `MOST` alone can be turned through."""

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
    """What somebody finds of what they may read. The same number of SQL queries however much that is: what is found with its
    meetings, what these are called, what is listed, the words to mark, and what `Finder.show` asks of each kind that is shown."""
    if asked.is_empty:
        return Results(asked)
    of_meeting, chosen = key_in(meeting), kind if kind in REGISTERED.labels else ""
    hits, counts = _found(user, asked, chosen, of_meeting)
    listed = _listed(user, asked)
    counts += Counter((each.kind, None) for each in listed)
    if of_meeting is None:
        hits += [each for each in listed if not chosen or each.kind == chosen]
    kinds, meetings = _choices(user, counts, chosen, of_meeting)
    left: Counter[str] = Counter()
    for (name, where), count in counts.items():
        if (not chosen or name == chosen) and (of_meeting is None or where == of_meeting):
            left[name] += count
    if chosen:
        hits = hits[:MOST]
        part = page(hits, wanted, PAGE, count=len(hits))
        groups = _groups(user, asked, [(chosen, left[chosen], part.rows)])
    else:
        part = Page([], 1, has_next=False)
        of_kind: dict[str, list[Hit]] = {}
        for each in hits:
            of_kind.setdefault(each.kind, []).append(each)
        groups = _groups(user, asked, [(name, left[name], those[:FEW]) for name, those in of_kind.items()])
    count = left.total()
    return Results(asked, count, groups, kinds, meetings, chosen, str(of_meeting or ""), part, is_cut=count > MOST)


# How many things there are of a kind and a meeting.
Counts = Counter[tuple[str, UUID | None]]


def _found(user: Person, asked: Asked, kind: str, meeting: UUID | None) -> tuple[list[Hit], Counts]:
    """The best of what the filters leave: what bears the reference or the number, then what fits best; and how many things are
    found of each kind and meeting, filters or none. One SQL query, two more where a paragraph's number is asked for."""
    if not user.code:
        return [], Counter()
    numbered = paragraphs_numbered(user, asked) if asked.paragraph else []
    places = list(REGISTERED.finders)
    left = [place for place in places if not kind or REGISTERED.finders[place].kind == kind]
    sql, facts = _meetings_of(places)
    with connection.cursor() as cursor:
        cursor.execute(
            FOUND.format(meetings=sql),
            [
                json.dumps([each.as_json() for each in asked.terms] if asked.wanted else []),
                [PARAGRAPHS.place] * len(numbered),
                numbered,
                *facts,
                places,
                left,
                meeting,
                meeting,
                MOST,
                FEW,
            ],
        )
        rows = cursor.fetchall()
    counts: Counts = Counter()
    for place, source, where, number in rows:
        if source is None:
            counts[REGISTERED.finders[place].kind, where] += number
    best = sorted((number, place, source) for place, source, _where, number in rows if source is not None)
    return [Hit(REGISTERED.finders[place].kind, place, source) for _rank, place, source in best], counts


def _meetings_of(places: Iterable[str]) -> tuple[str, list[Any]]:
    """The SQL of the meetings of what is found in these tables, as the wall shows both, and its parameters."""
    parts: list[str] = []
    facts: list[Any] = []
    for place in places:
        finder = REGISTERED.finders[place]
        if finder.meeting:
            path = F(finder.meeting) if isinstance(finder.meeting, str) else finder.meeting
            those = RawSQL("SELECT source FROM found WHERE place = %s", [place])
            rows: Any = finder.model._default_manager.filter(pk__in=those).order_by()
            rows = rows.annotate(found_place=Value(place, TextField()), found_source=F("pk"), found_meeting=path)
            sql, params = rows.values("found_place", "found_source", "found_meeting").query.sql_with_params()
            parts.append(sql)
            facts += params
    return " UNION ALL ".join(parts), facts


def _listed(user: Person, asked: Asked) -> list[Hit]:
    """What listers find; nothing where a paragraph's number alone is asked for."""
    sought = Sought([each.as_json() for each in asked.terms])
    return [
        Hit(lister.kind, found=each)
        for lister in REGISTERED.listers
        if asked.wanted
        for each in lister.find(user, sought)
    ]


def _choices(user: Person, counts: Counts, kind: str, meeting: UUID | None) -> tuple[list[Choice], list[Choice]]:
    """The filters by kind and by meeting, each counted over what the other leaves. One SQL query, none where nothing found has
    a meeting."""
    by_kind: Counter[str] = Counter()
    by_meeting: Counter[UUID] = Counter()
    for (name, where), count in counts.items():
        if meeting is None or where == meeting:
            by_kind[name] += count
        if where and (not kind or name == kind):
            by_meeting[where] += count
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
