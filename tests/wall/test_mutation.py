"""Each wall is needed: with it taken down, an outsider reads what it hid. So the other tests have something to find."""

from datetime import date, timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from meetings.agendas.models import Item, Proposal
from meetings.agendas.operations import (
    annotate_item,
    answer_proposal,
    ask_floor,
    begin_section,
    issue_revision,
    propose_item,
    steer_meeting,
)
from meetings.alignment.models import Certificate, LanguageReview
from meetings.concordance.models import Waiver
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.ending import answer_ending, propose_ending
from meetings.negotiation.operations.proposing import answer_proposal as answer_text_proposal
from meetings.negotiation.operations.proposing import instruct
from meetings.promises.models import Promise
from meetings.records.operations import propose_amendment, write_readout
from meetings.rounds.models import Meeting
from meetings.rounds.operations import issue_corrigendum
from meetings.statements.models import Paragraph, Reviewer, Statement, Wrapper
from portal.audit.daily import note_head_of_day
from portal.core.reader import PORTAL, Reader, reading_as
from portal.embedded.seed.flows import seed_edition, seed_flows, seed_tie
from portal.embedded.seed.gaps import seed_gaps
from portal.embedded.seed.meetings import seed_meetings
from portal.embedded.seed.negotiation import seed_negotiation
from portal.embedded.seed.pack import seed_pack
from portal.embedded.seed.people import seed_people
from portal.embedded.seed.plans import seed_plans
from portal.embedded.seed.progress import seed_progress
from portal.embedded.seed.work import seed_work
from portal.notifications.models import Choice
from portal.people.models import SentForm
from portal.people.operations import invite_person, make_feed
from portal.people.returning import take_message
from portal.walls import OPEN_TABLES
from tests.factories import closing
from tests.factories.documents import make_document, make_pack
from tests.factories.flows import make_dataset, publish, three_ways
from tests.factories.gaps import make_draft_gap
from tests.factories.practices import fail, make_practice
from tests.factories.requests import make_answer, make_request
from tests.factories.returned import report, send
from tests.factories.work import make_credentials, make_participant
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.flows.editions import Edition, EditionNumber
from workinggroup.flows.events import FlowEvent
from workinggroup.flows.models import Vintage
from workinggroup.flows.operations import note_early_reading
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.gaps.operations import propose_handover
from workinggroup.handling.operations import ask_release, note_export, note_reading
from workinggroup.plans.models import PlanWord
from workinggroup.plans.operations import complete_plan
from workinggroup.plans.outcomes import ObjectiveRating, PlanFinding, PlanImprovement, RatedSide
from workinggroup.plans.parts import PlanObjective
from workinggroup.practices.operations import confirm_evidence, link_gap
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import post_due
from workinggroup.reminders.steering import write_note
from workinggroup.requests.operations import ask_clarity, clarify_request

OUTSIDER = Reader("CAN")


@pytest.fixture
def demo(committed):
    """The demo's whole content, committed."""
    now = timezone.now()
    people = seed_people(now)
    with reading_as(people["secretariat"].reader):
        washington, follow_up = seed_meetings(people["secretariat"], now=now)
    seed_work(people, washington, follow_up, now=now)
    _add_plan(people, seed_plans(people, now=now), now)
    seed_progress(people, follow_up, now=now)
    seed_gaps(people, now=now)
    _add_handover(people, now)
    seed_pack(people, follow_up, now=now)
    seed_flows(people, now=now, only={"RET_IN"})
    seed_edition(people["secretariat"], follow_up, now=now)
    _add_quarter(people)
    _add_mirror(people["coordinator.gtm"], now)
    seed_tie(people["coordinator.gtm"], now=now)
    post_due(now=now)
    _write_note(people["coordinator.usa"], now)
    _add_release(people, now)
    _add_request(people, now)
    _add_practice(people, now)
    _add_negotiation(people, follow_up, now)
    _add_answer(people, now)
    _add_records(people, now)
    closing.add_everything(people, follow_up, now)
    with reading_as(people["admin"].reader):
        Choice.objects.create(person=people["admin"], kind="given", bell=True, mail=False, digest=False)
        SentForm.objects.create(person=people["admin"], what="a form", at=now)
        invite_person(
            actor=people["admin"],
            email="a@b.example",
            name="A",
            role="administrator",
            delegation=None,
            language="en",
            now=now,
        )
    return people


def _add_request(people, now):
    """A request for information, asked what is meant, then answered."""
    usa, mex = (
        SimpleNamespace(member=people[f"member.{side}"], coordinator=people[f"coordinator.{side}"])
        for side in ("usa", "mex")
    )
    asked = make_request(usa, "MEX", now=now)
    for side, act in ((mex, ask_clarity), (usa, clarify_request)):
        with reading_as(side.coordinator.reader):
            act(asked=asked, actor=side.coordinator, now=now, words="At night.")
    make_answer(mex, asked, now=now)


def _add_practice(people, now):
    """A practice that another side confirms, tries, and finds to fail against a gap of its own."""
    gtm, mex = (
        SimpleNamespace(
            code=side.upper(),
            member=people[f"member.{side}"],
            coordinator=people[f"coordinator.{side}"],
            head=people[f"head.{side}"],
        )
        for side in ("gtm", "mex")
    )
    practice = make_practice(gtm, ["MEX"], now=now)
    gap = make_draft_gap(mex.member, ["MEX"])
    with reading_as(mex.coordinator.reader):
        confirm_evidence(practice=practice, actor=mex.coordinator, now=now)
        link_gap(practice=practice, actor=mex.coordinator, now=now, gap=gap)
        note_reading(whole=practice, passages=[], actor=mex.coordinator, now=now)
    fail(mex, practice, now=now)


def _add_release(people, now):
    """What two originators are asked to let a third side read, the answer of one, and a paper that left."""
    mexico = people["coordinator.mex"]
    with reading_as(mexico.reader):
        gap = Gap.objects.filter(originators__len=2).first()
        ask_release(thing=gap, actor=mexico, now=now, sides=[], marking="CLEAR", purpose="To help.")
        described = GapPassage.objects.filter(gap=gap)
        facts = {"number": 1, "form": "pdf", "audience": ["MEX"], "content": b"paper"}
        note_export(thing=gap, actor=mexico, now=now, passages=described, **facts)


def _write_note(coordinator, now):
    """A note for the next digest of somebody."""
    with reading_as(coordinator.reader):
        line = Reminder.objects.filter(recipient=coordinator).first()
        write_note(line=line, actor=coordinator, now=now, text="Call me.")


def _add_quarter(people):
    """Figures of three dimensions, of a whole quarter."""
    side = SimpleNamespace(member=people["member.usa"], coordinator=people["coordinator.usa"])
    dataset = make_dataset(side.coordinator, "Three ways", reporting="US")
    publish(side, dataset, three_ways("2025-10", "2025-11", "2025-12"), date(2026, 1, 31))


def _add_handover(people, now):
    """Another owner that a side proposes for a gap."""
    mexico = people["coordinator.mex"]
    with reading_as(mexico.reader):
        gap = Gap.objects.get(raised_by="MEX")
        propose_handover(gap=gap, actor=mexico, now=now, owners=["GTM"])


def _add_negotiation(people, meeting, now):
    """The demo's text under negotiation, with an answer, an instruction, and what later stages keep."""
    text = seed_negotiation(people, meeting, now=now)
    united_states, chair = people["coordinator.usa"], people["head.gtm"]
    with reading_as(united_states.reader):
        wish = TextProposal.objects.select_related("statement__meeting").get(status="tabled", kind="replace")
        answer_text_proposal(proposal=wish, actor=united_states, now=now, reply="decline")
    with reading_as(chair.reader):
        instruct(proposal=wish, actor=chair, now=now, present=["USA", "MEX", "GTM"])
        ending = propose_ending(statement=text, actor=chair, now=now, reason="No time is left.")
        marks = {"releasable_to": text.releasable_to, "editable_by": text.editable_by}
        side = {"statement": text, "delegation": chair.delegation, **marks}
        Reviewer.objects.create(person=chair, language="es", **side)
        Wrapper.objects.create(by_name=chair.name, written_at=now, **side)
        spoken = {"version": wish.base, "delegation": chair.delegation, "by_name": chair.name, "at": now}
        own = {"releasable_to": text.releasable_to, "editable_by": [chair.code]}
        LanguageReview.objects.create(language="es", **spoken, **own)
        Certificate.objects.create(by_name=chair.name, hashes={}, at=now, **side)
        negotiated = TextProposal.objects.filter(statement=text, status="tabled", kind="replace").get().paragraph
        words = negotiated.versions.latest("seq")
        said = {"quotes": {"en": words.nodes["en"][0]["v"][:9]}, "by_name": chair.name, "at": now}
        Promise.objects.create(paragraph=negotiated, version=words, delegation=chair.delegation, **said, **marks)
        Waiver.objects.create(finding_key="k", rule="r", anchor="p01", reason="x", by_name=chair.name, at=now, **side)

    with reading_as(people["head.mex"].reader):
        answer_ending(ending=ending, actor=people["head.mex"], now=now, reply="decline")


def _add_answer(people, now):
    """What USA says to leading a commitment of the demo, and in the text under negotiation."""
    coordinator = people["coordinator.usa"]
    with reading_as(coordinator.reader):
        led = Commitment.objects.filter(lead="USA", status="confirmed").first()
        own = {
            "delegation_id": "USA",
            "by_name": "A",
            "at": now,
            "releasable_to": led.releasable_to,
            "editable_by": ["USA"],
        }
        LeadAnswer.objects.create(commitment=led, number=1, accepts=True, **own)
        coming = Statement.objects.get(status="negotiating")
        CommitmentAccount.objects.create(statement=coming, commitment=led, number=1, outcome="kept", **own)
        paragraph, edition = Paragraph.objects.filter(statement=coming).first(), Edition.objects.get()
        quoted = {"value": 5, "citation": "GTM.RET_IN.USA._T/2026-01@2026-01-31", "paragraph": paragraph}
        EditionNumber.objects.create(edition=edition, **quoted, **own)


def _add_plan(people, plan, now):
    """What comes after a plan: it was stopped, resumed by none, carried out, rated and found wanting."""
    marks = {"releasable_to": plan.parties, "by_name": "A", "at": now}
    with reading_as(people["head.gtm"].reader):
        own = marks | {"editable_by": ["GTM"]}
        PlanWord.objects.create(plan=plan, side_id="GTM", suspends=True, reason="x", **own)
        complete_plan(plan=plan, actor=people["head.gtm"], now=now)
        for each in PlanObjective.objects.filter(version__plan=plan):
            key = each.anchor
            ObjectiveRating.objects.create(plan=plan, anchor=key, side_id="GTM", moment="blind", result="P", **own)
        RatedSide.objects.create(plan=plan, side_id="GTM", **own)
        finding = PlanFinding.objects.create(plan=plan, anchor=key, text={"en": "x"}, by_id="GTM", **own)
        PlanImprovement.objects.create(finding=finding, element="plan", side_id="GTM", text={"en": "x"}, **own)


def _add_mirror(coordinator, now):
    """Two counts that are compared, and why they differ."""
    marks = {"releasable_to": ["GTM", "MEX", "SEC"], "editable_by": ["GTM", "MEX"]}
    keys = {"one_key": ["RET_OUT", "MX", "GT", "_T", "_T", "_T"], "other_key": ["RET_IN", "GT", "MX", "_T", "_T", "_T"]}
    with reading_as(coordinator.reader):
        pair = MirrorPair.objects.create(
            one_id="MEX", other_id="GTM", opened_by_name="A", opened_at=now, **keys, **marks
        )
        month = now.date().replace(day=1)
        said = {"pair": pair, "first": month, "last": month, "cause": "C0", "by_name": "A", "at": now}
        MirrorReason.objects.create(delegation_id="GTM", **said, **marks)
        event = {"day": month, "kind": "policy", "name": {"en": "A"}, "by_name": "A", "at": now}
        FlowEvent.objects.create(delegation_id="GTM", **event, **marks)
        waits = Vintage.objects.filter(delegation="GTM").exclude(status="published").first()
        note_early_reading(vintage=waits, actor=coordinator, now=now)


def _add_records(people, now):
    """What the demo does not begin with, so that no table is empty."""
    coordinator = people["coordinator.usa"]
    with reading_as(coordinator.reader):
        meeting = Meeting.objects.get(slug="guatemala-ministerial-2024")
        propose_amendment(meeting=meeting, actor=coordinator, now=now, text="Say when.")
        write_readout(meeting=meeting, actor=coordinator, now=now, text={"en": "We met."})
        make_feed(actor=coordinator, now=now)
        coming = Meeting.objects.get(slug="follow-up-ministerial")
    with reading_as(people["secretariat"].reader):
        correction = {"en": "USA led item 1.", "es": "USA dirigió el punto 1."}
        issue_corrigendum(meeting=meeting, actor=people["secretariat"], now=now, part="agenda", text=correction)
    with reading_as(coordinator.reader):
        item = Item.objects.filter(agenda__meeting=coming).first()
        annotate_item(item=item, actor=coordinator, seen=0, briefing="Ours.")
        title = {"en": "Pensions", "es": "Pensiones"}
        propose_item(
            meeting=coming, actor=coordinator, now=now, title=title, minutes=10, answer_by=now + timedelta(days=2)
        )
    take_message(report(send(people["member.usa"])), now=now)
    make_participant(coordinator, coming, "Ada", dietary="vegan")
    make_credentials(coordinator, coming)
    make_document(coordinator, coming)
    make_pack(coordinator, coming)
    with reading_as(PORTAL):
        note_head_of_day(now=timezone.now() + timedelta(days=1))
    secretariat, mex = people["secretariat"], people["coordinator.mex"]
    with reading_as(mex.reader):
        answer_proposal(proposal=Proposal.objects.get(), actor=mex, now=now, view="none")
    with reading_as(secretariat.reader):
        begin_section(item=item, actor=secretariat, title=title)
        issue_revision(meeting=coming, actor=secretariat, now=now)
        steer_meeting(meeting=coming, actor=secretariat, now=now, act="start")
        ask_floor(meeting=coming, actor=secretariat, now=now, delegation="USA")


def walled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def count(table: str) -> int:
    with reading_as(OUTSIDER), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def test_every_wall_hides_something_from_an_outsider(demo, owner_url):
    tables = walled()
    assert not set(tables) & set(OPEN_TABLES)
    hidden = {table: count(table) for table in tables}
    # One text is out, and is everybody's.
    assert hidden == dict.fromkeys(tables, 0) | {"meetings_releasedtext": 1}
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        try:
            bare = {table: count(table) for table in tables}
        finally:
            for table in tables:
                owner.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    assert [table for table in tables if not bare[table]] == []
