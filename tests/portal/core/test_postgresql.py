"""Whether a connection still works is found out without a question, and never missed."""

import time

import pytest
from django.db import connection


@pytest.fixture
def other(db):
    """A connection beside the test's own."""
    found = connection.copy()
    found.connect()
    yield found
    found.close()


def test_a_quiet_connection_is_usable_and_is_asked_nothing(other):
    sent = []
    other.connection.cursor = lambda *_args, **_kwargs: sent.append("a cursor")
    assert other.is_usable()
    assert sent == []


def test_a_connection_that_the_server_ended_is_not_usable(other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [other.connection.info.backend_pid])
    limit = time.monotonic() + 5
    while other.is_usable() and time.monotonic() < limit:
        time.sleep(0.02)
    assert not other.is_usable()


def test_a_connection_that_we_closed_is_not_usable(other):
    other.connection.close()
    assert not other.is_usable()


def test_a_notice_does_not_end_a_connection(other):
    """What may be read need not be a farewell: then it is asked."""
    with other.cursor() as cursor:
        cursor.execute("LISTEN beside")
    with connection.copy().cursor() as cursor:
        cursor.execute("NOTIFY beside")
        cursor.connection.close()
    time.sleep(0.2)
    assert other.is_usable()
