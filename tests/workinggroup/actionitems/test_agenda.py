"""Action items that came from a row of an agenda, and from no commitment."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.agendas.models import Item
from meetings.agendas.states import ItemStatus
from meetings.documents.queries import thing_about
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.people.lists.named import lines_in
from portal.people.lists.tables import table_of
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_item, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.deadlines import find_items
from workinggroup.actionitems.exporting import as_csv
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.importing import HEADINGS, NEEDED, ORIGINS
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations.giving import NotOnTheAgenda
from workinggroup.actionitems.queries import action_list

TODAY = NOW.date()
HEADS = "Agenda item,Meeting,Commitment,Action item,Owner,Due"


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator, date(2090, 5, 4))


@scene
def row(world, meeting):
    return make_item(world.sec.coordinator, meeting, title="Labour mobility")


@scene
def item(world, row):
    return make_action_item(
        world.usa.coordinator, None, agenda_item=row, assignee=world.usa.member, title="Call the offices"
    )


@scene
def commitment(world, meeting):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))


def close(world, row, kept):
    """The row is read by these alone."""
    with reading_as(world.sec.coordinator.reader):
        Item.objects.filter(pk=row.pk).update(releasable_to=kept)


def test_it_is_seen_where_its_row_is(world, row, item, commitment):
    """By those of the meeting that read the row; a delegation that reads neither learns of neither."""
    assert (item.reference, item.origin, item.commitment) == ("TWG-2026-USA-GTM-MEX-001", row, None)
    assert item.known_to(["USA", "MEX", "GTM", "SEC", "CAN"]) == ["USA", "MEX", "GTM", "SEC"]
    assert str(row.pk) in item.lineage()
    with reading_as(Reader("MEX")):
        assert ActionItem.objects.filter(pk=item.pk).exists()
    close(world, row, ["USA", "GTM", "SEC"])
    for code, seen in (("MEX", False), ("USA", True)):
        with reading_as(Reader(code)):
            assert ActionItem.objects.filter(pk=item.pk).exists() is seen
    later = make_action_item(world.usa.coordinator, None, agenda_item=_again(row))
    assert later.releasable_to == ["USA", "GTM", "SEC"]
    assert later.series == "TWG-2026-USA-GTM"
    with reading_as(Reader("USA")), transaction.atomic(), pytest.raises(DatabaseError, match="one_origin"):
        ActionItem.objects.filter(pk=item.pk).update(commitment=commitment)


def _again(row):
    with reading_as(Reader("USA")):
        return Item.objects.select_related("agenda__meeting").get(pk=row.pk)


def test_only_coordinators_of_who_takes_part_make_it_and_only_of_what_stands_there(world, row):
    for actor in (world.usa.member, world.can.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            make_action_item(actor, None, agenda_item=row)
    row.status = ItemStatus.DEFERRED
    with pytest.raises(NotOnTheAgenda):
        make_action_item(world.usa.coordinator, None, agenda_item=row)


def test_lists_desk_reminders_and_papers_know_where_it_came_from(world, meeting, row, item, commitment, sign_in):
    other = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        with CaptureQueriesContext(connection) as asked:
            lines = lines_of([item.pk, other.pk], TODAY)
        assert len(asked) == 3
        assert (lines[item.pk].agenda, lines[item.pk].commitment) == ("Labour mobility", "")
        assert (lines[other.pk].agenda, lines[other.pk].commitment) == ("", commitment.reference)
        listed = action_list(world.usa.member, today=TODAY, asked=ItemFilter.read({"agenda": str(row.pk)}))
        assert [line.key for group in listed.groups for line in group.lines] == [item.pk]
        assert meeting.pk in {each.meeting for each in find_items("USA", now=NOW)}
        assert thing_about(meeting, "action_item", item.pk, world.usa.member) == item
        assert Notice.objects.filter(event="workinggroup.actionitem.assigned", subject_id=item.pk).exists()
        assert "Labour mobility" in as_csv([*lines.values()]).decode()
    client = sign_in(world.usa.member)
    for address in (item.get_absolute_url(), "/actions/", "/", f"/actions/?agenda={row.pk}"):
        assert "Labour mobility" in client.get(address, secure=True).content.decode()
    assert client.get("/actions/action-items.pdf", secure=True).status_code == 200


def test_a_coordinator_assigns_it_from_the_records(world, meeting, row, sign_in):
    records, path = (
        f"/meetings/{meeting.slug}/records/",
        reverse("actionitems:assign-from", args=[meeting.slug, row.pk]),
    )
    client = sign_in(world.mex.coordinator)
    assert path in client.get(records, secure=True).content.decode()
    assert "Labour mobility" in client.get(path, secure=True).content.decode()
    day = (NOW + timedelta(days=30_000)).date()
    answer = client.post(path, {"title": "Write to the offices", "due_on": day.isoformat()}, secure=True)
    assert answer.status_code == 302
    with reading_as(Reader("MEX")):
        assert ActionItem.objects.get(title="Write to the offices").agenda_item_id == row.pk
    member = sign_in(world.mex.member)
    assert path not in member.get(records, secure=True).content.decode()
    assert member.get(path, secure=True).status_code == 403


def test_a_list_names_rows_of_agendas(world, meeting, row, commitment):
    again = make_item(world.sec.coordinator, meeting, title="Opening")
    make_item(world.sec.coordinator, make_follow_up(world.sec.coordinator, date(2090, 6, 4)), title="Opening")

    def checked(*said):
        read = lines_in([table_of("\n".join([HEADS, *said]), ",")], HEADINGS, NEEDED, ORIGINS)
        with reading_as(world.usa.coordinator.reader):
            return operations.check_lines(lines=read, actor=world.usa.coordinator, now=NOW)

    good, other, *bad = checked(
        "Labour mobility,,,Call,,2090-01-01",
        f"Opening,{meeting.slug},,Invite,,2090-01-01",
        "Opening,,,Invite,,2090-01-01",
        "Nothing of ours,,,Invite,,2090-01-01",
        f"Labour mobility,,{commitment.reference},Both,,2090-01-01",
    )
    assert [each.item and each.item.agenda_item_id for each in (good, other)] == [row.pk, again.pk]
    assert [each.problems for each in bad] == [
        ["Several agenda items are called “Opening”. Say of which meeting."],
        ["“Nothing of ours” is no agenda item of a meeting in which your delegation takes part."],
        ["An action item came from a commitment or from an agenda item, not from both."],
    ]
    assert lines_in([table_of("Action item,Owner\nCall,Ada", ",")], HEADINGS, NEEDED, ORIGINS) is None
