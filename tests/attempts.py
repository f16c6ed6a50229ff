"""Attempts by raw SQL, in a person's own context."""

from typing import Any

from django.db import DatabaseError, connection, transaction

from portal.core.reader import reading_as


def tries(person: Any, sql: str, *values: Any) -> int | None:
    """What an attempt in the person's context changed or found; None where the database refused."""
    return said(person, sql, *values)[0]


def said(person: Any, sql: str, *values: Any) -> tuple[int | None, str]:
    """The same, with what the database said of its refusal: its class and all of its words."""
    with reading_as(person.reader), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, values)
                return cursor.rowcount, ""
        except DatabaseError as error:
            found: Any = error.__cause__
            told = found.diag
            return (
                None,
                f"{found.sqlstate} {told.message_primary} {told.message_detail or ''} {told.message_hint or ''}",
            )


def rows(person: Any, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a question in the person's context finds."""
    with reading_as(person.reader), connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
