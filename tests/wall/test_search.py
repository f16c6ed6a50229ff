"""Search shows nobody what they may not read: no word, no count, no trace."""

from importlib import import_module

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.core.found import REGISTERED
from portal.core.reader import Reader, reading_as
from tests.wall.asking import PRINCIPALS
from tests.wall.canaries import MAY_SEE, foreign
from tests.wall.privately import WATCHERS, act_in_private, shown
from tests.wall.rights import RIGHTS
from tests.wall.sweeping import answer, client_of, kept_out, words_of

UNDO = import_module("portal.core.migrations.0002_words").UNDO
SIDES = ["USA", "MEX", "GTM", "SEC", "CAN", "GUESTS", ""]
# One term that every row of the stage has a word of: a letter with which words begin, or the signs of references.
CANARY = '[{"words": "canary", "how": "word", "names": []}]'
QUERIES = [
    "CANARY",
    "canary-mex",
    "CANARY-USA",
    '"canary mex"',
    "gap-mex-1",
    "gap-mex-2",
    "usa-1",
    "mex-1",
    "¶ 1",
    "can",
    "private",
]
# Canaries in fields that search looks through.
FOUND = {
    "usa.coordinator": {
        "CANARY-USA item",
        "CANARY-USA paper",
        "CANARY-USA notes",
        "CANARY-USA comment",
        "CANARY-USA passage",
        "CANARY-USA draft",
    },
    "mex.coordinator": {
        "CANARY-MEX item",
        "CANARY-MEX paper",
        "CANARY-MEX notes",
        "CANARY-MEX comment",
        "CANARY-MEX gap",
        "CANARY-MEX draft",
    },
}


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
def test_no_search_shows_anothers_canary(stage, sign_in, who):
    client, met = client_of(who, stage, sign_in), set()
    for query in QUERIES:
        for more in ("", "&kind=notes", "&kind=proposals"):
            each = answer(client, "search:search", "", f"/search/?q={query}{more}")
            assert each.status == (kept_out("search:search", RIGHTS["search:search"], who) or 200)
            # What is marked stands in pieces.
            text = words_of(each.content).replace("<mark>", "").replace("</mark>", "")
            assert foreign(who.code if who.is_let_in else "nobody", text) == [], each.path
            met |= {canary for canary in MAY_SEE if canary in text}
    assert FOUND.get(who.name, set()) <= met


def visible(place: str) -> set[str]:
    """The keys of what the wall shows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT s.id FROM {place} AS s")
        return {key for (key,) in cursor.fetchall()}


@pytest.mark.parametrize("code", SIDES)
def test_what_is_found_is_among_what_the_wall_shows(stage, code):
    """Every table, every row: by the word of the canaries, and by those with which each text begins."""
    with reading_as(Reader(code)), connection.cursor() as cursor:
        found: dict[str, set[str]] = {}
        for term in (
            CANARY,
            *(f'[{{"words": "{word}", "how": "start", "names": []}}]' for word in ("the", "mar", "con", "dec", "lan")),
        ):
            cursor.execute("SELECT place, source FROM portal_found(%s)", [term])
            for place, key in cursor.fetchall():
                found.setdefault(place, set()).add(key)
        for place, keys in found.items():
            assert keys <= visible(place), place
        assert bool(found) == (code in {"USA", "MEX", "GTM", "SEC"})


def test_every_registered_table_is_looked_through_and_no_other(stage):
    with reading_as(Reader("USA")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT split_part(encode(tgargs, 'escape'), '\\000', 1) FROM pg_trigger WHERE tgname = 'portal_find'"
        )
        assert {place for (place,) in cursor.fetchall()} == set(REGISTERED.finders)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'portal_find_again'")
        assert cursor.fetchone()[0] == len(REGISTERED.finders)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM portal_private.word",
        "SELECT * FROM portal_private.place",
        "INSERT INTO portal_private.place VALUES ('meetings_item', 'true', '')",
        "SELECT portal_find('meetings_item', 'A title')",
        "SELECT portal_private.words_of('{}', '{}')",
        "UPDATE portal_private.word SET codes = '{MEX}'",
    ],
)
def test_raw_sql_reads_and_writes_no_word_of_the_index(stage, statement):
    with reading_as(Reader("MEX")), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_without_a_reader_nothing_is_found(stage):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_found(%s)", [CANARY])
        assert cursor.fetchone()[0] == 0


def test_it_runs_as_an_owner_whom_the_wall_holds(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.prosecdef, r.rolsuper OR r.rolbypassrls FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner "
            "WHERE p.proname = 'portal_found'"
        )
        assert cursor.fetchall() == [(True, False)]


@pytest.fixture
def owner(owner_url, django_db_blocker):
    """A connection of the tables' owner; what it does is taken back."""
    with django_db_blocker.unblock(), psycopg.connect(owner_url) as owner:
        yield owner
        owner.rollback()


def test_every_table_is_asked_though_no_word_was_found_there(owner):
    """Else the time of a search would tell of words in rows that the wall hides."""
    owner.execute("UPDATE portal_private.place SET condition = '1 / 0 = 1' WHERE place = 'meetings_item'")
    owner.execute("CREATE OR REPLACE FUNCTION portal_reader() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'USA' $$")
    with pytest.raises(psycopg.errors.DivisionByZero):
        owner.execute('SELECT * FROM portal_found(\'[{"words": "zirconium", "how": "word", "names": []}]\')')


def test_no_word_waits_in_a_list_that_each_search_reads(owner):
    rows = owner.execute("SELECT reloptions FROM pg_class WHERE relname = 'word_found'").fetchall()
    assert rows == [(["fastupdate=off"],)]


def test_a_column_that_is_looked_through_can_change_its_type(owner):
    owner.execute("ALTER TABLE workinggroup_actionitem ALTER COLUMN title TYPE text")


def test_without_the_index_no_trigger_writes_there(owner):
    owner.execute(UNDO)
    kept = owner.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'portal_find%'").fetchone()
    assert kept == (0,)


@pytest.mark.parametrize("name", WATCHERS)
def test_nobody_finds_out_what_a_side_does_among_itself(stage, sign_in, name):
    client = client_of(next(each for each in PRINCIPALS if each.name == name), stage, sign_in)
    queries = [
        "ours",
        "otherwise",
        "among ourselves",
        "gap-mex",
        "gap-mex-1",
        "lanes",
        "crossings",
        "mex-2",
        "nuestro",
        "paper",
        "the",
    ]
    asked = [
        f"/search/?q={query}{more}" for query in queries for more in ("", "&kind=actions", "&kind=documents&page=1")
    ]
    before = [answer(client, "search:search", "", path) for path in asked]
    act_in_private(stage)
    after = [answer(client, "search:search", "", path) for path in asked]
    assert [old.path for old, new in zip(before, after, strict=True) if shown(old) != shown(new)] == []


def test_they_themselves_find_it(stage, sign_in):
    """Else the test above would prove nothing."""
    client = client_of(next(each for each in PRINCIPALS if each.name == "mex.coordinator"), stage, sign_in)
    before = answer(client, "search:search", "", "/search/?q=ours")
    act_in_private(stage)
    after = answer(client, "search:search", "", "/search/?q=ours")
    assert shown(before) != shown(after)


def test_no_log_and_no_trail_keeps_what_was_typed(stage, sign_in, caplog):
    client = client_of(next(each for each in PRINCIPALS if each.name == "usa.coordinator"), stage, sign_in)
    with caplog.at_level("DEBUG"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        before = cursor.fetchone()
        assert client.get("/search/?q=zirconium", secure=True).status_code == 200
        assert client.get("/search/no?q=zirconium", secure=True).status_code == 404
        cursor.execute("SELECT count(*) FROM audit_entry")
        assert cursor.fetchone() == before
    said = [each.getMessage() for each in caplog.records if each.name != "django.db.backends"]
    assert "zirconium" not in " ".join(said)
