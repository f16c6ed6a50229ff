"""What an owner or a coordinator did by a slip is undone within the hour: accepted, reported, verified."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ActionItem, ItemBatch, ItemChange, ItemReport

HELD = ("assignee_id", "status", "standing", "reported", "reason", "settled_at", "done_by_id", "verified_by_id")


@scene
def item(world):
    text = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    commitment = make_commitment(world.sec.coordinator, text)
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)


def do(act, actor, item, **facts):
    with reading_as(actor.reader):
        getattr(operations, act)(item=item, actor=actor, now=timezone.now(), **facts)


def stands(item):
    with reading_as(Reader("USA")):
        return ActionItem.objects.filter(pk=item.pk).values_list(*HELD).get()


def undo(actor, now=None):
    with reading_as(actor.reader):
        batch = ItemBatch.objects.filter(undone_at=None).order_by("-at")[0]
        return operations.undo_batch(batch=batch, actor=actor, now=now or timezone.now())


def test_each_slip_is_put_back_by_whoever_made_it_and_by_coordinators(world, item):
    member, coordinator, second = world.usa.member, world.usa.coordinator, world.usa.head
    before = [stands(item)]
    do("accept_item", member, item)
    undo(member)
    assert stands(item) == before[0]
    do("accept_item", member, item)
    before.append(stands(item))
    do("report_progress", member, item, standing="blocked", text="The wrong item.")
    with pytest.raises(NotAllowed):
        undo(world.usa.negotiator)
    undo(coordinator)
    assert stands(item) == before[1]
    do("report_progress", member, item, standing="done", text="It is there.")
    before.append(stands(item))
    do("verify_item", second, item)
    undo(second)
    assert stands(item) == before[2]
    with pytest.raises(operations.UndoneAlready):
        undo(member, timezone.now() + timedelta(hours=2))
    with reading_as(Reader("MEX")):
        said = list(ItemReport.objects.order_by("at").values_list("standing", "taken_back_at"))
        assert [(standing, at is None) for standing, at in said] == [("blocked", False), ("done", True)]
        assert lines_of([item.pk], timezone.localdate(), this_moment())[item.pk].reports == ("done",)
        assert ItemChange.objects.filter(change="undone").count() == 3
    with reading_as(Reader("USA")), transaction.atomic(), pytest.raises(DatabaseError):
        ItemReport.objects.filter(standing="done").update(text="Else")


def test_the_owner_undoes_on_the_page_what_was_pressed_by_mistake(world, item, sign_in):
    client, path = sign_in(world.usa.member), item.get_absolute_url()
    client.post(path, {"standing": "done", "text": "Oh."}, secure=True)
    page = client.get(path, secure=True).content.decode()
    with reading_as(Reader("USA")):
        address = f"/actions/bulk/{ItemBatch.objects.order_by('-at')[0].pk}/undo/"
    assert address in page
    assert address not in sign_in(world.usa.negotiator).get(path, secure=True).content.decode()
    assert client.post(address, secure=True).status_code == 302
    page = client.get(path, secure=True).content.decode()
    assert "Sent by mistake, taken back" in page
    assert "Report progress" in page
