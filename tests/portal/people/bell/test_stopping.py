"""Links that switch mails off: what they switch off, for whom, and what they tell."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from meetings.agendas.operations import propose_item
from portal.core.reader import reading_as
from portal.notifications.choosing import choices_of
from portal.notifications.delivery import deliver_due
from portal.notifications.kinds import Ways
from portal.notifications.stopping import stop_link
from portal.people.readers import everybody, reader_of
from tests.factories.news import GIVEN
from tests.factories.work import NOW, make_action_item, make_commitment, make_item, make_meeting, make_statement
from tests.scenes import scene

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@scene
def item(world):
    secretariat = world.sec.coordinator
    promise = make_commitment(secretariat, make_statement(secretariat, make_meeting(secretariat)))
    return make_action_item(world.usa.coordinator, promise, title="CANARY title", assignee=world.usa.member)


@pytest.fixture
def stranger():
    """A mail program: it has no session and no token of a form."""
    return Client(enforce_csrf_checks=True)


def ways(person):
    with reading_as(person.reader):
        return choices_of(person)


def link_of(mail):
    return re.fullmatch(r"<https://testserver(/.*)>", mail["List-Unsubscribe"].replace("\r\n", "").replace(" ", ""))[1]


def test_a_mail_of_what_can_be_switched_off_says_how(world, item, smtp, stranger):
    deliver_due(everybody(), reader_of, clock=lambda: NOW)
    (mail,) = smtp.to(world.usa.member.email)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stranger.post(link_of(mail), ONE_CLICK, secure=True).status_code == 200
    assert ways(world.usa.member)[GIVEN] == Ways(bell=True)
    # That kind alone, and that person alone.
    assert ways(world.usa.member)["stages"].mail
    assert ways(world.usa.negotiator)[GIVEN].mail


def test_mandatory_mails_have_no_such_link(world, smtp):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    with reading_as(world.usa.head.reader):
        words = {"en": "Routes", "es": "Rutas"}
        propose_item(
            meeting=meeting, actor=world.usa.head, now=NOW, title=words, minutes=10, answer_by=meeting.starts_at
        )
    deliver_due(everybody(), reader_of, clock=lambda: NOW)
    (mail,) = smtp.to(world.mex.head.email)
    assert "/proposals/" in mail.get_body(("plain",)).get_content()
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None


def test_looking_changes_nothing_and_shows_no_content(world, item, stranger):
    page = stranger.get(stop_link(world.usa.member, [GIVEN]).removeprefix("https://testserver"), secure=True)
    said = page.content.decode()
    assert "Switch these mails off?" in said
    assert "Action items that are given to me" in said
    for word in ("CANARY", world.usa.member.name, world.usa.member.email):
        assert word not in said
    assert ways(world.usa.member)[GIVEN].mail


def test_the_page_speaks_the_persons_language(world, stranger):
    page = stranger.get(stop_link(world.mex.member, [GIVEN]).removeprefix("https://testserver"), secure=True)
    assert "¿Desactivar estos correos?" in page.content.decode()


@pytest.mark.parametrize("kind", ["answers", "security", "unheard-of"])
def test_no_link_switches_off_what_is_mandatory(world, stranger, kind):
    path = stop_link(world.usa.member, [kind]).removeprefix("https://testserver")
    assert stranger.post(path, ONE_CLICK, secure=True).status_code == 410
    assert ways(world.usa.member)["answers"].mail


def test_a_forged_or_old_link_says_so_and_does_nothing(world, stranger, monkeypatch):
    path = stop_link(world.usa.member, [GIVEN]).removeprefix("https://testserver")
    for wrong in (path[:-6] + "abcde/", "/account/notices/stop/forged/"):
        page = stranger.post(wrong, ONE_CLICK, secure=True)
        assert page.status_code == 410
        assert "This link does not hold" in page.content.decode()
    monkeypatch.setattr("portal.notifications.stopping.VALID", timedelta(seconds=-1))
    assert stranger.get(path, secure=True).status_code == 410
    assert ways(world.usa.member)[GIVEN].mail


def test_a_second_press_changes_nothing(world, stranger):
    path = stop_link(world.usa.member, [GIVEN, "stages"]).removeprefix("https://testserver")
    for _press in range(2):
        assert "switched off" in stranger.post(path, ONE_CLICK, secure=True).content.decode()
    assert not ways(world.usa.member)[GIVEN].mail
    assert not ways(world.usa.member)["stages"].mail
