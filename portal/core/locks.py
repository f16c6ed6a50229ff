"""Locks for things that do not exist yet."""

from django.db import connection


def lock_key(key: object) -> None:
    """Wait until no other transaction holds the same key, and hold it until this one ends.

    For making something once: take the lock, look whether it is there, make it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])
