"""News of what the operational cell does names the side whose act it was, in the reader's language."""

import pytest
from django.utils.translation import override

from portal.core.reader import reading_as
from portal.notifications.lines import lines_of
from portal.notifications.models import Notice
from tests.factories.gaps import act, make_gap
from tests.factories.plans import make_plan, share
from tests.factories.practices import make_practice
from tests.factories.requests import make_answer, make_request
from tests.factories.work import make_commitment, make_meeting, make_statement
from workinggroup.gaps.notices import ACTED as OF_GAPS
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
