"""Attacks with raw SQL as the running role. Each has something that could leak, and must find nothing."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from portal.core.reader import NOBODY, Reader, reading_as
from tests.factories.work import make_action_item, make_commitment, make_meeting, make_statement
from tests.scenes import scene

USA, MEX, SEC, CAN = Reader("USA"), Reader("MEX"), Reader("SEC"), Reader("CAN")


@scene
def secret(world):
    """An action item that only the United States may read, under a commitment that all parties read."""
    meeting = make_meeting(world.sec.coordinator)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))
    facts = {"title": "SECRET of the United States", "only_us": True, "assignee": world.usa.member}
    return make_action_item(world.usa.coordinator, commitment, **facts)


def ask(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def refused(statement: str, *values) -> bool:
    try:
        with transaction.atomic():
            ask(statement, *values)
    except DatabaseError:
        return True
    return False


def test_the_secret_is_there_for_its_owner(secret):
    with reading_as(USA):
        assert ask("SELECT title FROM workinggroup_actionitem") == [("SECRET of the United States",)]


READS = {
    "everything": "SELECT title FROM workinggroup_actionitem",
    "by its key": "SELECT title FROM workinggroup_actionitem WHERE id = %(id)s",
    "counting": "SELECT 1 FROM workinggroup_actionitem",
    "exists": "SELECT 1 WHERE EXISTS (SELECT 1 FROM workinggroup_actionitem)",
    "by prefix": "SELECT 1 FROM workinggroup_actionitem WHERE title LIKE 'SECRET%%'",
    "by regex": "SELECT 1 FROM workinggroup_actionitem WHERE title ~ 'SECRET'",
    "through a join": "SELECT a.title FROM workinggroup_commitment c JOIN workinggroup_actionitem a ON a.commitment_id = c.id",
    "through a left join": "SELECT a.title FROM workinggroup_commitment c LEFT JOIN workinggroup_actionitem a "
    "ON a.commitment_id = c.id WHERE a.id IS NOT NULL",
    "in a union": "SELECT title FROM workinggroup_actionitem UNION SELECT NULL WHERE false",
    "in a with": "WITH t AS MATERIALIZED (SELECT * FROM workinggroup_actionitem) SELECT title FROM t",
    "as a row": "SELECT w::text FROM workinggroup_actionitem w",
    "as json": "SELECT row_to_json(w) FROM workinggroup_actionitem w",
    "with a lateral": "SELECT x.title FROM workinggroup_commitment c, LATERAL (SELECT title FROM workinggroup_actionitem) x",
    "sampled": "SELECT title FROM workinggroup_actionitem TABLESAMPLE SYSTEM (100)",
    "system columns": "SELECT ctid FROM workinggroup_actionitem",
    "oracle by division": "SELECT 1 FROM workinggroup_actionitem WHERE 1 / (length(title) - length(title)) > 0",
    "oracle by cast": "SELECT 1 FROM workinggroup_actionitem WHERE title::int = 1",
    "statistics": "SELECT 1 FROM pg_stats WHERE tablename = 'workinggroup_actionitem'",
    "another's mail": "SELECT address FROM notifications_outgoingmail WHERE recipient_id IS NOT NULL",
    "another's trail": "SELECT subject_name FROM audit_entry WHERE subject_name LIKE 'SECRET%%'",
}


@pytest.mark.parametrize(
    "reader", [MEX, SEC, CAN, NOBODY, Reader(user_id=uuid.UUID(int=7), administers=True), Reader("PORTAL")], ids=str
)
@pytest.mark.parametrize("attack", READS)
def test_nobody_else_reads_it(secret, reader, attack):
    with reading_as(reader):
        assert ask(READS[attack].replace("%(id)s", "%s"), *([secret.pk] if "%(id)s" in READS[attack] else [])) == []


def test_nobody_reads_it_without_a_context(secret):
    assert ask("SELECT title FROM workinggroup_actionitem") == []


def test_the_context_cannot_be_set_by_injected_sql(secret):
    with reading_as(MEX):
        ask("SELECT set_config('portal.context', 'USA', true)")
        assert ask("SELECT title FROM workinggroup_actionitem") == []
        ask("SELECT set_config('portal.context', replace(current_setting('portal.context'), 'MEX', 'USA'), true)")
        assert ask("SELECT title FROM workinggroup_actionitem") == []


ESCAPES = {
    "row_security off": "SET row_security = off; SELECT * FROM workinggroup_actionitem",
    "set role owner": "SET ROLE portal_owner",
    "set session authorization": "SET SESSION AUTHORIZATION portal_owner",
    "set role backup": "SET ROLE portal_backup",
    "disable the wall": "ALTER TABLE workinggroup_actionitem DISABLE ROW LEVEL SECURITY",
    "no force": "ALTER TABLE workinggroup_actionitem NO FORCE ROW LEVEL SECURITY",
    "drop the policy": "DROP POLICY portal_read ON workinggroup_actionitem",
    "add a policy": "CREATE POLICY mine ON workinggroup_actionitem USING (true)",
    "truncate": "TRUNCATE workinggroup_actionitem CASCADE",
    "drop the table": "DROP TABLE workinggroup_actionitem CASCADE",
    "replace the function": "CREATE OR REPLACE FUNCTION portal_reader() RETURNS text LANGUAGE sql AS $$ SELECT 'USA' $$",
    "shadow the function": "CREATE FUNCTION public.portal_reader(int DEFAULT 0) RETURNS text LANGUAGE sql AS $$ SELECT 'USA' $$",
    "make a schema": "CREATE SCHEMA mine",
    "read the key": "SELECT * FROM portal_private.context_key",
    "call the inside": "SELECT portal_private.context()",
    "unprotect": "SELECT portal_unprotect('workinggroup_actionitem')",
    "unkeep": "SELECT portal_unkeep('audit_entry')",
    "make a temporary table": "CREATE TEMP TABLE seen (title text)",
    "make a leaky function": "CREATE FUNCTION pg_temp.leak(t text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
    "make a view": "CREATE VIEW mine AS SELECT * FROM workinggroup_actionitem",
    "make a role": "CREATE ROLE mine SUPERUSER",
    "grant": "GRANT portal_owner TO portal_app",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
    "copy to a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "write the trail": "INSERT INTO audit_link VALUES (1, '', '', '')",
    "forge an act": "INSERT INTO audit_entry SELECT * FROM audit_entry",
    "change an act": "UPDATE audit_entry SET actor_name = 'x'",
    "delete an act": "DELETE FROM audit_link",
    "untrigger": "SET session_replication_role = replica",
    "change a version": "UPDATE django_migrations SET name = 'x'",
}


@pytest.mark.parametrize("attack", ESCAPES)
def test_the_running_role_cannot_leave_its_cage(secret, attack):
    with reading_as(MEX):
        assert refused(ESCAPES[attack])


def test_copy_out_is_filtered(secret):
    question = "COPY (SELECT title FROM workinggroup_actionitem) TO STDOUT"
    with reading_as(MEX), connection.cursor() as cursor, cursor.copy(question) as copy:
        assert [bytes(block) for block in copy] == []


@pytest.mark.parametrize("reader", [MEX, SEC, Reader("GTM")], ids=str)
def test_another_side_changes_and_deletes_nothing(world, reader):
    """Not even what it may read."""
    meeting = make_meeting(world.sec.coordinator)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))
    make_action_item(world.usa.coordinator, commitment, title="Shared by the United States")
    with reading_as(reader):
        assert ask("SELECT title FROM workinggroup_actionitem") == [("Shared by the United States",)]
        assert ask("UPDATE workinggroup_actionitem SET title = 'x'") == [(0,)]
        assert ask("DELETE FROM workinggroup_actionitem") == [(0,)]


def test_a_row_cannot_be_given_away_or_taken(secret):
    with reading_as(USA):
        assert refused("UPDATE workinggroup_actionitem SET releasable_to = '{MEX}', editable_by = '{MEX}'")
    with reading_as(MEX):
        assert ask("UPDATE workinggroup_actionitem SET releasable_to = '{MEX}', editable_by = '{MEX}'") == [(0,)]


COPY = (
    "INSERT INTO workinggroup_actionitem (id, commitment_id, delegation_id, series, number, title, description, status, "
    "standing, reported, created_at, due_on, priority, reason, releasable_to, editable_by) "
    "SELECT gen_random_uuid(), id, 'USA', 'USA', 99, 'x', '', 'proposed', 'on_track', false, now(), now(), 1, '', %s, %s "
    "FROM workinggroup_commitment"
)


def test_nobody_writes_in_anothers_name(secret):
    with reading_as(MEX):
        assert refused(COPY, ["USA", "MEX"], ["USA"])
        assert not refused(COPY, ["USA", "MEX"], ["MEX"])


def test_editors_must_be_readers(secret):
    with reading_as(MEX):
        assert refused(COPY, ["USA"], ["MEX"])
        assert refused(COPY, ["MEX"], [])


def test_a_child_cannot_be_attached_to_a_hidden_parent(secret):
    """Neither does the refusal tell a hidden parent from a missing one."""
    statement = (
        "INSERT INTO workinggroup_itemreport (id, item_id, standing, text, author_name, at, releasable_to, editable_by) "
        "VALUES (gen_random_uuid(), %s, 'done', 'x', 'x', now(), '{MEX}', '{MEX}')"
    )
    said = []
    with reading_as(MEX):
        for key in (secret.pk, uuid.uuid4()):
            with pytest.raises(DatabaseError) as failure, transaction.atomic():
                ask(statement, key)
            said.append(str(failure.value))
    assert said[0] == said[1]


def test_a_child_is_hidden_with_its_parent(world):
    """A wider child under a narrower parent stays hidden: the chain of parents decides."""
    meeting = make_meeting(world.sec.coordinator)
    statement = make_statement(world.sec.coordinator, meeting)
    with reading_as(SEC):
        ask("UPDATE meetings_meeting SET delegations = '{USA,GTM}', releasable_to = '{USA,GTM,SEC}'")
    with reading_as(MEX):
        assert ask("SELECT 1 FROM meetings_statement WHERE id = %s", statement.pk) == []
        assert ask("SELECT 1 FROM meetings_paragraphversion") == []
    with reading_as(USA):
        assert len(ask("SELECT 1 FROM meetings_paragraphversion")) == 3


def test_append_only_rows_do_not_change_even_for_their_editors(world):
    meeting = make_meeting(world.sec.coordinator)
    make_statement(world.sec.coordinator, meeting)
    with reading_as(SEC):
        assert refused("UPDATE meetings_paragraphversion SET nodes = '{}'")
        assert refused("DELETE FROM meetings_paragraphversion")


def test_nobody_acts_without_a_context(db):
    assert refused("SELECT portal_record('x', 'x', 'x', 'x', 'x', '{}', '{USA}', false)")
    assert refused(
        "INSERT INTO notifications_outgoingmail (id, message, address, language, payload, releasable_to, dedupe_key, "
        "message_id, status, created_at, not_before, attempts, reason) VALUES (gen_random_uuid(), 'x', 'a@b.c', 'en', '{}', "
        "'{USA}', 'x', 'x', 'queued', now(), now(), 0, '')"
    )


def test_a_member_writes_no_invitation(world):
    with reading_as(world.usa.coordinator.reader):
        assert refused(
            "INSERT INTO people_invitation (id, email, name, language, role, status, turn, created_at, expires_at, "
            "releasable_to) VALUES (gen_random_uuid(), 'x@y.z', 'x', 'en', 'member', 'sent', 1, now(), now(), '{USA}')"
        )
