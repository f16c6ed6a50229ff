"""Who stands behind a session, found with it: every request asks this first.

The session and its person come in one statement. The person is taken only where both are read in one transaction and the
session's sealed data name that very person; else the person is asked for by key. Written by hand, each statement costs a
third of the same query put together anew each time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone

from portal.core.postgresql.plans import KeptStatement
from portal.people.models import Membership, Session, User
from portal.people.sides import DIGEST, present_sides

PERSON = """
SELECT {digest}, portal_challenge(), {columns} FROM people_user
JOIN people_membership ON people_membership.user_id = people_user.id
WHERE people_user.id = %s AND people_user.is_active
"""
SESSION = """
SELECT {session}, {digest}, portal_challenge(), {columns} FROM people_session
LEFT JOIN people_user ON people_user.id = people_session.user_id AND people_user.is_active
LEFT JOIN people_membership ON people_membership.user_id = people_user.id
WHERE people_session.session_key = %s AND people_session.expire_date > %s
"""
Row = Sequence[Any]

_beside: ContextVar[Row | None] = ContextVar("beside", default=None)


def session_named(name: str) -> tuple[Session, Row | None] | None:
    """The session that the table calls so and its person's row, None in place of that outside a transaction and where there is no
    active person with a place; None without a session that still lasts. One SQL query."""
    row = _asked(_of_session(), [name, timezone.now()])
    if row is None:
        return None
    many = len(Session._meta.concrete_fields)
    place_of_user = 2 + len(User._meta.concrete_fields) + _place_of(Membership, "user_id")
    person = row[many:]
    is_here = connection.in_atomic_block and person[place_of_user] is not None
    return _made(Session, row[:many]), person if is_here else None


@contextmanager
def beside(session: SessionBase) -> Iterator[None]:
    """Within the block `person_of` may take the person who was read with the session, which is read now if it was not yet."""
    session.get(SESSION_KEY)
    token = _beside.set(getattr(session, "person", None))
    try:
        yield
    finally:
        _beside.reset(token)


def person_of(key: UUID) -> User | None:
    """The active person who has a place, with membership and delegation loaded; else None. No SQL query where the person was read
    `beside` the session, else one; one more where the delegations were not read yet.

    `sides_digest` stands for the delegations as they are at this moment, `challenge` for the transaction, if one is open.
    """
    row = _beside.get()
    if row is None or row[2 + _place_of(User, "id")] != key:
        row = _asked(_of_person(), [key])
    if row is None:
        return None
    many = 2 + len(User._meta.concrete_fields)
    user, membership = _made(User, row[2:many]), _made(Membership, row[many:])
    user.sides_digest, user.challenge = row[:2]
    code = membership.delegation_id
    membership.delegation = present_sides(user.sides_digest).delegations[code] if code else None
    user.membership = membership
    found: User = user
    return found


@cache
def _of_person() -> KeptStatement:
    return KeptStatement(PERSON.format(digest=DIGEST, columns=_columns(User, Membership)))


@cache
def _of_session() -> KeptStatement:
    return KeptStatement(SESSION.format(session=_columns(Session), digest=DIGEST, columns=_columns(User, Membership)))


def _asked(statement: KeptStatement, values: list[Any]) -> Row | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: Row | None = cursor.fetchone()
        return row


def _columns(*models: Any) -> str:
    return ", ".join(f"{each._meta.db_table}.{field.column}" for each in models for field in each._meta.concrete_fields)


@cache
def _place_of(model: Any, name: str) -> int:
    """Where a field stands among the columns of its table."""
    return [field.attname for field in model._meta.concrete_fields].index(name)


def _made(model: Any, values: Row) -> Any:
    """An object of what its columns hold."""
    fields = model._meta.concrete_fields
    read = [_read(field, value) for field, value in zip(fields, values, strict=True)]
    return model.from_db("default", [field.attname for field in fields], read)


def _read(field: Any, value: Any) -> Any:
    return field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
