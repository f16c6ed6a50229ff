"""Another scale: proposed by the secretariat, in use once the heads of all delegations agree, and never changed."""

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.attempts import tries
from tests.factories.gaps import LEFT, NOW, STEPS, act, fresh, make_claimed, make_gap, rate
from tests.factories.news import notices_of
from tests.scenes import scene
from workinggroup.desk.queries import waiting_on
from workinggroup.gaps import operations
from workinggroup.gaps.agreed import GapScale, known_scales, scale_now
from workinggroup.gaps.index import GapFilter, entries_of
from workinggroup.gaps.listing import gaps_for
from workinggroup.gaps.models import GapEntry
from workinggroup.gaps.operations.gate import SayWhy
from workinggroup.gaps.operations.rating import RoundIsOpen, RoundOfOldScale, ScaleRetired
from workinggroup.gaps.operations.scaling import AgreedToScale, NoScale, NotAGrid, ScaleIsProposed, WordsMissing
from workinggroup.gaps.operations.together import JointRetired
from workinggroup.gaps.queries import page_of
from workinggroup.gaps.scales import AXES, is_grid
from workinggroup.gaps.scales import STEPS as FIVE
from workinggroup.handling.operations import share

RATING = """INSERT INTO workinggroup_rating (id, releasable_to, editable_by, gap_id, round_id, side_id, moment, scale, threat,
    vulnerability, safety, control, trade, trust, likelihood, impact, level, confidence, why, by_name, at)
    SELECT gen_random_uuid(), releasable_to, %s, gap_id, id, %s, 'current', %s, 4, 4, 1, 1, 1, 1, %s, 1, %s, 'low',
    '', 'x', now() FROM workinggroup_ratinground AS ratinground WHERE gap_id = %s AND {}"""
WORDS = {axis: {step: {"en": f"{axis} {step}", "es": f"{axis} {step} (es)"} for step in FIVE} for axis in AXES}
MILD = {
    "likelihood": ["11111", "11111", "11112", "11123", "12345"],
    "level": ["LLLLL", "LLLLL", "LLLLM", "LLLMH", "LLMHV"],
}
HEADS = ("can", "gtm", "mex", "usa")


def run(operation, person, **facts):
    with reading_as(person.reader):
        return getattr(operations, operation)(actor=person, now=NOW, **facts)


def propose(person, **facts):
    return run("propose_scale", person, **{"words": WORDS, **MILD, **facts})


def agree(world, *codes):
    for code in codes:
        run("agree_to_scale", getattr(world, code).head, number=2)


@scene
def proposed(world):
    return propose(world.sec.coordinator)


@pytest.mark.parametrize(
    ("rows", "ladder", "is_one"),
    [
        (["11122", "11223", "12334", "22345", "23455"], "12345", True),
        (["11122", "11223", "12334", "22345"], "12345", False),
        (["11122", "11223", "12334", "22345", "23456"], "12345", False),
        (["11122", "11213", "12334", "22345", "23455"], "12345", False),
        (["21122", "11223", "12334", "22345", "23455"], "12345", False),
        (["LLLMM", "LLMMH", "LMMHH", "MMHHV", "MHHVV"], "LMHV", True),
        (["LLLMM", "LLMMH", "LMMHH", "MMHHV", "MHHV"], "LMHV", False),
    ],
)
def test_a_grid_rises_in_rows_and_columns_here_and_in_the_database(db, rows, ladder, is_one):
    from django.db import connection

    assert is_grid(rows, ladder) is is_one
    with connection.cursor() as cursor:
        cursor.execute("SELECT workinggroup_is_grid(%s::varchar[], %s)", [rows, ladder])
        assert cursor.fetchone() == (is_one,)


def test_the_secretariat_proposes_one_scale_at_a_time_whole_and_rising(world):
    for nobody in (world.usa.head, world.sec.member, world.admin):
        with pytest.raises(NotAllowed):
            propose(nobody)
    with pytest.raises(NotAGrid):
        propose(world.sec.coordinator, level=["LLLLL"] * 4 + ["VLLLL"])
    with pytest.raises(WordsMissing):
        propose(world.sec.coordinator, words=WORDS | {"threat": WORDS["threat"] | {3: {"en": "x", "es": " "}}})
    scale = propose(world.sec.coordinator)
    assert (scale.number, scale.parties, scale.yes) == (2, [code.upper() for code in HEADS], [])
    with pytest.raises(ScaleIsProposed):
        propose(world.sec.coordinator)
    with reading_as(world.usa.member.reader):
        assert scale_now().number == 1


def test_it_is_in_use_once_every_head_agrees_and_old_ratings_stay_as_they_were_read(world, proposed):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    first = rate(world.gtm.member, gap)
    for nobody in (world.usa.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            run("agree_to_scale", nobody, number=2)
    with pytest.raises(NoScale):
        run("agree_to_scale", world.usa.head, number=3)
    agree(world, *HEADS[:3])
    with pytest.raises(AgreedToScale):
        run("agree_to_scale", world.mex.head, number=2)
    rate(world.mex.member, gap, scale=1)
    agree(world, "usa")
    with reading_as(world.usa.member.reader):
        assert sorted(known_scales()) == [1, 2]
        assert scale_now().number == 2
    later = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    with pytest.raises(ScaleRetired):
        rate(world.usa.member, later, scale=1)
    second = rate(world.usa.member, later)
    assert (first.scale, first.level, second.scale, second.level) == (1, "H", 2, "L")
    with reading_as(world.mex.member.reader):
        [shown] = page_of(gap, world.mex.member, now=NOW).rounds
        assert (shown.levels, shown.is_old) == (["H", "H"], True)
    with reading_as(world.usa.member.reader):
        [shown] = page_of(later, world.usa.member, now=NOW).rounds
        told = [row.steps[0][1] for row in shown.rows][:2]
        assert [words.removesuffix(" (es)") for words in told] == ["threat 4", "vulnerability 4"]


def test_a_round_that_began_by_another_scale_takes_no_more_ratings(world, proposed):
    """Steps of two scales do not stand side by side: all rate anew."""
    mex, gtm, usa = world.mex.coordinator, world.gtm.coordinator, world.usa.coordinator
    gap = make_gap(gtm, ["GTM"], ["MEX", "USA"])
    rate(mex, gap)
    with pytest.raises(RoundIsOpen):
        act("open_round", mex, gap)
    agree(world, *HEADS)
    with pytest.raises(RoundOfOldScale) as told:
        rate(usa, gap)
    assert {"1", "2"} <= set(str(told.value))
    rating = RATING.format("ratinground.number = 1")
    assert tries(usa, rating, ["GTM", "MEX", "USA"], "USA", 2, 2, "L", gap.pk) is None, "nor by raw SQL"
    with reading_as(usa.reader):
        page = page_of(fresh(usa, gap), usa, now=NOW)
        assert (page.may_rate, page.present.is_old, page.present.ratings) == (False, True, [])
        assert gap.pk not in [each.key for each in entries_of("USA") if each.asks]
    act("open_round", usa, gap)
    assert rate(usa, gap).scale == 2
    assert rate(mex, gap).scale == 2


def test_what_is_left_is_rated_anew_where_another_scale_came_into_use(world, proposed):
    gap, usa = make_claimed(world, world.usa, world.mex), world.usa.coordinator
    agree(world, *HEADS)
    found = act("verify_gap", usa, gap, method="visit", outcome="closed", rating={**LEFT, "confidence": "high"})
    assert (found.rating.scale, found.rating.round.scale, found.rating.round.moment) == (2, 2, "residual")
    assert fresh(usa, gap).status == "closed"


def test_who_was_let_in_since_is_told_of_no_rating_of_the_round(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    with reading_as(world.gtm.coordinator.reader):
        share(thing=gap, actor=world.gtm.coordinator, now=NOW, sides=["USA"])
    rate(world.mex.member, gap)
    for person, count in ((world.usa.head, 0), (world.gtm.head, 1)):
        with reading_as(person.reader):
            assert Entry.objects.filter(action="workinggroup.gap.rated").count() == count
            assert GapEntry.objects.filter(gap=gap, act="rated").count() == count


def test_one_no_ends_it_and_the_next_has_a_number_of_its_own(world, proposed):
    agree(world, "mex")
    with pytest.raises(SayWhy):
        run("decline_scale", world.usa.head, number=2, reason=" ")
    run("decline_scale", world.usa.head, number=2, reason="Two steps say the same.")
    with pytest.raises(NoScale):
        run("agree_to_scale", world.gtm.head, number=2)
    assert propose(world.sec.coordinator).number == 3
    with reading_as(world.usa.member.reader):
        assert scale_now().number == 1


def test_who_is_asked_is_told_and_so_is_who_asked(world, proposed):
    def told(person):
        return [each.event.removeprefix("workinggroup.scale.") for each in notices_of(person)]

    assert (told(world.usa.head), told(world.usa.coordinator), told(world.usa.member)) == (
        ["proposed"],
        ["proposed"],
        [],
    )
    agree(world, "usa")
    assert told(world.sec.coordinator) == ["agreed"]
    run("decline_scale", world.mex.head, number=2, reason="Two steps say the same.")
    assert sorted(told(world.usa.head)) == ["proposed", "refused"]
    propose(world.sec.coordinator)
    run("withdraw_scale", world.sec.coordinator, number=3)
    assert sorted(told(world.gtm.head)) == ["proposed", "proposed", "refused", "withdrawn"]
    propose(world.sec.coordinator)
    for code in HEADS:
        run("agree_to_scale", getattr(world, code).head, number=4)
    assert sorted(told(world.sec.coordinator)) == ["agreed", "agreed", "in_use", "refused"], (
        "acts of one instant are told once"
    )
    assert "in_use" in told(world.mex.coordinator)


def test_the_secretariat_takes_back_what_not_all_agreed_to(world, proposed):
    agree(world, *HEADS[:3])
    for nobody in (world.usa.head, world.sec.member):
        with pytest.raises(NotAllowed):
            run("withdraw_scale", nobody, number=2)
    end = "UPDATE workinggroup_gapscale SET ended_at = now() WHERE number = 2"
    assert tries(world.sec.member, end) is None
    assert tries(world.sec.coordinator, "UPDATE workinggroup_gapscale SET yes = parties, agreed_at = now()") is None
    run("withdraw_scale", world.sec.coordinator, number=2)
    with pytest.raises(NoScale):
        run("agree_to_scale", world.usa.head, number=2)
    with pytest.raises(NoScale):
        run("withdraw_scale", world.sec.coordinator, number=2)
    with reading_as(world.usa.member.reader):
        assert scale_now().number == 1
    third = propose(world.sec.coordinator)
    for code in HEADS:
        run("agree_to_scale", getattr(world, code).head, number=third.number)
    with pytest.raises(NoScale):
        run("withdraw_scale", world.sec.coordinator, number=3)


def test_by_raw_sql_nobody_makes_a_scale_count_alone(world, proposed):
    yes = "UPDATE workinggroup_gapscale SET yes = %s WHERE number = 2"
    for person, codes in (
        (world.mex.head, ["MEX", "USA"]), (world.mex.head, ["USA"]), (world.sec.coordinator, ["SEC"]),
        (world.mex.head, ["CAN", "GTM", "MEX", "USA"]),
    ):  # fmt: skip
        assert tries(person, yes, codes) is None, codes
    for sql in (
        "UPDATE workinggroup_gapscale SET agreed_at = now() WHERE number = 2",
        "UPDATE workinggroup_gapscale SET level = '{LLLLL,LLLLL,LLLLL,LLLLL,LLLLL}' WHERE number = 2",
        "UPDATE workinggroup_gapscale SET parties = '{MEX}', yes = '{MEX}', agreed_at = now() WHERE number = 2",
        "DELETE FROM workinggroup_gapscale",
    ):
        assert tries(world.mex.head, sql) is None, sql
    insert = """INSERT INTO workinggroup_gapscale (id, number, words, likelihood, level, parties, yes, by_name, at)
        VALUES (gen_random_uuid(), 3, '{}', %s, %s, %s, '{}', 'x', now())"""
    facts = [MILD["likelihood"], MILD["level"], ["CAN", "GTM", "MEX", "USA"]]
    assert tries(world.usa.head, insert, *facts) is None
    assert tries(world.sec.coordinator, insert, *facts) is None, "one is proposed"
    run("decline_scale", world.usa.head, number=2, reason="No.")
    for place, wrong in ((0, ["11111"] * 4), (1, ["LLLLL"] * 4 + ["VLLLL"]), (2, ["MEX"])):
        assert (
            tries(world.sec.coordinator, insert, *(wrong if n == place else each for n, each in enumerate(facts)))
            is None
        )
    assert tries(world.sec.coordinator, insert, *facts) == 1


def test_by_raw_sql_a_head_alone_gives_its_delegations_word(world, proposed):
    yes = "UPDATE workinggroup_gapscale SET yes = yes || '{MEX}'::varchar[] WHERE number = 2"
    ended = "UPDATE workinggroup_gapscale SET ended_at = now() WHERE number = 2"
    for person in (world.mex.coordinator, world.mex.member, world.mex.observer):
        assert tries(person, yes) is None, person
        assert tries(person, ended) is None, person
    assert tries(world.mex.head, yes) == 1


def test_no_joint_rating_counts_by_a_scale_that_is_in_use_no_more(world, proposed):
    mex, gtm, usa = world.mex.coordinator, world.gtm.coordinator, world.usa.coordinator
    gap = make_gap(gtm, ["GTM"], ["MEX", "USA"])
    for person in (mex, gtm, usa):
        rate(person, gap)
    joint = act("propose_joint_rating", mex, gap, **STEPS)
    act("agree_to_joint_rating", gtm, gap, seen=str(joint.pk))
    agree(world, *HEADS)
    with pytest.raises(JointRetired):
        act("agree_to_joint_rating", usa, gap, seen=str(joint.pk))
    yes = "UPDATE workinggroup_gapjointrating SET yes = yes || '{USA}'::varchar[] WHERE id = %s"
    assert tries(usa, yes, joint.pk) is None
    with reading_as(usa.reader):
        page = page_of(fresh(usa, gap), usa, now=NOW)
        assert page.present.is_retired
        assert page.next is None or page.next.address != "joint-agree"
        [shown] = gaps_for(usa, asked=GapFilter.read({}), now=NOW).groups
        assert shown[0] == "H", "it has the level that each said"
        assert gaps_for(usa, asked=GapFilter.read({}), now=NOW).matrix == []
    act("decline_joint_rating", usa, gap, seen=str(joint.pk), reason="Another scale is in use.")
    with pytest.raises(RoundOfOldScale):
        act("propose_joint_rating", usa, gap, **STEPS)
    act("open_round", usa, gap)
    for person in (mex, gtm, usa):
        rate(person, gap)
    assert act("propose_joint_rating", usa, gap, **STEPS).scale == 2
    newer = make_gap(gtm, ["GTM"], ["MEX", "USA"])
    for person in (mex, gtm, usa):
        rate(person, newer)
    with reading_as(usa.reader):
        [drawn] = gaps_for(usa, asked=GapFilter.read({}), now=NOW).matrix
    assert (sum(count for *_cell, count in drawn.counts), drawn.aside) == (2, 0)


def test_by_raw_sql_nobody_rates_by_a_scale_that_is_not_in_use(world, proposed):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    first, second = (RATING.format(f"ratinground.number = {number}") for number in (1, 2))
    facts = ["MEX"], "MEX"
    assert tries(world.mex.member, first, *facts, 2, 2, "L", gap.pk) is None
    agree(world, *HEADS)
    assert tries(world.mex.member, first, *facts, 1, 4, "M", gap.pk) is None
    act("open_round", world.mex.coordinator, gap)
    assert tries(world.mex.member, second, *facts, 1, 4, "M", gap.pk) is None
    assert tries(world.mex.member, second, *facts, 2, 2, "L", gap.pk) == 1


def test_it_is_proposed_and_answered_by_pages(world, sign_in):
    sec, usa, mex = sign_in(world.sec.coordinator), sign_in(world.usa.head), sign_in(world.mex.head)
    new = reverse("gaps:scale-new")
    assert sign_in(world.usa.coordinator).get(new, secure=True).status_code == 403
    assert new in sec.get(reverse("gaps:scales"), secure=True).content.decode()
    page = sec.get(new, secure=True).content.decode()
    assert 'value="no sign in 24 months"' in page
    said = {f"{axis}_{step}_{code}": f"{axis} {step}" for axis in AXES for step in FIVE for code in ("en", "es")}
    grids = {name: " ".join(rows) for name, rows in MILD.items()}
    bad = sec.post(new, said | grids | {"likelihood": "11111 11111"}, secure=True)
    assert bad.status_code == 200
    assert not GapScale.objects.exists()
    sec.post(new, said | grids, secure=True)
    assert GapScale.objects.get().number == 2
    agreeing, declining = (reverse(f"gaps:scale-{act}", args=[2]) for act in ("agree", "decline"))
    assert agreeing in usa.get(reverse("gaps:scales"), secure=True).content.decode()
    assert agreeing not in sec.get(reverse("gaps:scales"), secure=True).content.decode()
    with reading_as(world.usa.head.reader):
        waits = [wait.address for wait in waiting_on(world.usa.head, now=NOW).shown]
    assert reverse("gaps:scales") in waits
    taking = reverse("gaps:scale-withdraw", args=[2])
    assert taking in sec.get(reverse("gaps:scales"), secure=True).content.decode()
    assert taking not in usa.get(reverse("gaps:scales"), secure=True).content.decode()
    assert usa.post(taking, secure=True).status_code == 403
    usa.post(agreeing, secure=True)
    assert GapScale.objects.get().yes == ["USA"]
    assert sec.post(agreeing, secure=True).status_code == 403
    mex.post(declining, {"reason": "Two steps say the same."}, secure=True)
    assert GapScale.objects.get().ended_at is not None
    assert STEPS
