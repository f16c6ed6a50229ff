"""Action items that are brought in from a list: all of them, or none."""

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.core.errors import NotAllowed
from portal.core.office import SheetPage, spreadsheet
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.people.lists.tables import table_of
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.importing import Line, confirmed, lines_in, read_confirmed
from workinggroup.actionitems.models import ActionItem, ItemChange

HEADS = "Commitment,Action item,Owner,Due,Weeks before,Working days before,Priority,Details"


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator, date(2090, 5, 4))
    statement = make_statement(world.sec.coordinator, follow_up)
    return make_commitment(world.sec.coordinator, statement, supporting=["MEX"])


def lines(*rows):
    return lines_in([table_of("\n".join([HEADS, *rows]), ",")])


def bring(world, said, actor=None):
    actor = actor or world.usa.coordinator
    with reading_as(actor.reader):
        return operations.import_items(lines=said, actor=actor, now=NOW)


def test_columns_are_known_in_both_languages_below_a_title():
    text = "Lista de acciones;;\n\nCompromiso;Acción;Vence\nC-1;Escribir;2026-05-07\n;;\n"
    assert lines_in([table_of(text, ";")]) == [Line(4, {"commitment": "C-1", "title": "Escribir", "due": "2026-05-07"})]
    assert lines_in([table_of("Name,Office\nAda,Analyst", ",")]) is None


def test_what_was_shown_comes_back_and_nothing_else():
    said = lines("C-1,Write,,2026-05-07")
    assert read_confirmed(confirmed(said)) == said
    for text in (
        "{}",
        "[1]",
        '[["1", {}]]',
        '[[1, {"x": "y"}]]',
        '[[1, {"title": 1}]]',
        '[[1, {"title": "a\\u0000"}]]',
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - of any kind
            read_confirmed(text)


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
    said = lines(
        *[f"{commitment.reference},Write {number},{world.usa.member.name},2026-05-07" for number in range(count)]
    )
    with reading_as(world.usa.coordinator.reader), django_assert_num_queries(15):
        operations.import_items(lines=said, actor=world.usa.coordinator, now=NOW)


def test_a_workbook_is_shown_and_then_confirmed(world, sign_in, commitment):
    client = sign_in(world.usa.coordinator)
    heads, row = ["Action item", "Commitment", "Due"], ["Write the guide", commitment.reference, "2090-05-01"]

    def show(*rows):
        data = spreadsheet([SheetPage("Items", heads, list(rows), (10, 10, 10))], marking="x")
        sent = {"file": SimpleUploadedFile("items.xlsx", data)}
        return client.post("/actions/import/", sent, secure=True).content.decode()

    page = show(row, ["Bad", "C-9", "2090-05-01"])
    assert "1 line is wrong" in page
    assert "Bring them in" not in page
    page = show(row)
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()
    found = html.unescape(re.search(r'name="lines" value="([^"]+)"', page)[1])
    answer = client.post("/actions/import/", {"lines": found}, secure=True)
    assert answer.status_code == 302
    with reading_as(Reader("USA")):
        assert ActionItem.objects.get().title == "Write the guide"
