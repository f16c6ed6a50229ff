"""Documents about an agenda item, a paragraph or an action item: shown beside it, through the wall, and added from there."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.documents.models import Document
from meetings.documents.queries import counts_about
from meetings.statements.models import Paragraph
from portal.core.reader import reading_as
from tests.factories.documents import make_document
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_item,
    make_statement,
)
from tests.scenes import scene


@scene
def subjects(world):
    """A meeting with an item, a statement's second paragraph, and an action item: each with its page."""
    sec = world.sec.coordinator
    meeting = make_follow_up(sec)
    item = make_item(sec, meeting, title="Root causes")
    statement = make_statement(sec, meeting)
    action = make_action_item(world.usa.coordinator, make_commitment(sec, statement), assignee=world.usa.member)
    with reading_as(sec.reader):
        paragraph = Paragraph.objects.get(anchor="p02")
    pages = {
        "item": (item, meeting.get_absolute_url()),
        "paragraph": (paragraph, statement.get_absolute_url()),
        "action_item": (action, action.get_absolute_url()),
    }
    return SimpleNamespace(meeting=meeting, pages=pages)


def read(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_says_how_many_documents_are_about_it_and_leads_to_them(world, subjects, sign_in):
    kind = "paragraph"
    thing, address = subjects.pages[kind]
    link = f"/meetings/{subjects.meeting.slug}/documents/?about={thing.pk}"
    client = sign_in(world.mex.member)
    assert link not in read(client, address)
    make_document(world.usa.member, subjects.meeting, title="About it", about=(kind, thing.pk))
    make_document(world.usa.member, subjects.meeting, title="Withheld", about=(kind, thing.pk), readers=["GTM"])
    make_document(world.usa.member, subjects.meeting, title="Elsewhere")
    page = read(client, address)
    assert link in page
    assert ">1 document" in page
    assert ">2 document" in read(sign_in(world.gtm.member), address)
    listed = read(client, link)
    assert "About it" in listed
    assert "Withheld" not in listed
    assert "Elsewhere" not in listed
    assert f"documents/new/?about={kind}&amp;key={thing.pk}" in listed


def test_an_action_item_shows_its_documents(world, subjects, sign_in):
    action, address = subjects.pages["action_item"]
    make_document(world.usa.member, subjects.meeting, title="About it", about=("action_item", action.pk))
    make_document(
        world.usa.member, subjects.meeting, title="Withheld", about=("action_item", action.pk), readers=["GTM"]
    )
    page = read(sign_in(world.mex.member), address)
    assert "About it" in page
    assert "Withheld" not in page


def test_the_host_sees_the_documents_where_the_item_is_changed(world, subjects, sign_in):
    item, _address = subjects.pages["item"]
    make_document(world.usa.member, subjects.meeting, title="About it", about=("item", item.pk))
    page = read(sign_in(world.gtm.coordinator), f"/meetings/{subjects.meeting.slug}/agenda/edit/item/?item={item.pk}")
    assert "About it" in page
    assert f"documents/new/?about=item&amp;key={item.pk}" in page


@pytest.mark.parametrize("kind", ["item", "paragraph", "action_item"])
def test_a_document_is_added_from_the_thing_it_is_about(world, subjects, sign_in, kind):
    thing, address = subjects.pages[kind]
    add = f"/meetings/{subjects.meeting.slug}/documents/new/?about={kind}&amp;key={thing.pk}"
    asked = address if kind == "action_item" else f"{address}?add"
    assert add in read(sign_in(world.usa.member), asked)
    assert add not in read(sign_in(world.usa.observer), asked)
    client = sign_in(world.usa.member)
    page = read(client, add.replace("&amp;", "&"))
    assert f'name="about_id" value="{thing.pk}"' in page
    form = {
        "title_en": "New", "title_es": "Nuevo", "kind": "paper", "marking": "AMBER", "link_en": "https://a.example/",
        "about_kind": kind, "about_id": thing.pk, "readers": ["MEX"],
    }  # fmt: skip
    assert client.post(add.replace("&amp;", "&"), form, secure=True).status_code == 302
    with reading_as(world.mex.member.reader):
        assert Document.objects.get(title__en="New").about_id == thing.pk


def test_breaks_and_neutral_lines_take_no_documents(world, subjects, sign_in):
    sec = world.sec.coordinator
    pause = make_item(sec, subjects.meeting, title="Coffee", kind="break")
    closed = make_item(sec, subjects.meeting, title="CANARY", readers=["USA"])
    page = read(sign_in(world.mex.member), f"{subjects.meeting.get_absolute_url()}?add")
    assert page.count("documents/new/?about=item") == 1
    assert str(pause.pk) not in page
    assert f"key={closed.pk}" in read(sign_in(world.usa.member), f"{subjects.meeting.get_absolute_url()}?add")


def test_a_paper_about_what_few_read_is_offered_to_them_alone(world, subjects, sign_in):
    action = make_action_item(
        world.usa.coordinator, subjects.pages["action_item"][0].commitment, title="CANARY", only_us=True
    )
    address = f"/meetings/{subjects.meeting.slug}/documents/new/?about=action_item&key={action.pk}"
    page = read(sign_in(world.usa.coordinator), address)
    assert "CANARY" in page
    assert "checked" not in page
    theirs = read(sign_in(world.mex.coordinator), address)
    assert "CANARY" not in theirs
    assert 'name="about_id" value=' not in theirs


@pytest.mark.parametrize(("kind", "key"), [("item", "nonsense"), ("nothing", None), ("", None), ("item", "")])
def test_an_address_about_nothing_adds_to_the_meeting(world, subjects, sign_in, kind, key):
    key = subjects.pages["item"][0].pk if key is None else key
    page = read(sign_in(world.usa.member), f"/meetings/{subjects.meeting.slug}/documents/new/?about={kind}&key={key}")
    assert 'name="about_id" value=' not in page


@pytest.mark.parametrize("kind", ["item", "paragraph", "action_item"])
def test_any_number_of_documents_costs_the_same_queries(world, subjects, sign_in, kind):
    thing, address = subjects.pages[kind]
    paper = make_document(world.usa.member, subjects.meeting, about=(kind, thing.pk))
    client = sign_in(world.mex.member)
    counts = []
    for total in (1, 3, 400):
        with reading_as(world.usa.member.reader):
            facts = {"about_kind": kind, "about_id": thing.pk, "delegation_id": "USA", "added_by": world.usa.member}
            marks = {"releasable_to": paper.releasable_to, "editable_by": paper.editable_by}
            some = range(Document.objects.count(), total)
            Document.objects.bulk_create(
                Document(meeting=subjects.meeting, title={"en": str(n)}, added_at=NOW, **facts, **marks) for n in some
            )
        read(client, "/")
        with CaptureQueriesContext(connection) as seen:
            read(client, address)
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


def test_counting_is_one_query(world, subjects, django_assert_num_queries):
    item, _address = subjects.pages["item"]
    make_document(world.usa.member, subjects.meeting, about=("item", item.pk))
    with reading_as(world.mex.member.reader), django_assert_num_queries(1):
        assert counts_about(subjects.meeting, "item", world.mex.member) == {item.pk: 1}
