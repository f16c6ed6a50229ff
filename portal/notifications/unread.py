"""How many notices wait to be read: the number at the bell."""

from datetime import datetime
from typing import Any

from django.db import connection

from portal.core.postgresql.plans import KeptStatement

# Beyond this nobody counts.
MANY = 100
COUNTED = KeptStatement("""
SELECT count(*) FROM (
    SELECT FROM notifications_notice WHERE person_id = %s AND bell AND read_at IS NULL AND due_at <= %s LIMIT %s
) AS waiting
""")


def count_unread(person: Any, *, now: datetime) -> int:
    """The number of a person's own unread notices, `MANY` at most, for that person. One SQL query, by its index alone."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [person, now, MANY])
        return int(cursor.fetchone()[0])


def count_with_next(person: Any, *, now: datetime) -> None:
    """Have the same counted in one message with the next statement of the transaction; `person.unread` is known with its answer.
    One SQL query, none where no statement follows."""

    def hear(told: Any) -> None:
        person.unread = int(told.fetchone()[0])

    here: Any = connection
    here.say_first(COUNTED, hear, values=[person.pk, now, MANY])
