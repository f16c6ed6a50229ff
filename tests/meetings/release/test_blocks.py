"""What blocks a release: the title is the answer, each line says who, by when and the one action."""

import itertools
import re
import uuid
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.negotiation.operations.ending import propose_ending
from meetings.release.blocking import closing_of
from meetings.release.deadlines import find_plans
from meetings.release.operations import confirm_plan, place_hold, propose_plan
from meetings.release.waits import waits
from meetings.statements.states import Status
from portal.audit.remembered import this_moment
from portal.core.reader import Reader, reading_as
from tests.factories.closing import heads_of, say, schedule, sign, turn
from tests.factories.texts import end, reload
from tests.meetings.release.conftest import NOW

FAR = datetime(2090, 3, 10, 15, tzinfo=UTC)


def seen(person, text):
    with reading_as(person.reader):
        return closing_of(reload(text), person, now=NOW)


def lines(person, text):
    return [(each.title or each.sentence, each.who) for each in seen(person, text).blocks]


def page(sign_in, person, text, name="blocks"):
    answer = sign_in(person).get(reverse(f"release:{name}", args=[text.slug]), secure=True)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_the_final_text_the_checklist_blocks(world, statement, sign_in):
    assert [each.sentence for each in seen(world.usa.member, statement).blocks] == [
        f"{place}: no position yet by GTM, MEX, USA" for place in ("Title", "¶ 1", "¶ 2", "¶ 3")
    ]
    assert "4 things block the release" in page(sign_in, world.usa.member, statement)


def test_the_signatures_block_one_by_one(world, final):
    assert lines(world.usa.head, final)[0] == ("The final text is not before the parties yet", ("GTM",))
    text = turn(final, Status.SIGN_OFF, world.sec.coordinator)
    sign(text, world.gtm.head, NOW)
    sign(text, world.mex.head, NOW, kind="ad_ref", expires_on=NOW.date())
    (block,) = seen(world.usa.head, text).blocks
    assert (block.title, block.who, block.action) == ("Final sign-off of every delegation", ("USA", "MEX"), "Sign")
    assert block.sentence == "Not signed yet: the United States. Signed ad referendum and still to confirm: Mexico."
    (block,) = seen(world.gtm.head, text).blocks
    assert block.action == "See"
    done = seen(world.usa.head, text).done
    assert [each.title for each in done] == ["The text is final: no bracket and no proposal is open", "Signed by GTM"]
    assert done[0].words == "3 paragraphs"  # the title has no number


def test_the_plan_blocks_until_all_confirmed_it_and_a_hold_always(world, signed, sign_in):
    assert lines(world.gtm.head, signed) == [("No time of release is planned", ("GTM",))]
    with reading_as(world.gtm.head.reader):
        propose_plan(statement=signed, actor=world.gtm.head, mode="at", at=FAR, clock=lambda: NOW)
    (block,) = seen(world.usa.press, signed).blocks
    assert (block.title, block.who, block.by) == (
        "The press of the United States, Mexico and Guatemala confirm the plan", ("USA", "MEX", "GTM"), FAR
    )  # fmt: skip
    assert block.sends
    assert not seen(world.usa.negotiator, signed).blocks[0].sends
    with reading_as(world.mex.head.reader):
        place_hold(statement=signed, actor=world.mex.head, reason="Wait for us.", clock=lambda: NOW)
    assert lines(world.sec.coordinator, signed)[1] == ("Mexico holds the release", ("MEX",))
    shown = page(sign_in, world.usa.press, signed)
    assert "2 things block the release" in shown
    assert "<span>Planned, but blocked</span>" in shown
    assert "Wait for us." in shown
    assert "Fri 10 Mar 2090, 09:00 in Guatemala City and Mexico City, 10:00 in Washington" in shown


def test_once_all_is_confirmed_nothing_blocks(world, ahead, sign_in):
    shown = page(sign_in, world.usa.head, ahead)
    assert "Nothing blocks the release" in shown
    assert "At the hour itself" in shown


def test_the_event_blocks_and_the_chair_says_it_first(world, signed):
    event = {"en": "The press conference ends.", "es": "Termina la conferencia de prensa."}
    with reading_as(world.gtm.head.reader):
        plan = propose_plan(statement=signed, actor=world.gtm.head, mode="on_event", event=event, clock=lambda: NOW)
    for side in (world.usa, world.mex, world.gtm):
        say(plan, side.head, "ready", NOW)
    text = turn(signed, Status.SCHEDULED, world.sec.coordinator)
    assert lines(world.usa.press, text) == [("The event has taken place: The press conference ends.", ("GTM",))]
    assert [seen(who, text).blocks[0].action for who in (world.gtm.head, world.usa.press)] == ["It has taken place", ""]
    say(plan, world.gtm.head, "event", NOW)
    assert lines(world.usa.press, text)[0][1] == ("USA", "MEX")
    assert [seen(who, text).blocks[0].action for who in (world.gtm.head, world.usa.press)] == ["", "Confirm"]


def test_the_whole_way_by_forms(world, signed, sign_in):
    """Schedule, hold, the time passes, nothing; lift, plan anew, all lift the embargo: out."""
    chair, mexico = sign_in(world.gtm.head), sign_in(world.mex.head)

    def send(client, name, **facts):
        return client.post(
            reverse(f"release:{name}", args=[signed.slug]), facts | {"key": str(next(keys))}, secure=True, follow=True
        ).content.decode()

    keys = (uuid.uuid4() for _ in itertools.count())
    planned = {"mode": "at", "day": "2090-03-10", "clock": "09:00", "place": "America/Mexico_City"}
    assert "Proposed." in send(chair, "plan", **planned)
    with reading_as(world.gtm.head.reader):
        plan = str(signed.plans.get().pk)
        assert signed.plans.get().at == FAR
    for person in (world.usa.press, world.mex.head, world.gtm.press):
        assert "Confirmed for your delegation." in send(sign_in(person), "confirm", plan=plan)
    assert "stands already" not in send(chair, "plan-withdraw", plan=plan, reason="")
    assert "Held." in send(mexico, "hold", reason="Not yet.")
    assert "holds the release" in send(chair, "lift", plan=plan)
    with reading_as(world.mex.head.reader):
        hold = str(signed.holds.get().pk)
    assert "The hold is lifted." in send(mexico, "hold-lift", hold=hold)
    for person in (world.usa.press, world.mex.head):
        assert "Recorded" in send(sign_in(person), "lift", plan=plan)
    assert "The text is public" in send(chair, "lift", plan=plan)


def test_the_page_costs_the_same_for_any_number_of_holds(world, ahead, sign_in):
    text = ahead
    client, costs = sign_in(world.usa.head), []
    for people in ((), (world.usa.head,), (world.mex.head, world.gtm.head)):
        for person in people:
            with reading_as(person.reader):
                place_hold(statement=text, actor=person, reason="Wait.", clock=lambda: NOW + timedelta(seconds=1))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("release:blocks", args=[text.slug]), secure=True).status_code == 200
        costs.append(len(queries))
    assert costs[1] == costs[2], costs


def test_the_meeting_and_the_desk_show_when_it_goes_out(world, ahead, sign_in):
    client = sign_in(world.usa.press)
    when = "Fri 10 Mar 2090, 09:00 in Guatemala City and Mexico City, 10:00 in Washington"
    for address in (ahead.meeting.get_absolute_url(), "/"):
        shown = re.sub(r"\s+", " ", client.get(address, secure=True).content.decode())
        assert when in shown
        assert reverse("release:blocks", args=[ahead.slug]) in shown


def test_a_final_text_waits_on_its_chair_until_it_is_before_the_parties(world, final):
    def acts(person):
        with reading_as(person.reader):
            found = waits(person, now=NOW, moment=this_moment()).shown
            return [(each.act, each.address) for each in found]

    silence = reverse("adoption:silence", args=[final.slug])
    assert acts(world.gtm.head) == [("Put before the parties:", silence)]
    assert acts(world.usa.head) == acts(world.sec.coordinator) == []
    turn(final, Status.SIGN_OFF, world.sec.coordinator)
    assert acts(world.gtm.head) == []


def test_a_proposal_to_end_the_text_stands_on_the_page(world, signed, sign_in):
    with reading_as(world.gtm.head.reader):
        propose_ending(statement=signed, actor=world.gtm.head, now=NOW, reason="Capitals parted.")
    shown = page(sign_in, world.usa.head, signed)
    assert 'proposes to end this text without an agreement: <span dir="auto">Capitals parted.</span>' in shown
    assert f'{reverse("negotiation:stage", args=[signed.slug])}#ending">Say whether you consent</a>' in shown
    assert "See who consents" in page(sign_in, world.usa.press, signed)


def test_what_waits_on_whom(world, signed, sign_in):
    def waiting(person):
        page = sign_in(person).get("/", secure=True).content.decode()
        return re.findall(r"(Plan the release|Confirm the release|Confirm the event|Say when)", page)

    assert [waiting(who) for who in (world.gtm.head, world.usa.press)] == [["Plan the release"], []]
    with reading_as(world.gtm.head.reader):
        propose_plan(statement=signed, actor=world.gtm.head, mode="at", at=FAR, clock=lambda: NOW)
    assert [waiting(who) for who in (world.gtm.head, world.usa.press, world.usa.negotiator)] == [
        ["Confirm the release"], ["Confirm the release"], []
    ]  # fmt: skip
    office = sign_in(world.sec.coordinator).get("/", secure=True).content.decode()
    assert "Plans of release to confirm" in office


def test_a_plan_is_due_for_those_who_speak_to_the_press(world, signed):
    with reading_as(world.gtm.head.reader):
        propose_plan(statement=signed, actor=world.gtm.head, mode="at", at=FAR, clock=lambda: NOW)
    with reading_as(Reader("USA")):
        (deadline,) = find_plans("USA", now=NOW)
        assert (deadline.at, set(deadline.people)) == (FAR, {world.usa.head.pk, world.usa.press.pk})
        assert list(find_plans("USA", now=FAR)) == []
    with reading_as(world.usa.press.reader):
        confirm_plan(statement=signed, actor=world.usa.press, plan=signed.plans.get(), clock=lambda: NOW)
    with reading_as(Reader("USA")):
        assert list(find_plans("USA", now=NOW)) == []


def test_the_page_of_a_text_that_ended(world, statement, sign_in):
    end(statement, world.gtm.head, world.usa.head, world.mex.head)
    assert "ended without a release" in page(sign_in, world.usa.head, statement)


def test_the_countdown_counts_to_what_is_true(world, signed):
    schedule(signed, heads_of(world), world.sec.coordinator, NOW, at=FAR)
    assert seen(world.usa.member, signed).counts_to == "Release"
    with reading_as(world.mex.head.reader):
        place_hold(statement=reload(signed), actor=world.mex.head, reason="Wait for us.", clock=lambda: NOW)
    assert seen(world.usa.member, signed).counts_to == "Planned, but blocked"


def test_a_plan_that_waits_for_its_event_counts_to_the_instant_before_which_nothing_goes_out(world, signed):
    with reading_as(world.gtm.head.reader):
        event = {"en": "The ministers speak", "es": "Hablan los ministros"}
        facts = {"mode": "not_before", "at": FAR, "event": event, "clock": lambda: NOW}
        propose_plan(statement=signed, actor=world.gtm.head, **facts)
    assert seen(world.usa.member, signed).counts_to == "Not before"
