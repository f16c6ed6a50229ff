"""The reader's context: on whose behalf this transaction reads, proved to the database by a signature.

Row-level security compares each row's `releasable_to` with the SQL function `portal_reader()`. That function believes
the setting `portal.context` only if it carries an HMAC made with a key that the running role cannot read, over a
challenge that holds for this backend and this transaction alone. Forgotten filters then show nothing, and injected SQL
cannot sign for somebody else. That is not yet that it cannot become somebody else: for this no table may hold what opens
another's session or account, nor take what makes somebody a member (`docs/adr/0021-no-credentials.md`).
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

BLOCK = 64
NO_ONE = "-"
CHALLENGE = "SELECT portal_challenge()"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a delegation's code (or `SEC`, or none), the person if there is one, whether they administer accounts."""

    code: str = ""
    user_id: UUID | None = None
    administers: bool = False


NOBODY = Reader()
# The portal's own machinery: no person ever holds this code.
PORTAL = Reader(code="PORTAL")


@contextmanager
def reading_as(reader: Reader, *, using: str = "default", in_one_moment: bool = False) -> Iterator[None]:
    """Run a block in a transaction that reads as `reader`; `in_one_moment`, everything as it stood at its first query, whatever
    others write meanwhile (REPEATABLE READ). A transaction that is open already keeps its own level.

    Nested in another context, the outer one holds again afterwards, and what was written is checked as at a commit before
    either gives way to the other. What is lazily loaded after the block ends is read by nobody and so is empty: take what
    you need inside.
    """
    with opening(using=using, in_one_moment=in_one_moment) as read_as:
        read_as(reader)
        yield


@contextmanager
def opening(
    *, using: str = "default", in_one_moment: bool = False, asks_first: bool = False
) -> Iterator[Callable[..., None]]:
    """Run a block in a transaction that reads as nobody until the function it is given says who reads.

    The function takes the reader and, where a query in the block has brought it along, the transaction's challenge: then
    it need not be asked for. Where the block `asks_first`, before it says who reads, the challenge comes with that.
    """
    connection: Any = connections[using]
    nested, before, outer = connection.in_atomic_block, "", present_context(using)
    is_first, is_changed, brought = True, False, ""

    def hear(told: Any) -> None:
        nonlocal brought
        brought = told.fetchone()[0]

    def read_as(reader: Reader, challenge: str = "") -> None:
        nonlocal before, is_first, is_changed
        if is_first and not nested:
            token = _sign(reader, challenge or brought or _challenge(connection))
            connection.say_first(_setting(connection, token))
        else:
            there = enter(connection, reader)
            before = there if is_first else before
            is_changed = is_changed or present_context(using) != there
        is_first = False

    try:
        with transaction.atomic(using=using):
            if in_one_moment and not nested:
                connection.say_first("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            if asks_first and not nested:
                connection.say_first(CHALLENGE, hear)
            yield read_as
            if nested and is_changed and not connection.needs_rollback:
                _change(connection, before)
    except BaseException:
        # What the block had set is undone with it.
        connection.reader_context = outer
        raise


def enter(connection: Any, reader: Reader) -> str:
    """Sign the context for the transaction that is open on `connection`; returns the setting that held before. Where the
    same reader reads already, nothing changes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_challenge(), COALESCE(current_setting('portal.context', true), '')")
        challenge, before = cursor.fetchone()
    token = _sign(reader, challenge)
    if token == before:
        connection.reader_context = token
    else:
        _change(connection, token)
    return str(before)


def _challenge(connection: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(CHALLENGE)
        return str(cursor.fetchone()[0])


def store_keys(using: str, **_: Any) -> None:
    """After a migration by the owner: put the keys derived from SECRET_KEY where `portal_app` cannot read them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(has_schema_privilege(current_user, to_regnamespace('portal_private'), 'CREATE'), false)"
        )
        if not cursor.fetchone()[0]:
            return
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        rows = [(_identity(key), _pad(key, 0x36), _pad(key, 0x5C)) for key in map(_key, secrets)]
        cursor.execute("DELETE FROM portal_private.context_key")
        cursor.executemany("INSERT INTO portal_private.context_key VALUES (%s, %s, %s)", rows)


def present_context(using: str = "default") -> str:
    """The context that was signed last on the connection. No SQL query."""
    return getattr(connections[using], "reader_context", "")


def present_person() -> str:
    """The key of the person who reads, as the context that was signed last says; "" for nobody. No SQL query."""
    parts = present_context().split("|")
    return parts[2] if len(parts) == 6 and parts[2] != NO_ONE else ""


def _setting(connection: Any, token: str) -> str:
    """The SQL that makes a context the transaction's; the connection notes which."""
    connection.reader_context = token
    return sql.SQL("SELECT set_config('portal.context', {}, true)").format(token).as_string()


def _change(connection: Any, token: str) -> None:
    """Another context inside a transaction: what was written in the one before is checked first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_change_context(%s)", [token])
    connection.reader_context = token


def _sign(reader: Reader, challenge: str) -> str:
    key = _key(settings.SECRET_KEY)
    person = str(reader.user_id) if reader.user_id else NO_ONE
    message = "|".join([_identity(key), reader.code, person, "yes" if reader.administers else "no", challenge])
    return message + "|" + hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def _key(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"portal reader context", hashlib.sha256).digest()


def _identity(key: bytes) -> str:
    return hashlib.sha256(b"identity" + key).hexdigest()[:12]


def _pad(key: bytes, value: int) -> bytes:
    return bytes(byte ^ value for byte in key.ljust(BLOCK, b"\0"))
