"""Whether a connection still works is found out without a question, and never missed; what begins a transaction costs no
message of its own."""

import time

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from psycopg.pq import TransactionStatus

from portal.core.postgresql.plans import KeptStatement
from portal.core.reader import Reader, opening


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


@pytest.fixture
def beside(other):
    """The alias of a connection on which no transaction is open."""
    connections["beside"] = other
    yield "beside"
    del connections["beside"]


def ask(question, *values, using="beside"):
    with connections[using].cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


MESSAGE = "SELECT current_query()"
NUMBER = "SELECT pg_current_xact_id()::text"


def status(alias):
    return connections[alias].connection.info.transaction_status


def test_a_transaction_begins_in_one_message_with_its_first_statement(beside):
    with transaction.atomic(using=beside):
        assert status(beside) == TransactionStatus.IDLE
        assert ask(MESSAGE) == f"BEGIN; {MESSAGE}"
        assert status(beside) == TransactionStatus.INTRANS
        assert ask(MESSAGE) == MESSAGE
        assert ask("SELECT %s", "100 % a 'word'") == "100 % a 'word'"
    assert status(beside) == TransactionStatus.IDLE
    assert ask(NUMBER) != ask(NUMBER)


def test_a_transaction_in_which_nothing_is_asked_says_nothing(beside):
    with transaction.atomic(using=beside):
        pass
    assert ask(MESSAGE) == MESSAGE


@pytest.mark.parametrize("first", ["execute", "many", "named", "composed", "savepoint"])
def test_whatever_comes_first_is_in_the_transaction(beside, first):
    with transaction.atomic(using=beside):
        if first == "execute":
            ask("SELECT 1")
        if first == "savepoint":
            transaction.savepoint(using=beside)
        if first == "named":
            with connections[beside].chunked_cursor() as cursor:
                cursor.execute("SELECT 1")
                assert cursor.fetchall() == [(1,)]
        if first in {"many", "composed"}:
            with connections[beside].cursor() as cursor:
                if first == "many":
                    cursor.executemany("SELECT %s", [(1,), (2,)])
                else:
                    cursor.execute(psycopg.sql.SQL("SELECT 1"))
        assert status(beside) == TransactionStatus.INTRANS
        assert ask(NUMBER) == ask(NUMBER)
    assert status(beside) == TransactionStatus.IDLE


@pytest.mark.parametrize("question", [("SELECT %s", object()), ("SELEC 1",)], ids=["unknown", "no SQL"])
def test_what_never_ran_leaves_the_transaction_to_begin(beside, question):
    with transaction.atomic(using=beside):
        with pytest.raises(DatabaseError):
            ask(*question)
        assert ask(NUMBER) == ask(NUMBER)


def test_what_fails_first_undoes_the_transaction(beside):
    with pytest.raises(DatabaseError), transaction.atomic(using=beside):
        ask("SELECT 1 / 0")
    assert status(beside) == TransactionStatus.IDLE
    assert ask("SELECT 1") == 1


def test_what_is_undone_before_anything_was_asked_leaves_nothing_to_say(beside):
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=beside):
        raise ZeroDivisionError
    assert ask(MESSAGE) == MESSAGE


def test_who_reads_is_said_in_one_message_with_the_next_statement(beside):
    with opening(using=beside) as read_as:
        read_as(Reader("USA"), ask("SELECT portal_challenge()"))
        assert "set_config('portal.context'" in ask(MESSAGE)
        assert ask("SELECT portal_reader()") == "USA"
    assert ask("SELECT portal_reader()") is None


def test_who_reads_outlives_a_block_that_is_undone(beside):
    """It was said before the block's savepoint."""
    with opening(using=beside) as read_as:
        read_as(Reader("USA"), ask("SELECT portal_challenge()"))
        with pytest.raises(DatabaseError), transaction.atomic(using=beside):
            ask("SELECT 1 / 0")
        assert ask("SELECT portal_reader()") == "USA"


def test_a_context_that_was_never_said_is_no_later_transactions(beside):
    with opening(using=beside) as read_as:
        read_as(Reader("USA"), ask("SELECT portal_challenge()"))
    with transaction.atomic(using=beside):
        assert ask("SELECT portal_reader()") is None


def test_the_challenge_comes_with_what_is_asked_before_who_reads(beside):
    with opening(using=beside, asks_first=True) as read_as:
        assert ask(MESSAGE) == f"BEGIN; SELECT portal_challenge(); {MESSAGE}"
        read_as(Reader("USA"))
        assert "set_config('portal.context'" in ask(MESSAGE)
        assert ask("SELECT portal_reader()") == "USA"
    with opening(using=beside, asks_first=True) as read_as:
        read_as(Reader("MEX"))
        assert ask("SELECT portal_reader()") == "MEX"


def test_what_is_said_in_any_case_goes_with_the_end_and_the_rest_does_not(beside):
    heard, line = [], connections[beside]
    with transaction.atomic(using=beside):
        line.say_first("SELECT set_config('portal.left', 'yes', false)")
    with transaction.atomic(using=beside):
        line.say_first(
            "SELECT set_config('portal.said', current_query(), false)",
            lambda told: heard.append((told.rowcount, status(beside))), in_any_case=True,
        )  # fmt: skip
        assert status(beside) == TransactionStatus.IDLE
    assert heard == [(1, TransactionStatus.IDLE)]
    assert ask("SELECT current_setting('portal.left', true)") in {None, ""}
    said = ask("SELECT current_setting('portal.said')")
    assert (said.startswith("BEGIN; SELECT"), said.endswith("; COMMIT")) == (True, True)
    with pytest.raises(DatabaseError), transaction.atomic(using=beside):
        line.say_first("SELECT 1 / 0", in_any_case=True)
    assert status(beside) == TransactionStatus.IDLE


@pytest.mark.parametrize("values", [None, [], ["100 %"]])
def test_what_is_said_first_tells_how_many_rows_it_concerned_whatever_follows(beside, values):
    """Its own signs for one in a hundred stay as they are, with values in what follows and without."""
    heard, line = [], connections[beside]
    with transaction.atomic(using=beside), line.cursor() as cursor:
        line.say_first("SELECT '5 %' UNION ALL SELECT '7 %s'", lambda told: heard.append(told.rowcount))
        cursor.execute("SELECT 1" + (" WHERE 'x' <> %s" if values else ""), values)
        assert cursor.fetchall() == [(1,)]
        line.say_first("SELECT '%'", lambda told: heard.append(told.rowcount))
        assert heard == [2]
        line.say()
        assert heard == [2, 1]


def test_what_is_said_first_may_have_values_and_a_plan_that_is_kept(beside):
    heard, line = [], connections[beside]
    for statement in ("SELECT %s + 1", KeptStatement("SELECT %s + 1"), KeptStatement("SELECT %s + 1")):
        with transaction.atomic(using=beside), line.cursor() as cursor:
            line.say_first(statement, lambda told: heard.append(told.fetchone()[0]), values=[len(heard)])
            cursor.execute("SELECT 7")
            assert cursor.fetchall() == [(7,)]
    assert heard == [1, 2, 3]
    assert ask("SELECT count(*) FROM pg_prepared_statements") == 1
