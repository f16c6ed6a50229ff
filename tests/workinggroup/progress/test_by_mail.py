"""Reporting progress from the mail: the link opens the draft's form alone, for the person to whom it went."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.audit.remembered import this_moment
from portal.core.mail_links import mail_link
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_report
from workinggroup.actionitems.mailing import ROUTE as OF_ITEMS
from workinggroup.progress.models import ReportDraft
from workinggroup.progress.waits import ROUTE, waits


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=True)


def link_to(person, commitment, route=ROUTE):
    link = mail_link(route, person.pk, "draft", commitment.pk, timezone.localdate())
    return link.removeprefix(settings.PORTAL_ADDRESS)


def offered(person):
    with reading_as(person.reader):
        found = waits(person, now=NOW, moment=this_moment()).shown
        return {(answer.act, answer.subject, answer.route) for wait in found for answer in wait.answers}


def main_of(page):
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_mail_offers_the_form_to_whoever_is_asked_to_draft(world, ground):
    assert offered(world.usa.coordinator) == {("draft", ground.led.pk, "progress:by-mail")}
    assert offered(world.mex.coordinator) == {("draft", ground.other.pk, "progress:by-mail")}
    assert offered(world.gtm.coordinator) == set()


def test_the_form_is_sent_where_the_page_has_it_and_opening_it_writes_nothing(world, ground, sign_in):
    person = world.usa.coordinator
    client, link = sign_in(person), link_to(person, ground.led)
    page = main_of(client.get(link, secure=True))
    assert page.count("<form") == 1
    with reading_as(person.reader):
        assert not ReportDraft.objects.exists()
    action = re.search(r'action="([^"]+)"', page)[1]
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    said = {"completion": "limited", "text": "Six towns have begun.", "seen": seen}
    answer = client.post(action, said, secure=True)
    assert answer.headers["Location"] == reverse("progress:commitment", args=[ground.led.pk])
    with reading_as(person.reader):
        assert ReportDraft.objects.get().text == "Six towns have begun."
    assert "Six towns have begun." in main_of(client.get(link, secure=True))


def test_what_is_reported_is_not_asked_for_again(world, ground, sign_in):
    make_report(world.usa, ground.asked, ground.led)
    page = main_of(sign_in(world.usa.coordinator).get(link_to(world.usa.coordinator, ground.led), secure=True))
    assert "There is nothing to report any more." in page
    assert "<form" not in page


def test_a_link_is_of_one_person_and_one_form(world, ground, sign_in):
    link = link_to(world.usa.coordinator, ground.led)
    for person, sentence in ((world.usa.member, "sent to somebody else"), (world.mex.member, "se envió a otra")):
        answer = sign_in(person).get(link, secure=True)
        assert answer.status_code == 404
        assert sentence in answer.content.decode()
        assert ground.led.reference not in main_of(answer)
    own = sign_in(world.usa.coordinator)
    other = link_to(world.usa.coordinator, ground.led, OF_ITEMS).replace("/actions/", "/progress/")
    assert own.get(other, secure=True).status_code == 404
    assert own.get(link_to(world.usa.coordinator, ground.before), secure=True).status_code == 404
    # Another delegation's duty: the page says that nothing is asked of one.
    assert "<form" not in main_of(own.get(link_to(world.usa.coordinator, ground.other), secure=True))
