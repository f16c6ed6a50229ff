"""A round asks, a focal point drafts, a second person submits."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from meetings.rounds.models import Meeting
from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile
from portal.notifications.lines import lines_of
from portal.notifications.models import Notice
from portal.people.states import Role
from tests.factories.documents import make_document
from tests.factories.people import make_user
from tests.factories.work import NOW, conclude, make_commitment, make_draft, make_meeting, make_report, make_statement
from workinggroup.progress import operations
from workinggroup.progress.deadlines import find_reports, name_reports
from workinggroup.progress.duties import commitments_in, open_duties
from workinggroup.progress.models import ProgressReport, ReportDraft, Reporter
from workinggroup.progress.operations import reporting, rounds
from workinggroup.progress.queries import progress_of
from workinggroup.progress.receivers import due_days
from workinggroup.progress.waits import waits


def act(person, operation, **facts):
    with reading_as(person.reader):
        return getattr(operations, operation)(actor=person, **facts)


def about(ground):
    return {"asked": ground.asked, "commitment": ground.led, "now": NOW}


def events(person):
    with reading_as(person.reader):
        return sorted(Notice.objects.filter(person_id=person.pk).values_list("event", flat=True))


def desk(person):
    with reading_as(person.reader):
        return [
            (wait.act, wait.thing.split()[0], wait.due) for wait in waits(person, now=NOW, moment=this_moment()).shown
        ]


def test_a_round_asks_the_lead_of_each_earlier_commitment(world, ground):
    with reading_as(Reader("USA")):
        assert commitments_in(ground.asked.pk) == {ground.led.pk: True, ground.other.pk: True}
        [duty] = open_duties("USA")
    assert (duty.commitment, duty.side, duty.nominal) == (ground.led.pk, "USA", date(2026, 4, 16))
    assert events(world.mex.coordinator) == ["workinggroup.round.opened"]
    with reading_as(Reader("MEX")):
        assert Entry.objects.filter(action="workinggroup.round.opened").count() == 1


def test_a_round_looks_back_and_is_opened_by_the_secretariat(world, ground):
    sec, facts = world.sec.coordinator, {"meeting": ground.meeting, "now": NOW}
    with pytest.raises(NotAllowed):
        act(world.usa.head, "open_round", **facts, days_before=3)
    with pytest.raises(rounds.DueBeforeToday):
        act(sec, "open_round", **facts, days_before=300)
    with pytest.raises(ChangedMeanwhile):
        act(sec, "open_round", **facts, days_before=3, seen="0")
    with pytest.raises(rounds.NothingBefore):
        act(sec, "open_round", meeting=make_meeting(sec, date(2026, 6, 1)), now=NOW, days_before=3)
    assert act(sec, "open_round", **facts, days_before=3).due_on == date(2026, 5, 4)
    assert events(world.usa.head) == ["workinggroup.round.moved", "workinggroup.round.opened"]


def test_what_the_parties_of_the_meeting_do_not_all_know_is_not_asked_for(world, ground):
    """A meeting of two delegations promised something; the third is at the meeting that follows."""
    sec = world.sec.coordinator
    apart = make_meeting(sec, date(2026, 3, 1), delegations=["USA", "GTM"], status="concluded", slug="apart")
    hidden = make_commitment(sec, make_statement(sec, apart), lead="USA")
    with reading_as(Reader("USA")):
        assert hidden.pk not in commitments_in(ground.asked.pk)


def test_without_its_acceptance_nothing_is_asked_of_a_lead(world, ground):
    with reading_as(Reader("SEC")):
        type(ground.led).objects.filter(pk=ground.led.pk).update(asks_acceptance=True)
    with reading_as(Reader("USA")):
        assert commitments_in(ground.asked.pk)[ground.led.pk] is False
    with pytest.raises(reporting.NotAsked):
        make_draft(world.usa.member, ground.asked, ground.led)


def test_the_day_is_the_leads_working_day_and_moves_with_the_meeting(world, ground):
    """18 April is a Saturday."""
    sec = world.sec.coordinator
    act(sec, "open_round", meeting=ground.meeting, now=NOW, days_before=19)
    with reading_as(Reader("USA")):
        assert [each.due for each in find_reports("USA", now=NOW)] == [date(2026, 4, 17)]
        meeting = Meeting.objects.get(pk=ground.meeting.pk)
        moves = due_days(None, meeting=meeting, user=world.usa.head, starts_on=date(2026, 5, 14))
    assert [(move.before, move.after) for move in moves] == [
        (date(2026, 4, 18), date(2026, 4, 25)), (date(2026, 5, 1), date(2026, 5, 8))
    ]  # fmt: skip


def test_deadlines_are_the_focal_points_and_the_secretariat_sees_all(world, ground):
    act(world.usa.head, "name_reporters", focal_points=[world.usa.member], validators=[])
    with reading_as(Reader("USA")):
        [due] = find_reports("USA", now=NOW)
        assert (due.side, due.people, due.meeting) == ("USA", (world.usa.member.pk,), ground.meeting.pk)
        assert name_reports([due.subject])[due.subject].name == ground.led.reference
    with reading_as(Reader("SEC")):
        assert {(each.side, each.people) for each in find_reports("SEC", now=NOW)} == {("USA", ()), ("MEX", ())}
    make_report(world.usa, ground.asked, ground.led)
    with reading_as(Reader("USA")):
        assert list(find_reports("USA", now=NOW)) == []


def test_a_draft_is_its_delegations_alone(world, ground):
    draft = make_draft(world.usa.member, ground.asked, ground.led)
    with reading_as(Reader("USA")):
        assert ReportDraft.objects.count() == 1
        assert Entry.objects.filter(action="workinggroup.report.drafted").count() == 1
    for code in ("MEX", "SEC"):
        with reading_as(Reader(code)):
            assert ReportDraft.objects.count() == 0
            assert Entry.objects.filter(action="workinggroup.report.drafted").count() == 0
    with reading_as(world.usa.member.reader), pytest.raises(DatabaseError), transaction.atomic():
        ReportDraft.objects.filter(pk=draft.pk).update(releasable_to=["USA", "MEX"])
    assert events(world.usa.head) == ["workinggroup.report.drafted", "workinggroup.round.opened"]
    assert "workinggroup.report.drafted" not in events(world.usa.coordinator)


def test_what_was_told_of_a_draft_leads_somewhere_when_it_is_submitted(world, ground):
    make_draft(world.usa.member, ground.asked, ground.led)
    act(world.usa.head, "submit_report", **about(ground))
    with reading_as(world.usa.head.reader):
        rows = Notice.objects.filter(person_id=world.usa.head.pk, event="workinggroup.report.drafted")
        [line] = lines_of(rows, world.usa.head)
    assert line.subject == ground.led


def test_two_people_stand_for_a_report(world, ground):
    make_draft(world.usa.head, ground.asked, ground.led)
    with pytest.raises(reporting.SecondPersonNeeded):
        act(world.usa.head, "submit_report", **about(ground))
    for person in (world.usa.coordinator, world.mex.head, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            act(person, "submit_report", **about(ground))
    act(world.usa.head, "name_reporters", focal_points=[], validators=[world.usa.coordinator])
    report = act(world.usa.coordinator, "submit_report", **about(ground))
    assert (report.number, report.drafted_by_name, report.submitted_by_name) == (
        1,
        world.usa.head.name,
        world.usa.coordinator.name,
    )
    with reading_as(Reader("MEX")):
        assert ProgressReport.objects.get().text == "Two of six offices are open."
    with reading_as(Reader("CAN")):
        assert ProgressReport.objects.count() == 0
    with reading_as(Reader("USA")):
        assert ReportDraft.objects.count() == 0
    assert "workinggroup.report.submitted" in events(world.mex.head)
    assert "workinggroup.report.submitted" not in events(world.usa.negotiator)


def test_what_was_submitted_stays_and_nobody_forges_the_second_person(world, ground):
    report = make_report(world.usa, ground.asked, ground.led)
    with reading_as(world.usa.head.reader):
        for change in ({"text": "All is done."}, {"completion": "complete"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                ProgressReport.objects.filter(pk=report.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            ProgressReport.objects.filter(pk=report.pk).delete()
    forged = {each.attname: getattr(report, each.attname) for each in ProgressReport._meta.fields} | {"number": 2}
    del forged["id"]
    for person, facts in (
        (world.usa.member, {}),
        (world.usa.head, {"drafted_by_id": world.usa.head.pk}),
        (world.usa.head, {"drafted_by_id": world.mex.member.pk}),
        (world.mex.head, {"delegation_id": "MEX", "editable_by": ["MEX"], "submitted_by_id": world.mex.head.pk}),
    ):
        with reading_as(person.reader), pytest.raises(DatabaseError), transaction.atomic():
            ProgressReport(**(forged | facts)).save(force_insert=True)


def test_a_second_version_stands_beside_the_first(world, ground):
    make_report(world.usa, ground.asked, ground.led)
    make_report(world.usa, ground.asked, ground.led, completion="substantial", now=NOW + timedelta(days=1))
    with reading_as(world.mex.head.reader):
        shown = progress_of(ground.led, world.mex.head, now=NOW)
    assert [(view.report.number, view.report.completion) for view in shown.views] == [
        (2, "substantial"),
        (1, "limited"),
    ]
    assert shown.owed is None


def test_refusals_of_a_draft(world, ground):
    with pytest.raises(NotAllowed):
        make_draft(world.mex.member, ground.asked, ground.led)
    with pytest.raises(NotAllowed):
        make_draft(world.usa.observer, ground.asked, ground.led)
    with pytest.raises(reporting.NothingToSubmit):
        act(world.usa.head, "submit_report", **about(ground))
    make_draft(world.usa.member, ground.asked, ground.led, is_ready=False)
    with pytest.raises(reporting.NothingToSubmit):
        act(world.usa.head, "submit_report", **about(ground))
    with pytest.raises(ChangedMeanwhile):
        make_draft(world.usa.coordinator, ground.asked, ground.led, seen="0")
    make_draft(world.usa.member, ground.asked, ground.led)
    with pytest.raises(ChangedMeanwhile):
        act(world.usa.head, "submit_report", **about(ground), seen="0")
    ground.asked.meeting = conclude(ground.meeting)
    with pytest.raises(reporting.RoundIsOver):
        act(world.usa.head, "submit_report", **about(ground))


def test_evidence_is_what_all_readers_can_open(world, ground):
    shared = make_document(world.usa.coordinator, ground.meeting)
    own = make_document(world.usa.coordinator, ground.meeting, title="Ours", readers=[])
    with pytest.raises(reporting.NotShared, match="Ours"):
        make_draft(world.usa.member, ground.asked, ground.led, documents=[own.pk])
    make_report(world.usa, ground.asked, ground.led, documents=[shared.pk])
    with reading_as(world.mex.head.reader):
        assert progress_of(ground.led, world.mex.head, now=NOW).views[0].documents == [shared]


def test_who_reports_is_named_by_the_head_and_nobody_elses_affair(world, ground):
    with pytest.raises(NotAllowed):
        act(world.usa.coordinator, "name_reporters", focal_points=[world.usa.member], validators=[])
    with pytest.raises(rounds.NotOfYours):
        act(world.usa.head, "name_reporters", focal_points=[world.mex.member], validators=[])
    act(world.usa.head, "name_reporters", focal_points=[world.usa.member], validators=[world.usa.negotiator])
    with reading_as(Reader("MEX")):
        assert Reporter.objects.count() == 0
        assert not Entry.objects.filter(action="workinggroup.reporters.named").exists()
    # Two people: by the refusal, and by the database.
    with pytest.raises(rounds.OneOffice, match="negotiator"):
        act(world.usa.head, "name_reporters", focal_points=[world.usa.negotiator], validators=[world.usa.negotiator])
    act(world.usa.head, "name_reporters", focal_points=[world.usa.negotiator], validators=[world.usa.coordinator])
    with reading_as(Reader("USA")):
        assert {(each.person_id, each.office) for each in Reporter.objects.all()} == {
            (world.usa.negotiator.pk, "focal_point"), (world.usa.coordinator.pk, "validator")
        }  # fmt: skip
        marks = {"releasable_to": ["USA"], "editable_by": ["USA"], "delegation_id": "USA"}
        with pytest.raises(DatabaseError, match="one_office"), transaction.atomic():
            Reporter.objects.create(person=world.usa.coordinator, office="focal_point", **marks)


def test_a_desk_asks_the_focal_point_then_the_second_person(world, ground):
    reference, due = ground.led.reference, date(2026, 4, 16)
    assert desk(world.usa.coordinator) == [("Draft a report:", reference, due)]
    assert desk(world.usa.member) == []
    act(world.usa.head, "name_reporters", focal_points=[world.usa.member], validators=[world.usa.negotiator])
    assert desk(world.usa.coordinator) == []
    assert desk(world.usa.member) == [("Draft a report:", reference, due)]
    make_draft(world.usa.member, ground.asked, ground.led)
    assert desk(world.usa.member) == []
    for person in (world.usa.head, world.usa.negotiator):
        assert desk(person) == [("Submit a colleague's report:", reference, due)]
    act(world.usa.head, "submit_report", **about(ground))
    assert desk(world.usa.head) == []
    assert desk(world.gtm.head) == [("Rate a report:", reference, date(2026, 4, 30))]
    assert desk(world.sec.coordinator) == []


def test_many_reports_of_one_meeting_are_one_line_of_a_desk(world, ground):
    sec = world.sec.coordinator
    text = make_statement(sec, ground.before, "\n\n".join(f"Mexico will act {n}." for n in range(1, 5)), spanish=None)
    for number in range(1, 5):
        make_commitment(sec, text, lead="MEX", number=number)
    assert desk(world.mex.coordinator) == [("Draft:", "5", date(2026, 4, 16))]


def test_a_deputy_submits_like_the_head(world, ground):
    make_draft(world.usa.member, ground.asked, ground.led)
    deputy = make_user("deputy.usa@test.example", role=Role.DEPUTY, code="USA")
    assert act(deputy, "submit_report", **about(ground)).submitted_by_name == deputy.name
