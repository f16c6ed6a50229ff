"""One rating of all sides: proposed once each has rated by itself, agreed by each, and counted only then; blind until that."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.attempts import rows, tries
from tests.factories.gaps import LEFT, NOW, STEPS, act, fresh, make_gap, make_measure, make_promise, rate
from tests.scenes import scene
from workinggroup.desk.queries import waiting_on
from workinggroup.gaps.index import entries_of
from workinggroup.gaps.joint import GapJointRating
from workinggroup.gaps.models import RatingRound
from workinggroup.gaps.operations.gate import NotNow, SayWhy
from workinggroup.gaps.operations.rating import NoRound, OffTheScale, ScaleRetired, level_of, rating_hash
from workinggroup.gaps.operations.together import AgreedAlready, JointAlready, NoJoint, OtherJoint, StillBlind
from workinggroup.gaps.queries import page_of
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.operations import share
from workinggroup.handling.operations.sharing import narrow
from workinggroup.handling.papers import make_paper

LOW = dict.fromkeys(STEPS, 1)


@scene
def raised(world):
    """On Guatemala's own ground, read by all three; none has rated."""
    return make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])


@pytest.fixture
def rated(world, raised):
    """High to Mexico and Guatemala, very high to the United States."""
    rate(world.gtm.member, raised)
    rate(world.mex.member, raised)
    rate(world.usa.member, raised, threat=5, vulnerability=5, safety=5)
    return raised


def joint_of(person, gap):
    with reading_as(person.reader):
        return GapJointRating.objects.filter(gap=gap).order_by(F("ended_at").desc(nulls_first=True)).first()


def agree(person, gap):
    return act("agree_to_joint_rating", person, gap, seen=str(joint_of(person, gap).pk))


def levels(gap, *people):
    """Of one gap: as the register has it, as its page has it, and as its deadline goes by it."""
    found = set()
    for person in people:
        with reading_as(person.reader):
            listed = next(entry.level for entry in entries_of(person.code) if entry.key == gap.pk)
            page = page_of(fresh(person, gap), person, now=NOW)
            found |= {listed, page.level, level_of(gap, NOW)}
    return found


def test_nobody_proposes_for_all_before_all_have_rated(world, raised):
    proposed = {**LOW, "now": NOW}
    for side in (world.gtm, world.mex):
        rate(side.member, raised)
        with pytest.raises(StillBlind, match="USA"):
            act("propose_joint_rating", side.coordinator, raised, **proposed)
    with reading_as(world.mex.coordinator.reader):
        assert page_of(raised, world.mex.coordinator, now=NOW).rounds[0].missing == ["USA"]
    rate(world.usa.member, raised)
    for nobody in (world.usa.member, world.usa.observer, world.sec.coordinator, world.admin):
        with pytest.raises(NotAllowed):
            act("propose_joint_rating", nobody, raised, **proposed)
    for wrong, refused in (
        ({"threat": 6}, OffTheScale), ({"scale": 7}, ScaleRetired), ({"why": "Ask jefe@example.org"}, IdentifiesPerson)
    ):  # fmt: skip
        with pytest.raises(refused):
            act("propose_joint_rating", world.usa.coordinator, raised, **proposed | wrong)
    act("propose_joint_rating", world.usa.coordinator, raised, **proposed)


def test_it_counts_once_all_agree_and_not_before(world, rated):
    people = (world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator)
    assert levels(rated, *people) == {"V"}
    act("propose_joint_rating", world.mex.coordinator, rated, **LOW)
    with pytest.raises(JointAlready):
        act("propose_joint_rating", world.usa.coordinator, rated, **STEPS)
    with pytest.raises(AgreedAlready):
        agree(world.mex.head, rated)
    agree(world.gtm.coordinator, rated)
    assert levels(rated, *people) == {"V"}
    with pytest.raises(NotAllowed):
        agree(world.usa.member, rated)
    agree(world.usa.head, rated)
    assert levels(rated, *people) == {"L"}
    with pytest.raises(NoJoint):
        agree(world.usa.coordinator, rated)
    with pytest.raises(JointAlready):
        act("propose_joint_rating", world.usa.coordinator, rated, **STEPS)
    # What is said in a later round counts more than what was agreed in one before.
    act("open_round", world.usa.coordinator, rated)
    for side in (world.gtm, world.mex, world.usa):
        rate(side.member, rated, threat=5, vulnerability=5, safety=5)
    assert levels(rated, *people) == {"V"}


def test_one_no_ends_it_and_a_yes_is_to_what_was_read(world, rated):
    act("propose_joint_rating", world.mex.coordinator, rated, **LOW)
    first = str(joint_of(world.gtm.coordinator, rated).pk)
    agree(world.gtm.coordinator, rated)
    with pytest.raises(SayWhy):
        act("decline_joint_rating", world.usa.coordinator, rated, seen=first, reason=" ")
    act("decline_joint_rating", world.usa.coordinator, rated, seen=first, reason="Two boats were lost.")
    with pytest.raises(NoJoint):
        act("agree_to_joint_rating", world.usa.coordinator, rated, seen=first)
    act("propose_joint_rating", world.usa.coordinator, rated, **STEPS)
    for seen in (first, ""):
        with pytest.raises(OtherJoint):
            act("agree_to_joint_rating", world.mex.coordinator, rated, seen=seen)
        with pytest.raises(OtherJoint):
            act("decline_joint_rating", world.mex.coordinator, rated, seen=seen, reason="No.")
    assert joint_of(world.mex.coordinator, rated).yes == ["USA"]


def test_who_reads_the_gap_later_is_not_asked_and_what_is_over_is_not_rated(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    rate(world.gtm.member, gap)
    rate(world.mex.member, gap)
    act("propose_joint_rating", world.mex.coordinator, gap, **LOW)
    agree(world.gtm.coordinator, gap)
    with pytest.raises(NotAllowed):
        act("propose_joint_rating", world.usa.coordinator, gap, **LOW)
    act("contest_gap", world.gtm.coordinator, gap, reason="It is watched.")
    act("drop_gap", world.gtm.coordinator, gap)
    with pytest.raises(NotNow):
        act("propose_joint_rating", world.mex.coordinator, gap, **LOW)
    asked = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    with reading_as(world.gtm.coordinator.reader):
        share(thing=asked, actor=world.gtm.coordinator, now=NOW, sides=["USA"])
    with pytest.raises(NoRound):
        act("propose_joint_rating", world.usa.coordinator, asked, **LOW)


def test_by_raw_sql_nobody_proposes_early_agrees_for_another_or_undoes_what_all_agreed(world, raised):
    with reading_as(world.usa.coordinator.reader):
        found = RatingRound.objects.get(gap=raised)
    insert = """INSERT INTO workinggroup_gapjointrating (id, releasable_to, editable_by, gap_id, round_id, parties, yes, scale,
        threat, vulnerability, safety, control, trade, trust, likelihood, impact, level, why, by_side, by_name, at)
        VALUES (gen_random_uuid(), '{GTM,MEX,USA}', '{GTM,MEX,USA}', %s, %s, %s, %s, 1, 1, 1, 1, 1, 1, 1, 1, 1, %s, '', %s, 'x',
        now())"""
    all_of_them, usa = ["GTM", "MEX", "USA"], world.usa.coordinator

    def proposes(parties=all_of_them, yes=("USA",), level="L", by="USA", person=usa):
        return tries(person, insert, raised.pk, found.pk, list(parties), list(yes), level, by)

    rate(world.gtm.member, raised)
    rate(world.mex.member, raised)
    assert proposes() is None, "the round is blind"
    rate(world.usa.member, raised)
    assert proposes(yes=all_of_them) is None
    assert proposes(parties=["USA"]) is None
    assert proposes(parties=[*all_of_them, "CAN"]) is None
    assert proposes(by="MEX", yes=["MEX"]) is None
    assert proposes(level="V") is None
    assert proposes(person=world.can.coordinator, by="CAN", yes=["CAN"]) is None
    assert proposes(person=world.sec.coordinator, by="SEC", yes=["SEC"]) is None
    act("propose_joint_rating", usa, raised, **LOW)
    joint = joint_of(usa, raised).pk
    yes = "UPDATE workinggroup_gapjointrating SET yes = %s WHERE id = %s"
    assert tries(usa, yes, all_of_them, joint) is None
    assert tries(world.mex.coordinator, yes, ["USA", "MEX", "GTM"], joint) is None
    assert tries(world.mex.coordinator, yes, ["MEX"], joint) is None
    assert (
        tries(world.mex.coordinator, "UPDATE workinggroup_gapjointrating SET threat = 2 WHERE id = %s", joint) is None
    )
    assert tries(world.can.coordinator, yes, ["USA", "CAN"], joint) == 0
    agree(world.mex.coordinator, raised)
    agree(world.gtm.coordinator, raised)
    for person in (usa, world.mex.coordinator):
        assert tries(person, "UPDATE workinggroup_gapjointrating SET ended_at = now() WHERE id = %s", joint) is None, (
            person
        )
        assert tries(person, "DELETE FROM workinggroup_gapjointrating WHERE id = %s", joint) is None
    with reading_as(Reader("CAN")):
        assert not GapJointRating.objects.exists()


def test_an_agreed_rating_ends_a_toleration_of_what_was_known(world, rated):
    from datetime import date

    from workinggroup.handling.clocks import run_clocks

    act("accept_gap", world.gtm.coordinator, rated)
    act("propose_toleration", world.gtm.head, rated, until=date(2026, 6, 1), reason="The bridge is rebuilt.")
    for head in (world.mex.head, world.usa.head):
        act("consent_to_toleration", head, rated)
    act("propose_joint_rating", world.mex.coordinator, rated, **LOW)
    agree(world.gtm.coordinator, rated)
    sides = [Reader(code) for code in ("GTM", "MEX", "USA")]
    assert run_clocks(sides, now=NOW) == 0
    agree(world.usa.coordinator, rated)
    assert run_clocks(sides, now=NOW) == 1
    assert fresh(world.mex.head, rated).status == "accepted"


def test_pages_ask_for_it_and_papers_tell_it_once_it_is_agreed(world, rated, sign_in):
    page, mex = rated.get_absolute_url(), sign_in(world.mex.coordinator)
    propose, declining = (reverse(f"gaps:{name}", args=[rated.pk]) for name in ("joint", "joint-decline"))
    assert propose in mex.get(page, secure=True).content.decode()
    assert propose not in sign_in(world.mex.member).get(page, secure=True).content.decode()
    given = dict.fromkeys(STEPS, "1") | {"why": "Nobody came.", "scale": "1"}
    six = mex.post(propose, given | {"threat": "6"}, secure=True)
    assert six.status_code == 200
    assert joint_of(world.mex.coordinator, rated) is None
    mex.post(propose, given, secure=True)
    joint = joint_of(world.mex.coordinator, rated)
    assert (joint.level, joint.yes, joint.why) == ("L", ["MEX"], "Nobody came.")

    def paper():
        with reading_as(world.usa.member.reader):
            content, _name = make_paper(whole=rated, actor=world.usa.member, now=NOW, audience=["USA"], form="docx")
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return parts.read("word/document.xml").decode()

    def waits(person):
        with reading_as(person.reader):
            return [wait.act for wait in waiting_on(person, now=NOW).shown if str(rated.pk) in wait.address]

    assert "Rated by" in paper()
    assert "agreed by all" not in paper(), "it is proposed"
    assert "Agree to the joint rating, or not:" in waits(world.usa.coordinator)
    assert "Agree to the joint rating, or not:" not in waits(world.mex.coordinator)
    usa = sign_in(world.usa.coordinator)
    content = usa.get(page, secure=True).content.decode()
    assert f'name="seen" value="{joint.pk}"' in content
    assert f"{declining}?seen={joint.pk}" in content
    usa.post(reverse("gaps:joint-agree", args=[rated.pk]), {"seen": joint.pk}, secure=True)
    sign_in(world.gtm.coordinator).post(reverse("gaps:joint-agree", args=[rated.pk]), {"seen": joint.pk}, secure=True)
    assert joint_of(world.mex.coordinator, rated).is_agreed
    assert paper().count("agreed by all") == 1
    assert waits(world.usa.coordinator) == []
    assert "All agreed on one rating" in usa.get(page, secure=True, headers={"Accept-Language": "en"}).content.decode()
    assert rows(world.usa.coordinator, "SELECT count(*) FROM workinggroup_gapentry WHERE act = 'joint_rated'") == [(1,)]


def test_who_was_not_asked_is_told_of_no_joint_rating(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    rate(world.gtm.member, gap)
    rate(world.mex.member, gap)
    with reading_as(world.gtm.coordinator.reader):
        share(thing=gap, actor=world.gtm.coordinator, now=NOW, sides=["USA"])
    for decided in ("no", "yes"):
        act("propose_joint_rating", world.gtm.coordinator, gap, **LOW)
        if decided == "no":
            seen = str(joint_of(world.mex.coordinator, gap).pk)
            act("decline_joint_rating", world.mex.coordinator, gap, seen=seen, reason="Two boats were lost.")
    agree(world.mex.coordinator, gap)
    assert {"joint_asked"} <= told(world.mex.coordinator)
    assert {"joint_no", "joint_rated"} <= told(world.gtm.coordinator)
    assert not [act for act in told(world.usa.coordinator) if act.startswith("joint")]


def test_the_secretariat_is_not_asked_to_agree(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "SEC"])
    rate(world.gtm.member, gap)
    rate(world.mex.member, gap)
    act("propose_joint_rating", world.mex.coordinator, gap, **LOW)
    assert "joint_asked" in told(world.gtm.coordinator)
    assert "joint_asked" not in told(world.sec.coordinator)
    agree(world.gtm.coordinator, gap)
    assert "joint_rated" in told(world.sec.coordinator)


def test_what_is_offered_is_the_joint_rating_of_the_present_moment(world, sign_in):
    """One proposed before a claim waits again once the claim is returned; one of what is left waits no more."""
    mex, usa, gtm = world.mex.coordinator, world.usa.coordinator, world.gtm.coordinator
    gap = make_gap(mex, ["MEX"], ["USA", "GTM"])
    act("accept_gap", mex, gap)
    for person in (mex, usa, gtm):
        rate(person, gap)
    act("propose_joint_rating", mex, gap, **LOW)
    current = joint_of(mex, gap)
    make_measure(world, gap, world.mex, make_promise(world))
    assert offered(gtm, gap) == current.pk
    act("claim_gap", mex, gap, evidence={"en": "The roster of February."})
    assert offered(gtm, gap) is None
    for person in (mex, usa, gtm):
        act("rate_gap", person, gap, moment="residual", confidence="low", **LEFT)
    act("propose_joint_rating", mex, gap, **LOW)
    assert offered(gtm, gap) not in {None, current.pk}
    act("verify_gap", usa, gap, method="visit", outcome="returned", reason="It is dark.")
    assert offered(gtm, gap) == current.pk
    assert str(current.pk) in sign_in(gtm).get(gap.get_absolute_url(), secure=True).content.decode()
    act("agree_to_joint_rating", gtm, gap, seen=str(current.pk))


def test_a_round_that_all_let_pass_takes_back_nothing(world, rated):
    people = (world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator)
    act("propose_joint_rating", world.mex.coordinator, rated, **LOW)
    agree(world.gtm.coordinator, rated)
    agree(world.usa.coordinator, rated)
    sides, later = ["GTM", "MEX", "USA"], NOW + timedelta(days=400)
    with reading_as(world.gtm.coordinator.reader):
        before = rating_hash(rated, sides, NOW)
    act("open_round", world.usa.coordinator, rated)
    assert levels(rated, *people) == {"L"}
    with reading_as(world.gtm.coordinator.reader):
        assert level_of(rated, later) == "L"
        assert rating_hash(rated, sides, later) == before


def test_the_page_says_who_can_agree_no_more(world, rated):
    act("propose_joint_rating", world.mex.coordinator, rated, **LOW)
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        narrow(thing=fresh(gtm, rated), actor=gtm, now=NOW, code="USA")
        assert page_of(fresh(gtm, rated), gtm, now=NOW).present.gone == ["USA"]


def told(person):
    with reading_as(person.reader):
        rows = Notice.objects.filter(person=person, event__startswith="workinggroup.gap")
        return {event.rpartition(".")[2] for event in rows.values_list("event", flat=True)}


def offered(person, gap):
    """The joint rating that a person's page offers first, or none."""
    with reading_as(person.reader):
        page = page_of(fresh(person, gap), person, now=NOW)
        return page.present.joint.pk if page.next and page.next.address == "joint-agree" else None
