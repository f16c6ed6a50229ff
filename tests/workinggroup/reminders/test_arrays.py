"""A plan's columns as PostgreSQL reads them: what was written comes back."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection

from workinggroup.reminders.operations import _array

pytestmark = pytest.mark.django_db
TEXTS = ["-60d", "a,b", '"quoted"', "back\\slash", "{brace}", "", "NULL", "null", " space ", "it's", "100 %", "ñ", None]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", TEXTS),
        ("uuid", [uuid4(), None, UUID(int=0)]),
        ("date", [date(2026, 2, 28), None]),
        ("timestamptz", [datetime(2026, 5, 11, 14, 0, 0, 7, tzinfo=UTC)]),
        ("int", [0, 1, -5]),
        ("text", []),
    ],
)
def test_an_array_is_read_as_it_was_meant(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [_array([*values, *values])])
        assert cursor.fetchone()[0] == [*values, *values]
