"""Pages call what waits by its reference and what it is about; mails by its reference alone."""

from datetime import timedelta

import pytest

from portal.core.reader import reading_as
from portal.core.texts import in_language
from tests.factories.gaps import make_gap
from tests.factories.plans import fill, make_plan, share, table
from tests.factories.practices import make_practice
from tests.factories.requests import make_request
from tests.factories.work import NOW
from tests.workinggroup.reminders.conftest import at, digests, run_at
from workinggroup.desk.queries import waiting_on
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.operations import plan_all


def a_request(world, commitment):
    return "information_request", make_request(world.usa, "GTM"), world.gtm.coordinator


def a_gap(world, commitment):
    return "gap", make_gap(world.usa.coordinator, ("GTM",)), world.gtm.coordinator


def a_plan(world, commitment):
    plan = make_plan(world.usa.coordinator, commitment, ("MEX",))
    fill(world.usa, plan, "MEX")
    plan = share(world.usa.coordinator, plan)
    return "plan_consent", table(world.usa.coordinator, plan), world.mex.head


def a_practice(world, commitment):
    return "practice_review", make_practice(world.gtm, ["MEX"], now=NOW), world.gtm.coordinator


@pytest.mark.parametrize("make", [a_request, a_gap, a_plan, a_practice])
def test_a_page_names_what_is_due_by_reference_and_title(world, commitment, make):
    kind, thing, reader = make(world, commitment)
    with reading_as(reader.reader):
        whole = getattr(thing, "plan", thing)
        title = in_language(whole.title)
        named = KINDS[kind].name([thing.pk])[thing.pk]
        found = {wait.address: wait for wait in waiting_on(reader, now=NOW).shown}
    assert title
    assert named.words == title
    assert whole.reference in named.name
    assert title not in named.name
    assert named.mailed("Something", "/").words == ""
    if kind != "practice_review":
        wait = found[named.address]
        assert wait.thing == f"{whole.reference} {title}"
        assert title not in wait.discreet


@pytest.mark.parametrize("kind", ["commitment", "acceptance", "progress_report", "progress_rating"])
def test_a_page_says_the_words_of_a_commitment(world, commitment, kind):
    with reading_as(world.usa.coordinator.reader):
        named = KINDS[kind].name([commitment.pk])[commitment.pk]
        assert (named.name, named.words) == (commitment.reference, str(commitment))
        assert named.words


def test_the_page_of_reminders_says_what_each_is_about(world, sign_in, time_machine):
    asked = make_request(world.usa, "GTM")
    plan_all(now=NOW)
    time_machine.move_to(at(asked.due_on - timedelta(7)), tick=True)
    page = sign_in(world.gtm.coordinator).get("/reminders/", secure=True).content.decode()
    assert f"{asked.reference} {in_language(asked.title, 'es')}</a>" in page


def test_a_digest_names_it_by_its_reference_alone(world, smtp):
    asked = make_request(world.usa, "GTM")
    with reading_as(world.gtm.coordinator.reader):
        asked.refresh_from_db()
    plan_all(now=NOW)
    run_at(at(asked.due_on, "America/Guatemala"))
    said = digests(smtp, "coordinator.gtm")[0].get_body(("plain",)).get_content()
    assert asked.reference in said
    assert in_language(asked.title, "es") not in said
