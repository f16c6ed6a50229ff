"""Action items that are brought in from a list: all of them, or none."""

import html
import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.remembered import this_moment
from portal.core import times
from portal.core.errors import NotAllowed
from portal.core.office import SheetPage, spreadsheet
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.people.lists.named import LARGEST, Line, confirmed, day_said, lines_in, read_confirmed
from portal.people.lists.tables import table_of
from tests.factories.people import prefer, reload_user
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.forms import ImportForm
from workinggroup.actionitems.importing import HEADINGS, NEEDED
from workinggroup.actionitems.models import ActionItem, ItemChange
from workinggroup.actionitems.waits import waits
from workinggroup.commitments.models import Commitment

HEADS = "Commitment,Action item,Owner,Due,Weeks before,Working days before,Priority,Details"


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator, date(2090, 5, 4))
    statement = make_statement(world.sec.coordinator, follow_up)
    return make_commitment(world.sec.coordinator, statement, supporting=["MEX"])


def read(table):
    return lines_in([table], HEADINGS, NEEDED)


def lines(*rows):
    return read(table_of("\n".join([HEADS, *rows]), ","))


def bring(world, said, actor=None):
    actor = actor or world.usa.coordinator
    with reading_as(actor.reader):
        return operations.import_items(lines=said, actor=actor, now=NOW)


def test_columns_are_known_in_both_languages_below_a_title():
    text = "Lista de acciones;;\n\nCompromiso;Acción;Vence\nC-1;Escribir;2026-05-07\n;;\n"
    assert read(table_of(text, ";")) == [Line(4, {"commitment": "C-1", "title": "Escribir", "due": "2026-05-07"})]
    assert read(table_of("Name,Office\nAda,Analyst", ",")) is None


def test_what_was_shown_comes_back_and_nothing_else():
    said = lines("C-1,Write,,2026-05-07")
    assert read_confirmed(confirmed(said), HEADINGS) == said
    for text in (
        "{}",
        "[1]",
        '[["1", {}]]',
        '[[1, {"x": "y"}]]',
        '[[1, {"title": 1}]]',
        '[[1, {"title": "a\\u0000"}]]',
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - of any kind
            read_confirmed(text, HEADINGS)


def test_a_list_becomes_items_and_each_owner_is_told_once(world, commitment):
    earlier = make_action_item(world.usa.coordinator, commitment)
    ref, who = commitment.reference, world.usa.member
    items = bring(
        world,
        lines(
            f"{ref},Write the guide,{who.email.upper()},2026-05-07,,,high,Both languages",
            f"{ref},Print the guide,{who.name},,2,,,",
            f"{ref},Send the guide,,,,10,,",
        ),
    )
    assert [item.number for item in items] == [earlier.number + each for each in (1, 2, 3)]
    with reading_as(Reader("MEX")):
        rows = list(ActionItem.objects.exclude(pk=earlier.pk).order_by("number"))
        assert ItemChange.objects.filter(item__in=rows, change="assigned").count() == 3
    assert [row.due_on for row in rows] == [date(2026, 5, 7), date(2090, 4, 20), date(2090, 4, 20)]
    assert [(row.assignee_id, row.status, row.priority) for row in rows] == [
        (who.pk, "proposed", 1), (who.pk, "proposed", 2), (None, "proposed", 2),
    ]  # fmt: skip
    with reading_as(who.reader):
        assert Notice.objects.filter(person=who, event="workinggroup.actionitem.several").count() == 1


def test_all_that_is_wrong_is_said_by_line_and_nothing_is_written(world, commitment):
    ref = commitment.reference
    said = lines(
        f"{ref},Good,,2026-05-07",
        "C-9,No such commitment,,2026-05-07",
        f"{ref},Yesterday,,2026-03-01",
        f"{ref},American,,05/07/2026",
        f"{ref},Stranger,Julian Nobody,2026-05-07,,,urgent",
        f'{ref},"=HYPERLINK(""x"")",,2026-05-07',
        f"{ref},Twice,,2026-05-07,3",
    )
    with reading_as(world.usa.coordinator.reader):
        checked = operations.check_lines(lines=said, actor=world.usa.coordinator, now=NOW)
    assert {each.number: len(each.problems) for each in checked} == {2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 1, 8: 1}
    with pytest.raises(operations.BadLines, match="3, 4, 5, 6, 7, 8"):
        bring(world, said)
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()


def test_a_side_brings_in_its_own_alone(world, commitment):
    said = lines(f"{commitment.reference},Write,,2026-05-07")
    with pytest.raises(NotAllowed):
        bring(world, said, world.usa.member)
    with pytest.raises(operations.BadLines):
        bring(world, said, world.gtm.coordinator)
    assert bring(world, said, world.mex.coordinator)[0].delegation_id == "MEX"


@pytest.mark.parametrize("count", [2, 200])
def test_a_list_costs_the_same_queries_for_any_number(world, commitment, count, django_assert_num_queries):
    """Also where its lines count in working days, and come from as many commitments."""
    with reading_as(Reader("SEC")):
        mine = Commitment.objects.get(pk=commitment.pk)
        for number in range(20, 20 + count):
            mine.pk, mine.number, mine.place, mine.reference = uuid4(), number, number, f"C-{number}"
            mine.save(force_insert=True)
    said = lines(*[f"C-{20 + each},Write {each},{world.usa.member.name},,,{each % 9}" for each in range(count)])
    with reading_as(world.usa.coordinator.reader), django_assert_num_queries(16):
        operations.import_items(lines=said, actor=world.usa.coordinator, now=NOW)


def test_an_item_is_due_on_a_day_also_where_the_clocks_leave_its_hour_out(world, commitment):
    """In the night to 8 March 2026 clocks in Washington go from 02:00 to 03:00; in Santiago 6 September 2026 has no midnight."""
    reader = world.usa.coordinator
    prefer(reader, time_zone="America/New_York")
    item = bring(world, lines(f"{commitment.reference},Write,{reader.email},2026-03-08 02:30"), reload_user(reader))[0]
    assert item.due_on == date(2026, 3, 8)
    for zone, day in (("America/New_York", date(2026, 3, 8)), ("America/Santiago", date(2026, 9, 6))):
        prefer(reader, time_zone=zone)
        person = reload_user(reader)
        for hour in (0, 12):
            now = datetime(day.year, day.month, day.day, 6 + hour, tzinfo=UTC)
            with reading_as(person.reader):
                moment = this_moment()
                [wait] = [each for each in waits(person, now=now, moment=moment).shown if each.due == item.due_on]
            assert wait.days == (date(2026, 3, 8) - times.local(now, zone).date()).days
    assert day_said("2026-03-08T02:30:00") == day_said("2026-03-08") == item.due_on
    assert day_said("2026-03-08 and later") is day_said("2026-02-30") is day_said("08.03.2026") is None


def test_thirty_seven_of_five_thousand_lines_are_wrong_and_each_is_named(world, sign_in, commitment):
    ref = commitment.reference
    wrong = {
        0: f"{ref},Write {{}},Nobody Known,2090-05-01",
        1: "C-9,Write {},,2090-05-01",
        2: f"{ref},Write {{}},,31/12/2090",
        3: f'{ref},"=HYPERLINK(""x"")",,2090-05-01',
    }
    places = range(100, 4900, 130)
    rows = [f"{ref},Write {number},{world.usa.member.email},,,{number % 30}" for number in range(5_000)]
    for turn, place in enumerate(places):
        rows[place] = wrong[turn % 4].format(place)
    client = sign_in(world.usa.coordinator)

    def show(rows):
        sent = {"file": SimpleUploadedFile("items.csv", "\n".join([HEADS, *rows]).encode())}
        return client.post("/actions/import/", sent, secure=True).content.decode()

    page = show(rows)
    assert len(places) == 37
    assert "37 lines of 5000 are wrong" in page
    named = re.findall(r'<td class="nowrap">(\d+)</td>.*?<b class="bad">', page.partition("Lines without a fault")[0])
    assert [int(each) for each in named] == [place + 2 for place in places]
    assert "Bring them in" not in page
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()
    for place in places:
        rows[place] = f"{ref},Write {place},,2090-05-01"
    page = show(rows[:1_500])
    assert "1300 more without a fault" in page
    found = html.unescape(re.search(r'name="lines" value="([^"]+)"', page)[1])
    assert client.post("/actions/import/", {"lines": found}, secure=True).status_code == 302
    with reading_as(Reader("USA")):
        assert ActionItem.objects.count() == ItemChange.objects.count() == 1_500
        assert {"Write 100", "Write 1499"} <= set(ActionItem.objects.values_list("title", flat=True))


def test_more_than_is_looked_through_is_refused(world, commitment):
    with reading_as(world.usa.coordinator.reader), pytest.raises(operations.TooManyRows, match="5000"):
        operations.check_lines(lines=[Line(2)] * 5_001, actor=world.usa.coordinator, now=NOW)
    for data in (b"a\n" * 10_001, b"x" * (LARGEST + 1)):
        form = ImportForm({}, {"file": SimpleUploadedFile("items.csv", data)})
        assert "larger than 4 MB, or has more than 10000 rows" in str(form.errors)


def test_a_workbook_is_shown_and_then_confirmed(world, sign_in, commitment):
    client = sign_in(world.usa.coordinator)
    heads, row = ["Action item", "Commitment", "Due"], ["Write the guide", commitment.reference, "2090-05-01"]

    def show(*rows):
        data = spreadsheet([SheetPage("Items", heads, list(rows), (10, 10, 10))], marking="x")
        sent = {"file": SimpleUploadedFile("items.xlsx", data)}
        return client.post("/actions/import/", sent, secure=True).content.decode()

    page = show(row, ["Bad", "C-9", "2090-05-01"])
    assert "1 line of 2 is wrong" in page
    assert "Bring them in" not in page
    page = show(row)
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()
    found = html.unescape(re.search(r'name="lines" value="([^"]+)"', page)[1])
    answer = client.post("/actions/import/", {"lines": found}, secure=True)
    assert answer.status_code == 302
    with reading_as(Reader("USA")):
        assert ActionItem.objects.get().title == "Write the guide"
