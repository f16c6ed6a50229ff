"""By raw SQL: originators alone say who reads a matter, and a new reader needs the yes of each of them."""

import pytest
from django.db import DatabaseError, connection, transaction

from meetings.documents.states import Marking
from portal.core.reader import reading_as
from tests.attempts import tries
from tests.factories.gaps import make_draft_gap, make_gap
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.handling.models import Grant
from workinggroup.handling.sanitising import ORDER

WIDEN = "UPDATE workinggroup_gap SET releasable_to = %s WHERE id = %s"
GRANT = """INSERT INTO workinggroup_grant
    (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at, revoked_by_name)
VALUES (gen_random_uuid(), %s, %s, 'gap', %s, %s, %s, %s, 'x', now(), '')"""
REVOKE = "UPDATE workinggroup_grant SET revoked_at = now(), revoked_by_name = 'x' WHERE thing = %s AND by = %s"
BOTH, ALL = ["GTM", "MEX"], ["GTM", "MEX", "USA"]


@scene
def shared(world):
    """Of Guatemala, on the ground of Mexico: both control it, nobody else reads it."""
    return make_gap(world.gtm.coordinator, ("MEX",))


def grants(person, thing, code, *, by, marking="AMBER", readers=BOTH):
    return tries(person, GRANT, readers, [by], thing.pk, code, marking, by)


def test_what_is_new_is_its_authors_own(world):
    gap = make_draft_gap(world.gtm.coordinator)
    with reading_as(world.gtm.coordinator.reader):
        row = Gap.objects.filter(pk=gap.pk).values().get()
        passage = GapPassage.objects.filter(gap=gap).values().get()
    for change in ({"releasable_to": BOTH}, {"originators": ["MEX"]}, {"editable_by": BOTH, "releasable_to": BOTH}):
        for model, there in ((Gap, row), (GapPassage, passage)):
            fresh = {**there, "id": None, **change}
            del fresh["id"]
            if model is GapPassage:
                fresh["anchor"] = "ffffffff"
            with reading_as(world.gtm.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
                model(**fresh).save(force_insert=True)


def test_nobody_widens_without_the_yes_of_every_originator(world, shared):
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    assert tries(gtm, WIDEN, ALL, shared.pk) is None
    # One yes is none; nobody gives another's, and what the other does not say to whoever writes does not count.
    assert grants(gtm, shared, "USA", by="MEX") is None
    assert grants(gtm, shared, "USA", by="GTM") == 1
    assert tries(gtm, WIDEN, ALL, shared.pk) is None
    assert tries(mex, WIDEN, ALL, shared.pk) is None
    assert tries(usa, WIDEN, ALL, shared.pk) == 0
    assert grants(mex, shared, "USA", by="MEX", readers=["MEX"]) == 1
    assert tries(gtm, WIDEN, ALL, shared.pk) is None
    # A grant for another thing, another side or another mark opens nothing.
    other = make_draft_gap(gtm)
    assert grants(gtm, other, "USA", by="GTM", readers=["GTM"]) == 1
    assert tries(gtm, WIDEN, ["CAN", "GTM", "MEX"], shared.pk) is None
    # Mexico sees both.
    assert tries(mex, WIDEN, ALL, shared.pk) == 1
    assert tries(usa, "SELECT 1 FROM workinggroup_gap WHERE id = %s", shared.pk) == 1
    assert tries(usa, "SELECT 1 FROM workinggroup_grant WHERE thing = %s", shared.pk) == 0


def test_originators_stay_and_nobody_locks_one_out(world, shared):
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    lockout = "UPDATE workinggroup_gap SET {} WHERE id = %s"
    for person in (gtm, mex):
        for change in (
            "originators = '{GTM}', releasable_to = '{GTM}', editable_by = '{GTM}'",
            "originators = '{MEX}', releasable_to = '{MEX}', editable_by = '{MEX}'",
            "releasable_to = '{GTM}', editable_by = '{GTM}'",
            "releasable_to = '{MEX}', editable_by = '{MEX}'",
            "id = gen_random_uuid()",
        ):
            assert tries(person, lockout.format(change), shared.pk) is None, change
    assert tries(gtm, "DELETE FROM workinggroup_gap WHERE id = %s", shared.pk) is None
    passage = "DELETE FROM workinggroup_gappassage WHERE gap_id = %s"
    assert tries(gtm, passage, shared.pk) is None


def test_who_narrows_revokes_first_and_an_old_yes_widens_no_more(world, shared):
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    grants(gtm, shared, "USA", by="GTM")
    grants(mex, shared, "USA", by="MEX")
    assert tries(mex, WIDEN, ALL, shared.pk) == 1
    # A reader that is no originator says nothing of who reads it, marks nothing, and shares no control.
    assert tries(usa, "UPDATE workinggroup_gap SET marking = 'CLEAR' WHERE id = %s", shared.pk) in {0, None}
    assert tries(usa, WIDEN, BOTH, shared.pk) in {0, None}
    assert tries(gtm, WIDEN, BOTH, shared.pk) is None
    assert tries(gtm, REVOKE, shared.pk, "MEX") in {0, None}
    assert tries(gtm, REVOKE, shared.pk, "GTM") == 2
    assert tries(gtm, WIDEN, BOTH, shared.pk) == 1
    assert tries(mex, WIDEN, ALL, shared.pk) is None
    # A yes is taken back once, and is not deleted or written anew.
    assert tries(gtm, REVOKE.replace("now()", "now() - interval '1 day'"), shared.pk, "GTM") is None
    undo = "UPDATE workinggroup_grant SET revoked_at = NULL, revoked_by_name = '' WHERE thing = %s AND by = 'GTM'"
    assert tries(gtm, undo, shared.pk) is None
    assert tries(gtm, "DELETE FROM workinggroup_grant WHERE thing = %s AND by = 'GTM'", shared.pk) is None


def test_a_lower_mark_is_wider_release(world, shared):
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    lower = "UPDATE workinggroup_gap SET marking = %s WHERE id = %s"
    later = "UPDATE workinggroup_gap SET mark_then = 'CLEAR', mark_until = current_date + 30 WHERE id = %s"
    assert tries(gtm, lower, "CLEAR", shared.pk) is None
    assert tries(gtm, later, shared.pk) is None
    assert tries(gtm, lower, "RED", shared.pk) == 1
    assert tries(gtm, lower, "AMBER", shared.pk) is None
    # The other's yes, to AMBER and not to less.
    assert grants(mex, shared, "", by="MEX") == 1
    assert tries(gtm, lower, "GREEN", shared.pk) is None
    assert tries(gtm, lower, "AMBER", shared.pk) == 1
    assert tries(gtm, later, shared.pk) is None


def test_a_day_that_was_agreed_lowers_the_mark_and_none_before(world):
    gap = make_draft_gap(world.gtm.coordinator)
    gtm = world.gtm.coordinator
    plan = "UPDATE workinggroup_gap SET mark_then = 'GREEN', mark_until = current_date + %s WHERE id = %s"
    fall = "UPDATE workinggroup_gap SET marking = 'GREEN', mark_then = '', mark_until = NULL WHERE id = %s"
    assert tries(gtm, plan, 0, gap.pk) == 1
    assert tries(gtm, fall, gap.pk) == 1


def test_passages_are_edited_by_their_originators_alone(world, shared):
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    grants(gtm, shared, "USA", by="GTM")
    grants(mex, shared, "USA", by="MEX")
    tries(mex, WIDEN, ALL, shared.pk)
    words = """UPDATE workinggroup_gappassage SET text = '{"en": "Nothing."}' WHERE gap_id = %s"""
    assert tries(usa, words, shared.pk) == 0
    assert tries(usa, "SELECT 1 FROM workinggroup_gappassage WHERE gap_id = %s", shared.pk) == 0
    assert tries(mex, words, shared.pk) == 1
    hand = "UPDATE workinggroup_gappassage SET editable_by = '{MEX}' WHERE gap_id = %s"
    assert tries(mex, hand, shared.pk) is None


def test_grants_are_told_to_originators_alone(world, shared):
    for person, count in ((world.gtm.coordinator, 1), (world.mex.coordinator, 0), (world.usa.coordinator, 0)):
        with reading_as(person.reader):
            assert Grant.objects.filter(thing=shared.pk).count() == count


def test_the_order_of_the_marks_is_the_same_wherever_it_stands(db):
    assert list(ORDER) == Marking.values
    with connection.cursor() as cursor:
        cursor.execute("SELECT workinggroup_rank(mark) FROM unnest(%s::text[]) AS mark", [list(ORDER)])
        assert [rank for (rank,) in cursor.fetchall()] == [1, 2, 3, 4, 5]
