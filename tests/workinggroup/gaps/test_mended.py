"""What is asked for before it is done to a gap, and what nobody is told who does not see it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.attempts import rows, tries
from tests.factories.gaps import LEFT, NOW, act, fresh, make_claimed, make_gap, make_measure, make_promise, rate
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems.operations import report_progress
from workinggroup.gaps.models import GapPassage, RatingRound, Toleration, Verification
from workinggroup.gaps.operations.gate import NotNow
from workinggroup.gaps.operations.mending import NotDoneYet, NotSaidDone, OthersNotDone, SaidDone, TakeBackFirst
from workinggroup.gaps.operations.rating import RatedAlready
from workinggroup.gaps.operations.tolerating import ConsentedAlready, NothingProposed, ProposedAlready
from workinggroup.gaps.queries import page_of
from workinggroup.handling.checking import RepeatsWithheld
from workinggroup.handling.clocks import run_clocks
from workinggroup.handling.operations import answer_release, ask_release, share, share_passage, write_passage
from workinggroup.handling.operations.sharing import GroundControls, GroundFirst, narrow, require_ground_first

UNTIL = date(2026, 6, 1)
SIDES = [Reader("GTM"), Reader("MEX"), Reader("USA")]


@scene
def accepted(world):
    """On Guatemala's own ground, read by all three."""
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    return act("accept_gap", world.gtm.coordinator, gap)


def page(person, gap):
    with reading_as(person.reader):
        return page_of(fresh(person, gap), person, now=NOW)


def test_who_does_not_see_a_part_sees_no_measure_for_it_nor_one_for_the_whole(world, accepted):
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        hidden = write_passage(
            whole=accepted, actor=gtm, now=NOW, part="description", text={"en": "The lamp is broken."}, readers=["USA"]
        )
    item = make_action_item(gtm, make_promise(world, "GTM"), title="A lamp", assignee=world.gtm.member)
    act("add_measure", gtm, accepted, item=item, threat_part=hidden.anchor)
    shown = page(world.mex.coordinator, accepted)
    assert [part.measures for part in shown.parts] == [[]]
    assert rows(world.mex.coordinator, "SELECT count(*) FROM workinggroup_measure") == [(0,)]
    assert [len(part.measures) for part in page(world.usa.coordinator, accepted).parts] == [0, 1]
    # Whom the part is taken from sees its measure no more; its own side does, and not as one for the whole.
    with reading_as(gtm.reader):
        narrow(thing=GapPassage.objects.get(pk=hidden.pk), actor=gtm, now=NOW, code="USA")
    assert [part.measures for part in page(world.usa.coordinator, accepted).parts] == [[]]
    assert [(part.is_whole, len(part.measures)) for part in page(gtm, accepted).parts] == [(False, 0), (False, 1)]


def test_who_does_not_see_a_measure_is_not_told_that_there_is_one(world, accepted):
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        [seen] = accepted.passages.all()
        words = {"en": "The lamp is broken."}
        hidden = write_passage(whole=accepted, actor=gtm, now=NOW, part="description", text=words, readers=["USA"])
    promise = make_promise(world, "GTM")
    for passage, counts in ((seen, (1, 1, 1)), (hidden, (2, 1, 2)), (seen, (3, 2, 3))):
        item = make_action_item(gtm, promise, title="A lamp", assignee=world.gtm.member)
        act("add_measure", gtm, accepted, item=item, threat_part=passage.anchor)
        for person, count in zip((gtm, world.mex.coordinator, world.usa.coordinator), counts, strict=True):
            told = [each for each in page(person, accepted).entries if each.act == "measured"]
            assert len(told) == count, person
            [(trail,)] = rows(person, "SELECT count(*) FROM audit_entry WHERE action = 'workinggroup.gap.measured'")
            assert trail == count, person


def test_what_is_rated_when_it_is_returned_is_kept(world):
    gap = make_claimed(world, world.mex, world.mex, ("USA", "GTM"))
    facts = {"method": "visit", "reason": "It is dark.", "rating": {**LEFT, "confidence": "low"}}
    act("verify_gap", world.usa.coordinator, gap, outcome="returned", **facts)
    with reading_as(world.usa.coordinator.reader):
        assert Verification.objects.get(gap=gap).rating.threat == LEFT["threat"]
    again = make_claimed(world, world.mex, world.mex, ("USA", "GTM"))
    act("rate_gap", world.usa.coordinator, again, moment="residual", confidence="low", **LEFT)
    with pytest.raises(RatedAlready):
        act("verify_gap", world.usa.coordinator, again, outcome="closed", **facts)


def test_a_head_says_no_and_what_is_overtaken_is_proposed_no_more(world, accepted, sign_in):
    mex = world.mex.head
    with pytest.raises(NothingProposed):
        act("decline_toleration", mex, accepted, reason="No.")
    now = timezone.now()
    propose = {"now": now, "until": now.date() + timedelta(days=60), "reason": "The bridge is rebuilt in summer."}
    act("propose_toleration", world.gtm.head, accepted, **propose)
    with pytest.raises(ConsentedAlready):
        act("decline_toleration", world.gtm.head, accepted, reason="No.")
    client = sign_in(mex)
    address = reverse("gaps:decline", args=[accepted.pk])
    assert address in client.get(accepted.get_absolute_url(), secure=True).content.decode()
    with reading_as(mex.reader):
        seen = Toleration.objects.get(ended_at=None).pk
    client.post(address, {"reason": "Nobody can bear it.", "seen": seen}, secure=True)
    with reading_as(mex.reader):
        assert not Toleration.objects.filter(ended_at=None).exists()
    act("propose_toleration", world.gtm.head, accepted, **propose)
    for side in (world.gtm, world.mex, world.usa):
        rate(side.member, accepted)
    content = client.get(accepted.get_absolute_url(), secure=True).content.decode()
    assert address not in content
    assert reverse("gaps:consent", args=[accepted.pk]) not in content
    assert run_clocks(SIDES, now=timezone.now()) == 1
    with reading_as(mex.reader):
        assert not Toleration.objects.filter(ended_at=None).exists()


def test_what_is_closed_is_handed_to_nobody(world):
    gap = make_claimed(world, world.mex, world.mex, ("USA", "GTM"))
    act("propose_handover", world.mex.coordinator, gap, owners=["USA"])
    rating = {**LEFT, "confidence": "low"}
    act("verify_gap", world.usa.coordinator, gap, method="visit", outcome="closed", rating=rating)
    with pytest.raises(NotNow):
        act("agree_to_handover", world.usa.coordinator, gap)
    act("agree_to_handover", world.usa.coordinator, gap, yes=False)


def test_a_new_owner_controls_what_it_reads_of_the_one_before(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    act("accept_gap", world.gtm.coordinator, gap)
    act("propose_handover", world.gtm.coordinator, gap, owners=["MEX"])
    act("agree_to_handover", world.mex.coordinator, gap)
    act("agree_to_handover", world.gtm.coordinator, gap)
    with reading_as(world.mex.coordinator.reader):
        assert GapPassage.objects.get(gap=gap).originators == ["GTM", "MEX"]


@pytest.mark.parametrize(
    "title", ["A gate without a watch", "On a GATE, without a watch", "Una puerta sin guardia", "{}"]
)
def test_an_agenda_that_others_read_names_no_gap(world, title):
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    meeting = make_follow_up(world.sec.coordinator)
    asked = {"meeting": meeting, "minutes": 20, "answer_by": date(2026, 4, 1)}
    said = {"en": title.replace(",", "").format(gap.reference)}
    with pytest.raises(RepeatsWithheld):
        act("put_on_agenda", world.gtm.coordinator, gap, title=said, **asked)


def test_who_reads_it_later_rates_proposes_and_hands_over_beside_what_it_does_not_see(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    gap = act("accept_gap", world.gtm.coordinator, gap)
    with reading_as(world.gtm.coordinator.reader):
        share(thing=gap, actor=world.gtm.coordinator, now=NOW, sides=["USA"])
    later = NOW + timedelta(days=30)
    act("open_round", world.usa.coordinator, gap, now=later)
    rate(world.usa.member, gap, now=later)
    rate(world.mex.member, gap, now=later)
    for person, count in ((world.usa.coordinator, 1), (world.mex.coordinator, 2)):
        with reading_as(person.reader):
            assert RatingRound.objects.filter(gap=gap).count() == count
        assert [each.round.number for each in page(person, gap).rounds] == [*range(count, 0, -1)]


def test_one_proposal_at_a_time_even_beside_one_that_is_not_seen(world):
    gtm, usa = world.gtm, world.usa
    gap = make_gap(gtm.coordinator, ["GTM"], ["MEX"])
    gap = act("accept_gap", gtm.coordinator, gap)
    propose = {"until": UNTIL, "reason": "The bridge is rebuilt in summer."}
    act("propose_toleration", gtm.head, gap, **propose)
    with reading_as(gtm.coordinator.reader):
        share(thing=gap, actor=gtm.coordinator, now=NOW, sides=["USA"])
    act("propose_handover", gtm.coordinator, gap, owners=["GTM", "USA"])
    act("agree_to_handover", usa.coordinator, gap)
    act("agree_to_handover", gtm.coordinator, gap)
    with pytest.raises(ProposedAlready):
        act("propose_toleration", usa.head, gap, **propose)
    assert run_clocks(SIDES, now=NOW) == 1
    act("propose_toleration", usa.head, gap, **propose)


@scene
def shared(world):
    """On the ground of Guatemala and Mexico, told to the United States, too; Mexico has a measure that Guatemala does not see."""
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    gap = make_gap(gtm, ["GTM", "MEX"])
    act("accept_gap", gtm, gap)
    sec = world.sec.coordinator
    promise = make_commitment(sec, make_statement(sec, make_follow_up(sec)), lead="GTM", supporting=["MEX"])
    make_measure(world, gap, world.gtm, promise)
    with reading_as(mex.reader):
        hidden = write_passage(whole=gap, actor=mex, now=NOW, part="description", text={"en": "The key is lost."})
    item = make_action_item(mex, promise, title="A key", assignee=world.mex.member)
    act("add_measure", mex, gap, item=item, threat_part=hidden.anchor)
    return gap, item


def test_each_owner_says_that_its_own_are_done_and_nobody_learns_of_what_is_hidden(world, shared, sign_in):
    gap, item = shared
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    evidence = {"en": "The roster of February."}
    assert page(gtm, gap).is_done, "what Guatemala sees is done"
    with pytest.raises(OthersNotDone) as refused:
        act("claim_gap", gtm, gap, evidence=evidence)
    # The same words, whether Mexico has a measure that is not seen or none.
    told = str(refused.value)
    assert "MEX" in told
    assert item.reference not in told
    bare = make_gap(gtm, ["GTM", "MEX"])
    act("accept_gap", gtm, bare)
    make_measure(world, bare, world.gtm, make_promise(world, "GTM"))
    with pytest.raises(OthersNotDone) as other:
        act("claim_gap", gtm, bare, evidence=evidence)
    assert str(other.value) == told
    with pytest.raises(NotDoneYet):
        act("say_done", mex, gap)
    for nobody in (world.mex.member, world.sec.coordinator, world.usa.coordinator):
        with pytest.raises(NotAllowed):
            act("say_done", nobody, gap)
    with reading_as(world.mex.member.reader):
        report_progress(item=item, actor=world.mex.member, now=NOW, standing="done", text="Found.")
    client, address = sign_in(mex), reverse("gaps:done", args=[gap.pk])
    assert f'action="{address}"' in client.get(gap.get_absolute_url(), secure=True).content.decode()
    client.post(address, secure=True)
    assert fresh(gtm, gap).done_by == ["MEX"]
    with pytest.raises(SaidDone):
        act("say_done", mex, gap)
    # A further measure would tell all readers that there is one: what was said is taken back first, and that is told to all.
    more = make_action_item(mex, gap_promise(gtm, gap), title="A second key", assignee=world.mex.member)
    with reading_as(mex.reader):
        anchor = gap.passages.filter(releasable_to__len=1).get().anchor
    with pytest.raises(TakeBackFirst):
        act("add_measure", mex, gap, item=more, threat_part=anchor)
    with pytest.raises(NotSaidDone):
        act("take_back_done", gtm, gap)
    content = client.get(gap.get_absolute_url(), secure=True).content.decode()
    assert 'name="back"' in content
    assert reverse("gaps:measure", args=[gap.pk]) not in content
    client.post(address, {"back": "yes"}, secure=True)
    assert fresh(gtm, gap).done_by == []
    assert page(gtm, gap).entries[0].act == "not_done"
    act("add_measure", mex, gap, item=more, threat_part=anchor)
    with reading_as(world.mex.member.reader):
        report_progress(item=more, actor=world.mex.member, now=NOW, standing="done", text="Made.")
    act("say_done", mex, gap)
    claimed = act("claim_gap", gtm, gap, evidence=evidence)
    assert (claimed.status, claimed.done_by) == ("claimed", [])


def test_an_owner_says_it_beside_a_part_whose_only_measure_it_does_not_see(world, sign_in):
    """The one that sees all claims: nobody adds a measure that is not needed."""
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    gap = make_gap(gtm, ["GTM", "MEX"])
    act("accept_gap", gtm, gap)
    item = make_action_item(mex, make_promise(world, "MEX"), title="A lamp", assignee=world.mex.member, only_us=True)
    with reading_as(mex.reader):
        [passage] = gap.passages.all()
    act("add_measure", mex, gap, item=item, threat_part=passage.anchor)
    with reading_as(world.mex.member.reader):
        report_progress(item=item, actor=world.mex.member, now=NOW, standing="done", text="It burns.")
    assert [part.measures for part in page(gtm, gap).parts] == [[]], "Guatemala does not see the item"
    address = reverse("gaps:done", args=[gap.pk])
    client = sign_in(gtm)
    assert f'action="{address}"' in client.get(gap.get_absolute_url(), secure=True).content.decode()
    client.post(address, secure=True)
    assert fresh(mex, gap).done_by == ["GTM"]
    rate(world.mex.member, gap)
    assert page(mex, gap).next.address == "claim"
    act("claim_gap", mex, gap, evidence={"en": "The roster of February."})


def test_other_owners_have_said_nothing_yet(world, shared):
    gap, _item = shared
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    act("say_done", gtm, gap)
    act("propose_handover", gtm, gap, owners=["GTM"])
    act("agree_to_handover", mex, gap)
    assert (fresh(gtm, gap).owners, fresh(gtm, gap).done_by) == (["GTM"], [])


def gap_promise(person, gap):
    with reading_as(person.reader):
        return fresh(person, gap).commitment


def test_by_raw_sql_no_owner_says_it_for_another_nor_claims_without(world, shared):
    gap, _item = shared
    gtm = world.gtm.coordinator
    claim = "UPDATE workinggroup_gap SET status = 'claimed', turn = turn + 1 WHERE id = %s"
    for said in ("{MEX}", "{GTM,MEX}", "{GTM,GTM}", "{USA}"):
        assert tries(gtm, f"UPDATE workinggroup_gap SET done_by = '{said}' WHERE id = %s", gap.pk) is None, said
    assert tries(gtm, claim, gap.pk) is None
    done = "UPDATE workinggroup_gap SET done_by = done_by || '{%s}'::varchar[] WHERE id = %%s"
    assert tries(gtm, done % "GTM", gap.pk) == 1
    assert tries(gtm, claim, gap.pk) is None
    assert (
        tries(
            gtm,
            "UPDATE workinggroup_gap SET status = 'claimed', turn = turn + 1, done_by = '{GTM,MEX}' WHERE id = %s",
            gap.pk,
        )
        is None
    )
    assert tries(world.mex.coordinator, done % "MEX", gap.pk) == 1
    assert tries(gtm, "UPDATE workinggroup_gap SET done_by = '{GTM}' WHERE id = %s", gap.pk) is None
    assert tries(gtm, claim, gap.pk) == 1
    assert fresh(gtm, gap).done_by == []


def test_the_page_says_who_must_act_on_a_handover(world, sign_in):
    """Owners before and after say yes; the last step is one's who controls the gap."""
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    gap = make_gap(gtm, ["GTM"], ["MEX", "USA"])
    act("accept_gap", gtm, gap)
    act("propose_handover", gtm, gap, owners=["MEX", "USA"])
    agree = f'action="{reverse("gaps:handover-agree", args=[gap.pk])}"'

    def shown(person):
        content = sign_in(person).get(gap.get_absolute_url(), secure=True).content.decode()
        start = content.index('id="handover"')
        said = content[start : content.index("</section>", start)]
        return agree in said, "To say yes or no:" in said or "sí o no" in said

    assert [shown(person) for person in (gtm, mex, usa)] == [(False, True), (True, True), (True, True)]
    act("agree_to_handover", mex, gap)
    assert [shown(person) for person in (gtm, mex, usa)] == [(False, True), (False, True), (True, True)]
    act("agree_to_handover", usa, gap)
    assert [shown(person) for person in (gtm, mex, usa)] == [(True, False), (False, False), (False, False)]
    act("agree_to_handover", gtm, gap)
    assert fresh(gtm, gap).owners == ["MEX", "USA"]


def test_a_passage_of_another_side_is_released_more_widely_after_a_handover(world):
    """The new owner reads it and does not control it: the side that wrote it asks, and the new owner is asked, too."""
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    gap = make_gap(gtm, ["MEX"])
    act("accept_gap", mex, gap)
    with reading_as(gtm.reader):
        wanted = ask_release(thing=gap, actor=gtm, now=NOW, sides=["USA", "CAN"], marking="AMBER", purpose="They help.")
    with reading_as(mex.reader):
        answer_release(asked=wanted, actor=mex, now=NOW, reply="yes")
    with reading_as(gtm.reader):
        note = write_passage(
            whole=fresh(gtm, gap), actor=gtm, now=NOW, part="evidence", text={"en": "A map."}, readers=["MEX"]
        )
    assert note.originators == ["GTM", "MEX"]
    act("propose_handover", mex, gap, owners=["USA"])
    act("agree_to_handover", usa, gap)
    act("agree_to_handover", mex, gap)
    with reading_as(gtm.reader):
        late = write_passage(whole=fresh(gtm, gap), actor=gtm, now=NOW, part="evidence", text={"en": "A list."})
        GapPassage.objects.filter(pk=late.pk)
        with pytest.raises(GroundFirst):
            share_passage(thing=late, actor=gtm, now=NOW, sides=["CAN"])
    with reading_as(mex.reader):
        old = GapPassage.objects.get(pk=note.pk)
        asked = ask_release(thing=old, actor=mex, now=NOW, sides=["USA"], marking="AMBER", purpose="It owns it now.")
    with reading_as(gtm.reader):
        answer_release(asked=asked, actor=gtm, now=NOW, reply="yes")
        with pytest.raises(GroundControls, match="USA"):
            require_ground_first(GapPassage.objects.get(pk=note.pk), ["CAN"], ["USA"])
        wider = ask_release(
            thing=GapPassage.objects.get(pk=note.pk),
            actor=gtm,
            now=NOW,
            sides=["CAN"],
            marking="AMBER",
            purpose="Near.",
        )
        assert wider.originators == ["GTM", "MEX", "USA"]
    for person in (mex, usa):
        with reading_as(person.reader):
            answer_release(asked=wider, actor=person, now=NOW, reply="yes")
    with reading_as(world.can.coordinator.reader):
        assert GapPassage.objects.filter(pk=note.pk).exists()


def test_a_part_that_is_read_on_the_page_alone_is_not_printed_beside_its_measures(world, accepted, sign_in):
    with reading_as(world.gtm.coordinator.reader):
        facts = {"part": "description", "text": {"en": "The lamp is out.", "es": "La luz falla."}, "marking": "RED"}
        write_passage(whole=accepted, actor=world.gtm.coordinator, now=NOW, **facts)
    assert [part.is_alone for part in page(world.gtm.member, accepted).parts] == [False, True]
    shown = sign_in(world.gtm.coordinator).get(accepted.get_absolute_url(), secure=True).content.decode()
    assert shown.count('<span class="voice no-print">') == 1
    assert shown.count('class="alone small"') == 1
