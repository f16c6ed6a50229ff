"""What the database holds of plans, whatever the code above does: attempts by raw SQL."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from portal.core.reader import Reader, reading_as
from tests.factories.plans import EXPIRES, NOW, agree, begin, fill, make_plan, table, write
from workinggroup.actionitems.operations import assign_action_item
from workinggroup.handling.operations.sharing import widen
from workinggroup.plans.models import Plan, PlanTask, PlanVersion
from workinggroup.plans.operations import complete_plan
from workinggroup.plans.parts import PlanObjective

AT = "'2026-03-02 15:00+00'"


def stopped(code, statement, *values):
    """Whether the database refuses a statement of one side, or of one of its people, or does nothing."""
    with reading_as(Reader(code) if isinstance(code, str) else code.reader):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.rowcount == 0
        except DatabaseError:
            return True


def consent(world, version, side, code=None, sha256=None, answer="yes", role="head"):
    statement = f"""INSERT INTO workinggroup_planconsent
        (id, releasable_to, editable_by, version_id, side_id, person_name, answer, reason, sha256, at) VALUES
        (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY[%s], %s, %s, 'x', %s, 'x', %s, {AT})"""
    person = getattr(getattr(world, (code or side).lower()), role, world.can.coordinator)
    return stopped(person, statement, code or side, version.pk, side, answer, sha256 or version.sha256)


def test_what_is_tabled_is_frozen_and_each_consents_for_itself(world, draft):
    version = table(world.mex.coordinator, draft)
    part = "workinggroup_plan"
    for statement in (
        f"UPDATE {part}version SET canonical = 'x'",
        f"UPDATE {part}version SET sha256 = repeat('a', 64)",
        f"UPDATE {part}version SET expires_on = '2027-01-01'",
        f"UPDATE {part}version SET stage = 'drafting', tabled_at = NULL, sha256 = '', canonical = ''",
        f"UPDATE {part}version SET stage = 'agreed'",
        f"DELETE FROM {part}version",
        f"UPDATE {part}task SET days = 9",
        f"DELETE FROM {part}task",
        "DELETE FROM workinggroup_tasklink",
        f"UPDATE {part}objective SET text = '{{}}'",
        f"UPDATE {part}phase SET number = 9",
        f"UPDATE {part}section SET text = '{{}}'",
        f"UPDATE {part}section SET marking = 'CLEAR'",
        f"DELETE FROM {part}section",
        f"UPDATE {part}section SET side_id = 'GTM'",
        f"UPDATE {part} SET title = '{{}}'",
        f"UPDATE {part} SET marking = 'RED'",
        f"UPDATE {part} SET mark_until = '2026-09-01', mark_then = 'CLEAR'",
        f"UPDATE {part} SET parties = ARRAY['MEX', 'GTM']",
        f"UPDATE {part} SET status = 'agreed'",
        f"UPDATE {part} SET status = 'active'",
        f"UPDATE {part} SET status = 'closed'",
        f"DELETE FROM {part}",
    ):
        for code in ("MEX", "GTM", "USA"):
            assert stopped(code, statement), (code, statement)
    assert consent(world, version, "GTM", code="MEX"), "nobody consents for another"
    assert consent(world, version, "USA", sha256="b" * 64), "nobody consents to another text"
    assert consent(world, version, "CAN"), "only parties consent"
    assert consent(world, version, "GTM", role="coordinator"), "its head alone commits a side"
    assert not consent(world, version, "GTM")
    assert consent(world, version, "GTM"), "once"
    for statement in (f"UPDATE {part}consent SET answer = 'no'", f"DELETE FROM {part}consent"):
        assert stopped("GTM", statement)
    assert stopped("MEX", f"UPDATE {part}version SET stage = 'agreed'"), "one party of three has consented"
    assert consent(world, version, "MEX") is consent(world, version, "USA") is False
    assert not stopped("USA", f"UPDATE {part}version SET stage = 'agreed', ended_at = {AT}")
    assert consent(world, version, "GTM", answer="no"), "it is over"
    assert stopped("USA", f"UPDATE {part}version SET stage = 'refused'")
    assert stopped("USA", f"UPDATE {part}version SET stage = 'superseded'"), "nothing is agreed in its place"


def test_a_link_stays_inside_its_version_and_a_suspended_plan_goes_on_by_all_alone(world, active):
    with reading_as(Reader("MEX")):
        version = PlanVersion.objects.get(plan=active)
    word = """INSERT INTO workinggroup_planword (id, releasable_to, editable_by, plan_id, side_id, suspends, reason, by_name, at)
        VALUES (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY[%s], %s, %s, %s, 'x', 'x', now())"""
    assert stopped(world.mex.head, word, "MEX", active.pk, "GTM", "false"), "nobody resumes for another"
    assert not stopped(world.mex.head, word, "MEX", active.pk, "MEX", "true")
    assert not stopped("MEX", "UPDATE workinggroup_plan SET status = 'suspended'")
    for code in ("MEX", "GTM"):
        assert stopped(code, word, code, active.pk, code, "false"), "its head alone commits a side"
        assert not stopped(getattr(world, code.lower()).head, word, code, active.pk, code, "false")
        assert stopped(code, "UPDATE workinggroup_plan SET status = 'active'")
    assert not stopped(world.usa.head, word, "USA", active.pk, "USA", "false")
    assert not stopped("USA", "UPDATE workinggroup_plan SET status = 'active'")
    for statement in (
        "UPDATE workinggroup_planword SET suspends = false",
        "DELETE FROM workinggroup_tasktaken",
        "UPDATE workinggroup_tasktaken SET side_id = 'GTM'",
    ):
        for code in active.parties:
            assert stopped(code, statement)
    rated = f"""INSERT INTO workinggroup_ratedside (id, releasable_to, editable_by, plan_id, side_id, by_name, at)
        VALUES (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY[%s], %s, %s, 'x', {AT})"""
    assert stopped("USA", rated, "USA", active.pk, "USA"), "who has rated nothing is not in"
    assert stopped("USA", rated, "USA", active.pk, "GTM")
    assert version.stage == "agreed"


def test_when_a_word_is_said_is_the_databases_to_say(world, active):
    """Dated ahead it would count after a suspension to come; dated back, a suspension would leave old words standing."""
    word = """INSERT INTO workinggroup_planword (id, releasable_to, editable_by, plan_id, side_id, suspends, reason, by_name, at)
        VALUES (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY[%s], %s, %s, %s, 'x', 'x', %s)"""
    step = "UPDATE workinggroup_plan SET status = %s"
    for at in ("2099-01-01", "2001-01-01"):
        for code in active.parties:
            assert not stopped(getattr(world, code.lower()).head, word, code, active.pk, code, "false", at)
        assert not stopped(world.mex.head, word, "MEX", active.pk, "MEX", "true", "2001-01-01")
        assert not stopped("MEX", step, "suspended")
        assert stopped("MEX", step, "active"), "nobody has said since that it goes on"
        for code in active.parties:
            assert not stopped(getattr(world, code.lower()).head, word, code, active.pk, code, "false", "2001-01-01")
        assert not stopped("MEX", step, "active")


def test_a_side_takes_over_what_it_leads_as_an_item_of_its_own_and_says_so_to_all(world, agreed):
    took = f"""INSERT INTO workinggroup_tasktaken
        (id, releasable_to, editable_by, plan_id, anchor, side_id, item_id, by_name, at) VALUES
        (gen_random_uuid(), %s, ARRAY[%s], %s, %s, %s, %s, 'x', {AT})"""
    due, everybody = EXPIRES, ["GTM", "MEX", "USA"]
    items = {}
    for side in (world.mex, world.gtm):
        actor = side.coordinator
        with reading_as(actor.reader):
            items[actor.code] = assign_action_item(
                commitment=agreed.commitment, actor=actor, now=NOW, title="Task", due_on=due
            ).pk
    with reading_as(Reader("MEX")):
        rows = PlanTask.objects.filter(version__plan=agreed, version__stage="agreed")
        anchors = dict(rows.order_by("-starts_on").values_list("lead", "anchor"))

    def takes(code, anchor, item, readers=everybody):
        return not stopped(code, took, readers, code, agreed.pk, anchor, code, item)

    assert not takes("MEX", anchors["GTM"], items["MEX"]), "another leads this"
    assert not takes("MEX", uuid4(), items["MEX"]), "there is no such task"
    assert not takes("MEX", anchors["MEX"], items["GTM"]), "this is another's item"
    assert not takes("MEX", anchors["MEX"], items["MEX"], ["MEX"]), "unheard by the others"
    assert takes("MEX", anchors["MEX"], items["MEX"])
    assert takes("GTM", anchors["GTM"], items["GTM"])


def test_in_a_draft_a_link_to_another_plans_task_is_refused(world, draft, promise):
    other = make_plan(world.mex.coordinator, promise, ("GTM",))
    there = fill(world.mex, other)
    with reading_as(Reader("MEX")):
        version = PlanVersion.objects.get(plan=draft)
        mine, last = version.tasks.first(), version.tasks.last()
    link = """INSERT INTO workinggroup_tasklink (id, releasable_to, editable_by, version_id, before_id, after_id, kind, lag)
        VALUES (gen_random_uuid(), ARRAY['MEX'], ARRAY['MEX'], %s, %s, %s, 'FS', %s)"""
    assert stopped("MEX", link, version.pk, there.tasks[0].pk, mine.pk, 0)
    assert stopped("MEX", link, version.pk, mine.pk, mine.pk, 0)
    assert stopped("MEX", link, version.pk, last.pk, mine.pk, 3651)


def test_nobody_reads_ratings_by_saying_too_early_that_all_is_rated(world, draft):
    rated = f"""INSERT INTO workinggroup_ratedside (id, releasable_to, editable_by, plan_id, side_id, by_name, at)
        VALUES (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY[%s], %s, %s, 'x', {AT})"""
    rating = f"""INSERT INTO workinggroup_objectiverating
        (id, releasable_to, editable_by, plan_id, anchor, side_id, moment, result, why, by_name, at) VALUES
        (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY['USA'], %s, %s, 'USA', %s, 'P', '', 'x', {AT})"""
    assert stopped("USA", rated, "USA", draft.pk, "USA"), "nothing is agreed yet"
    plan = begin(world, agree(world, draft))
    with reading_as(world.usa.coordinator.reader):
        [key] = PlanObjective.objects.filter(version__plan=plan).values_list("anchor", flat=True)
    assert not stopped("USA", rating, plan.pk, key, "blind")
    assert stopped("USA", rated, "USA", plan.pk, "USA"), "it is not carried out yet"
    with reading_as(world.usa.coordinator.reader):
        complete_plan(plan=plan, actor=world.usa.coordinator, now=NOW)
    assert not stopped("USA", rated, "USA", plan.pk, "USA")
    assert stopped("USA", rating, plan.pk, uuid4(), "blind"), "what was said blind stays"
    assert not stopped("USA", rating, plan.pk, key, "joint")


def test_a_hidden_section_does_not_become_bound_by_being_opened(world, draft):
    actor = world.gtm.coordinator
    hidden = write(actor, draft, "law", only_us=True)
    agree(world, draft)
    with reading_as(actor.reader):
        widen(hidden, ["MEX"], actor, NOW, checked=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            widen(hidden, ["USA"], actor, NOW, checked=True)


def test_the_parties_alone_move_a_plan_on(world, promise):
    plan = make_plan(world.mex.coordinator, promise, ("GTM",))
    with reading_as(world.mex.coordinator.reader):
        Plan.objects.filter(pk=plan.pk).update(parties=["GTM", "USA"])
    assert stopped("MEX", "UPDATE workinggroup_plan SET status = 'withdrawn'")


def test_a_plan_is_evaluated_and_closed_only_when_all_say_the_same_and_what_was_weak_is_answered(world, active):
    step = "UPDATE workinggroup_plan SET status = %s"
    rated = f"""INSERT INTO workinggroup_objectiverating
        (id, releasable_to, editable_by, plan_id, anchor, side_id, moment, result, why, by_name, at) VALUES
        (gen_random_uuid(), %s, ARRAY[%s], %s, %s, %s, 'joint', %s, 'x', 'x', {AT}::timestamptz + %s)"""
    found = f"""INSERT INTO workinggroup_planfinding
        (id, releasable_to, editable_by, plan_id, anchor, text, accepted_because, by_id, by_name, at) VALUES
        (gen_random_uuid(), ARRAY['GTM', 'MEX', 'USA'], ARRAY['GTM', 'MEX', 'USA'], %s, %s, '{{}}', %s, %s, 'x', {AT})"""
    with reading_as(world.mex.coordinator.reader):
        complete_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        [key] = PlanObjective.objects.filter(version__plan=active).values_list("anchor", flat=True)
    everybody = ["GTM", "MEX", "USA"]
    assert stopped("MEX", step, "evaluated"), "nobody has said anything"
    assert stopped("MEX", rated, ["MEX"], "MEX", active.pk, key, "MEX", "M", "0"), "unheard by the others"
    for code, result in (("MEX", "M"), ("GTM", "M"), ("USA", "P")):
        assert not stopped(code, rated, everybody, code, active.pk, key, code, result, "0")
    assert stopped("MEX", step, "evaluated"), "they do not say the same"
    assert not stopped("USA", rated, everybody, "USA", active.pk, key, "USA", "M", "1 hour")
    assert not stopped("MEX", step, "evaluated")
    assert stopped("MEX", step, "closed"), "what was weak is not answered"
    assert stopped("MEX", found, active.pk, key, "", "GTM"), "nobody finds for another"
    assert stopped("MEX", found, active.pk, key, "So be it.", "MEX"), "accepted before it was found"
    assert not stopped("MEX", found, active.pk, key, "", "MEX")
    assert stopped("MEX", step, "closed")
    improved = f"""INSERT INTO workinggroup_planimprovement
        (id, releasable_to, editable_by, finding_id, element, side_id, text, by_name, at) SELECT
        gen_random_uuid(), %s, ARRAY['MEX'], id, 'plan', 'MEX', '{{}}', 'x', {AT} FROM workinggroup_planfinding"""
    for readers in (["MEX"], ["GTM", "MEX"]):
        assert stopped("MEX", improved, readers), "unheard by the others"
    with reading_as(Reader("MEX")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(improved, [everybody])
        transaction.set_rollback(True)
    for change in ("by_id = 'GTM'", 'text = \'{"en": "Other."}\'', "releasable_to = '{MEX}', editable_by = '{MEX}'"):
        assert stopped("MEX", f"UPDATE workinggroup_planfinding SET {change}"), change
    assert not stopped("GTM", "UPDATE workinggroup_planfinding SET accepted_because = 'It is too dear.'")
    for code in everybody:
        assert stopped(code, "UPDATE workinggroup_planfinding SET accepted_because = 'Otherwise.'")
        assert stopped(code, "UPDATE workinggroup_planfinding SET accepted_because = ''")
        assert stopped(code, "DELETE FROM workinggroup_planfinding")
    assert not stopped("MEX", step, "closed")
