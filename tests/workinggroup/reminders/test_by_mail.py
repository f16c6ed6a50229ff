"""Answering from the mail: each link opens exactly one form, for the person to whom the mail went, and changes nothing."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.audit.remembered import this_moment
from portal.core.mail_links import VALID, mail_link
from portal.core.reader import Reader, reading_as
from tests.factories.work import make_action_item
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.actionitems.mailing import ROUTE, MailAct
from workinggroup.actionitems.models import ActionItem, ItemReport, TimeRequest
from workinggroup.actionitems.states import Status
from workinggroup.actionitems.waits import waits
from workinggroup.reminders.operations import plan_all


def path_of(link):
    assert link.startswith(settings.PORTAL_ADDRESS)
    return link.removeprefix(settings.PORTAL_ADDRESS)


def link_to(person, act, item):
    return path_of(mail_link(ROUTE, person.pk, act, item.pk, timezone.localdate()))


def main_of(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def now_of(item):
    with reading_as(Reader("USA")):
        return ActionItem.objects.get(pk=item.pk)


def test_the_digest_links_each_answer_in_both_its_forms(world, commitment, smtp, sign_in, time_machine):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=MEETING + timedelta(1))
    morning = at(date(2026, 5, 11))
    time_machine.move_to(morning + timedelta(hours=1), tick=True)
    plan_all(now=at(MEETING))
    run_at(morning)
    (mail,) = digests(smtp, "member.usa")
    links = [
        set(re.findall(r"https://[^\s\"<>]+/actions/by-mail/[^\s\"<>]+", mail.get_body((form,)).get_content()))
        for form in ("plain", "html")
    ]
    assert len(links[0]) == 2
    assert links[0] == links[1]
    client = sign_in(world.usa.member)
    buttons = sorted(
        re.search(r"<button[^>]*>([^<]*)<", main_of(client.get(path_of(link), secure=True)))[1] for link in links[0]
    )
    assert buttons == ["Accept", "Ask for more time"]
    assert now_of(item).status == Status.PROPOSED


@pytest.mark.parametrize("act", MailAct)
def test_it_opens_one_form_and_changes_nothing(world, item, sign_in, act):
    before = now_of(item)
    client = sign_in(world.usa.member)
    page = client.get(link_to(world.usa.member, act, item), secure=True)
    assert page.status_code == 200
    assert main_of(page).count("<form") == 1
    after = now_of(item)
    assert (after.status, after.standing, after.due_on) == (before.status, before.standing, before.due_on)
    with reading_as(world.usa.member.reader):
        assert not ItemReport.objects.exists()
        assert not TimeRequest.objects.exists()


def test_what_was_accepted_from_a_mail_is_not_accepted_again(world, item, sign_in):
    client, link = sign_in(world.usa.member), link_to(world.usa.member, MailAct.ACCEPT, item)
    page = main_of(client.get(link, secure=True))
    action = re.search(r'action="([^"]+)"', page)[1]
    client.post(action, secure=True)
    assert now_of(item).status == Status.ACCEPTED
    page = main_of(client.get(link, secure=True))
    assert "There is nothing to accept any more." in page
    assert "<form" not in page


def test_more_time_is_asked_for_once(world, item, sign_in):
    client, link = sign_in(world.usa.member), link_to(world.usa.member, MailAct.MORE_TIME, item)
    said = {"due_on": (timezone.localdate() + timedelta(days=9)).isoformat(), "reason": "At the border."}
    client.post(f"/actions/{item.pk}/more-time/", said, secure=True)
    assert "No more time can be asked for." in main_of(client.get(link, secure=True))
    with reading_as(world.usa.member.reader):
        (wait,) = waits(world.usa.member, now=timezone.now(), moment=this_moment()).shown
    assert [answer.act for answer in wait.answers] == ["accept"]


def test_who_has_not_signed_in_does_so_first_and_comes_back(world, item):
    link = link_to(world.usa.member, MailAct.REPORT, item)
    answer = Client().get(link, secure=True)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/actions/by-mail/")


def test_a_mail_that_was_passed_on_opens_nothing(world, item, sign_in):
    link = link_to(world.usa.member, MailAct.REPORT, item)
    said = (
        (world.usa.coordinator, "This link was sent to somebody else"),
        (world.mex.member, "Este enlace se envió a otra"),
    )
    for person, sentence in said:
        answer = sign_in(person).get(link, secure=True)
        assert answer.status_code == 404
        assert sentence in answer.content.decode()
        assert item.title not in answer.content.decode()


def test_a_forged_or_an_old_link_is_nowhere(world, item, sign_in, time_machine):
    link = link_to(world.usa.member, MailAct.REPORT, item)
    client = sign_in(world.usa.member)
    assert client.get(link[:-2] + "x/", secure=True).status_code == 404
    time_machine.move_to(timezone.now() + VALID + timedelta(days=2), tick=True)
    assert sign_in(world.usa.member).get(link, secure=True).status_code == 404


def test_who_no_longer_sees_the_item_is_told_nothing_of_it(world, item, sign_in):
    link = link_to(world.can.coordinator, MailAct.REPORT, item)
    assert sign_in(world.can.coordinator).get(link, secure=True).status_code == 404
