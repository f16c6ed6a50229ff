"""The agenda's working pages, asked as people ask them."""

import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.agendas.models import Annotation, Item, Proposal, Section, Theme
from meetings.agendas.operations import annotate_item, issue_revision, steer_meeting
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_follow_up, make_item
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator, date(2090, 5, 7))


@scene
def rows(world, meeting):
    return [make_item(world.sec.coordinator, meeting, 30, title) for title in ("First", "Second", "Third")]


def get(client, meeting, path, **headers):
    return client.get(f"/meetings/{meeting.slug}/{path}", secure=True, headers=headers)


def post(client, meeting, path, **data):
    return client.post(f"/meetings/{meeting.slug}/{path}", data, secure=True, follow=True).content.decode()


def button(page, word, title):
    """The value of the button with that label."""
    return re.search(rf'value="([^"]*)"[^>]*aria-label="{word}: {title}"', page)[1]


ITEM = {"title_en": "New", "title_es": "Nuevo", "kind": "item", "minutes": "20", "seen": "0", "readers": ["USA", "MEX"]}


def test_moving_by_buttons(world, sign_in, meeting, rows):
    client = sign_in(world.gtm.coordinator)
    client.cookies["django_language"] = "en"
    page = get(sign_in(world.sec.coordinator), meeting, "agenda/edit/").content.decode()
    page = post(sign_in(world.sec.coordinator), meeting, "agenda/edit/move/", to=button(page, "Up", "Third"), seen="4")
    assert page.index("First") < page.index("Third") < page.index("Second")
    page = post(
        sign_in(world.sec.coordinator), meeting, "agenda/edit/move/", to=button(page, "Down", "First"), seen="4"
    )
    assert page.index(">Third") < page.index(">First") < page.index(">Second")
    assert "Somebody else changed the agenda meanwhile: Third" in page
    assert "changed meanwhile" in page


@pytest.mark.parametrize("to", ["", "nonsense", "a:b:c:d", "x" * 500])
def test_a_place_that_is_none_is_told(world, sign_in, meeting, rows, to):
    page = post(sign_in(world.sec.coordinator), meeting, "agenda/edit/move/", to=to)
    assert 'class="message message--error"' in page


def test_adding_changing_and_losing_the_race(world, sign_in, meeting, rows):
    client = sign_in(world.sec.coordinator)
    page = post(client, meeting, f"agenda/edit/item/?after={rows[0].pk}", **ITEM)
    assert page.index(">First") < page.index(">New") < page.index(">Second")
    address = f"agenda/edit/item/?item={rows[1].pk}"
    facts = ITEM | {"title_en": "Mine", "fixed_at": "14:00", "readers": ["USA"], "seen": str(rows[1].edit)}
    assert "Closed: only USA, GTM, SEC read it" in post(client, meeting, address, **facts)
    lost = post(sign_in(world.sec.head), meeting, address, **(facts | {"title_en": "Theirs"}))
    assert "“Mine”" in lost
    assert "Theirs" in lost
    with reading_as(world.sec.coordinator.reader):
        item = Item.objects.get(pk=rows[1].pk)
    assert (item.title["en"], item.fixed_at) == ("Mine", time(14))
    assert f'name="seen" value="{item.edit}"' in lost
    page = get(sign_in(world.mex.member), meeting, "agenda/").content.decode()
    assert "Mine" not in page


@pytest.mark.parametrize(
    ("name", "value"), [("minutes", "0"), ("minutes", "-5"), ("title_en", "x" * 501), ("title_es", "")]
)
def test_bad_input_is_told_at_its_field(world, sign_in, meeting, rows, name, value):
    page = post(sign_in(world.sec.coordinator), meeting, "agenda/edit/item/", **(ITEM | {name: value}))
    assert "Nothing was saved" in page


def test_sections_take_their_title_from_a_theme(world, sign_in, meeting, rows):
    theme = Theme.objects.get(code="root-causes")
    client = sign_in(world.sec.coordinator)
    post(client, meeting, f"agenda/edit/section/?item={rows[1].pk}", theme=theme.pk)
    page = get(sign_in(world.usa.member), meeting, "").content.decode()
    assert page.index("First") < page.index("Root causes") < page.index("Second")


def test_removing_and_putting_back(world, sign_in, meeting, rows):
    client = sign_in(world.sec.coordinator)
    page = post(client, meeting, "agenda/edit/take-off/", row=rows[0].pk)
    assert "Put back" in page
    assert "First" not in get(sign_in(world.usa.member), meeting, "").content.decode()
    assert "Put back" not in post(client, meeting, "agenda/edit/put-back/", row=rows[0].pk)


def test_from_proposal_to_agenda(world, sign_in, meeting, rows):
    usa, mex, gtm = (sign_in(side.coordinator) for side in (world.usa, world.mex, world.gtm))
    facts = {"title_en": "Fairness", "title_es": "Equidad", "minutes": "15", "day": "2090-05-01", "until": "12:00"}
    assert "Fairness" in post(usa, meeting, "agenda/proposals/", **facts)
    with reading_as(world.usa.coordinator.reader):
        key = Proposal.objects.get().pk
    page = post(mex, meeting, "agenda/proposals/answer/", proposal=key, view="objection", reason="Not here")
    assert "Not here" in page
    assert "Put on the agenda" not in get(sign_in(world.sec.coordinator), meeting, "agenda/proposals/").content.decode()
    post(mex, meeting, "agenda/proposals/answer/", proposal=key, view="none")
    post(gtm, meeting, "agenda/proposals/answer/", proposal=key, view="none")
    post(sign_in(world.sec.coordinator), meeting, "agenda/proposals/accept/", proposal=key)
    assert "Fairness" in get(usa, meeting, "").content.decode()


def test_a_revision_is_compared_on_its_page(world, sign_in, meeting, rows):
    client = sign_in(world.sec.coordinator)
    assert "Rev. 0 is issued." in post(client, meeting, "agenda/issue/")
    post(client, meeting, "agenda/edit/take-off/", row=rows[0].pk)
    page = post(client, meeting, "agenda/adopt/")
    assert '<del dir="auto">First</del>' in page
    assert "09:30 → 09:00" in page


def test_own_notes_on_their_page(world, sign_in, meeting, rows):
    client = sign_in(world.usa.member)
    facts = {"item": rows[0].pk, "seen": "0", "red_lines": "CANARY"}
    assert "CANARY" in post(client, meeting, "agenda/ours/", **facts)
    late = post(sign_in(world.usa.head), meeting, "agenda/ours/", **(facts | {"red_lines": "Other words"}))
    assert "CANARY" in late
    assert "Other words" in late
    for user in (world.mex.head, world.gtm.coordinator):
        assert "CANARY" not in get(sign_in(user), meeting, "agenda/ours/").content.decode()
    assert get(sign_in(world.sec.coordinator), meeting, "agenda/ours/").status_code == 403


def test_the_session_on_every_screen(world, sign_in, meeting, rows):
    chair, usa = sign_in(world.sec.coordinator), sign_in(world.usa.member)
    assert "Not in session" in get(usa, meeting, "live/").content.decode()
    post(chair, meeting, "live/start/", seen="")
    assert "USA" in post(usa, meeting, "live/floor/ask/", delegation="USA")
    board = get(sign_in(world.mex.member), meeting, "live/", **{"HX-Request": "true"}).content.decode()
    assert "<html" not in board
    assert "First" in board
    assert "data-ends" in board


POLL = {"HX-Request": "true", "Portal-Poll": "yes"}


def test_a_poll_without_news_is_answered_304_in_two_questions(world, sign_in, meeting, rows):
    client, chair = sign_in(world.usa.member), sign_in(world.sec.coordinator)
    post(chair, meeting, "live/start/", seen="")
    tag = get(client, meeting, "live/", **POLL)["ETag"]
    with CaptureQueriesContext(connection) as seen:
        again = get(client, meeting, "live/", **POLL, **{"If-None-Match": tag})
    assert again.status_code == 304
    tables = [re.findall(r"people_session|people_user|audit_entry|meetings_\w+", each["sql"])[:1] for each in seen]
    assert [name for name in tables if name] == [["people_session"], ["meetings_agenda_shows"]]
    # What asks no table: the reader's challenge and context, and what the test's own transaction adds.
    asked = [each["sql"] for each in seen if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    signing = ("SELECT portal_change_context(", "SELECT portal_challenge(")
    assert len([each for each in asked if not each.startswith(signing)]) == 2
    post(chair, meeting, "live/next/", seen=rows[0].pk)
    assert get(client, meeting, "live/", **POLL, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["agenda/edit/", "agenda/ours/", "agenda/revisions/", "agenda/proposals/", "live/"])
def test_every_page_costs_the_same_queries_for_any_number_of_rows(world, sign_in, meeting, path):
    sec, host = world.sec.coordinator, world.gtm.coordinator
    make_item(sec, meeting)
    with reading_as(sec.reader):
        first = Item.objects.get()
        marks = {"releasable_to": first.releasable_to, "editable_by": first.editable_by}
        Item.objects.update(section=Section.objects.create(agenda=first.agenda, title={"en": "S"}, **marks))
        steer_meeting(meeting=meeting, actor=sec, now=NOW, act="start")
    counts = []
    for total in (1, 3, 400):
        with reading_as(sec.reader):
            some = range(Item.objects.count(), total)
            more = [Item(agenda=first.agenda, rank=first.rank + n, title={"en": "m"}, minutes=1, **marks) for n in some]
            Item.objects.bulk_create(more)
            issue_revision(meeting=meeting, actor=sec, now=NOW)
            issue_revision(meeting=meeting, actor=sec, now=NOW)
        with reading_as(host.reader):
            for item in more[:20] or [first]:
                annotate_item(item=item, actor=host, seen=0, briefing="x")
        client = sign_in(host)
        client.get("/", secure=True)
        with CaptureQueriesContext(connection) as seen:
            assert get(client, meeting, path).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]
    with reading_as(host.reader):
        assert Annotation.objects.exists()
