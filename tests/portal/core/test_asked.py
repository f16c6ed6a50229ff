"""What tests ask of the servers is noted without its values, and a second run asks all of it."""

import json

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.people.models import User
from tests.asked import Notes, enough, read_notes


@pytest.fixture
def notes(tmp_path):
    notes = Notes(tmp_path, "gw0")
    notes.pytest_sessionstart()
    yield notes
    notes.pytest_sessionfinish()


def noted_by(notes, act):
    notes.asked = set()
    act()
    return {thing for thing, number in notes.numbers.items() if number in notes.asked}


def test_a_statement_is_the_same_whatever_its_values_and_another_when_it_finds_nothing(world, notes):
    mine, one = world.usa.head.email, noted_by(notes, lambda: User.objects.filter(email=world.usa.head.email).first())
    assert one == noted_by(notes, lambda: User.objects.filter(email=world.mex.head.email).first())
    assert one != noted_by(notes, lambda: User.objects.filter(email=f"nobody-{mine}").first())
    several = noted_by(notes, lambda: list(User.objects.filter(pk__in=[world.usa.head.pk, world.mex.head.pk])))
    assert several == noted_by(
        notes, lambda: list(User.objects.filter(pk__in=[each.head.pk for each in (world.usa, world.mex, world.gtm)]))
    )


def test_a_refusal_is_noted_by_its_name_and_a_command_of_redis_too(world, notes):
    def ask():
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 'a' FROM no_such_table WHERE id = 17")

    assert "SELECT %s FROM no_such_table WHERE id = %s 42P01" in noted_by(notes, ask)
    assert "redis SET" in noted_by(notes, lambda: cache.set("a", 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INSERT INTO a (b) VALUES (%s::varchar(50)[])", "INSERT INTO a (b) VALUES (%s::varchar(80)[]), (%s)"),
        ("SELECT b FROM a WHERE b IN (%s) LIMIT 21", "SELECT b FROM a WHERE b IN (%s, %s, %s) LIMIT 1"),
        ('SAVEPOINT "s1402_x5"', 'SAVEPOINT "s77_x12"'),
        ("SELECT b FROM a WHERE c = 'it''s'", "SELECT b FROM a WHERE c = ''"),
    ],
)
def test_statements_that_differ_in_values_alone_are_one(notes, one, other):
    assert notes.plain(one) == notes.plain(other) != notes.plain(one + " OFFSET 1")


def test_notes_of_several_workers_are_one(tmp_path):
    for name, things in (("gw0", ["a", "b"]), ("gw1", ["b", "c"])):
        kept = {"things": things, "tests": {name: [9, [0, 1]]}}
        (tmp_path / f"{name}.json").write_text(json.dumps(kept))
    assert read_notes(tmp_path) == {"gw0": (9, {0, 1}), "gw1": (9, {1, 2})}


def test_enough_tests_ask_everything_and_a_test_without_note_is_made_again():
    noted = {
        "wide": (10, {1, 2, 3}),
        "same": (10, {1, 2}),
        "dear": (900, {1, 2, 3, 4}),
        "fourth": (10, {4}),
        "pure": (0, set()),
    }
    assert enough([*noted, "unknown"], noted) == {"wide", "fourth", "unknown"}
    assert enough(["dear", "same"], noted) == {"dear"}
    assert enough(["dear"], noted) == {"dear"}
    assert enough(["a", "b"], {}) == {"a", "b"}
