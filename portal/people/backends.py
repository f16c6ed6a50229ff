"""Finding the person behind a session in one query."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.db import connection

from portal.core.postgresql.plans import KeptStatement
from portal.people.models import Membership, User
from portal.people.sides import DIGEST, present_sides

# Every request asks this first; written by hand it costs a third of the same query put together anew each time.
FOUND = """
SELECT {digest}, portal_challenge(), {columns} FROM people_user
JOIN people_membership ON people_membership.user_id = people_user.id
WHERE people_user.id = %s AND people_user.is_active
"""


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail; a closed account stops counting at the very next request."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person who has a place, with membership and delegation loaded; else None. One SQL query, two where the
        delegations were not read yet.

        `sides_digest` stands for the delegations as they are at this moment, `challenge` for the transaction, if one is open.
        """
        try:
            key = User._meta.pk.to_python(user_id)
        except ValidationError:
            return None
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [key])
            row = cursor.fetchone()
        if row is None:
            return None
        user, membership = _split(row[2:])
        user.sides_digest, user.challenge = row[:2]
        code = membership.delegation_id
        membership.delegation = present_sides(user.sides_digest).delegations[code] if code else None
        user.membership = membership
        found: User = user
        return found


@cache
def _statement() -> KeptStatement:
    columns = [
        f"{model._meta.db_table}.{field.column}"
        for model in (User, Membership)
        for field in model._meta.concrete_fields
    ]
    return KeptStatement(FOUND.format(digest=DIGEST, columns=", ".join(columns)))


def _split(row: tuple[Any, ...]) -> list[Any]:
    """One row as a user and a membership."""
    found, start = [], 0
    for model in (User, Membership):
        fields = model._meta.concrete_fields
        values = row[start : start + len(fields)]
        start += len(fields)
        read = [_read(field, value) for field, value in zip(fields, values, strict=True)]
        found.append(model.from_db("default", [field.attname for field in fields], read))
    return found


def _read(field: Any, value: Any) -> Any:
    return field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
