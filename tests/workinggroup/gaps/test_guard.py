"""By raw SQL: no owner closes a gap, former or joint; another side does. Nobody takes over, signs or rates for another."""

from itertools import product

import pytest
from django.db import connection

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.attempts import tries
from tests.factories.gaps import LEFT, NOW, act, fresh, make_claimed, make_draft_gap, make_gap, rate
from tests.scenes import scene
from workinggroup.gaps.models import RatingRound
from workinggroup.gaps.scales import STEPS, all_scales
from workinggroup.handling.operations import ask_release, write_passage
from workinggroup.handling.operations.sharing import GroundFirst

CLOSE = "UPDATE workinggroup_gap SET status = 'closed', verified_by = %s WHERE id = %s"
VERIFY = """INSERT INTO workinggroup_verification (id, releasable_to, editable_by, gap_id, turn, side_id, method, outcome, reason,
    by_name, at) VALUES (gen_random_uuid(), %s, %s, %s, 1, %s, 'data', 'closed', '', 'x', now())"""


@scene
def claimed(world):
    """On the ground of Mexico alone, read by all three, so that two sides may verify."""
    return make_claimed(world, world.mex, world.mex, ("USA", "GTM"))


def test_no_owner_closes_and_another_side_does(world, claimed):
    key = claimed.pk
    sides = ["GTM", "MEX", "USA"]
    owner = world.mex.coordinator
    # The owner signs, signs as another, and signs after it looked itself.
    assert tries(owner, CLOSE, "MEX", key) is None
    assert tries(owner, CLOSE, "USA", key) is None
    assert tries(owner, VERIFY, sides, ["MEX"], key, "USA") is None
    assert tries(owner, VERIFY, sides, ["MEX"], key, "MEX") == 1
    assert tries(owner, CLOSE, "MEX", key) is None
    # It forgets that it was an owner, or gives the gap away first.
    assert (
        tries(owner, "UPDATE workinggroup_gap SET ever_owners = '{GTM}', owners = '{GTM}' WHERE id = %s", key) is None
    )
    assert (
        tries(owner, "UPDATE workinggroup_gap SET owners = '{USA}', ever_owners = '{MEX,USA}' WHERE id = %s", key)
        is None
    )
    assert tries(owner, "UPDATE workinggroup_gap SET status = 'dropped' WHERE id = %s", key) is None
    # Another side signs only for itself and only once it has looked.
    assert tries(world.usa.coordinator, CLOSE, "GTM", key) is None
    assert tries(world.usa.coordinator, CLOSE, "USA", key) is None
    assert tries(world.usa.coordinator, VERIFY, sides, ["USA"], key, "USA") == 1
    assert tries(world.can.coordinator, CLOSE, "CAN", key) == 0
    assert tries(world.usa.coordinator, CLOSE, "USA", key) == 1
    assert fresh(world.mex.head, claimed).status == "closed"


def test_who_owned_it_once_or_owns_it_jointly_does_not_close(world, claimed):
    handover = act("propose_handover", world.mex.coordinator, claimed, owners=["GTM", "MEX"])
    # The old owner alone is not enough, and nobody says yes for another.
    assert (
        tries(world.mex.coordinator, "UPDATE workinggroup_gaphandover SET yes = '{MEX,GTM}' WHERE id = %s", handover.pk)
        is None
    )
    take = "UPDATE workinggroup_gap SET owners = '{GTM,MEX}', ever_owners = '{GTM,MEX}', originators = '{MEX,GTM}' WHERE id = %s"
    assert tries(world.mex.coordinator, take, claimed.pk) is None
    act("agree_to_handover", world.gtm.coordinator, claimed)
    assert tries(world.gtm.coordinator, take, claimed.pk) is None
    gap = act("agree_to_handover", world.mex.coordinator, claimed)
    assert gap.owners == ["GTM", "MEX"]
    assert set(gap.originators) == {"MEX", "GTM"}
    act("propose_handover", world.gtm.coordinator, gap, owners=["GTM"])
    act("agree_to_handover", world.mex.coordinator, gap)
    gap = fresh(world.mex.coordinator, gap)
    assert (gap.owners, gap.ever_owners) == (["GTM"], ["GTM", "MEX"])
    sides = ["GTM", "MEX", "USA"]
    for person in (world.mex.coordinator, world.gtm.coordinator):
        assert tries(person, VERIFY, sides, [person.code], gap.pk, person.code) == 1
        assert tries(person, CLOSE, person.code, gap.pk) is None
    with pytest.raises(NotAllowed):
        act(
            "verify_gap",
            world.mex.coordinator,
            gap,
            method="data",
            outcome="closed",
            rating={**LEFT, "confidence": "low"},
        )
    act(
        "verify_gap", world.usa.coordinator, gap, method="visit", outcome="closed", rating={**LEFT, "confidence": "low"}
    )
    assert fresh(world.usa.coordinator, gap).verified_by == "USA"


def test_a_side_raises_on_anothers_ground_for_it_alone_and_words_stay_their_authors(world):
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    assert set(gap.releasable_to) == set(gap.originators) == {"GTM", "MEX"}
    grant = """INSERT INTO workinggroup_grant (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at,
        revoked_by_name) VALUES (gen_random_uuid(), '{GTM}', '{GTM}', 'gap', %s, 'USA', 'AMBER', %s, 'x', now(), '')"""
    widen = "UPDATE workinggroup_gap SET releasable_to = releasable_to || '{USA}'::varchar[] WHERE id = %s"
    assert tries(world.gtm.coordinator, grant, gap.pk, "MEX") is None
    assert tries(world.gtm.coordinator, grant, gap.pk, "GTM") == 1
    assert tries(world.gtm.coordinator, widen, gap.pk) is None
    for person, sql in (
        (world.mex.coordinator, """UPDATE workinggroup_gap SET title = '{"en": "Nothing"}' WHERE id = %s"""),
        (world.gtm.coordinator, "UPDATE workinggroup_gap SET status = 'accepted' WHERE id = %s"),
        (world.mex.coordinator, "UPDATE workinggroup_gap SET status = 'tolerated' WHERE id = %s"),
        (world.mex.coordinator, "UPDATE workinggroup_gap SET status = 'treating' WHERE id = %s"),
        (world.gtm.coordinator, "UPDATE workinggroup_gap SET raised_by_id = 'MEX' WHERE id = %s"),
        (world.gtm.coordinator, "UPDATE workinggroup_gap SET number = 7 WHERE id = %s"),
        (world.gtm.coordinator, "UPDATE workinggroup_gap SET originators = '{GTM}' WHERE id = %s"),
        (world.mex.coordinator, "DELETE FROM workinggroup_gap WHERE id = %s"),
        (world.gtm.coordinator, "UPDATE workinggroup_gap SET turn = 3 WHERE id = %s"),
    ):
        assert tries(person, sql, gap.pk) is None, sql
    assert tries(world.usa.coordinator, "UPDATE workinggroup_gap SET status = 'accepted' WHERE id = %s", gap.pk) == 0
    assert fresh(world.mex.coordinator, gap).status == "raised"


def test_a_draft_on_anothers_ground_is_shown_to_no_third_side(world):
    draft = make_draft_gap(world.gtm.coordinator, ["MEX"])
    grant = """INSERT INTO workinggroup_grant (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at,
        revoked_by_name) VALUES (gen_random_uuid(), '{GTM}', '{GTM}', 'gap', %s, 'USA', 'AMBER', 'GTM', 'x', now(), '')"""
    assert tries(world.gtm.coordinator, grant, draft.pk) == 1
    assert (
        tries(world.gtm.coordinator, "UPDATE workinggroup_gap SET releasable_to = '{GTM,USA}' WHERE id = %s", draft.pk)
        is None
    )


def test_no_rating_is_seen_before_the_own_one_nor_given_for_another(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ("MEX", "USA"))
    rate(world.mex.member, gap, threat=5)
    count = "SELECT level FROM workinggroup_rating WHERE gap_id = %s"
    assert tries(world.mex.member, count, gap.pk) == 1
    assert tries(world.usa.member, count, gap.pk) == tries(world.gtm.head, count, gap.pk) == 0
    # A side says that it has rated, or that the days are over, or rates for another.
    with reading_as(world.usa.member.reader):
        found = RatingRound.objects.get(gap=gap)
    assert found.rated == ["MEX"]
    for sql in (
        "UPDATE workinggroup_ratinground SET rated = '{MEX,USA}' WHERE id = %s",
        "UPDATE workinggroup_ratinground SET rated = '{MEX,USA,GTM}' WHERE id = %s",
        "UPDATE workinggroup_ratinground SET reveals_at = now() WHERE id = %s",
        "UPDATE workinggroup_ratinground SET asked = '{MEX}' WHERE id = %s",
        "DELETE FROM workinggroup_ratinground WHERE id = %s",
    ):
        assert tries(world.usa.coordinator, sql, found.pk) is None, sql
    copied = """INSERT INTO workinggroup_ratinground (id, releasable_to, editable_by, gap_id, number, moment, asked, rated,
        opened_by, opened_at, reveals_at) VALUES (gen_random_uuid(), '{USA,MEX,GTM}', '{USA,MEX,GTM}', %s, 9, 'current',
        '{USA,MEX,GTM}', '{}', 'USA', '2020-01-01', '2020-01-02')"""
    assert tries(world.usa.coordinator, copied, gap.pk) == 1
    with reading_as(world.usa.member.reader):
        assert RatingRound.objects.filter(gap=gap, number=9, reveals_at__gt=NOW).exists()
    assert tries(world.usa.member, count, gap.pk) == 0


SHARE = """UPDATE workinggroup_gappassage SET releasable_to = releasable_to || %s::varchar[] WHERE id = %s"""
YES = """INSERT INTO workinggroup_grant (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at,
    revoked_by_name) VALUES (gen_random_uuid(), %s, %s, 'gap.passage', %s, %s, 'AMBER', %s, 'x', now(), '')"""


def test_a_passage_is_read_on_its_ground_before_any_third_side_reads_it(world):
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    gap = make_gap(gtm, ["MEX"])
    with reading_as(gtm.reader):
        kept = write_passage(whole=gap, actor=gtm, now=NOW, part="evidence", text={"en": "The lamp is broken."})
    for code in ("USA", "MEX"):
        assert tries(gtm, YES, ["GTM"], ["GTM"], kept.pk, code, "GTM") == 1
    # Its author alone controls it: not for a third side, not for both at once.
    assert tries(gtm, SHARE, ["USA"], kept.pk) is None
    assert tries(gtm, SHARE, ["MEX", "USA"], kept.pk) is None
    for person in (mex, usa):
        assert tries(person, SHARE, ["USA"], kept.pk) == 0
    with reading_as(gtm.reader), pytest.raises(GroundFirst):
        ask_release(thing=kept, actor=gtm, now=NOW, marking="AMBER", purpose="x", sides=["USA"])
    # Read there is not yet controlled there.
    assert tries(gtm, SHARE, ["MEX"], kept.pk) == 1
    assert tries(gtm, SHARE, ["USA"], kept.pk) is None
    control = "UPDATE workinggroup_gappassage SET originators = '{GTM,MEX}', editable_by = '{GTM,MEX}' WHERE id = %s"
    assert tries(gtm, control, kept.pk) == 1
    assert tries(gtm, SHARE, ["USA"], kept.pk) is None
    assert tries(mex, YES, ["GTM", "MEX"], ["MEX"], kept.pk, "USA", "MEX") == 1
    assert tries(mex, SHARE, ["USA"], kept.pk) is None, "what GTM said to itself alone counts for nothing with MEX"
    revoke = "UPDATE workinggroup_grant SET revoked_at = now(), revoked_by_name = 'x' WHERE thing = %s AND code = %s"
    assert tries(gtm, revoke, kept.pk, "USA") == 1
    assert tries(gtm, YES, ["GTM", "MEX"], ["GTM"], kept.pk, "USA", "GTM") == 1
    assert tries(mex, SHARE, ["USA"], kept.pk) == 1


def test_a_draft_does_not_come_to_lie_on_a_neighbours_ground_once_a_third_side_was_let_in(world):
    draft = make_draft_gap(world.gtm.coordinator, ["GTM"])
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        passage = draft.passages.get()
    assert tries(gtm, YES, ["GTM"], ["GTM"], passage.pk, "USA", "GTM") == 1
    assert tries(gtm, SHARE, ["USA"], passage.pk) == 1
    for owners in ("{MEX}", "{GTM,MEX}"):
        assert tries(gtm, "UPDATE workinggroup_gap SET owners = %s WHERE id = %s", owners, draft.pk) is None
    assert tries(gtm, "UPDATE workinggroup_gap SET owners = '{USA}' WHERE id = %s", draft.pk) == 1


def test_the_grids_of_the_database_are_those_of_the_scales(db):
    for number, scale in all_scales().items():
        for row, column in product(STEPS, STEPS):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT workinggroup_likelihood(%s, %s, %s), workinggroup_level(%s, %s, %s)",
                    [number, row, column] * 2,
                )
                assert cursor.fetchone() == (scale.likelihood(row, column), scale.level(row, column))
