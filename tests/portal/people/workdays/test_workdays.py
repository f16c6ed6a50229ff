"""A delegation says when it works."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.people.models import WorkdayChange, WorkdayYear
from portal.people.workdays import operations
from portal.people.workdays.deadlines import key_of, year_of
from portal.people.workdays.queries import calendar_of
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from workinggroup.desk.queries import waiting_on
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all

ACCORD = date(2026, 4, 2)  # Holy Thursday


def enter(person, day=ACCORD, is_off=True, note="Accord of the ministry"):
    with reading_as(person.reader):
        return operations.enter_workday(actor=person, now=NOW, day=day, is_off=is_off, note=note)


def test_a_coordinator_enters_a_day_and_takes_it_back(world):
    mex = world.mex.coordinator
    entered = enter(mex)
    assert not calendar_of(mex.delegation).works_on(ACCORD)
    assert calendar_of(world.usa.member.delegation).works_on(ACCORD)
    with reading_as(mex.reader):
        operations.withdraw_workday(actor=mex, entered=entered)
        acts = list(
            Entry.objects.filter(action__startswith="people.workday").order_by("at").values_list("action", flat=True)
        )
    assert calendar_of(mex.delegation).works_on(ACCORD)
    assert acts == ["people.workday.entered", "people.workday.withdrawn"]


@pytest.mark.parametrize(
    ("day", "is_off", "refusal"),
    [
        (NOW.date() - timedelta(days=1), True, operations.DayIsPast),
        (date(2026, 5, 5), True, operations.AlreadySo),
        (date(2026, 5, 6), False, operations.AlreadySo),
        (date(2026, 5, 9), True, operations.AlreadySo),
        (ACCORD, True, operations.DayIsEntered),
        (ACCORD, False, operations.DayIsEntered),
    ],
)
def test_an_entry_that_changes_nothing_is_refused(world, day, is_off, refusal):
    enter(world.mex.coordinator)
    with pytest.raises(refusal):
        enter(world.mex.coordinator, day, is_off)
    assert WorkdayChange.objects.count() == 1


def test_who_may_enter_a_day(world):
    for person in (world.mex.member, world.mex.negotiator, world.admin):
        with pytest.raises(NotAllowed):
            enter(person)
    entered = enter(world.mex.head)
    with reading_as(world.usa.coordinator.reader), pytest.raises(NotAllowed):
        operations.withdraw_workday(actor=world.usa.coordinator, entered=entered)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO people_workdaychange SELECT gen_random_uuid(), 'MEX', '2027-01-04', true, 'x', 'x', now()",
        "UPDATE people_workdaychange SET is_off = false",
        "UPDATE people_workdaychange SET delegation_id = 'USA'",
        "DELETE FROM people_workdaychange",
        "INSERT INTO people_workdayyear (id, delegation_id, year, said_by, said_at) "
        "VALUES (gen_random_uuid(), 'MEX', 2050, 'x', now())",
        "DELETE FROM people_workdayyear",
    ],
)
def test_the_database_lets_nobody_say_it_for_another(world, sql):
    enter(world.mex.coordinator)
    with (
        reading_as(Reader("USA")),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        cursor.execute(sql)


def test_reminders_follow(world):
    follow_up = make_follow_up(world.sec.coordinator, date(2026, 4, 9))
    text = make_statement(world.sec.coordinator, follow_up)
    commitment = make_commitment(world.sec.coordinator, text, lead="MEX")
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member, due_on=date(2026, 4, 9))
    plan_all(now=NOW)
    assert week_before(world.mex.member) == ACCORD
    enter(world.mex.coordinator)
    plan_all(now=NOW)
    assert week_before(world.mex.member) == ACCORD - timedelta(days=1)


def week_before(person):
    with reading_as(person.reader):
        [row] = Reminder.objects.filter(recipient=person, kind="action_item", rung="-7d", status="planned")
    return row.send_on


def test_on_the_page_a_day_is_seen_before_it_counts(world, sign_in):
    client, address = sign_in(world.mex.coordinator), "/people/working-days/"
    day = timezone.localdate() + timedelta(days=21)
    while not calendar_of(world.mex.member.delegation).works_on(day):
        day += timedelta(days=1)
    facts = {"day": day.isoformat(), "kind": "off", "note": "By accord 7"}
    page = client.post(address, facts, secure=True)
    assert page.context["change"].day == day
    assert not WorkdayChange.objects.exists()
    assert client.post(address, facts | {"confirm": "1"}, secure=True).status_code == 302
    [entered] = WorkdayChange.objects.all()
    assert (entered.delegation_id, entered.day, entered.is_off, entered.note) == ("MEX", day, True, "By accord 7")
    for reader in (world.usa.member, world.admin):
        page = sign_in(reader).get(f"{address}?side=MEX", secure=True).content.decode()
        assert "By accord 7" in page
        assert "/withdraw/" not in page
    assert client.post(f"{address}{entered.pk}/withdraw/", secure=True).status_code == 302
    assert not WorkdayChange.objects.exists()


def test_nothing_is_lost_of_a_form_that_is_not_in_order(world, sign_in):
    form = sign_in(world.mex.coordinator).post(
        "/people/working-days/", {"day": "2020-01-02", "kind": "off", "note": "Too late"}, secure=True
    ).context["form"]  # fmt: skip
    assert "ya pasó" in str(form.errors["day"])
    assert form["note"].value() == "Too late"


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(world, sign_in, count, django_assert_num_queries):
    with reading_as(world.mex.coordinator.reader):
        WorkdayChange.objects.bulk_create(
            WorkdayChange(
                delegation_id="MEX", day=timezone.localdate() + timedelta(days=step), is_off=True, note="x", entered_by="x",
                entered_at=NOW,
            )
            for step in range(count)
        )  # fmt: skip
    client = sign_in(world.mex.coordinator)
    client.get("/people/working-days/", secure=True)
    with django_assert_num_queries(10):
        assert client.get("/people/working-days/", secure=True).status_code == 200


AUTUMN = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def unlooked(world):
    """Nobody of Mexico has looked at the coming year."""
    with reading_as(world.mex.coordinator.reader):
        WorkdayYear.objects.filter(delegation="MEX").delete()


def waiting(person, now):
    with reading_as(person.reader):
        return [(wait.thing, wait.due) for wait in waiting_on(person, now=now).shown]


@pytest.mark.parametrize(
    ("day", "waits"), [((2026, 11, 14), False), ((2026, 11, 15), True), ((2026, 12, 31), True), ((2027, 1, 1), False)]
)
def test_the_coming_year_waits_on_those_who_enter_it_from_the_middle_of_november_on(world, unlooked, day, waits):
    now = datetime(*day, 18, tzinfo=UTC)
    mex = waiting(world.mex.coordinator, now)
    assert [due for _thing, due in mex] == ([date(2026, 12, 15)] if waits else [])
    assert waiting(world.mex.head, now) == mex
    assert waiting(world.mex.member, now) == waiting(world.usa.coordinator, now) == []


def test_it_is_reminded_of_until_somebody_says_that_there_is_nothing_to_add_or_enters_a_day(world, unlooked):
    mex = world.mex.coordinator

    def planned():
        plan_all(now=AUTUMN)
        with reading_as(mex.reader):
            rows = Reminder.objects.filter(kind="working_year", status="planned", recipient=mex)
            return [(row.rung, row.send_on) for row in rows.order_by("goes_at")]

    asked = [("-14d", date(2026, 12, 1)), ("-1d", date(2026, 12, 14)), ("+1w", date(2026, 12, 16))]
    assert planned() == asked
    with reading_as(mex.reader):
        operations.complete_year(actor=mex, now=AUTUMN, year=2027)
        operations.complete_year(actor=mex, now=AUTUMN, year=2027)
        assert Entry.objects.filter(action="people.workday.completed").count() == 1
    assert (planned(), waiting(mex, AUTUMN)) == ([], [])
    with reading_as(mex.reader):
        facts = {"day": date(2027, 3, 25), "is_off": True, "note": "By accord"}
        entered = operations.enter_workday(actor=mex, now=AUTUMN, **facts)
        assert not WorkdayYear.objects.filter(delegation="MEX").exists()
        with pytest.raises(operations.YearHasEntries):
            operations.complete_year(actor=mex, now=AUTUMN, year=2027)
        with pytest.raises(operations.YearIsNotAsked):
            operations.complete_year(actor=mex, now=AUTUMN, year=2028)
    assert (planned(), waiting(mex, AUTUMN)) == ([], [])
    with reading_as(mex.reader):
        operations.withdraw_workday(actor=mex, entered=entered)
    assert planned() == asked


def test_one_press_says_that_there_is_nothing_to_add(world, unlooked, sign_in, time_machine):
    time_machine.move_to(AUTUMN, tick=False)
    client = sign_in(world.mex.coordinator)
    assert "/people/working-days/2027/complete/" in client.get("/people/working-days/", secure=True).content.decode()
    assert client.post("/people/working-days/2027/complete/", secure=True).status_code == 302
    page = client.get("/people/working-days/", secure=True).content.decode()
    assert world.mex.coordinator.name in page
    assert "/2027/complete/" not in page
    assert "/complete/" not in sign_in(world.mex.member).get("/people/working-days/", secure=True).content.decode()


def test_a_key_tells_its_year():
    keys = [key_of("ABCDEFGHIJKL", 2027), key_of("US", 2031)]
    assert [year_of(key) for key in keys] == [2027, 2031]
    assert len({*keys, key_of("US", 2032), key_of("USA", 2031)}) == 4
