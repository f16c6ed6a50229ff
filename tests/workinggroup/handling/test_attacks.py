"""By raw SQL, on every kind of matter and passage: three sides and an outsider read, widen, forge, lower, move and take away."""

from uuid import uuid4

import pytest

from portal.core.reader import reading_as
from tests.attempts import rows, said, tries
from tests.factories.gaps import NOW as THEN
from tests.factories.gaps import WORDS, make_draft_gap, make_gap, rate
from tests.factories.plans import make_plan, share, write
from tests.factories.practices import make_draft_practice, make_practice
from tests.factories.requests import make_answer, make_answer_draft, make_draft_request, make_request
from tests.factories.work import make_commitment, make_meeting, make_statement
from tests.scenes import scene
from workinggroup.handling.operations import write_gist, write_passage
from workinggroup.handling.things import models_handled, tables_handled

GRANT = """INSERT INTO workinggroup_grant
    (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at, revoked_by_name)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, 'x', now(), '')"""
KINDS = ["gap", "request", "answer", "plan", "practice"]
LINKS = {
    "gap.passage": "gap_id",
    "request.passage": "asked_id",
    "answer.passage": "answer_id",
    "plan.passage": "plan_id",
    "practice.passage": "practice_id",
}


@scene
def handled(world):
    """One whole of each kind that two sides read, with a passage, and a draft of the same author with one."""
    gtm, mex = world.gtm, world.mex
    statement = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    promise = make_commitment(world.sec.coordinator, statement, lead="MEX", supporting=["GTM", "USA"])
    asked, other = make_request(gtm, "MEX"), make_request(gtm, "MEX")
    plan, draft_plan = (make_plan(gtm.coordinator, promise, ("MEX",)) for _ in "ab")
    for each in (plan, draft_plan):
        write(gtm.coordinator, each)
    wholes = {
        "gap": (make_gap(gtm.coordinator, ["MEX"]), make_draft_gap(gtm.coordinator, ["GTM"])),
        "request": (asked, make_draft_request(gtm, "MEX")),
        "answer": (make_answer(mex, asked), make_answer_draft(mex, other)),
        "plan": (share(gtm.coordinator, plan), draft_plan),
        "practice": (make_practice(gtm, ["MEX"]), make_draft_practice(gtm)),
    }
    with reading_as(gtm.coordinator.reader):
        write_passage(
            whole=wholes["practice"][0], actor=gtm.coordinator, now=THEN, part="how", text=WORDS, readers=["MEX"]
        )
    return wholes


def things(world, handled):
    """Each table with what it is called, the key of a shared row, its originators and its readers."""
    for kind, table in tables_handled():
        shared, _draft = handled[kind.split(".")[0]]
        model = next(each for each in models_handled() if each._meta.db_table == table)
        side = world.mex if kind.startswith("answer") else world.gtm
        with reading_as(side.coordinator.reader):
            found = (
                model.objects.filter(pk=shared.pk)
                if "." not in kind
                else model.objects.filter(**{model.seen_through: shared})
            )
            row = found.order_by("-releasable_to").first()
            yield kind, table, row.pk, list(row.originators), list(row.releasable_to)


def by(world, code):
    return getattr(world, code.lower()).coordinator


def test_every_kind_is_attacked():
    assert {kind for kind, _table in tables_handled()} == {*KINDS, *LINKS}


def test_nobody_reads_counts_or_finds_what_is_not_for_them(world, handled):
    for kind, table, key, _originators, readers in things(world, handled):
        assert "USA" not in readers
        for person in (world.usa.coordinator, world.can.coordinator, world.admin):
            assert rows(person, f"SELECT count(*) FROM {table}") == [(0,)], kind
            assert tries(person, f"SELECT 1 FROM {table} WHERE id = %s", key) == 0
            assert tries(person, f"UPDATE {table} SET marking = marking") == 0
            assert tries(person, f"UPDATE {table} SET marking = marking WHERE id = %s", key) == 0
            assert tries(person, f"DELETE FROM {table} WHERE id = %s", key) == 0
            assert rows(person, "SELECT count(*) FROM workinggroup_grant WHERE thing = %s", key) == [(0,)]
            assert tries(person, f"TRUNCATE {table}") is None


def test_nobody_widens_without_every_yes_nor_by_a_forged_or_anothers_one(world, handled):
    for kind, table, key, originators, readers in things(world, handled):
        widen = f"UPDATE {table} SET releasable_to = releasable_to || '{{USA}}'::varchar[] WHERE id = %s"
        everybody = [world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator, world.gtm.member]
        for person in everybody:
            assert tries(person, widen, key) in {0, None}, (kind, person.code)
        # Forged: in another's name, or by a side that is none of its originators.
        for person in everybody[:3]:
            for other in {"GTM", "MEX", "USA", "SEC"} - {person.code}:
                assert tries(person, GRANT, readers, [person.code], kind, key, "USA", "CLEAR", other) is None
            if person.code not in originators:
                tries(person, GRANT, [person.code], [person.code], kind, key, "USA", "CLEAR", person.code)
            assert tries(person, widen, key) in {0, None}, (kind, person.code)
        # A yes to another thing, to another reader, to a mark alone, or one that was taken back.
        first = by(world, originators[0])
        for thing, code in ((uuid4(), "USA"), (key, "CAN"), (key, "")):
            assert tries(first, GRANT, originators, [first.code], kind, thing, code, "CLEAR", first.code) == 1
        assert tries(first, GRANT, originators, [first.code], kind, key, "USA", "CLEAR", first.code) == 1
        revoke = (
            "UPDATE workinggroup_grant SET revoked_at = now(), revoked_by_name = 'x' WHERE thing = %s AND code = %s"
        )
        assert tries(first, revoke, key, "USA") == 1
        for person in everybody:
            assert tries(person, widen, key) in {0, None}, (kind, person.code)


def test_readers_that_are_none_and_lists_in_lists_are_refused(world, handled):
    for kind, table, key, originators, _readers in things(world, handled):
        for code in originators:
            for value in (
                "releasable_to || NULL::varchar",
                "ARRAY[releasable_to]",
                "ARRAY[releasable_to, '{USA,CAN}'::varchar[]]",
            ):
                odd = f"UPDATE {table} SET releasable_to = {value} WHERE id = %s"
                assert tries(by(world, code), odd, key) is None, (kind, value)


def test_nobody_locks_another_out_takes_away_or_hands_control_around(world, handled):
    for kind, table, key, originators, readers in things(world, handled):
        for person in (world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator):
            own = f"'{{{person.code}}}'"
            changes = [f"originators = {own}, releasable_to = {own}, editable_by = {own}", "id = gen_random_uuid()"]
            if person.code not in originators:
                changes += [
                    f"originators = originators || {own}::varchar[]",
                    "editable_by = editable_by || '{USA}'::varchar[]",
                    f"releasable_to = {own}",
                    "marking = 'CLEAR'",
                    "mark_until = current_date, mark_then = 'CLEAR'",
                ]
            elif len(originators) > 1:
                changes += [f"releasable_to = {own}, editable_by = {own}", f"originators = {own}"]
            for change in changes:
                if originators == [person.code] == readers:
                    continue
                refused = {0, None} if person.code not in originators or "." not in kind else {None}
                if originators != [person.code]:
                    assert tries(person, f"UPDATE {table} SET {change} WHERE id = %s", key) in refused, (kind, change)
            if originators != [person.code]:
                assert tries(person, f"DELETE FROM {table} WHERE id = %s", key) in {0, None}, kind


def test_a_mark_that_is_none_does_not_lead_to_a_lower_one(world, handled):
    for kind, table, key, originators, _readers in things(world, handled):
        for code in originators:
            for change in (
                "marking = 'X'",
                "marking = ''",
                "marking = NULL",
                "mark_until = current_date, mark_then = 'X'",
            ):
                assert tries(by(world, code), f"UPDATE {table} SET {change} WHERE id = %s", key) is None, (kind, change)
        for code in originators if len(originators) > 1 else ():
            lower = f"UPDATE {table} SET marking = 'CLEAR' WHERE id = %s"
            assert tries(by(world, code), lower, key) is None, kind


def test_a_passage_stays_with_its_matter_and_its_name(world, handled):
    for kind, table, key, originators, _readers in things(world, handled):
        if "." not in kind:
            continue
        _shared, draft = handled[kind.split(".")[0]]
        for code in originators:
            move = f"UPDATE {table} SET {LINKS[kind]} = %s WHERE id = %s"
            assert tries(by(world, code), move, draft.pk, key) is None, kind
            assert tries(by(world, code), f"UPDATE {table} SET anchor = 'ffffffff' WHERE id = %s", key) is None, kind


def test_a_gist_is_named_by_who_controls_both_and_tells_nobody_else_what_it_stands_for(world, handled):
    for kind, table, key, originators, _readers in things(world, handled):
        if "." not in kind:
            continue
        author = by(world, originators[0])
        _shared, draft = handled[kind.split(".")[0]]
        elsewhere = rows(author, f"SELECT id FROM {table} WHERE {LINKS[kind]} = %s", draft.pk)[0][0]
        name = f"UPDATE {table} SET gist_id = %s WHERE id = %s"
        assert tries(author, name, elsewhere, key) is None, kind
        # Of a key that exists and of one that does not the same is said.
        told = {said(author, name, gist, key)[1] for gist in (elsewhere, uuid4())}
        assert len(told) == 1, told


def test_who_reads_a_gist_learns_of_no_withheld_passage_by_naming_it(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    gtm, usa = world.gtm.coordinator, world.usa.coordinator
    with reading_as(gtm.reader):
        kept = write_passage(whole=gap, actor=gtm, now=THEN, part="evidence", text={"en": "Kept."})
        gist = write_gist(passage=kept, actor=gtm, now=THEN, text={"en": "Some."}, readers=["USA"], marking="AMBER")
        plain = write_passage(whole=gap, actor=gtm, now=THEN, part="evidence", text={"en": "Open."}, readers=["USA"])
    with reading_as(usa.reader):
        own = write_passage(whole=gap, actor=usa, now=THEN, part="evidence", text={"en": "Ours."})
    told = {
        said(usa, "UPDATE workinggroup_gappassage SET gist_id = %s WHERE id = %s", each.pk, own.pk)[1]
        for each in (gist, plain)
    }
    assert len(told) == 1, told
    assert "" not in told
    columns = (
        "releasable_to, editable_by, marking, originators, mark_then, part, position, text, changed_at, trace, gap_id"
    )
    copy = f"""INSERT INTO workinggroup_gappassage (id, anchor, gist_id, {columns})
        SELECT gen_random_uuid(), 'ffffffff', %s, {columns} FROM workinggroup_gappassage WHERE id = %s"""
    told = {said(usa, copy, each.pk, own.pk)[1] for each in (gist, plain)}
    assert len(told) == 1, told
    assert "" not in told


def test_granted_by_all_it_is_widened_once_and_only_so_far(world, handled):
    for kind, table, key, originators, _readers in things(world, handled):
        for code in originators:
            assert tries(by(world, code), GRANT, originators, [code], kind, key, "USA", "AMBER", code) == 1
        last = by(world, originators[-1])
        more = f"UPDATE {table} SET releasable_to = releasable_to || '{{USA,CAN}}'::varchar[] WHERE id = %s"
        assert tries(last, more, key) is None, kind
        widen = f"UPDATE {table} SET releasable_to = releasable_to || '{{USA}}'::varchar[] WHERE id = %s"
        # A passage on a neighbour's ground is read there first: that is tried beside the gaps.
        assert tries(last, widen, key) == 1, kind


RATE = """INSERT INTO workinggroup_rating (id, releasable_to, editable_by, gap_id, round_id, side_id, moment, scale, threat,
    vulnerability, safety, control, trade, trust, likelihood, impact, level, confidence, why, by_name, at) VALUES
    (gen_random_uuid(), %s, '{USA}', %s, %s, 'USA', 'current', 1, %s, %s, %s, 1, 1, 1, %s, %s, %s, 'low', '', 'x', now())"""
LOW = (1, 1, 1, 1, 1, "L")


def test_what_several_sides_say_apart_or_together_is_told_to_all_of_them(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ("MEX", "USA"))
    rate(world.mex.member, gap)
    usa = world.usa.coordinator
    found = rows(usa, "SELECT id FROM workinggroup_ratinground WHERE gap_id = %s", gap.pk)[0][0]
    # Who rates unseen would see all others' ratings.
    assert tries(usa, RATE, ["USA"], gap.pk, found, *LOW) is None
    assert tries(usa, RATE, ["USA", "MEX"], gap.pk, found, *LOW) is None
    alone = """INSERT INTO workinggroup_ratinground
        (id, releasable_to, editable_by, gap_id, number, moment, asked, rated, opened_by, opened_at, reveals_at)
        VALUES (gen_random_uuid(), %s, '{USA}', %s, 9, 'current', %s, '{}', 'USA', now(), now())"""
    assert tries(usa, alone, ["USA"], gap.pk, ["USA"]) is None
    assert tries(usa, alone, ["GTM", "MEX", "USA"], gap.pk, ["USA"]) is None
    assert tries(usa, RATE, ["GTM", "MEX", "USA"], gap.pk, found, *LOW) == 1


@pytest.mark.parametrize("column", ["likelihood", "impact", "level"])
def test_what_follows_from_a_rating_is_none_that_somebody_wrote(world, column):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ("MEX", "USA"))
    usa = world.usa.coordinator
    found = rows(usa, "SELECT id FROM workinggroup_ratinground WHERE gap_id = %s", gap.pk)[0][0]
    facts = {"likelihood": 5, "impact": 5, "level": "V", column: "L" if column == "level" else 1}
    assert tries(usa, RATE, ["GTM", "MEX", "USA"], gap.pk, found, 5, 5, 5, *facts.values()) is None


def test_neither_sequences_statistics_nor_words_of_a_refusal_tell_of_rows(world, handled):
    usa = world.usa.coordinator
    cell = "^workinggroup_(gap|plan|practice|request|information|answer|grant|release|export|opening|rat|measure|toler|task)"
    assert rows(usa, "SELECT relname FROM pg_class WHERE relkind = 'S' AND relname ~ %s", cell) == []
    for kind, table, key, originators, _readers in things(world, handled):
        assert rows(usa, "SELECT count(*) FROM pg_stats WHERE tablename = %s", table) == [(0,)], kind
        # Of a key that exists and of one that does not the same is said, and of one's own row no words are repeated.
        for change in (f"UPDATE {table} SET marking = 'X' WHERE id = %s", f"DELETE FROM {table} WHERE id = %s"):
            assert said(usa, change, key) == said(usa, change, uuid4()), kind
        told = said(by(world, originators[0]), f"UPDATE {table} SET marking = 'X' WHERE id = %s", key)[1]
        assert "constraint" in told or "marks" in told or "mark" in told, told
        assert "Failing row" not in told, told


def test_what_hangs_on_a_gap_says_the_same_of_a_hidden_one_and_of_none(world, handled):
    usa, gap = world.usa.coordinator, handled["gap"][0]
    entry = """INSERT INTO workinggroup_gapentry (id, releasable_to, editable_by, gap_id, act, side, words, by_name, at)
        VALUES (gen_random_uuid(), '{USA}', '{USA}', %s, 'rated', 'USA', '', 'x', now())"""
    asked = """INSERT INTO workinggroup_ratinground
        (id, releasable_to, editable_by, gap_id, number, moment, asked, rated, opened_by, opened_at, reveals_at)
        VALUES (gen_random_uuid(), '{USA}', '{USA}', %s, 9, 'current', '{USA}', '{}', 'USA', now(), now())"""
    link = """INSERT INTO workinggroup_gaplink (id, releasable_to, editable_by, practice_id, gap_id, side_id, by_name, at)
        VALUES (gen_random_uuid(), '{USA}', '{USA}', %s, %s, 'USA', 'x', now())"""
    for sql in (entry, asked):
        told = {said(usa, sql, each)[1] for each in (gap.pk, uuid4())}
        assert len(told) == 1, told
        assert "" not in told
    own = make_practice(world.usa, ["MEX"])
    told = {said(usa, link, own.pk, each)[1] for each in (gap.pk, uuid4())}
    assert len(told) == 1, told
    assert "" not in told
