"""An agenda over several days: what falls on which day, and how rows pass from one to another."""

import io
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.agendas.operations import issue_revision, move_item, move_item_to_day, steer_meeting, take_off_item
from meetings.agendas.operations.items import DayMissing, NotAtTheEdge
from meetings.agendas.operations.rows import NoSuchDay
from meetings.agendas.queries import agenda_of, movable
from meetings.agendas.queries.live import live_of
from meetings.agendas.queries.revisions import revisions_of
from meetings.agendas.timing import timetable
from meetings.rounds.days import closing, days_between
from portal.core import times
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_item, make_long_meeting, make_meeting
from tests.scenes import scene

PLACE = "America/Guatemala"
FOURTH, FIFTH, SIXTH = date(2027, 5, 4), date(2027, 5, 5), date(2027, 5, 6)


def at(day, clock, place=PLACE):
    return times.instant(day, clock, place)


# The first day from nine to five, the second from half past nine to one.
TWO = days_between(at(FOURTH, "09:00"), [at(FOURTH, "17:00"), at(FIFTH, "09:30")], at(FIFTH, "13:00"), PLACE)


def plan(*rows, days=TWO, place=PLACE):
    """The day and clock at which each row begins, with reserve or overrun, and what runs past an end."""
    found = timetable(days, place, [(*row, None, None)[:3] for row in rows])
    slots = [(slot.day, times.clock(slot.starts_at, place), slot.reserve - slot.overrun) for slot in found.slots]
    return slots, found.over


@pytest.mark.parametrize(
    ("rows", "expected", "over"),
    [
        # What does not fit goes over whole; breaks go with the rows before and after them.
        ([(420,), (90,), (60,)], [(1, "09:00", 0), (2, "09:30", 0), (2, "11:00", 0)], {}),
        # A day that is full to the minute is full.
        ([(480,), (15,)], [(1, "09:00", 0), (2, "09:30", 0)], {}),
        # A row that starts a day leaves the rest of the day before it, which is no reserve.
        ([(60,), (30, None, 2), (30,)], [(1, "09:00", 0), (2, "09:30", 0), (2, "10:00", 0)], {}),
        # A fixed time has its day; the reserve is counted from the opening.
        ([(60,), (30, time(10), 2)], [(1, "09:00", 0), (2, "10:00", 30)], {}),
        # A dinner after the close is on its own day, and what follows it on the next.
        ([(60,), (90, time(19), 1), (30,)], [(1, "09:00", 0), (1, "19:00", 540), (2, "09:30", 0)], {1: 210}),
        # A night clock belongs to the day before.
        ([(60,), (60, time(0, 30), 1)], [(1, "09:00", 0), (1, "00:30", 870)], {1: 510}),
        # What is put on a day stays there, past its close if it must.
        ([(450,), (60, None, 1)], [(1, "09:00", 0), (1, "16:30", 0)], {1: 30}),
        # A row longer than its day begins with it rather than never.
        ([(600,), (15,)], [(1, "09:00", 0), (2, "09:30", 0)], {1: 120}),
        # The last day takes what is left, and a day that is gone is said.
        (
            [(480,), (240,), (60,), (30, None, 1)],
            [(1, "09:00", 0), (2, "09:30", 0), (2, "13:30", 0), (2, "14:30", -1290)], {2: 120},
        ),
        # The meeting has lost its third day: what stood on it is on the last.
        ([(60,), (30, time(10), 3)], [(1, "09:00", 0), (2, "10:00", 30)], {}),
    ],
)  # fmt: skip
def test_rows_fall_on_days(rows, expected, over):
    assert plan(*rows) == (expected, over)


def test_a_day_opens_at_the_clock_of_the_venue_when_the_clocks_change_between():
    """New York, the night in which the clocks go back."""
    zone = "America/New_York"
    first, second = date(2026, 10, 31), date(2026, 11, 1)
    nights = [at(first, "17:00", zone), at(second, "09:00", zone)]
    days = days_between(at(first, "09:00", zone), nights, at(second, "12:00", zone), zone)
    slots, _ = plan((480,), (60,), (30, time(11), 2), days=days, place=zone)
    assert slots == [(1, "09:00", 0), (2, "09:00", 0), (2, "11:00", 60)]
    assert days[1].opens_at - days[0].opens_at == timedelta(hours=25)


def test_an_end_after_midnight_is_that_of_the_night_after():
    assert closing(FOURTH, time(20), time(2), PLACE) == at(FIFTH, "02:00")
    assert closing(FOURTH, time(9), time(8), PLACE) == at(FOURTH, "08:00")
    assert closing(FOURTH, time(4), time(5), PLACE) == at(FOURTH, "05:00")


ROWS = st.tuples(st.integers(1, 240), st.none() | st.times(time(9), time(18)), st.none() | st.integers(1, 3))


@given(st.lists(ROWS, max_size=30))
def test_rows_never_overlap_never_go_back_and_never_begin_in_the_night_unasked(rows):
    nights = [at(FOURTH, "17:00"), at(FIFTH, "09:00"), at(FIFTH, "17:00"), at(SIXTH, "09:00")]
    days = days_between(at(FOURTH, "09:00"), nights, at(SIXTH, "17:00"), PLACE)
    moment, day = days[0].opens_at, 1
    for (minutes, fixed, number), slot in zip(rows, timetable(days, PLACE, rows).slots, strict=True):
        assert slot.starts_at >= max(moment, days[slot.day - 1].opens_at)
        assert slot.day >= max(day, number or 1)
        if not fixed and not number and slot.day < 3:
            assert slot.starts_at < days[slot.day - 1].closes_at
        moment, day = slot.starts_at + timedelta(minutes=minutes), slot.day


# ---- Rows on a stored agenda -------------------------------------------------------------------------------------------


@scene
def meeting(world):
    return make_long_meeting(world.sec.coordinator)


@scene
def rows(world, meeting):
    """A and B on the first day; C begins the second, D follows it."""
    sec = world.sec.coordinator
    return [make_item(sec, meeting, 60, title, day=2 if title == "C" else None) for title in "ABCD"]


def run(user, operation, **facts):
    with reading_as(user.reader):
        return operation(actor=user, **facts)


def page_of(user, meeting):
    with reading_as(user.reader):
        return agenda_of(meeting, user)


def order(user, meeting):
    """The rows as a line a day: "AB|CD"."""
    shown = page_of(user, meeting).rows
    return "|".join("".join(row.title for row in shown if row.on_day == day) for day in (1, 2))


def test_a_heading_stands_over_each_day_in_both_languages(world, sign_in, meeting, rows):
    member = world.usa.member
    assert [row.heading for row in page_of(member, meeting).rows] == [
        "Day 1: Wednesday 3 May 2090, 09:00–17:00", "", "Day 2: Thursday 4 May 2090, 09:30–13:00", "",
    ]  # fmt: skip
    with translation.override("es"):
        assert page_of(member, meeting).rows[2].heading == "Día 2: jueves 4 de mayo de 2090, 09:30–13:00"
        assert page_of(member, meeting).rows[2].short_heading == "Día 2: jue 4 may, 09:30–13:00"
    client = sign_in(world.sec.coordinator)
    for address in ("", "agenda/edit/"):
        assert (
            "Day 2: Thursday 4 May 2090"
            in client.get(meeting.get_absolute_url() + address, secure=True).content.decode()
        )
    client = sign_in(member)
    assert "Day 2: Thursday" in client.get(f"/meetings/{meeting.slug}/agenda/ours/", secure=True).content.decode()


def test_by_its_buttons_a_row_goes_through_all_days_one_step_at_a_time(world, sign_in, meeting, rows):
    """Between two days it passes the heading alone; each step there has its step back. It is a plain post."""
    sec = world.sec.coordinator
    client = sign_in(sec)

    def press(title, way):
        row = next(each for each in movable(page_of(sec, meeting)) if each.row.title == title)
        client.post(f"/meetings/{meeting.slug}/agenda/edit/move/", {"to": getattr(row, way)}, secure=True)
        return order(sec, meeting)

    down = [press("A", "down") for _step in range(4)]
    assert down == ["BA|CD", "B|ACD", "B|CAD", "B|CDA"]
    assert [press("A", "up") for _step in range(4)] == ["B|CAD", "B|ACD", "BA|CD", "AB|CD"]
    assert [press("C", "up") for _step in range(2)] == ["ABC|D", "ACB|D"]
    assert [press("D", "up"), press("D", "down")] == ["ACBD|", "ACB|D"]
    ends = [(row.up, row.down) for row in movable(page_of(sec, meeting))]
    assert (ends[0][0], ends[-1][1]) == ("", "")


def test_whoever_may_not_read_a_row_sees_the_same_days(world, meeting, rows):
    sec = world.sec.coordinator
    closed = make_item(sec, meeting, 30, "X", after=rows[1].pk, readers=["GTM"])
    run(sec, move_item_to_day, item=closed, day=2)
    for reader in (world.gtm.member, world.usa.member):
        assert [row.on_day for row in page_of(reader, meeting).rows] == [1, 1, 2, 2, 2]


@pytest.mark.parametrize("leave", [take_off_item, "moved", "dragged"])
def test_what_follows_the_first_row_of_a_day_stays_on_it(world, meeting, rows, leave):
    sec, third = world.sec.coordinator, rows[2]
    if leave == "moved":
        run(sec, move_item, item=third, side="before", anchor=rows[1].pk)
    elif leave == "dragged":
        run(sec, move_item, item=third, side="before", anchor=rows[3].pk)
    else:
        run(sec, leave, item=third)
    assert order(sec, meeting) == {"moved": "ACB|D", "dragged": "AB|CD"}.get(leave, "AB|D")


def test_a_fixed_time_has_its_day_and_takes_the_one_it_is_moved_to(world, meeting, rows):
    sec = world.sec.coordinator
    with pytest.raises(DayMissing):
        make_item(sec, meeting, 15, "X", fixed_at=time(11))
    for day in (0, 3):
        with pytest.raises(NoSuchDay):
            make_item(sec, meeting, 15, "X", fixed_at=time(11), day=day)
    fixed = make_item(sec, meeting, 15, "X", fixed_at=time(11, 30), day=2)
    shown = page_of(sec, meeting).rows[4]
    assert (shown.on_day, shown.venue_clock, shown.reserve) == (2, "11:30", 0)
    run(sec, move_item, item=fixed, side="after", anchor=rows[0].pk)
    shown = page_of(sec, meeting).rows[1]
    assert (shown.title, shown.on_day, shown.venue_clock, shown.reserve) == ("X", 1, "11:30", 90)


def test_a_stale_move_to_a_day_moves_nobody_else(world, meeting, rows):
    sec = world.sec.coordinator
    for item, day in ((rows[0], 2), (rows[3], 1)):
        with pytest.raises(NotAtTheEdge):
            run(sec, move_item_to_day, item=item, day=day)
    with pytest.raises(NoSuchDay):
        run(sec, move_item_to_day, item=rows[3], day=3)
    assert order(sec, meeting) == "AB|CD"


def test_the_form_has_days_where_the_meeting_has(world, sign_in, meeting, rows):
    client, address = sign_in(world.sec.coordinator), f"/meetings/{meeting.slug}/agenda/edit/item/"
    form = client.get(f"{address}?item={rows[2].pk}", secure=True).context["form"]
    assert form["day"].value() == 2
    assert [words for _number, words in form.fields["day"].choices][2] == "Day 2: Thursday 4 May 2090, 09:30–13:00"
    data = {"title_en": "X", "title_es": "X", "kind": "item", "minutes": "30", "fixed_at": "11:00", "seen": "0"}
    shown = client.post(address, data, secure=True).context["form"]
    assert shown.errors["day"] == ["Say on which day of the meeting this time is."]
    assert client.post(address, data | {"day": "2"}, secure=True).status_code == 302
    short = make_meeting(world.sec.coordinator)
    form = client.get(f"/meetings/{short.slug}/agenda/edit/item/", secure=True).context["form"]
    assert "day" not in form.fields


def test_what_runs_past_a_day_is_said_by_its_number(world, meeting, rows):
    make_item(world.sec.coordinator, meeting, 400, "E", after=rows[1].pk, day=1)
    make_item(world.sec.coordinator, meeting, 120, "F")
    page = page_of(world.usa.member, meeting)
    assert page.past_end == "Day 1: 40 min past the end · Day 2: 30 min past the end"


def test_papers_have_the_days(world, sign_in, meeting, rows):
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/agenda"
    heading = "Day 2: Thursday 4 May 2090, 09:30–13:00"
    pages = PdfReader(io.BytesIO(client.get(f"{address}.pdf", secure=True).content)).pages
    assert heading in " ".join(pages[0].extract_text().split())
    table = Document(io.BytesIO(client.get(f"{address}.docx", secure=True).content)).tables[0]
    assert [row.cells[0].text for row in table.rows][4] == heading
    sheet = load_workbook(io.BytesIO(client.get(f"{address}.xlsx", secure=True).content)).active
    assert [row[3] for row in sheet.values] == [
        "Day",
        "Wed 3 May 2090",
        "Wed 3 May 2090",
        "Thu 4 May 2090",
        "Thu 4 May 2090",
    ]


def test_issued_agendas_and_the_live_page_say_the_day(world, meeting, rows):
    sec = world.sec.coordinator
    run(sec, issue_revision, meeting=meeting, now=NOW)
    run(sec, move_item_to_day, item=rows[1], day=2)
    run(sec, issue_revision, meeting=meeting, now=NOW)
    with reading_as(sec.reader):
        shown = revisions_of(meeting, sec)
        assert [line.clock for line in shown.lines][:2] == ["Wed 3 May, 09:00", "Thu 4 May, 09:30"]
        assert [(change.before.clock, change.after.clock) for change in shown.changes] == [
            ("Wed 3 May, 10:00", "Thu 4 May, 09:30"), ("Thu 4 May, 09:30", "Thu 4 May, 10:30"),
            ("Thu 4 May, 10:30", "Thu 4 May, 11:30"),
        ]  # fmt: skip
    run(sec, steer_meeting, meeting=meeting, now=NOW, act="start", seen="")
    with reading_as(sec.reader):
        live = live_of(meeting, sec)
    assert (live.day[:5], live.next_day[:5]) == ("Day 1", "Day 2")
