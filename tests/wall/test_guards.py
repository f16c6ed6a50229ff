"""What the database enforces is what the files of guards say: nothing more, nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from meetings.slices import SLICES
from portal.core import guards

ROOT = Path(__file__).resolve().parents[2]
# What a function is, whose, and who may call it. Whether a trigger fires belongs to what it is.
FUNCTIONS = """
SELECT p.oid::regprocedure::text, concat_ws(E'\n', pg_get_functiondef(p.oid), p.proowner::regrole, p.proacl), p.xmin::text
FROM pg_proc AS p WHERE p.pronamespace IN ('public'::regnamespace, 'portal_private'::regnamespace)
"""
TRIGGERS = """
SELECT format('%s ON %s', t.tgname, t.tgrelid::regclass), concat_ws(E'\n', pg_get_triggerdef(t.oid), t.tgenabled), t.xmin::text
FROM pg_trigger AS t WHERE NOT t.tgisinternal
"""
# Told by the table's migration, with the keys that its rows have (tests/wall/test_catalogue.py).
NOTED = "portal_note_keys ON "


def held(owner: psycopg.Connection) -> dict[str, tuple[str, str]]:
    """Each function and trigger with its definition, and the transaction that wrote it."""
    rows = owner.execute(FUNCTIONS).fetchall() + owner.execute(TRIGGERS).fetchall()
    return {name: (definition, written) for name, definition, written in rows}


def differences(owner: psycopg.Connection) -> dict[str, str]:
    """What the database holds otherwise than the files say, found by writing them again in a transaction of their own."""
    before = held(owner)
    with owner.transaction():
        owner.execute(guards.sql())
    after = held(owner)
    found = dict.fromkeys(after.keys() - before.keys(), "missing")
    for name, (definition, written) in before.items():
        if after[name][1] == written and not name.startswith(NOTED):
            found[name] = "in no file"
        elif after[name][0] != definition:
            found[name] = "not as in its file"
    return found


@pytest.fixture
def owner(committed, owner_url) -> Iterator[psycopg.Connection]:
    """The tables' owner, in a transaction that is undone."""
    with psycopg.connect(owner_url) as connection:
        yield connection
        connection.rollback()


def test_the_database_holds_the_guards_as_the_files_have_them(owner):
    assert differences(owner) == {}


def test_guards_are_many(owner):
    """So that the test above cannot pass because it looks at nothing."""
    names = set(held(owner))
    assert {"portal_reader()", "portal_record(text,text,text,text,text,text,text[],boolean,text[])"} <= names
    assert {"portal_keep ON audit_entry", "meetings_brackets_agree ON meetings_bracket"} <= names


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "CREATE TRIGGER stray BEFORE UPDATE ON people_user FOR EACH ROW EXECUTE FUNCTION portal_refuse_change()",
            {"stray ON people_user": "in no file"},
        ),
        ("CREATE FUNCTION stray() RETURNS int LANGUAGE sql AS 'SELECT 1'", {"stray()": "in no file"}),
        (
            "CREATE OR REPLACE FUNCTION meetings_keep_glossary() RETURNS trigger LANGUAGE plpgsql "
            "SET search_path = public, pg_temp AS 'BEGIN RETURN NEW; END'",
            {"meetings_keep_glossary()": "not as in its file"},
        ),
        ("ALTER FUNCTION portal_reader() SECURITY INVOKER", {"portal_reader()": "not as in its file"}),
        ("ALTER FUNCTION portal_actor() RESET search_path", {"portal_actor()": "not as in its file"}),
        (
            "REVOKE EXECUTE ON FUNCTION portal_challenge() FROM portal_app",
            {"portal_challenge()": "not as in its file"},
        ),
        ("DROP TRIGGER portal_keep ON audit_link", {"portal_keep ON audit_link": "missing"}),
        ("DROP TRIGGER meetings_keep_anchor ON meetings_paragraph", {"meetings_keep_anchor ON meetings_paragraph": "missing"}),
        (
            "ALTER TABLE meetings_bracket DISABLE TRIGGER meetings_brackets_agree",
            {"meetings_brackets_agree ON meetings_bracket": "not as in its file"},
        ),
        (
            "DROP TRIGGER meetings_by_party ON meetings_proposalreply; CREATE TRIGGER meetings_by_party AFTER UPDATE "
            "ON meetings_proposalreply FOR EACH ROW EXECUTE FUNCTION meetings_check_party()",
            {"meetings_by_party ON meetings_proposalreply": "not as in its file"},
        ),
    ],
)  # fmt: skip
def test_what_departs_from_the_files_is_found(owner, statement, expected):
    owner.execute(statement)
    assert differences(owner) == expected


def test_every_file_of_guards_is_written():
    """One that lies beside no package or listed slice would be forgotten."""
    lying = {path for package in ("portal", "meetings", "workinggroup") for path in (ROOT / package).rglob(guards.NAME)}
    assert lying == set(guards.paths())


def test_guards_come_in_the_order_of_packages_and_slices():
    order = [path.parent.relative_to(ROOT).as_posix() for path in guards.paths()]
    slices = [f"meetings/{name}" for name in SLICES if f"meetings/{name}" in order]
    assert order[:4] == ["portal/core", "portal/audit", "portal/notifications", "portal/people"]
    assert order[4 : 4 + len(slices)] == slices
    assert order[-1].startswith("workinggroup/")


def test_writing_the_guards_again_changes_nothing(owner):
    before = {name: definition for name, (definition, _) in held(owner).items()}
    owner.execute(guards.sql())
    owner.execute(guards.sql())
    assert {name: definition for name, (definition, _) in held(owner).items()} == before


def test_no_two_slices_give_one_name_to_their_functions():
    """The second to be written would take the place of the first, without a word."""
    defined = re.findall(r"^CREATE OR REPLACE FUNCTION (?:public\.)?([\w.]+\([^)]*\))", guards.sql(), re.MULTILINE)
    assert len(defined) > 50
    assert sorted({name for name in defined if defined.count(name) > 1}) == []
