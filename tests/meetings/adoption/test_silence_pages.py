"""The page of a silence, asked as people ask it."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.adoption.models import Silence, SilenceNotice
from meetings.adoption.states import SilenceStatus
from meetings.adoption.views import silence as views
from meetings.statements.states import Status
from portal.core.reader import reading_as
from portal.notifications.states import Status as MailStatus
from tests.factories.closing import turn
from tests.factories.people import prefer
from tests.factories.silences import ENDS, OPENED, SECOND, close, deliver, make_final, now_of, open_silence, run
from tests.scenes import scene


@scene
def final(world):
    for person in (world.gtm.head, world.mex.head, world.mex.member):
        prefer(person, language="en")
    return make_final(world)


@scene
def silence(world, final):
    return open_silence(world, final)


@pytest.fixture
def clock(monkeypatch):
    """The database's clock, as the pages and their operations read it."""
    times = {"now": OPENED + timedelta(hours=1)}
    original = views.operations

    def bound(name):
        return lambda *args, **facts: getattr(original, name)(*args, clock=lambda: times["now"], **facts)

    fake = type("Operations", (), {n: staticmethod(bound(n)) for n in dir(original) if n.endswith("_silence")})
    monkeypatch.setattr(views, "operations", fake)
    monkeypatch.setattr(views, "database_now", lambda: times["now"])
    return times


def get(client, statement, path=""):
    return client.get(f"/statements/{statement.slug}/silence/{path}", secure=True)


def post(client, statement, path, **data):
    return client.post(f"/statements/{statement.slug}/silence/{path}/", data, secure=True, follow=True).content.decode()


def test_the_chair_sees_what_lies_before_it_starts_it(world, sign_in, final, clock):
    clock["now"] = OPENED
    chair = sign_in(world.gtm.head)
    page = get(chair, final).content.decode()
    assert "The final text can be put under silence" in page
    assert 'name="deadline_at"' not in page
    early = get(chair, final, "?day=2026-12-05&at=08:00&place=USA").content.decode()
    assert "too early" in early
    assert 'name="deadline_at"' not in early
    page = get(chair, final, "?day=2026-12-08&at=17:00&place=USA").content.decode()
    assert "Tue 8 Dec 2026, 17:00 in Washington" in page
    assert "16:00 in Mexico City" in page
    assert page.count("Sun 6 Dec") == 3
    ends = re.search(r'name="deadline_at" value="([^"]+)"', page)[1]
    assert datetime.fromisoformat(ends) == datetime(2026, 12, 8, 22, tzinfo=UTC)
    page = post(chair, final, "open", deadline_at=ends)
    assert "The silence ends in 4 days" in page


def test_a_party_objects_and_keeps_its_words_where_they_are_refused(world, sign_in, final, silence, clock):
    usa = sign_in(world.usa.negotiator)
    assert "Object for USA" in get(usa, final).content.decode()
    page = post(usa, final, "object", objection="", amendment="By the end of June.")
    assert "By the end of June." in page
    assert now_of(world.usa.head, final).status == Status.SILENCE
    page = post(usa, final, "object", objection="Not without a date.", amendment="By June.", anchors="p02")
    assert "Your objection stands" in page
    theirs = get(sign_in(world.mex.member), final).content.decode()
    for words in ("Not without a date.", "By June.", "¶ 2", "Broken"):
        assert words in theirs


def test_an_objection_at_the_end_is_refused_and_the_page_closes_the_silence(world, sign_in, final, silence, clock):
    deliver()
    clock["now"] = ENDS
    page = post(sign_in(world.usa.negotiator), final, "object", objection="Too late, and kept.")
    assert "It counts no more" in page
    assert "Too late, and kept." in page
    assert now_of(world.usa.head, final).status == Status.SIGN_OFF


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_view_closes_it_at_its_end_and_not_before(world, sign_in, final, silence, clock, seconds):
    deliver()
    clock["now"] = ENDS + seconds * SECOND
    page = get(sign_in(world.mex.member), final).content.decode()
    assert ("Nobody objected" in page) is (seconds == 0)
    with reading_as(world.mex.member.reader):
        assert Silence.objects.get().status == (SilenceStatus.ADOPTED if seconds == 0 else SilenceStatus.RUNNING)


def test_opening_the_page_counts_for_whoever_may_object(world, sign_in, final, silence, clock):
    for person in (world.mex.head, world.mex.member, world.sec.coordinator, world.usa.observer):
        assert get(sign_in(person), final).status_code == 200
    with reading_as(world.usa.head.reader):
        seen = SilenceNotice.objects.filter(seen_at__isnull=False).exclude(person=world.gtm.head)
        assert [(each.person_id, each.seen_at) for each in seen] == [(world.mex.head.pk, clock["now"])]


def test_how_mails_stand_is_shown_to_the_secretariat_and_the_chairs_side_alone(world, sign_in, final, silence, clock):
    deliver()
    deliver(codes=["MEX"], status=MailStatus.RETURNED, noted_at=OPENED)
    for person, sees in ((world.sec.coordinator, True), (world.gtm.head, True), (world.usa.head, False)):
        page = get(sign_in(person), final).content.decode()
        assert ("not delivered" in page) is sees
        assert ("not reached yet" in page) is sees
    assert "not delivered" in get(sign_in(world.mex.member), final).content.decode()


def test_the_chair_extends_and_withdraws_on_the_page(world, sign_in, final, silence, clock):
    chair = sign_in(world.gtm.head)
    local = silence.deadline_at.astimezone(ZoneInfo("America/New_York"))
    same = get(chair, final, f"?day={local:%Y-%m-%d}&at={local:%H:%M}&place=USA").content.decode()
    assert "too early" in same
    assert "Extend the silence to this instant" not in same
    page = get(chair, final, "?day=2026-12-08&at=17:00&place=USA").content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("deadline_at", "seen")}
    assert "everybody who may object is told anew" in post(chair, final, "extend", **found)
    assert "since you opened this page" in post(chair, final, "extend", **found)
    assert "all parties read why" in post(chair, final, "withdraw", reason="A capital asked for time.")
    assert "A capital asked for time." in get(sign_in(world.usa.member), final).content.decode()


@pytest.mark.parametrize("data", [{}, {"deadline_at": "soon"}, {"deadline_at": "2026-12-08T17:00:00"}])
def test_an_end_that_is_none_is_told(world, sign_in, final, data):
    assert 'class="message message--error"' in post(sign_in(world.gtm.head), final, "open", **data)


def test_the_stage_says_where_it_is_done_and_an_outsider_finds_nothing(world, sign_in, final, silence):
    page = sign_in(world.usa.head).get(f"/statements/{final.slug}/stage/", secure=True).content.decode()
    assert f'href="/statements/{final.slug}/silence/"' in page
    assert get(sign_in(world.can.coordinator), final).status_code == 404


def test_it_costs_the_same_after_many_silences(world, sign_in, final, clock):
    client = sign_in(world.usa.member)

    def cost():
        with CaptureQueriesContext(connection) as found:
            assert get(client, final).status_code == 200
        return len(found)

    def once(turn_):
        at = OPENED + timedelta(days=turn_)
        open_silence(world, now_of(world.gtm.head, final), at + timedelta(days=3), at)
        run(world.usa.head, "break_silence", final, at, objection=f"{turn_}")
        turn(final, Status.FINAL_TEXT, world.sec.coordinator, final_id=final.final_id)

    once(1)
    cost()
    one = cost()
    for each in range(2, 6):
        once(each)
    assert cost() == one


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("break", "A party objected: the text is negotiated again"),
        ("lose", "Not adopted: not every party was told"),
        ("withdraw", "The chair has withdrawn the silence"),
        ("keep", "Nobody objected: the text waits for its signatures"),
    ],
)
def test_its_heading_says_how_it_ended(world, sign_in, final, silence, clock, end, said):
    if end == "break":
        run(world.mex.head, "break_silence", final, OPENED + SECOND, objection="Not so.", amendment="", anchors=[])
    elif end == "withdraw":
        run(world.gtm.head, "withdraw_silence", final, OPENED + SECOND, reason="We look again.")
    else:
        if end == "keep":
            deliver()
        close(silence, ENDS)
    page = get(sign_in(world.usa.member), final).content.decode()
    assert f"<h1>{said}" in page
    if end == "keep":
        turn(final, Status.SIGNED, world.sec.coordinator)
        assert "<h1>Nobody objected: adopted by silence" in get(sign_in(world.usa.member), final).content.decode()
