"""The same portal grown: a hundred times the meetings, accounts, statements, commitments and reminders, ten times the action
items, and a trail of 30,000 acts, the last thousands of which concern accounts alone.

`python -m tests.benchmarks.growth` grows the database that DATABASE_URL names; PAGES says what is asked of it. Rows are
copied from rows that are there, as the people who may write them; accounts as the owner of the tables.
"""

from dataclasses import dataclass
from typing import Any

import django
from django.db import connection, transaction

# A page's name, its address, and who asks.
PAGES = [
    ("meetings", "/meetings/", "person"),
    ("meetings held, the second page", "/meetings/?show=held&page=2", "person"),
    ("people", "/people/", "administrator"),
    ("people, the second page", "/people/?page=2", "administrator"),
    ("people of one side", "/people/", "person"),
    ("action items", "/actions/", "person"),
    ("action items, the tenth page", "/actions/?page=10", "person"),
    ("action items done", "/actions/?show=done", "person"),
    ("action items by state and priority", "/actions/?state=in_progress&priority=2", "person"),
    ("action items of one owner's side, late", "/actions/?show=late&lead=USA", "person"),
    ("action items found by words", "/actions/?words=permits", "person"),
    ("board of action items", "/actions/board/", "person"),
    ("timeline of action items", "/actions/timeline/", "person"),
    ("calendar of action items", "/actions/calendar/", "person"),
    ("commitments", "/commitments/", "person"),
    ("reminders", "/reminders/", "person"),
    ("desk", "/", "person"),
    ("desk", "/", "secretariat"),
    ("desk", "/", "administrator"),
    ("trail", "/audit/", "person"),
]
TIMES = 100
MEETINGS, ACTION_ITEMS, ACTS = 5_000, 50_000, 30_000


@dataclass(frozen=True)
class Copied:
    """Rows of a table to be made of those there: `facts` is a JSON object in SQL, over `row` and a number `n`."""

    table: str
    facts: str
    where: str = "true"

    @property
    def sql(self) -> str:
        return (
            f"INSERT INTO {self.table} SELECT (jsonb_populate_record(r, {self.facts})).* "
            f"FROM {self.table} AS r, generate_series(1, %s) AS n WHERE {self.where}"
        )


NEW = "'id', gen_random_uuid()"
MEETING = Copied(
    "meetings_meeting",
    f"jsonb_build_object({NEW}, 'slug', left(r.slug, 60) || '-' || n, 'number', NULL, 'follows_id', NULL,"
    " 'guests', left(r.guests, 10) || chr(97 + n / 26) || chr(97 + n %% 26),"
    " 'starts_at', r.starts_at - n * interval '11 days', 'ends_at', r.ends_at - n * interval '11 days', 'nights', '[]'::jsonb,"
    " 'starts_on', r.starts_on - n * 11,"
    " 'status', CASE WHEN r.starts_at - n * interval '11 days' > now() THEN 'announced' ELSE 'concluded' END)",
    "r.status IN ('announced', 'concluded')",
)
ACCOUNTS = [
    Copied(
        "people_user",
        "jsonb_build_object('id', md5(r.id::text || n)::uuid, 'email', n || '.' || r.email,"
        " 'name', chr(65 + (n + length(r.name)) %% 26) || lower(r.name) || ' ' || n)",
        "r.email LIKE 'member%%'",
    ),
    Copied(
        "people_membership",
        "jsonb_build_object('user_id', md5(r.user_id::text || n)::uuid)",
        "r.user_id IN (SELECT id FROM people_user WHERE email LIKE 'member%%' AND name LIKE 'Member%%')",
    ),
]
STATEMENTS = [
    Copied(
        "meetings_statement",
        "jsonb_build_object('id', md5(r.id::text || n)::uuid, 'slug', left(r.slug, 60) || '-' || n)",
        "r.status = 'recorded'",
    ),
    Copied(
        "meetings_paragraph",
        "jsonb_build_object('id', md5(r.id::text || n)::uuid, 'statement_id', md5(r.statement_id::text || n)::uuid)",
        "r.statement_id IN (SELECT statement_id FROM workinggroup_commitment)",
    ),
    Copied(
        "meetings_paragraphversion",
        f"jsonb_build_object({NEW}, 'paragraph_id', md5(r.paragraph_id::text || n)::uuid)",
        "r.paragraph_id IN (SELECT paragraph_id FROM workinggroup_commitment)",
    ),
    Copied(
        "workinggroup_commitment",
        "jsonb_build_object('id', md5(r.id::text || n)::uuid, 'statement_id', md5(r.statement_id::text || n)::uuid,"
        " 'paragraph_id', md5(r.paragraph_id::text || n)::uuid, 'reference', r.reference || '-' || n)",
    ),
]
ITEMS = """
INSERT INTO workinggroup_actionitem
SELECT (jsonb_populate_record(r, jsonb_build_object(
    'id', gen_random_uuid(), 'number', r.number + 10000 * n,
    'commitment_id', CASE WHEN n %% 2 = 0 THEN r.commitment_id
        ELSE md5(r.commitment_id::text || (n * 7 + r.number) %% 100 + 1)::uuid END))).*
FROM workinggroup_actionitem AS r, generate_series(1, %s) AS n
WHERE r.delegation_id = portal_reader()
"""
REMINDERS = """
INSERT INTO workinggroup_reminder
SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'meeting_id', m.id, 'subject', m.id))).*
FROM workinggroup_reminder AS r,
    (SELECT id FROM meetings_meeting WHERE portal_reader() = ANY (delegations) ORDER BY id LIMIT %s) AS m
WHERE r.kind = 'ministerial' AND r.subject <> m.id
ON CONFLICT DO NOTHING
"""
ACT = """
SELECT cardinality(portal_record_each('A. Person', %s, 'Meeting', {administration}, (
    SELECT jsonb_agg(jsonb_build_object(
        'id', m.id::text, 'name', 'A meeting', 'detail', '{{}}', 'readers', '{readers}'::jsonb, 'things', '[]'::jsonb))
    FROM (SELECT id FROM meetings_meeting ORDER BY id LIMIT 1) AS m, generate_series(1, %s))))
"""


def grow() -> None:
    """Grow everything. The wall holds: each row is written by somebody who may."""
    from portal.core.reader import Reader, reading_as
    from portal.embedded.seed.meetings import PARTIES
    from portal.people.models import User

    secretariat = User.objects.get(email="secretariat@demo.example").reader
    administrator = User.objects.get(email="admin@demo.example").reader
    with transaction.atomic():
        with reading_as(secretariat):
            _run(MEETING.sql, MEETINGS // 50)
            for copied in STATEMENTS:
                _run(copied.sql, TIMES)
        for code in PARTIES:
            with reading_as(Reader(code)):
                _run(ITEMS, ACTION_ITEMS // 5_000 - 1)
                _run(REMINDERS, TIMES)
        with reading_as(secretariat):
            everybody = ACT.format(readers='["USA", "MEX", "GTM", "SEC"]', administration="false")
            _run(everybody, "rounds.meeting.changed", ACTS // 2)
        with reading_as(administrator):
            _run(ACT.format(readers="[]", administration="true"), "people.person.joined", ACTS // 2)


def grow_accounts() -> None:
    """More accounts, as the owner of the tables: nobody else writes them."""
    with _owner() as owner:
        for copied in ACCOUNTS:
            owner.execute(copied.sql, [TIMES])


def settle() -> None:
    """Let the planner know what is there now, as autovacuum does in life; as the owner of the tables."""
    with _owner() as owner:
        owner.execute("VACUUM ANALYZE")


def _owner() -> Any:
    import os

    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    name = conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"]
    return psycopg.connect(make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname=name), autocommit=True)


def _run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


if __name__ == "__main__":
    django.setup()
    grow_accounts()
    grow()
    settle()
