"""News of what the operational cell does names the side whose act it was, in the reader's language."""

import pytest
from django.utils.translation import override

from portal.core.reader import reading_as
from portal.notifications.lines import lines_of
from portal.notifications.models import Notice
from tests.factories.gaps import NOW, act, make_gap
from tests.factories.news import choose
from tests.factories.plans import make_plan, share
from tests.factories.practices import make_practice
from tests.factories.requests import make_answer, make_request
from tests.factories.work import make_commitment, make_meeting, make_statement
from workinggroup.gaps.notices import ACTED as OF_GAPS
from workinggroup.handling.operations import ask_release
from workinggroup.plans.notices import ACTED as OF_PLANS


def gap(world):
    act("accept_gap", world.mex.coordinator, make_gap(world.gtm.coordinator, ["MEX"]))


def request(world):
    make_answer(world.mex, make_request(world.usa, "MEX"))


def practice(world):
    make_practice(world.gtm, ["MEX"])


def plan(world):
    sec = world.sec.coordinator
    promise = make_commitment(sec, make_statement(sec, make_meeting(sec)))
    share(world.usa.coordinator, make_plan(world.usa.coordinator, promise, ("MEX",)))


@pytest.mark.parametrize(
    ("happens", "side", "event", "language", "begins"),
    [
        (gap, "mex", "gap.raised", "es", "Guatemala planteó una brecha de seguridad"),
        (gap, "gtm", "gap.accepted", "en", "Mexico accepted a security gap"),
        (request, "mex", "request.sent", "en", "The United States asks your side for information."),
        (request, "usa", "request.answered", "es", "México respondió su solicitud."),
        (practice, "mex", "practice.shared", "en", "Guatemala shares a practice with your delegation."),
        (plan, "mex", "plan.shared", "es", "Estados Unidos comparte con su delegación un plan"),
    ],
)
def test_news_begins_with_the_side_that_acted(world, happens, side, event, language, begins):
    happens(world)
    head = getattr(world, side).head
    with reading_as(head.reader), override(language):
        rows = Notice.objects.filter(person_id=head.pk, event=f"workinggroup.{event}")
        assert [line.words[: len(begins)] for line in lines_of(rows, head)] == [begins]


def test_nobody_is_named_of_what_is_said_blind_or_of_what_all_did():
    """Who has rated a plan's objectives is said by its ratings, once all are in; what all agreed to is nobody's alone."""
    assert not {"rated", "agreed", "activated", "resumed"} & OF_PLANS.keys()
    assert not {"tolerated", "jointly_rated", "handed"} & {each.name.lower() for each in OF_GAPS}


def ways_of(person, event):
    """By which ways the last news of an event reaches a person: bell, mail at once, digest."""
    with reading_as(person.reader):
        found = Notice.objects.filter(person_id=person.pk, event=f"workinggroup.{event}").latest("since")
        return found.bell, found.mail, found.digest


AT_ONCE, IN_THE_DIGEST = (True, True, False), (True, False, True)


@pytest.mark.parametrize(
    ("urgency", "expected"), [("routine", IN_THE_DIGEST), ("priority", IN_THE_DIGEST), ("urgent", AT_ONCE)]
)
def test_what_is_urgent_is_mailed_at_once_and_the_rest_stands_in_the_digest(world, urgency, expected):
    asked = make_request(world.usa, "MEX", urgency=urgency)
    assert ways_of(world.mex.head, "request.sent") == expected
    make_answer(world.mex, asked)
    assert ways_of(world.usa.head, "request.answered") == expected


@pytest.mark.parametrize(("urgency", "expected"), [("routine", IN_THE_DIGEST), ("urgent", AT_ONCE)])
def test_a_request_for_wider_release_is_mailed_at_once_where_it_is_urgent(world, urgency, expected):
    gap = make_gap(world.gtm.coordinator, ("GTM",), ("USA",))
    with reading_as(world.usa.coordinator.reader):
        facts = {"sides": ["MEX"], "marking": "AMBER", "purpose": "To plan.", "urgency": urgency}
        ask_release(thing=gap, actor=world.usa.coordinator, now=NOW, **facts)
    assert ways_of(world.gtm.head, "handling.asked") == expected


def test_who_wants_no_digest_of_it_gets_no_mail_of_what_is_urgent(world):
    choose(world.mex.head, "requests_to_us", bell=True)
    make_request(world.usa, "MEX", urgency="urgent")
    assert ways_of(world.mex.head, "request.sent") == (True, False, False)
