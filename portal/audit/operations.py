"""Recording an act: the fourth beat of every operation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from portal.audit.words import SENTENCES
from portal.core.people import Person
from portal.core.walled import Walled


def record(
    action: str,
    subject: Any,
    *,
    actor: Person | None = None,
    releasable_to: Iterable[str] | None = None,
    administration: bool = False,
    **detail: Any,
) -> UUID:
    """Append one act to the trail within the caller's transaction; returns the entry's key.

    `action` is `package.subject.verb`. `subject` is the thing acted on; its class name, key and words are kept. The
    acting person and delegation are taken from the reader's context by the database; `actor` only lends the name.
    `releasable_to` says which delegations may know: for content its own readers unless told otherwise, and of them only
    those that see everything it is seen through. Account acts set `administration`. `detail` must be JSON.
    Outside a reader's context the database refuses. An act without words (`portal.audit.words`) raises `LookupError`.
    """
    [key] = _append(action, [(subject, detail)], actor, releasable_to, administration=administration)
    return key


def record_each(
    action: str,
    acts: Sequence[tuple[Any, Mapping[str, Any]]],
    *,
    actor: Person | None,
    releasable_to: Iterable[str] | None = None,
) -> None:
    """Append the same act on several things of content, each with its detail, as `record` does; one SQL query for each kind of
    thing."""
    if acts:
        _append(action, acts, actor, releasable_to)


def _append(
    action: str,
    acts: Sequence[tuple[Any, Mapping[str, Any]]],
    actor: Person | None,
    releasable_to: Iterable[str] | None = None,
    administration: bool = False,
) -> list[UUID]:
    if action not in SENTENCES:
        raise LookupError(f"The act {action} has no words: describe it in its slice's words.py.")
    parts: dict[str, list[dict[str, Any]]] = {}
    for subject, detail in acts:
        parts.setdefault(type(subject).__name__, []).append(
            {
                "id": str(subject.pk),
                "name": str(subject),
                "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False, default=str),
                "readers": sorted(set(_readers(subject, releasable_to))),
                "things": subject.lineage() if isinstance(subject, Walled) else [str(subject.pk)],
            }
        )
    keys: list[UUID] = []
    with connection.cursor() as cursor:
        for kind, there in parts.items():
            values: list[Any] = [getattr(actor, "name", "") or "", action, kind, administration, Jsonb(there)]
            cursor.execute("SELECT portal_record_each(%s, %s, %s, %s, %s)", values)
            keys += cursor.fetchone()[0]
    return keys


def _readers(subject: Any, codes: Iterable[str] | None) -> Iterable[str]:
    if isinstance(subject, Walled):
        return subject.known_to(subject.releasable_to if codes is None else codes)
    return codes or ()


def detail_of(entry: Any) -> Mapping[str, Any]:
    """The facts kept with an entry, as `record` received them."""
    facts: Mapping[str, Any] = json.loads(entry.detail)
    return facts
