"""How far a file that is being brought in has been read, for the page that waits for it."""

from uuid import UUID

from django.core.cache import cache

from portal.core.people import Person

KEPT = 120


def tell_read(user: Person, token: UUID, rows: int) -> None:
    """Note it, for a short while and for this person alone."""
    cache.set(_name(user, token), rows, KEPT)


def rows_read(user: Person, token: UUID) -> int | None:
    """How many rows are read; None before that is known."""
    found = cache.get(_name(user, token))
    return None if found is None else int(found)


def _name(user: Person, token: UUID) -> str:
    return f"figures-read:{user.pk}:{token}"
