"""The bell and its page: what is unread, what is told of it, what reading marks; nobody else's, nothing no longer seen."""

import re

import pytest
from django.utils import timezone

from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.notifications.news import tell_news
from portal.notifications.unread import count_unread
from portal.people.bell.operations import KEPT, forget_notices, mark_read
from tests.factories.news import DONE, choose, minutes, notices_of, tell
from tests.factories.work import NOW, make_action_item, make_commitment, make_meeting, make_statement
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem
from workinggroup.reminders.round import run_round

PAGE = "/notices/"


@scene
def promise(world):
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    )


@scene
def item(world, promise):
    return make_action_item(world.usa.coordinator, promise, title="List of offices", assignee=world.usa.member)


def get(client, path=PAGE):
    return client.get(path, secure=True)


def bell(client, path="/people/me/"):
    """What the bell says on a page."""
    return re.search(r'class="bell".*?class="vh">(.*?)</span>', get(client, path).content.decode(), re.DOTALL)[1]


def seen_on(client, path=PAGE):
    return re.search(r'name="seen" value="([^"]*)"', get(client, path).content.decode())[1]


def copy_notices(person, count):
    """As many notices as asked for, of the one thing that the person has one of."""
    (first,) = notices_of(person)
    with reading_as(person.reader):
        Notice.objects.bulk_create(
            Notice(
                person=person, event=first.event, subject_kind=first.subject_kind, subject_id=first.subject_id, since=NOW,
                due_at=NOW + minutes(n), bell=True, mail=False, digest=False, releasable_to=first.releasable_to,
                dedupe_key=f"copy {n}",
            )
            for n in range(1, count)
        )  # fmt: skip


def test_the_number_changes_when_a_notice_is_opened(world, item, sign_in):
    client = sign_in(world.usa.member)
    assert bell(client) == "Notices: 1 unread"
    page = get(client).content.decode()
    assert "An action item was assigned to you." in page
    assert "List of offices" in page
    (notice,) = notices_of(world.usa.member)
    answer = get(client, f"{PAGE}{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, item.get_absolute_url())
    assert bell(client) == "Notices: nothing new"
    assert "Nothing new." in get(client).content.decode()
    assert "List of offices" in get(client, PAGE + "?show=all").content.decode()


def test_looking_at_the_head_of_a_notice_marks_nothing(world, item, sign_in):
    client = sign_in(world.usa.member)
    (notice,) = notices_of(world.usa.member)
    assert client.head(f"{PAGE}{notice.pk}/", secure=True).status_code == 302
    assert bell(client) == "Notices: 1 unread"


def test_nobody_else_sees_or_opens_it(world, item, sign_in):
    (notice,) = notices_of(world.usa.member)
    for person in (world.usa.coordinator, world.mex.member, world.sec.coordinator):
        client = sign_in(person)
        assert "List of offices" not in get(client).content.decode()
        assert get(client, f"{PAGE}{notice.pk}/").status_code == 404
    with reading_as(world.usa.coordinator.reader):
        assert not Notice.objects.exists()
        assert mark_read(actor=world.usa.member, keys=[notice.pk], now=NOW) == 0
    with reading_as(Reader("MEX")):
        assert not Notice.objects.exists()


def test_whoever_changed_sides_has_left_the_notices_behind(world, item):
    with reading_as(Reader("MEX", world.usa.member.pk)):
        assert not Notice.objects.exists()


def test_what_may_no_longer_be_seen_leaves_a_neutral_line(world, promise, sign_in):
    item = make_action_item(world.usa.coordinator, promise, title="CANARY title")
    tell(DONE, item, world.sec.member)
    client = sign_in(world.sec.member)
    assert "CANARY" in get(client).content.decode()
    with reading_as(Reader("USA")):
        ActionItem.objects.filter(pk=item.pk).update(releasable_to=["USA"])
    page = get(client).content.decode()
    assert "CANARY" not in page
    assert "Ministerial" not in page
    assert "News of what you may no longer see." in page
    (notice,) = notices_of(world.sec.member)
    assert get(client, f"{PAGE}{notice.pk}/")["Location"] == PAGE


def test_what_came_after_the_page_stays_unread(world, item, promise, sign_in):
    client = sign_in(world.usa.member)
    seen = seen_on(client)
    make_action_item(world.usa.coordinator, promise, assignee=world.usa.member)
    answer = client.post(PAGE + "read/", {"seen": seen}, secure=True)
    assert answer["Location"] == PAGE
    assert bell(client) == "Notices: 1 unread"


@pytest.mark.parametrize("seen", ["!", "AAAA", "A" * 9000, "\u00e9", "A" * 22])
def test_a_form_that_says_something_else_marks_nothing(world, item, sign_in, seen):
    client = sign_in(world.usa.member)
    assert client.post(PAGE + "read/", {"seen": seen}, secure=True).status_code == 302
    assert bell(client) == "Notices: 1 unread"


def test_many_of_one_event_are_folded(world, item, sign_in):
    copy_notices(world.usa.member, 5)
    page = get(sign_in(world.usa.member)).content.decode()
    assert re.search(r"<summary>An action item was assigned to you\. <b>5 notices</b>, 5 unread</summary>", page)


def test_one_kind_can_be_looked_at(world, item, sign_in):
    client = sign_in(world.usa.member)
    assert "List of offices" in get(client, PAGE + "?kind=given").content.decode()
    assert "List of offices" not in get(client, PAGE + "?kind=stages").content.decode()
    assert "List of offices" in get(client, PAGE + "?kind=unheard-of").content.decode()


def test_what_the_bell_is_not_wanted_for_is_not_there(world, promise, sign_in):
    choose(world.usa.member, "given", mail=True)
    make_action_item(world.usa.coordinator, promise, title="List of offices", assignee=world.usa.member)
    client = sign_in(world.usa.member)
    assert bell(client) == "Notices: nothing new"
    assert "List of offices" not in get(client, PAGE + "?show=all").content.decode()


def test_what_is_gathered_rings_at_its_end(world, item, sign_in):
    with reading_as(world.usa.coordinator.reader):
        tell_news(DONE, item, [world.usa.member], now=NOW, gather=minutes(30))
    client = sign_in(world.usa.member)
    for instant, unread in ((NOW + minutes(29), "1 unread"), (NOW + minutes(30), "2 unread")):
        with reading_as(world.usa.member.reader):
            assert count_unread(world.usa.member.pk, now=instant) == int(unread[0])
    assert bell(client) == "Notices: 2 unread"


def test_beyond_a_hundred_nobody_counts(world, item, sign_in):
    copy_notices(world.usa.member, 130)
    page = get(sign_in(world.usa.member), "/people/me/").content.decode()
    assert '<b aria-hidden="true">100+</b>' in page


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_and_shows_as_much_for_any_number(
    world, item, sign_in, count, django_assert_num_queries
):
    copy_notices(world.usa.member, count)
    client = sign_in(world.usa.member)
    for path in (PAGE, PAGE + "?show=all"):
        get(client, path)
        with django_assert_num_queries(10, info=path):
            page = get(client, path).content.decode()
        assert page.count("List of offices") == min(count, 50)
        assert len(page) < 60_000


def test_an_administrator_has_a_bell_of_their_own(world, item, sign_in):
    """Of no side, and so of nobody's content: what a notice tells of is asked for that person."""
    tell(DONE, item, world.admin)
    client = sign_in(world.admin)
    assert bell(client) == "Notices: 1 unread"
    page = get(client).content.decode()
    assert "News of what you may no longer see." in page
    assert "List of offices" not in page
    assert len(notices_of(world.admin)) == 1
    assert get(client, "/account/notices/").status_code == 200
    assert get(client, "/account/notices/delegation/").status_code == 403


def test_a_notice_stands_for_as_long_as_its_page_says(world, item, sign_in):
    """Of every side and of administrators; the daily round lets go of what is older, and of nothing else."""
    tell(DONE, item, world.admin, world.usa.coordinator)
    assert "A notice stands here for 180 days" in get(sign_in(world.usa.member)).content.decode()
    people = (world.usa.member, world.usa.coordinator, world.admin)
    assert forget_notices(now=NOW + KEPT) == 0
    assert all(notices_of(person) for person in people)
    # The trail, whose head goes out once a day, has the instants of the database's clock.
    later = max(NOW, timezone.now()) + KEPT + minutes(60 * 48)
    run_round(clock=lambda: later)
    assert [notices_of(person) for person in people] == [[], [], []]
