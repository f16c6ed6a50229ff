"""What a final text waits for next, of whom and until when, where people meet it: the desk, the meeting's page, its own page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from meetings.adoption.models import Silence
from meetings.adoption.states import SignOffKind
from meetings.release.models import Hold
from meetings.release.queries.closing import steps_by_text
from meetings.release.states import WordKind
from meetings.statements.states import Status
from portal.core.clock import database_now
from portal.core.reader import reading_as
from tests.factories.closing import freeze, say, schedule, sign, turn
from tests.factories.texts import reload
from tests.factories.work import make_follow_up, make_meeting, make_negotiation
from tests.meetings.release.conftest import NOW

FAR = datetime(2090, 3, 10, 15, tzinfo=UTC)


def step(person, text):
    with reading_as(person.reader):
        return steps_by_text([reload(text)]).get(text.pk)


def put_under_silence(world, text, ends):
    office = world.sec.coordinator
    with reading_as(world.gtm.head.reader):
        marks = {"releasable_to": text.releasable_to, "editable_by": text.editable_by}
        spell = {"opened_by_name": "A", "opened_at": NOW, "deadline_at": ends}
        Silence.objects.create(statement=text, revision=text.final, **spell, **marks)
    return turn(text, Status.SILENCE, office)


def test_from_the_final_words_to_the_signatures(world, final):
    office, usa = world.sec.coordinator, world.usa.head
    assert (step(usa, final).sides, step(usa, final).at) == (("GTM",), None)
    put_under_silence(world, final, FAR)
    assert (step(usa, final).label, step(usa, final).at, step(usa, final).sides) == (
        "Silence ends", FAR, ("GTM", "MEX", "USA"),
    )  # fmt: skip
    text = turn(final, Status.SIGN_OFF, office)
    sign(text, world.mex.head, NOW)
    sign(text, usa, NOW, kind=SignOffKind.AD_REF, expires_on=date(2090, 3, 1))
    found = step(usa, text)
    assert (found.sides, found.day, found.stage) == (("GTM", "USA"), date(2090, 3, 1), "Sign-off")
    with reading_as(world.can.coordinator.reader):
        assert steps_by_text([text]) == {}


def test_from_the_signatures_to_the_public(world, signed):
    usa, office = world.usa.head, world.sec.coordinator
    assert (step(usa, signed).sides, step(usa, signed).label) == (("GTM",), "")
    plan = schedule(signed, {"GTM": world.gtm.head}, office, NOW, at=FAR)
    turn(signed, Status.SIGNED, office)
    assert (step(usa, signed).sides, step(usa, signed).label) == (("MEX", "USA"), "Planned release")
    for head in (usa, world.mex.head):
        say(plan, head, WordKind.READY, NOW)
    turn(signed, Status.SCHEDULED, office)
    found = step(usa, signed)
    assert (found.sides, found.label, found.at, found.rest) == ((), "Release", FAR, f"in {found.days} days")
    with reading_as(usa.reader):
        marks = {"releasable_to": signed.releasable_to, "editable_by": ["USA"]}
        Hold.objects.create(statement=signed, delegation_id="USA", by_name="A", reason="No.", at=NOW, **marks)
    assert (step(usa, signed).sides, step(usa, signed).words) == (("USA",), "The release is held.")


def test_it_stands_on_the_page_of_the_text_and_on_the_line_of_deadlines(world, sign_in):
    """In each capital's time, by the hour on the desk alone: the other pages are answered 304 while nothing happens."""
    office = world.sec.coordinator
    meeting = make_follow_up(office, timezone.localdate() + timedelta(days=30))
    text = freeze(make_negotiation(world, meeting), office, NOW)
    put_under_silence(world, text, database_now() + timedelta(hours=50, minutes=5))
    later = freeze(make_negotiation(world, meeting), office, NOW)
    put_under_silence(world, later, database_now() + timedelta(days=12))
    client = sign_in(world.usa.head)
    desk = client.get("/", secure=True).content.decode()
    assert "<b>in 50 hours</b>" in desk
    line = desk.partition("Deadlines until the ministerial")[2].partition("</svg>")[0]
    assert "Silence ends" in line
    for address in (text.get_absolute_url(), meeting.get_absolute_url()):
        page = client.get(address, secure=True)
        shown = page.content.decode()
        assert "Silence ends" in shown
        assert " in Guatemala City and Mexico City" in shown
        assert "hours</b>" not in shown
        again = client.get(address, secure=True, headers={"if-none-match": page.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("count", [3, 6])
def test_the_desk_costs_the_same_for_any_number(world, sign_in, count, django_assert_num_queries):
    office = world.sec.coordinator
    meeting = make_meeting(office, date(2090, 5, 7))
    for _number in range(count):
        freeze(make_negotiation(world, meeting), office, NOW)
    client = sign_in(world.usa.member)
    client.get("/meetings/", secure=True)
    # The texts, their names in the trail and the clock more than where there is none.
    with django_assert_num_queries(25):
        assert client.get("/", secure=True).content.decode().count("goes to sign-off without one") == count
