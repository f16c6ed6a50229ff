"""A plan from its draft to its end: who reads and writes it, what is consented to, who takes it over."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.people.readers import sides
from tests.factories.news import notices_of
from tests.factories.plans import EXPIRES, FIRST, NOW, agree, answer, clock, fresh, make_plan, put, share, table, write
from workinggroup.actionitems.models import ActionItem
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.clocks import run_clocks
from workinggroup.plans import operations as do
from workinggroup.plans.canonical import hash_of
from workinggroup.plans.content import canonical_of, sections_of, work_of
from workinggroup.plans.models import Plan, PlanPhase, PlanSection, PlanTask, PlanVersion, TaskTaken
from workinggroup.plans.operations.carrying import (
    FirstPhaseOpen,
    NothingToTake,
    ResumedAlready,
    SuspendedAlready,
)
from workinggroup.plans.operations.drafting import EndsBeforeStart, ReadAlready, SharedAlready, TwoParties, WrittenAnew
from workinggroup.plans.operations.gate import BothLanguages, NothingDrafted, OneOfTheParties, ReasonNeeded
from workinggroup.plans.operations.tabling import (
    AnsweredAlready,
    BegunAlready,
    ExpiresTooSoon,
    IsMissing,
    NothingTabled,
    NotShared,
    PlanDiffers,
    TabledAlready,
    UnreadableToParty,
)
from workinggroup.plans.operations.working import (
    GoesInCircles,
    LagOutOfRange,
    LinkUnreadable,
    NoSuchTask,
    PhaseInUse,
    TooFarAway,
    TooLong,
)

BOTH = {"en": "Words.", "es": "Palabras."}


def seen_by(user):
    with reading_as(user.reader):
        return list(Plan.objects.visible_to(user))


def versions(user, plan):
    with reading_as(user.reader):
        return list(PlanVersion.objects.filter(plan=plan).order_by("number").values_list("number", "stage"))


def test_a_draft_is_its_sides_own_until_it_is_shared_with_the_parties_alone(world, promise):
    plan = make_plan(world.mex.member, promise, ("GTM",))
    assert plan.parties == ["GTM", "MEX"]
    assert str(plan) == "a draft plan"
    for other in (world.gtm.coordinator, world.usa.coordinator, world.sec.coordinator, world.admin):
        assert seen_by(other) == []
    write(world.mex.member, plan)
    with reading_as(world.mex.member.reader), pytest.raises(NotAllowed):
        do.share_plan(plan=plan, actor=world.mex.member, now=NOW)
    with reading_as(world.mex.coordinator.reader), pytest.raises(NotShared):
        do.table_plan(plan=plan, actor=world.mex.coordinator, expires_on=EXPIRES, clock=clock)
    plan = share(world.mex.coordinator, plan)
    assert plan.reference == f"P-MEX-{plan.number}"
    assert seen_by(world.gtm.member) == [plan]
    assert seen_by(world.usa.coordinator) == seen_by(world.sec.coordinator) == []
    with reading_as(world.gtm.member.reader):
        [section] = sections_of(PlanVersion.objects.get(plan=plan))
        assert section.text["en"] == "About aim."
    with reading_as(world.mex.coordinator.reader), pytest.raises(SharedAlready):
        do.share_plan(plan=plan, actor=world.mex.coordinator, now=NOW)
    assert [each.event for each in notices_of(world.gtm.coordinator) if "plan" in each.event] == [
        "workinggroup.plan.shared"
    ]


def test_who_may_not_begin_and_what_is_refused(world, promise):
    for nobody in (world.mex.observer, world.sec.coordinator, world.admin):
        with pytest.raises(NotAllowed):
            make_plan(nobody, promise)
    with pytest.raises(TwoParties):
        make_plan(world.mex.member, promise, ("MEX",))
    with pytest.raises(TwoParties):
        make_plan(world.mex.member, promise, ("CAN",))
    with pytest.raises(EndsBeforeStart):
        make_plan(world.mex.member, promise, ends_on=FIRST - timedelta(days=1))
    with pytest.raises(BothLanguages):
        make_plan(world.mex.member, promise, title={"en": "One", "es": " "})
    for words in ("Ask at +52 55 1234 5678", "guard@example.org", "A 123 456 789"):
        with pytest.raises(IdentifiesPerson):
            make_plan(world.mex.member, promise, title={"en": words, "es": words})
        plan = make_plan(world.mex.member, promise)
        with pytest.raises(IdentifiesPerson):
            write(world.mex.member, plan, text={"en": words, "es": "x"})
    with reading_as(world.mex.head.reader):
        assert not Entry.objects.filter(detail__icontains="guard@").exists()


def test_parties_write_what_is_drafted_each_its_own_sections(world, draft):
    write(world.gtm.member, draft, "law", text={"en": "Decree 44.", "es": "Decreto 44."})
    write(world.gtm.member, draft, "annex", text={"en": "Our reserve.", "es": "Nuestra reserva."})
    with reading_as(world.usa.member.reader):
        version = PlanVersion.objects.select_related("plan").get(plan=draft)
        law = [row for row in sections_of(version) if row.part == "law"]
        assert [row.side_id for row in law] == ["GTM", "MEX"]
        assert not PlanSection.objects.filter(part="annex").exists()
    with reading_as(world.gtm.member.reader), pytest.raises(NotAllowed):
        do.drop_section(section=law[1], actor=world.gtm.member)
    with reading_as(world.gtm.member.reader):
        do.drop_section(section=law[0], actor=world.gtm.member)
        assert len([row for row in sections_of(version) if row.part == "law"]) == 1
        task = PlanTask.objects.select_related("version__plan").get(version=version, number=1, phase__number=1)
        facts = {"kind": "staff", "count": 12, "from_on": FIRST, "to_on": FIRST, "task": task}
        means = do.add_part(plan=draft, actor=world.gtm.member, what="resource", **facts)
        assert means.side_id == "GTM"
        with pytest.raises(OneOfTheParties):
            do.add_part(plan=draft, actor=world.gtm.member, what="rhythm", to_side_id="CAN", every="daily")
    for nobody in (world.gtm.observer, world.sec.coordinator, world.can.coordinator):
        with reading_as(nobody.reader), pytest.raises((NotAllowed, Plan.DoesNotExist)):
            do.add_phase(plan=draft, actor=nobody, title=BOTH)


def test_links_are_checked_and_a_circle_is_named_by_numbers(world, draft):
    actor = world.mex.member
    with reading_as(actor.reader):
        version = PlanVersion.objects.get(plan=draft)
        phase = PlanPhase.objects.select_related("version__plan").get(version=version, number=2)
        work = work_of(version)
        numbers = {number: key for key, number in work.numbers.items()}
        first = next(task for task in work.tasks if task.pk == numbers["1.1"])
        spans = work.spans()
        assert spans[numbers["1.2"]].start == FIRST.toordinal() + 7
        assert spans[numbers["2.1"]].start == FIRST.toordinal() + 12
        assert all(span.is_critical for span in spans.values())
    wrong = {
        "1.2XX": LinkUnreadable,
        "=1+1": LinkUnreadable,
        "1.2FS+3651": LagOutOfRange,
        "1.2SS-3651": LagOutOfRange,
        "9.9": NoSuchTask,
        "2.1": GoesInCircles,
        "1.1": GoesInCircles,
    }
    for after, refusal in wrong.items():
        with pytest.raises(refusal) as told:
            put(actor, draft, work.phases[0], "Count", task=first, after=after)
    assert "1.1" in str(told.value)
    with pytest.raises(GoesInCircles) as told:
        put(actor, draft, work.phases[0], "Count", task=first, after="2.1")
    around = str(told.value).partition(". Take")[0].partition(": ")[2].split(" → ")
    assert around[0] == around[-1]
    assert set(around) == {"1.1", "1.2", "2.1"}
    with pytest.raises(TooFarAway):
        put(actor, draft, phase, "Far", starts_on=date(2200, 12, 30), days=30)
    with pytest.raises(TooLong):
        put(actor, draft, phase, "Milestone", milestone=True, days=2)
    with reading_as(actor.reader), pytest.raises(PhaseInUse):
        do.drop_phase(phase=phase, actor=actor)


def test_tabling_stops_at_what_a_party_cannot_read_and_at_what_is_missing(world, draft):
    with pytest.raises(ReadAlready):
        write(world.mex.coordinator, draft, "press", only_us=True, text={"en": "Only us.", "es": "Solo nos."})
    plan = share(world.mex.coordinator, make_plan(world.mex.coordinator, draft.commitment, ("GTM",)))
    with pytest.raises(IsMissing) as told:
        table(world.mex.coordinator, plan)
    assert "Situation and aim" in str(told.value)
    hidden = write(world.mex.coordinator, plan, "rights", only_us=True)
    with pytest.raises(UnreadableToParty) as told:
        table(world.mex.coordinator, plan)
    assert "MEX" in str(told.value)
    assert hidden.anchor not in str(told.value)
    assert "GTM" in str(told.value)
    with reading_as(world.mex.coordinator.reader):
        do.open_section(section=hidden, actor=world.mex.coordinator, now=NOW)
    with pytest.raises(IsMissing) as told:
        table(world.mex.coordinator, plan)
    assert "Rights" not in str(told.value)
    with pytest.raises(ExpiresTooSoon):
        table(world.mex.coordinator, draft, expires_on=NOW.date())


def test_all_heads_consent_to_one_hash_and_nobody_for_another(world, draft):
    version = table(world.mex.coordinator, draft)
    assert [each.event for each in notices_of(world.usa.head) if each.mail] == ["workinggroup.plan.tabled"]
    for nobody in (world.gtm.coordinator, world.gtm.member, world.sec.head, world.can.head):
        with pytest.raises((NotAllowed, PlanVersion.DoesNotExist)):
            answer(nobody, draft)
    with pytest.raises(PlanDiffers):
        answer(world.gtm.head, draft, seen="0" * 64)
    with pytest.raises(NothingDrafted):
        write(world.mex.member, draft)
    answer(world.gtm.head, draft, "ad_referendum")
    answer(world.mex.head, draft)
    answer(world.usa.head, draft)
    assert fresh(world.usa.head, draft).status == "tabled", "ad referendum does not count yet"
    with pytest.raises(AnsweredAlready):
        answer(world.usa.head, draft)
    answer(world.gtm.head, draft)
    plan = fresh(world.usa.head, draft)
    assert plan.status == "agreed"
    assert versions(world.gtm.head, plan) == [(1, "agreed")]
    with reading_as(world.gtm.head.reader):
        assert PlanVersion.objects.get(plan=plan).sha256 == version.sha256
        acts = Entry.objects.filter(action__startswith="workinggroup.plan.").values_list("action", flat=True)
        assert {"workinggroup.plan.tabled", "workinggroup.plan.answered", "workinggroup.plan.agreed"} <= set(acts)


def test_one_comma_voids_consents_restored_words_have_the_same_hash_and_what_is_in_force_stays(world, draft):
    first = table(world.mex.coordinator, draft)
    answer(world.gtm.head, draft)
    with reading_as(world.mex.coordinator.reader):
        do.take_back_plan(plan=draft, actor=world.mex.coordinator, now=NOW)
    assert versions(world.mex.head, draft) == [(1, "superseded"), (2, "drafting")]
    write(world.mex.member, draft, "aim", text={"en": "About, aim.", "es": "Sobre aim."})
    second = table(world.mex.coordinator, draft)
    assert second.sha256 != first.sha256
    with pytest.raises(PlanDiffers):
        answer(world.usa.head, draft, seen=first.sha256)
    with reading_as(world.mex.coordinator.reader):
        do.take_back_plan(plan=draft, actor=world.mex.coordinator, now=NOW)
    write(world.mex.member, draft, "aim")
    plan = agree(world, draft)
    with reading_as(world.mex.head.reader):
        agreed = PlanVersion.objects.get(plan=plan, stage="agreed")
        assert agreed.sha256 == first.sha256, "the same words, the same hash"
        do.revise_plan(plan=plan, actor=world.mex.head, now=NOW)
        with pytest.raises(BegunAlready):
            do.revise_plan(plan=plan, actor=world.mex.head, now=NOW)
    write(world.usa.member, plan, "rights", text={"en": "An observer.", "es": "Un observador."})
    table(world.gtm.coordinator, plan)
    with reading_as(world.mex.head.reader), pytest.raises(TabledAlready):
        do.revise_plan(plan=plan, actor=world.mex.head, now=NOW)
    answer(world.usa.head, plan, "no", reason="The area is too wide.")
    assert versions(world.mex.head, plan)[-3:] == [(3, "agreed"), (4, "refused"), (5, "drafting")]
    assert fresh(world.mex.head, plan).status == "agreed", "the agreed version stays"
    with reading_as(world.mex.head.reader):
        assert len(sections_of(PlanVersion.objects.get(plan=plan, number=3))) == 15
        assert len(sections_of(PlanVersion.objects.get(plan=plan, number=5))) == 16


def test_a_changed_mark_is_another_text(world, draft):
    first = table(world.mex.coordinator, draft)
    with reading_as(world.mex.coordinator.reader):
        with pytest.raises(DatabaseError), transaction.atomic():
            Plan.objects.filter(pk=draft.pk).update(marking="RED")
        do.take_back_plan(plan=draft, actor=world.mex.coordinator, now=NOW)
        assert hash_of(canonical_of(draft, PlanVersion.objects.get(plan=draft, number=2))) == first.sha256
        draft.marking = "RED"
        assert hash_of(canonical_of(draft, PlanVersion.objects.get(plan=draft, number=2))) != first.sha256


def test_a_section_that_a_party_never_read_is_opened_in_the_next_version_alone(world, draft):
    hidden = write(world.gtm.coordinator, draft, "law", only_us=True, text={"en": "Decree 44.", "es": "Decreto 44."})
    plan = agree(world, draft)
    with reading_as(world.gtm.coordinator.reader):
        agreed = PlanVersion.objects.get(plan=plan)
        with pytest.raises(NothingDrafted):
            do.open_section(section=hidden, actor=world.gtm.coordinator, now=NOW)
        do.revise_plan(plan=plan, actor=world.gtm.coordinator, now=NOW)
        do.open_section(section=hidden, actor=world.gtm.coordinator, now=NOW)
        with pytest.raises(WrittenAnew):
            do.open_section(section=hidden, actor=world.gtm.coordinator, now=NOW)
    with reading_as(world.usa.head.reader):
        drafted = PlanVersion.objects.get(plan=plan, stage="drafting")
        assert [row.text["en"] for row in sections_of(drafted) if row.side_id == "GTM"] == ["Decree 44."]
        assert hash_of(canonical_of(plan, agreed)) == agreed.sha256, "what binds is what was consented to"


def test_what_is_taken_out_may_be_written_again(world, agreed):
    actor = world.mex.coordinator
    with reading_as(actor.reader):
        do.revise_plan(plan=agreed, actor=actor, now=NOW)
        section = PlanSection.objects.get(plan=agreed, part="press")
        for _twice in "ab":
            do.drop_section(section=section, actor=actor)
        facts = {"part": "press", "text": {"en": "No.", "es": "No."}}
        with pytest.raises(ReadAlready):
            do.write_section(plan=agreed, actor=actor, now=NOW, only_us=True, **facts)
        row = do.write_section(plan=agreed, actor=actor, now=NOW, **facts)
        assert (row.anchor, row.releasable_to) == (section.anchor, ["GTM", "MEX", "USA"])
        do.drop_section(section=row, actor=actor)
        drafted = PlanVersion.objects.get(plan=agreed, stage="drafting")
        assert "press" not in {each.part for each in sections_of(drafted)}, "the earlier does not come back"


def test_what_is_over_is_answered_no_more(world, active):
    actor = world.mex.coordinator
    with reading_as(actor.reader):
        do.revise_plan(plan=active, actor=actor, now=NOW)
    table(actor, active)
    answer(world.usa.head, active)
    with reading_as(actor.reader):
        told = Entry.objects.filter(action="workinggroup.plan.answered").latest("at")
        assert sorted(told.releasable_to) == active.parties
        do.complete_plan(plan=active, actor=actor, now=NOW)
    assert versions(actor, active) == [(1, "agreed"), (2, "superseded")]
    with pytest.raises(NothingTabled):
        answer(world.gtm.head, active, seen="0" * 64)


def test_a_no_needs_a_reason_and_ends_it_and_so_does_the_last_day(world, draft):
    table(world.mex.coordinator, draft)
    with pytest.raises(ReasonNeeded):
        answer(world.usa.head, draft, "no")
    answer(world.usa.head, draft, "no", reason="Too soon.")
    assert fresh(world.mex.head, draft).status == "draft"
    table(world.mex.coordinator, draft)
    late = NOW.replace(day=EXPIRES.day) + timedelta(hours=14, minutes=59)
    assert run_clocks([Reader("MEX")], now=late) == 0, "the day is not over in Mexico City"
    with pytest.raises(NothingTabled):
        answer(world.usa.head, draft, clock=lambda: late)
    assert answer(world.gtm.head, draft, "ad_referendum", clock=lambda: late).answer == "ad_referendum"
    late += timedelta(hours=1, minutes=2)
    with pytest.raises(NothingTabled):
        answer(world.gtm.head, draft, clock=lambda: late)
    assert run_clocks([Reader("USA"), Reader("GTM")], now=late) == 0
    assert run_clocks(sides(), now=late) == 1
    assert run_clocks(sides(), now=late) == 0
    assert versions(world.gtm.head, draft) == [(1, "refused"), (2, "lapsed"), (3, "drafting")]


def test_each_side_takes_over_its_own_tasks_once(world, agreed):
    with reading_as(world.mex.coordinator.reader):
        keys = list(
            PlanTask.objects.filter(version__plan=agreed)
            .order_by("phase__number", "number")
            .values_list("anchor", flat=True)
        )
        with pytest.raises(FirstPhaseOpen) as told:
            do.activate_plan(plan=agreed, actor=world.mex.coordinator, now=NOW)
        assert "1.1, 1.2" in str(told.value)
        made = do.take_over_tasks(plan=agreed, actor=world.mex.coordinator, now=NOW, keys=keys)
        assert [each.anchor for each in made] == [keys[0], keys[2]], "Guatemala's task is Guatemala's"
        assert do.take_over_tasks(plan=agreed, actor=world.mex.coordinator, now=NOW, keys=keys) == [], "twice is once"
        items = ActionItem.objects.filter(commitment=agreed.commitment).order_by("number")
        assert [item.title for item in items] == [
            f"{agreed.reference} 1.1 Count (es)",
            f"{agreed.reference} 2.1 Report (es)",
        ]
        assert items[0].due_on == FIRST + timedelta(days=4)
        assert items[0].delegation_id == "MEX"
    with reading_as(world.usa.coordinator.reader), pytest.raises(NothingToTake):
        do.take_over_tasks(plan=agreed, actor=world.usa.coordinator, now=NOW, keys=keys)
    for nobody in (world.gtm.member, world.gtm.observer):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            do.take_over_tasks(plan=agreed, actor=nobody, now=NOW, keys=keys)
    with reading_as(world.gtm.coordinator.reader):
        do.take_over_tasks(plan=agreed, actor=world.gtm.coordinator, now=NOW, keys=keys, only_us=True)
        assert TaskTaken.objects.count() == 3
    with reading_as(world.mex.coordinator.reader):
        assert ActionItem.objects.filter(delegation="GTM").count() == 0, "how Guatemala does it is Guatemala's"
        assert TaskTaken.objects.filter(plan=agreed).count() == 3
        do.activate_plan(plan=agreed, actor=world.mex.coordinator, now=NOW)
    assert fresh(world.usa.head, agreed).status == "active"


def test_any_head_suspends_at_once_and_all_resume(world, active):
    with reading_as(world.gtm.coordinator.reader), pytest.raises(NotAllowed):
        do.suspend_plan(plan=active, actor=world.gtm.coordinator, now=NOW, reason="x")
    with reading_as(world.gtm.head.reader):
        with pytest.raises(ReasonNeeded):
            do.suspend_plan(plan=active, actor=world.gtm.head, now=NOW, reason=" ")
        do.suspend_plan(plan=active, actor=world.gtm.head, now=NOW, reason="The bridge is closed.")
        with pytest.raises(SuspendedAlready):
            do.suspend_plan(plan=active, actor=world.gtm.head, now=NOW, reason="Again.")
    for place, code in enumerate(active.parties):
        actor = getattr(world, code.lower()).head
        assert fresh(actor, active).status == "suspended"
        with reading_as(actor.reader):
            do.resume_plan(plan=active, actor=actor, now=NOW + timedelta(minutes=place + 1))
            if place < 2:
                with pytest.raises(ResumedAlready):
                    do.resume_plan(plan=active, actor=actor, now=NOW)
    assert fresh(world.usa.head, active).status == "active"
