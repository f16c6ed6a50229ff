"""A statement whose plan is kept means what it means said in full, shows each reader his own rows, and survives failures."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from meetings.rounds.models import Meeting
from portal.core.postgresql.plans import MOST, KeptStatement, Plans
from portal.core.questions import Question
from portal.core.reader import reading_as
from tests.factories.work import make_follow_up

ONE = UUID("8c6f0c02-0000-4000-8000-000000000001")
SLUGS: Question[tuple[str]] = Question(
    lambda code: Meeting.objects.read_with(code).order_by("slug").values_list("slug"), "a code"
)


def said(statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.fixture(autouse=True)
def fresh(db):
    """The connection keeps no plan yet, and none of these afterwards."""
    connection.ensure_connection()
    keeps = connection.connection.plans is not None
    for moment in ("before", "after"):
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        connection.connection.plans = Plans() if keeps or moment == "before" else None
        if moment == "before":
            yield


def kept():
    return [text for (text,) in said("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")]


TYPED = [5, -5, 0, 2**31 - 1, 2**40, True, False, ONE, [ONE], [1, 2], Decimal("1.50"), date(2026, 12, 4)]
TYPED.append(datetime(2026, 12, 4, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("value", TYPED)
def test_a_value_has_the_type_it_has_as_a_literal(value):
    text = "SELECT %s AS found, pg_typeof(%s)::text, '5 %%'"
    plain = said(text, [value, value])
    assert said(KeptStatement(text), [value, value]) == plain
    assert said(KeptStatement(text), [value, value]) == plain
    assert len(kept()) == 1


@pytest.mark.parametrize("value", ["words", "5 % of '%s' and \\", "", None, ["USA", "MEX"], []])
def test_where_a_literal_has_no_type_the_statement_around_it_decides(value):
    text = "SELECT %s AS found" if isinstance(value, str) else "SELECT %s::text[] AS found"
    assert said(KeptStatement(text), [value]) == said(text, [value]) == [(value,)]
    assert len(kept()) == 1


def test_names_may_come_twice_and_in_any_order():
    text = KeptStatement("SELECT %(b)s || %(a)s || %(b)s")
    assert said(text, {"a": "1", "b": "2", "more": "3"}) == [("212",)]
    assert said(text, {"more": "3", "b": "4", "a": "1"}) == [("414",)]
    assert len(kept()) == 1


def test_a_plan_is_made_once_for_each_kind_of_values():
    text = KeptStatement("SELECT %s + 1")
    assert [said(text, [value])[0][0] for value in (1, 2, 3, 2**40, 2**41)] == [2, 3, 4, 2**40 + 1, 2**41 + 1]
    assert [each.split(" AS ")[0].split(" ", 2)[2] for each in kept()] == ["(integer)", "(bigint)"]


def test_without_values_its_text_is_taken_as_it_stands():
    assert said(KeptStatement("SELECT '5 %s', '7 %%'")) == [("5 %s", "7 %%")]
    assert len(kept()) == 1


def test_it_takes_no_notice_of_values():
    """Else PostgreSQL plans five times anew, and goes on where it takes that for cheaper."""
    statement = KeptStatement("SELECT count(*) FROM people_user WHERE id = %s")
    for _ in range(3):
        said(statement, [ONE])
    assert said("SELECT generic_plans, custom_plans FROM pg_prepared_statements") == [(3, 0)]


def test_what_is_said_first_goes_before_it(world):
    with transaction.atomic():
        connection.say_first("SELECT set_config('portal.left', 'heard', true)")
        assert said(KeptStatement("SELECT current_setting('portal.left') || %s"), ["!"]) == [("heard!",)]
        connection.say_first("SELECT set_config('portal.left', 'again', true)")
        assert said(KeptStatement("SELECT current_setting('portal.left') || %s"), ["!"]) == [("again!",)]


@pytest.mark.parametrize("inside", [True, False])
def test_what_fails_leaves_nothing_that_hinders_the_next(inside):
    """Also where it failed in one message with what made its plan."""
    divided, other = KeptStatement("SELECT 1 / %s"), connection.copy()

    def ask(value):
        other.set_autocommit(not inside)
        with other.cursor() as cursor:
            cursor.execute(divided, [value])
            return cursor.fetchall()

    try:
        for value in (0, 0, 1, 0, 1):
            if value:
                assert ask(value) == [(1,)]
            else:
                with pytest.raises(DatabaseError):
                    ask(value)
                other.rollback() if inside else None
    finally:
        other.close()


def test_a_plan_that_an_upgrade_outlived_fails_once_and_is_made_anew(owner_url):
    """A migration gives a column another type while a connection lasts."""
    statement, lasting = KeptStatement("SELECT width FROM core_plank WHERE width::text <> %s"), connection.copy()

    def ask():
        with lasting.cursor() as cursor:
            cursor.execute(statement, ["1"])
            return cursor.fetchall()

    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE core_plank (width integer)")
        try:
            owner.execute("GRANT SELECT ON core_plank TO portal_app")
            assert ask() == []
            owner.execute("ALTER TABLE core_plank ALTER width TYPE text")
            with pytest.raises(DatabaseError):
                ask()
            assert ask() == []
        finally:
            lasting.close()
            owner.execute("DROP TABLE core_plank")


def test_a_plan_that_somebody_took_away_is_made_anew():
    statement = KeptStatement("SELECT %s + 1")
    assert said(statement, [1]) == [(2,)]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(DatabaseError), transaction.atomic():
        said(statement, [1])
    assert said(statement, [1]) == [(2,)]


def test_no_more_plans_are_kept_than_a_connection_should(monkeypatch):
    monkeypatch.setattr("portal.core.postgresql.plans.MOST", 2)
    assert [said(KeptStatement(f"SELECT {n} + %s"), [1]) for n in range(4)] == [[(n + 1,)] for n in range(4)]
    assert len(kept()) == 2
    assert MOST > 2


def test_where_plans_are_not_kept_it_is_said_in_full():
    connection.connection.plans = None
    assert said(KeptStatement("SELECT %s + 1"), [1]) == [(2,)]
    assert kept() == []


def test_each_reader_sees_his_own_rows_by_the_same_plan(world):
    meeting = make_follow_up(world.sec.coordinator, date(2090, 5, 7))
    with reading_as(world.sec.coordinator.reader):
        ours = {slug for (slug,) in SLUGS("SEC")}
    with reading_as(world.can.coordinator.reader):
        # The code it is asked with is another's; the wall goes by who reads.
        assert meeting.slug not in {slug for (slug,) in SLUGS("SEC")}
    with reading_as(world.sec.coordinator.reader):
        assert {slug for (slug,) in SLUGS("SEC")} == ours
    assert meeting.slug in ours
    assert len([each for each in kept() if "meetings_meeting" in each]) == 1


def test_what_was_asked_is_told_in_full():
    """Whoever reads the log, or counts what a page asks, sees the statement and not the name of its plan."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            said(KeptStatement("SELECT 1 / %s"), [1])
            said(KeptStatement("SELECT '5 %'"))
        assert [each["sql"] for each in asked] == ["SELECT 1 / 1", "SELECT '5 %'"]
