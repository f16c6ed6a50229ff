"""Each kind of mail as a person of the own side would get it, in both languages; nothing of it stays, and it opens nothing."""

import re
from datetime import date

import pytest

from portal.core.reader import Reader, reading_as
from portal.notifications.choosing import choices_of
from portal.notifications.kinds import Ways
from portal.notifications.models import Choice, Notice, OutgoingMail
from portal.notifications.news import DESCRIBED
from portal.people.bell.operations import choose_ways
from tests.factories.work import NOW, make_action_item
from tests.workinggroup.reminders.conftest import at
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.previewing import kinds_of_mail, previews_of_kind

USA = Reader("USA")
DAY = at(date(2026, 4, 20), clock="12:00")
KINDS = [
    "digest",
    "ladder",
    "news:workinggroup.actionitem.assigned",
    "meeting",
    "invitation",
    "security",
    "password",
    "trail",
]


def previews(world, kind, person=None, now=DAY):
    user = world.usa.coordinator
    with reading_as(user.reader):
        return previews_of_kind(kind, person or world.usa.member, user, now=now)


def there():
    """All that a preview could leave."""
    found = []
    with reading_as(USA):
        for model in (OutgoingMail, Notice, Reminder):
            found.append(sorted(map(str, model.objects.values_list("pk", flat=True))))
        found.append(list(OutgoingMail.objects.order_by("pk").values_list("subject_id", "status")))
    return [*found, sorted(map(str, Choice.objects.values_list("pk", flat=True)))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_mail_is_shown_in_both_languages_and_leaves_nothing(world, item, kind):
    plan_all(now=NOW)
    before = there()
    person = world.usa.coordinator if kind == "ladder" else world.usa.member
    if kind == "meeting":
        person = world.usa.head
    english, spanish = previews(world, kind, person)
    assert (english.language, spanish.language, english.is_theirs) == ("en", "es", True)
    assert "" not in (english.subject, spanish.subject)
    assert english.subject != spanish.subject
    assert f"Dear {person.name}" in english.body or kind == "password"
    assert there() == before


def test_every_event_of_news_has_its_mail_or_says_why_not(world, item):
    for event in DESCRIBED:
        found = previews(world, f"news:{event}")
        assert found, event
        assert all(each.missing or (each.subject and each.body) for each in found), event


def test_the_page_names_every_message_that_the_portal_can_send():
    keys = [key for _group, kinds in kinds_of_mail() for key, _words in kinds]
    assert {key for key in keys if key.startswith("news:")} == {f"news:{event}" for event in DESCRIBED}
    assert set(KINDS) <= set(keys)


def test_news_is_about_what_the_side_was_told_of_last(world, item):
    english, _spanish = previews(world, "news:workinggroup.actionitem.assigned")
    assert "Write the guide" in english.body


def test_what_a_person_chose_is_neither_shown_nor_changed(world, item):
    """Who wants no such mail has told nobody."""
    person = world.usa.member
    with reading_as(person.reader):
        choose_ways(actor=person, chosen={"given": Ways(bell=True)})
    english, _spanish = previews(world, "news:workinggroup.actionitem.assigned")
    assert "Write the guide" in english.body
    with reading_as(person.reader):
        assert choices_of(person)["given"] == Ways(bell=True)


def test_what_waits_besides_for_the_person_stands_in_no_preview(world, commitment, item):
    """A preview is of one kind; a person's notices are their own."""
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, title="Print the guide")
    english, _spanish = previews(world, "news:workinggroup.actionitem.assigned")
    assert ["the guide" in each for each in english.body.splitlines()].count(True) == 1
    assert "pieces of news" not in english.subject


@pytest.mark.parametrize("kind", ["digest", "invitation", "password", "news:workinggroup.actionitem.assigned"])
def test_no_link_of_a_preview_acts_for_its_recipient(world, item, kind):
    """Those that switch mails off and those that open an account work without signing in."""
    plan_all(now=NOW)
    for each in previews(world, kind):
        assert not re.search(r"/(stop|invitation|reset)/[A-Za-z0-9_-]", each.body)


def test_where_nothing_is_planned_the_page_says_so(world, follow_up):
    (only,) = previews(world, "digest")
    assert (only.missing, only.is_theirs) == ("Nothing of this kind is planned for this person.", True)
    assert previews(world, "no such kind") == []


def test_who_coordinates_sees_the_page_for_the_own_people_alone(world, item, sign_in, time_machine):
    time_machine.move_to(DAY, tick=True)
    plan_all(now=NOW)
    client = sign_in(world.usa.coordinator)
    page = client.get(f"/reminders/mails/?person={world.usa.member.pk}", secure=True).content.decode()
    assert "Dear member.usa" in page
    assert "espera su respuesta" in page
    other = client.get(f"/reminders/mails/?person={world.mex.member.pk}&kind=security", secure=True).content.decode()
    assert "Dear coordinator.usa" in other
    assert "member.mex" not in other
    assert sign_in(world.usa.member).get("/reminders/mails/", secure=True).status_code == 403
