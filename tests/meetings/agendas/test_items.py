"""Rows of an agenda: order, changes, closing, deferring."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.agendas.models import Agenda, Item
from meetings.agendas.operations import (
    add_item,
    begin_section,
    change_item,
    defer_item,
    end_section,
    move_item,
    put_back_item,
    take_off_item,
)
from meetings.agendas.operations.items import AlreadyThere, ItemChangedMeanwhile, NeighboursAreGone, NoFollowUp
from meetings.agendas.operations.rows import RowIsGone
from meetings.agendas.queries import agenda_of
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.work import make_follow_up, make_item, make_meeting
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


@scene
def rows(world, meeting):
    return [make_item(world.sec.coordinator, meeting, 30, title) for title in "ABCD"]


def order(user, meeting):
    with reading_as(user.reader):
        return "".join(row.title for row in agenda_of(meeting, user).rows)


def run(user, operation, **facts):
    with reading_as(user.reader):
        return operation(actor=user, **facts)


def test_a_row_goes_before_or_after_another(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, move_item, item=rows[3], side="before", anchor=rows[0].pk)
    assert order(sec, meeting) == "DABC"
    run(sec, move_item, item=rows[3], side="after", anchor=rows[1].pk)
    assert order(world.usa.member, meeting) == "ABDC"


def test_a_row_is_inserted_and_the_rest_shifts(world, meeting, rows):
    sec = world.sec.coordinator
    make_item(sec, meeting, 15, "X", after=rows[0].pk)
    assert order(sec, meeting) == "AXBCD"
    with reading_as(sec.reader):
        assert [row.venue_clock for row in agenda_of(meeting, sec).rows] == [
            "09:00",
            "09:30",
            "09:45",
            "10:15",
            "10:45",
        ]


def test_two_coordinators_reorder_at_once_and_both_moves_hold(world, meeting, rows):
    sec, host = world.sec.coordinator, world.gtm.coordinator
    with reading_as(sec.reader):
        seen = Agenda.objects.get().version
    run(sec, move_item, item=rows[0], side="after", anchor=rows[3].pk, seen=seen)
    moved = run(host, move_item, item=rows[2], side="before", anchor=rows[1].pk, seen=seen)
    assert order(sec, meeting) == "CBDA"
    assert moved.meanwhile == ["A"]


def test_a_stale_move_uses_the_neighbour_that_is_left(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, take_off_item, item=rows[1])
    run(sec, move_item, item=rows[3], side="before", anchor=rows[1].pk, fallback=rows[0].pk)
    assert order(sec, meeting) == "ADC"
    run(sec, take_off_item, item=rows[0])
    with pytest.raises(NeighboursAreGone, match="“C”"):
        run(sec, move_item, item=rows[2], side="before", anchor=rows[1].pk, fallback=rows[0].pk)
    with pytest.raises(RowIsGone):
        run(sec, move_item, item=rows[0], side="before", anchor=rows[2].pk)


def test_moving_one_of_400_rows_writes_as_much_as_one_of_four(world, meeting, rows):
    sec = world.sec.coordinator
    with reading_as(sec.reader):
        first = Item.objects.get(pk=rows[0].pk)
        marks = {"releasable_to": first.releasable_to, "editable_by": first.editable_by}
        more = [Item(agenda=first.agenda, rank=rows[3].rank + (n << 20), title={"en": "m"}, minutes=1, **marks)
                for n in range(1, 397)]  # fmt: skip
        Item.objects.bulk_create(more)
        before = dict(Item.objects.values_list("pk", "rank"))
        move_item(item=more[-1], actor=sec, side="before", anchor=rows[1].pk)
        after = dict(Item.objects.values_list("pk", "rank"))
    assert [key for key in before if before[key] != after[key]] == [more[-1].pk]


def test_a_used_up_gap_is_spread_once_and_the_order_holds(world, meeting, rows):
    sec = world.sec.coordinator
    for turn in range(50):
        run(sec, move_item, item=rows[3 if turn % 2 else 2], side="after", anchor=rows[0].pk)
    assert order(sec, meeting) == "ADCB"
    with reading_as(sec.reader):
        assert len(set(Item.objects.values_list("rank", flat=True))) == 4


def test_only_host_and_secretariat_move_change_and_remove(world, rows):
    for user in (world.usa.coordinator, world.gtm.member):
        for act, facts in (
            (move_item, {"side": "before", "anchor": rows[0].pk}),
            (take_off_item, {}),
            (defer_item, {}),
        ):
            with pytest.raises(NotAllowed):
                run(user, act, item=rows[1], **facts)


def test_nobody_overwrites_a_change_unseen(world, meeting, rows):
    facts = {"title": {"en": "New"}, "minutes": 45, "fixed_at": time(11)}
    run(world.sec.coordinator, change_item, item=rows[1], seen=rows[1].edit, **facts)
    with pytest.raises(ItemChangedMeanwhile, match="“New”, 45 min"):
        run(world.gtm.coordinator, change_item, item=rows[1], seen=rows[1].edit, title={"en": "Other"}, minutes=5)
    assert order(world.sec.coordinator, meeting) == "ANewCD"


def test_a_closed_item_is_a_neutral_line_of_the_same_length_for_the_rest(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, change_item, item=rows[1], seen=rows[1].edit, title={"en": "CANARY"}, minutes=50, readers=["USA"])
    assert order(world.usa.member, meeting) == order(sec, meeting) == "ACANARYCD"
    with reading_as(world.mex.member.reader):
        page = agenda_of(meeting, world.mex.member)
        titles = [str(title) for title in Item.objects.values_list("title", flat=True)]
    assert [row.title for row in page.rows] == ["A", "Closed item", "C", "D"]
    assert "CANARY" not in "".join(titles)
    assert (page.rows[1].minutes, page.rows[1].venue_clock, page.rows[2].venue_clock) == (50, "09:30", "10:20")
    assert page.rows[1].number == 2


def test_the_neutral_line_moves_with_its_item_and_goes_when_it_opens(world, meeting, rows):
    sec, mex = world.sec.coordinator, world.mex.member
    item = make_item(sec, meeting, 20, "CANARY", readers=["USA"])
    run(sec, move_item, item=item, side="before", anchor=rows[0].pk)
    with reading_as(mex.reader):
        assert agenda_of(meeting, mex).rows[0].minutes == 20
    with reading_as(sec.reader):
        item = Item.objects.get(pk=item.pk)
    run(sec, change_item, item=item, seen=item.edit, title={"en": "Open"}, minutes=20)
    assert order(mex, meeting) == "OpenABCD"
    with reading_as(mex.reader):
        said = "".join(
            Entry.objects.filter(action__startswith="meetings.agenda").values_list("subject_name", flat=True)
        )
    assert "CANARY" not in said


def test_host_and_secretariat_always_read_a_closed_item(world, meeting):
    item = make_item(world.sec.coordinator, meeting, title="X", readers=[])
    assert item.releasable_to == ["GTM", "SEC"]


def test_a_deferred_item_comes_back_on_the_follow_ups_agenda(world, meeting, rows):
    sec = world.sec.coordinator
    with pytest.raises(NoFollowUp):
        run(sec, defer_item, item=rows[1])
    coming = make_meeting(sec, date(2026, 9, 1), follows=meeting)
    carried = run(sec, defer_item, item=rows[1])
    assert (order(sec, meeting), order(sec, coming)) == ("ACD", "B")
    assert carried.deferred_from_id == rows[1].pk
    with pytest.raises(AlreadyThere):
        run(sec, put_back_item, item=rows[1])
    run(sec, take_off_item, item=carried)
    run(sec, put_back_item, item=rows[1])
    assert order(sec, meeting) == "ABCD"


def test_a_closed_item_stays_closed_in_the_next_round(world, meeting):
    sec = world.sec.coordinator
    item = make_item(sec, meeting, title="CANARY", readers=["USA"])
    coming = make_meeting(sec, date(2026, 9, 1), follows=meeting)
    run(sec, defer_item, item=item)
    assert order(world.usa.member, coming) == "CANARY"
    assert "CANARY" not in order(world.mex.member, coming)
    assert order(world.mex.member, coming)


def test_a_removed_row_keeps_its_place(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, take_off_item, item=rows[1])
    assert order(sec, meeting) == "ACD"
    with pytest.raises(AlreadyThere):
        run(sec, take_off_item, item=rows[1])
    run(sec, put_back_item, item=rows[1])
    assert order(sec, meeting) == "ABCD"


def sections(user, meeting):
    with reading_as(user.reader):
        return [(row.section, row.title) for row in agenda_of(meeting, user).rows]


def test_sections_cover_the_rows_below_and_rows_join_them_by_moving(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, begin_section, item=rows[1], title={"en": "One"})
    run(sec, begin_section, item=rows[3], title={"en": "Two"})
    assert sections(sec, meeting) == [("", "A"), ("One", "B"), ("", "C"), ("Two", "D")]
    run(sec, move_item, item=rows[3], side="before", anchor=rows[2].pk)
    assert sections(world.usa.member, meeting) == [("", "A"), ("One", "B"), ("", "D"), ("", "C")]
    run(sec, end_section, item=rows[2])
    assert sections(sec, meeting) == [("", "A"), ("", "B"), ("", "D"), ("", "C")]


def test_moving_a_meeting_across_a_clock_change_keeps_clock_times(world):
    """New York, 8 March 2026: the agenda of the day before and after shows the same clocks."""
    clocks = []
    for day in (date(2026, 3, 6), date(2026, 3, 9)):
        meeting = make_meeting(world.sec.coordinator, day, time_zone="America/New_York")
        make_item(world.sec.coordinator, meeting, 30)
        make_item(world.sec.coordinator, meeting, 30, fixed_at=time(14))
        with reading_as(world.mex.member.reader):
            clocks.append([row.venue_clock for row in agenda_of(meeting, world.mex.member).rows])
    assert clocks == [["09:00", "14:00"]] * 2


def test_a_move_costs_the_same_queries_in_any_agenda(world, meeting, rows):
    sec = world.sec.coordinator
    counts = []
    for more in (0, 0, 40):
        for _ in range(more):
            make_item(sec, meeting, 1)
        with reading_as(sec.reader), CaptureQueriesContext(connection) as seen:
            move_item(item=rows[3], actor=sec, side="before", anchor=rows[1].pk)
            counts.append(len(seen))
    assert counts[1] == counts[2]


def test_a_row_added_after_one_that_left_is_refused(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, take_off_item, item=rows[1])
    with pytest.raises(RowIsGone):
        run(sec, add_item, meeting=meeting, title={"en": "X"}, minutes=5, after=rows[1].pk)
