"""Guards as `manage.py migrate` writes them."""

import re

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from portal.core import guards

BODY = "SELECT prosrc FROM pg_proc WHERE proname = 'meetings_keep_glossary'"
EMPTIED = (
    "CREATE OR REPLACE FUNCTION meetings_keep_glossary() RETURNS trigger LANGUAGE plpgsql "
    "SET search_path = public, pg_temp AS 'BEGIN RETURN NEW; END'"
)
# Of a row that is looked for, not of the one that a trigger holds.
AS_TEXT = r"(?<!NEW\.)(?<!OLD\.)\b(?:\w+_)?id::text (?:=|IN) .*"


@pytest.fixture
def emptied(owner_url, django_db_blocker):
    """A database in which a guard was emptied by hand; as it was afterwards."""
    with django_db_blocker.unblock(), psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(EMPTIED)
        yield owner
        owner.execute(guards.sql())
        connections["owner"].close()


def test_no_guard_looks_for_a_row_by_its_key_as_text():
    """No index answers that: each row written would read all that were written before it."""
    assert re.findall(AS_TEXT, guards.sql()) == []
    assert re.findall(AS_TEXT, "WHERE m.user_id::text = portal_actor() OR id::text IN (SELECT '')") != []


def test_migrate_writes_the_guards_though_there_is_nothing_to_migrate(emptied):
    assert "secretariat" not in emptied.execute(BODY).fetchone()[0]
    call_command("migrate", verbosity=0)
    assert "secretariat" in emptied.execute(BODY).fetchone()[0]


def test_looking_at_the_plan_writes_nothing(emptied):
    call_command("migrate", plan=True, verbosity=0)
    assert "secretariat" not in emptied.execute(BODY).fetchone()[0]


def test_guards_wait_until_every_table_is_there(emptied):
    """They name tables of all slices: a run that stops on the way leaves them as they are."""
    last = "(SELECT max(name) FROM django_migrations WHERE app = 'workinggroup')"
    emptied.execute(f"DELETE FROM django_migrations WHERE app = 'workinggroup' AND name = {last}")
    try:
        call_command("migrate", "meetings", verbosity=0)
        assert "secretariat" not in emptied.execute(BODY).fetchone()[0]
    finally:
        call_command("migrate", "workinggroup", fake=True, verbosity=0)
    assert "secretariat" in emptied.execute(BODY).fetchone()[0]


def test_whoever_writes_goes_first_and_the_guards_come_again(emptied, owner_url, monkeypatch):
    """They give way after half a second to whom they would keep waiting, and are written when the table is free."""
    with psycopg.connect(owner_url) as writer, psycopg.connect(owner_url) as second:
        writer.execute("LOCK TABLE meetings_bracket IN ROW EXCLUSIVE MODE")
        with pytest.raises(OperationalError, match="lock timeout"):
            guards.write("owner", turns=1)
        assert "secretariat" not in emptied.execute(BODY).fetchone()[0]
        monkeypatch.setattr(guards.time, "sleep", lambda seconds: writer.rollback())
        second.execute("SET lock_timeout = '100ms'")
        second.execute("LOCK TABLE meetings_bracket IN ROW EXCLUSIVE MODE")
        second.rollback()
        guards.write("owner")
    assert "secretariat" in emptied.execute(BODY).fetchone()[0]


def test_a_role_that_owns_nothing_is_told_what_is_missing(db):
    with pytest.raises(guards.NotTheOwner):
        guards.write("default")
    with pytest.raises(CommandError, match="set DATABASE_OWNER_URL"):
        call_command("migrate", database="default", verbosity=0)
