"""How far search reaches: what is proposed, bracketed, amended, reported and planned is found by whom it is for."""

from datetime import date, timedelta

from meetings.agendas.operations import propose_item
from meetings.records import operations as records
from meetings.records.models import written_readout
from portal.core.reader import reading_as
from portal.core.seen import digest
from tests.factories.plans import agree, fill, make_plan, put, share
from tests.factories.searching import found, results_of
from tests.factories.texts import bracket, propose
from tests.factories.work import (
    NOW,
    conclude,
    make_commitment,
    make_item,
    make_meeting,
    make_negotiation,
    make_report,
    make_round,
    make_statement,
)
from workinggroup.plans.models import Plan
from workinggroup.plans.operations import revise_plan

PROPOSED = [{"en": "The delegations will share quartz.", "es": "Las delegaciones compartirán cuarzo."}]


def act(person, operation, **facts):
    with reading_as(person.reader):
        return operation(actor=person, **facts)


def test_an_internal_proposal_is_found_by_its_own_side_and_by_all_once_it_is_tabled(world):
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    propose(world.usa.negotiator, text, table=False, texts=PROPOSED, rationale="Because of feldspar.")
    for typed in ("quartz", "cuarzo", "feldspar"):
        assert found(world.usa.member, typed) == {"proposals": ["Replace the text: ¶ 2"]}
        for person in (world.mex.head, world.sec.coordinator, world.can.coordinator):
            assert found(person, typed) == {}
    propose(world.usa.negotiator, text, number=3, texts=PROPOSED)
    assert found(world.mex.head, "quartz") == {"proposals": ["Replace the text: ¶ 3"]}
    assert found(world.can.coordinator, "quartz") == {}


def test_the_words_of_an_open_bracket_are_found_in_both_languages(world):
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    options = {
        "en": "The delegations [agree to establish] [will paint] a shared calendar.",
        "es": "Las delegaciones [acuerdan establecer] [pintarán] un calendario común.",
    }
    bracket(world.usa.negotiator, text, **options)
    for typed in ("paint", "pintaran"):
        (line,) = results_of(world.mex.head, typed, kind="brackets").groups[0].lines
        assert (line.found.title, line.found.note) == ("¶ 2", "USA")
    assert "brackets" not in found(world.can.coordinator, "paint")


def test_a_proposal_for_an_agenda_is_found_with_its_reason(world):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    facts = {"title": {"en": "Quartz", "es": "Cuarzo"}, "minutes": 20, "reason": "Feldspar is scarce."}
    answer_by = meeting.starts_at - timedelta(days=3)
    act(world.mex.coordinator, propose_item, meeting=meeting, now=NOW, answer_by=answer_by, **facts)
    assert found(world.usa.member, "feldspar") == {"proposals": ["Quartz"]}
    assert found(world.can.coordinator, "feldspar") == {}


def test_amendments_and_readouts_are_found_by_whom_they_are_for(world):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    conclude(meeting)
    act(world.sec.coordinator, records.circulate_records, meeting=meeting, now=NOW)
    act(world.mex.coordinator, records.propose_amendment, meeting=meeting, now=NOW, text="Say when the obsidian came.")
    assert list(found(world.usa.member, "obsidian")) == ["amendments"]
    words = {"en": "We spoke of malachite.", "es": "Hablamos de malaquita."}
    write = {"meeting": meeting, "now": NOW, "text": words}
    mine = act(world.usa.coordinator, records.write_readout, **write)
    assert found(world.usa.member, "malaquita") == {"readouts": ["United States"]}
    assert found(world.mex.member, "malachite") == found(world.sec.coordinator, "malachite") == {}
    seen = digest(written_readout(mine))
    shared = act(world.usa.coordinator, records.write_readout, **write, is_shared=True, seen=seen)
    assert found(world.mex.member, "malachite") == {"readouts": ["United States"]}
    act(world.usa.head, records.release_readout, meeting=meeting, seen=digest(written_readout(shared)))
    (line,) = results_of(world.can.coordinator, "malachite").groups[0].lines
    assert (line.found.about, line.found.address[:19]) == ("", "/releases/readouts/")


def test_the_last_version_of_a_report_is_found(world):
    sec = world.sec.coordinator
    before = make_meeting(sec, date(2026, 2, 28), status="concluded")
    meeting = make_meeting(sec, date(2026, 5, 7), follows=before)
    promise = make_commitment(sec, make_statement(sec, before), lead="USA", due_on=date(2026, 6, 30))
    asked = make_round(sec, meeting)
    make_report(world.usa, asked, promise, text="Two of six offices have quartz.")
    assert found(world.mex.member, "quartz") == {"reports": [promise.reference]}
    make_report(world.usa, asked, promise, text="Three of six offices have feldspar.")
    assert found(world.mex.member, "feldspar") == {"reports": [promise.reference]}
    assert found(world.usa.member, "quartz") == found(world.can.coordinator, "feldspar") == {}


def test_of_a_plan_the_tasks_that_its_page_shows_are_found(world):
    sec = world.sec.coordinator
    promise = make_commitment(sec, make_statement(sec, make_meeting(sec)), lead="USA", supporting=["GTM"])
    plan = make_plan(world.usa.coordinator, promise, ("GTM",))
    phases = fill(world.usa, plan).phases
    put(world.usa.coordinator, plan, phases[0], "Quartz")
    assert "Quartz" in [line.found.title for line in results_of(world.usa.member, "quartz").groups[0].lines]
    assert found(world.gtm.member, "quartz") == {}
    plan = agree(world, share(world.usa.coordinator, plan))
    assert found(world.gtm.member, "quartz") == {"plans": [plan.reference]}
    assert found(world.mex.member, "quartz") == {}
    act(world.usa.coordinator, revise_plan, plan=plan, now=NOW)
    # The page goes on to show what is agreed: once, however many versions bear the task.
    assert found(world.gtm.member, "quartz") == {"plans": [plan.reference]}
    other = make_plan(world.usa.coordinator, promise, ("GTM",))
    put(world.usa.coordinator, other, fill(world.usa, other).phases[0], "Feldspar")
    assert "plans" in found(world.usa.member, "feldspar")
    for marking in ("AMBER+STRICT", "RED"):
        with reading_as(world.usa.coordinator.reader):
            Plan.objects.filter(pk=other.pk).update(marking=marking)
        assert found(world.usa.member, "feldspar") == {}
