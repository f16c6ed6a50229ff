"""The register of accounts, changed by the wall's own functions alone (`guards.sql`), which ask in whose context they run.

Each of these raises a `DatabaseError` for a context that may not: operations ask first and say so in words.
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from portal.core.reader import PORTAL, Reader, reading_as

if TYPE_CHECKING:
    from portal.people.models import Delegation, User

# The operator at the shell, and the demo: account administration without a person.
ADMINISTRATION = Reader(PORTAL.code, administers=True)


def add_account(person: "User", *, role: str, code: str | None, at: datetime) -> None:
    """Write a new person with their place and their verified address; as an administrator, or as the portal for an
    invitation that is open."""
    facts = (person.pk, person.email, person.name, person.language, person.password)
    _call("people_add_account", *facts, code, role, at)
    person._state.adding = False


def give_place(person: UUID, *, role: str, code: str | None, at: datetime) -> None:
    """Give a person another role or delegation; as another administrator."""
    _call("people_give_place", person, code, role, at)


def set_open(person: UUID, *, is_open: bool) -> None:
    """Close or open an account; as another administrator, or as the portal to close a guest's."""
    _call("people_set_open", person, is_open)


def save_delegation(side: "Delegation") -> None:
    """Add a delegation or change all but its kind; as an administrator, or as the portal to add a meeting's guests."""
    texts = (json.dumps(side.name), json.dumps(side.seat))
    plain = (side.time_zone, side.holiday_country, side.colour, side.order)
    _call("people_save_delegation", side.code, str(side.kind), *texts, *plain)
    side._state.adding = False


def save_preferences(person: "User") -> None:
    """Name, language and time zone; as the person."""
    _call("people_save_preferences", person.pk, person.name, person.language, person.time_zone)


def keep_password(person: "User") -> None:
    """The password's hash of a person who has proved that they are the one: by signing in, by the old one, by a link."""
    with reading_as(Reader(user_id=person.pk)):
        _call("people_keep_password", person.pk, person.password)


def _call(function: str, *arguments: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(arguments))})", arguments)
