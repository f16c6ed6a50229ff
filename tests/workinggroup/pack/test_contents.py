"""What a follow-up pack is composed of: every commitment once, an agenda that fits, decisions and notes."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rounds.days import Day
from workinggroup.pack.contents import (
    CLOSING,
    MINUTES,
    OPENING,
    Ask,
    Frame,
    Matter,
    Note,
    Occasion,
    Task,
    canonical,
    compose,
    hash_of,
    lengths,
    notes_on,
)
from workinggroup.progress.standing import Rule, Said, stand
from workinggroup.progress.states import SETTLED, Completion

TODAY = date(2026, 4, 20)
OPENS = datetime(2026, 5, 7, 15, tzinfo=UTC)
DAY = Day(1, date(2026, 5, 7), OPENS, OPENS + timedelta(hours=8))
SIDES = ("USA", "MEX", "GTM")
OCCASION = Occasion(
    UUID(int=0), "USA", SIDES, datetime(2026, 4, 20, 18, tzinfo=UTC), TODAY, DAY.date, "America/Guatemala", (DAY,), {}
)
QUOTE = {"en": "will meet", "es": "se reunirán"}
COMPLETIONS = st.sampled_from(["", *Completion.values])
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
SAID = st.builds(
    Said,
    lead=st.sampled_from(["", *SIDES]),
    due_on=DAYS,
    asked_by=DAYS,
    reported=COMPLETIONS,
    reported_on=st.just(TODAY),
    partners=st.lists(st.tuples(st.sampled_from(SIDES), st.sampled_from(Completion.values)), max_size=2).map(tuple),
    agreed=COMPLETIONS,
    agreed_on=st.just(TODAY),
)
TASKS = st.lists(
    st.builds(
        Task,
        st.just("USA-1"),
        st.just("Write"),
        st.sampled_from(SIDES),
        st.just(TODAY),
        st.sampled_from(["blocked", "done"]),
    ),
    max_size=2,
).map(tuple)
# Few keys, so that some come twice.
MATTERS = st.lists(
    st.builds(
        Matter,
        key=st.integers(0, 40).map(lambda number: UUID(int=number)),
        reference=st.just("C-2024-A-01"),
        text=st.integers(0, 3).map(lambda number: UUID(int=number)),
        quote=st.just(QUOTE),
        said=SAID,
        waits_for=st.sampled_from([(), ("MEX",)]),
        tasks=TASKS,
    ),
    max_size=30,
)


def matter(number=1, **facts):
    said = facts.pop("said", Said(lead="USA"))
    return Matter(UUID(int=number), f"C-2024-A-{number:02}", UUID(int=99), QUOTE, said, **facts)


@given(MATTERS)
def test_every_unassessed_commitment_is_in_a_pack_exactly_once(matters):
    """Under one item of the draft agenda, with one sheet, on one line of the scorecard, whatever else is said of it."""
    contents = compose(OCCASION, matters)
    last = {each.key: each for each in matters}
    unassessed = sorted(key for key, each in last.items() if each.is_unassessed)
    taken_up = [key for point in contents.points for key in point.matters]
    lines = [each.key for each in contents.matters]
    for place in (taken_up, contents.sheets, lines):
        assert sorted(key for key in place if last[key].is_unassessed) == unassessed
    settled = {key for key, each in last.items() if each.said.agreed in SETTLED}
    assert sorted(taken_up) == sorted(contents.sheets) == sorted(set(last) - settled)
    assert sorted(lines) == sorted(last)


@given(MATTERS)
def test_a_commitment_is_under_the_item_of_its_standing(matters):
    contents = compose(OCCASION, matters)
    for point in contents.points:
        for key in point.matters:
            assert stand(contents.by_key[key].said, TODAY).rule is point.about


@given(st.dictionaries(st.sampled_from(list(MINUTES)), st.integers(1, 600)), st.integers(-60, 3000))
def test_the_draft_agenda_fits_where_five_minutes_for_each_item_do(counts, available):
    given_minutes = lengths(counts, available)
    assert set(given_minutes) == set(counts)
    assert all(minutes >= 5 and minutes % 5 == 0 for minutes in given_minutes.values())
    if available >= 5 * len(counts):
        assert sum(given_minutes.values()) <= available


@given(MATTERS)
def test_what_one_side_alone_sees_moves_no_item_and_no_sheet(matters):
    """Tasks may be a side's own: without them agenda, clocks, sheets and scorecard are the same."""
    contents = compose(OCCASION, matters)
    without = compose(OCCASION, [replace(each, tasks=()) for each in matters])
    assert (contents.points, contents.sheets) == (without.points, without.sheets)
    assert set(without.decisions) == {each for each in contents.decisions if each.ask is not Ask.UNBLOCK}


def test_items_follow_each_other_from_the_opening_to_the_close():
    late = Said(lead="USA", due_on=date(2026, 3, 1))
    contents = compose(OCCASION, [matter(1), matter(2, said=late), matter(3, said=late), matter(4, said=Said())])
    assert [(point.about, point.minutes) for point in contents.points] == [
        (Frame.OPENING, OPENING), (Rule.LATE, 20), (Rule.LEADERLESS, 10), (Rule.UNREPORTED, 10), (Frame.CLOSING, CLOSING)
    ]  # fmt: skip
    clocks = [int((point.starts_at - OPENS).total_seconds() // 60) for point in contents.points]
    assert clocks == [0, 10, 30, 40, 50]
    assert contents.over == 0


def test_a_draft_agenda_says_by_how_much_it_runs_past_the_end():
    short = replace(OCCASION, days=(replace(DAY, closes_at=OPENS + timedelta(minutes=20)),))
    assert compose(short, [matter()]).over == OPENING + 5 + CLOSING - 20


REPORTED = Said(lead="USA", reported="limited", reported_on=TODAY, partners=(("MEX", "substantial"),))


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"said": Said()}, [Ask.LEAD]),
        ({"said": Said(lead="USA", due_on=date(2026, 3, 1))}, [Ask.DATE]),
        ({"said": REPORTED}, [Ask.RATE]),
        ({"said": REPORTED, "proposed": "limited", "waits_for": ("MEX",)}, [Ask.CONSENT]),
        ({"said": replace(REPORTED, agreed="limited")}, []),
        ({"said": replace(REPORTED, agreed="complete"), "tasks": (Task("A", "x", "USA", TODAY, "blocked"),)}, []),
        ({"tasks": (Task("A", "x", "USA", TODAY, "blocked"), Task("B", "x", "USA", TODAY, "accepted"))}, [Ask.UNBLOCK]),
        ({}, []),
    ],
)
def test_ministers_are_asked_what_only_they_decide(facts, asks):
    contents = compose(OCCASION, [matter(**facts)])
    assert [each.ask for each in contents.decisions] == asks
    assert all(each.tasks == (("A",) if each.ask is Ask.UNBLOCK else ()) for each in contents.decisions)


@pytest.mark.parametrize(
    ("side", "notes"),
    [
        ("USA", [(Note.REPORTS, "limited"), (Note.TASKS, (2, 1))]),
        ("MEX", [(Note.SAYS, "substantial"), (Note.ANSWERS, "complete")]),
        ("GTM", [(Note.RATES, "limited")]),
    ],
)
def test_an_annotated_agenda_has_what_concerns_its_side(side, notes):
    tasks = [Task(name, "x", "USA", day, "accepted") for name, day in (("A", TODAY), ("B", TODAY - timedelta(days=1)))]
    found = matter(said=REPORTED, proposed="complete", waits_for=("MEX",), tasks=tuple(tasks))
    assert notes_on(found, side, TODAY) == notes


def test_who_owes_a_report_is_told_by_when():
    assert notes_on(matter(said=Said(lead="USA", asked_by=TODAY)), "USA", TODAY) == [(Note.OWES, TODAY)]
    assert notes_on(matter(said=Said(lead="USA")), "MEX", TODAY) == []


def test_the_secretariat_annotates_for_every_delegation_and_each_of_them_for_itself():
    assert replace(OCCASION, side="SEC").noted == SIDES
    assert OCCASION.noted == ("USA",)


def test_the_hash_is_of_the_contents_and_of_nothing_else():
    contents = compose(OCCASION, [matter(), matter(2, said=REPORTED)])
    written = canonical(contents)
    assert hash_of(written) == hashlib.sha256(written).hexdigest()
    assert canonical(compose(OCCASION, [matter(), matter(2, said=REPORTED)])) == written
    assert canonical(compose(OCCASION, [matter(), matter(2)])) != written
    facts = json.loads(written)
    assert facts["points"][1] == {
        "about": "disputed", "day": 1, "matters": [str(UUID(int=2))], "minutes": 10,
        "starts_at": "2026-05-07T15:10:00+00:00",
    }  # fmt: skip
