"""The forms that create, each as it is sent: who sends it, where, with which words. Every other address that takes a form is
named with what a second press meets there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from meetings.agendas import operations as agendas
from meetings.concordance.checks import Rule
from meetings.concordance.queries import findings_of
from meetings.promises.queries import promises_page
from meetings.records import operations as records
from meetings.rounds.states import Status
from meetings.statements.present import read_present
from meetings.statements.states import Status as Text
from portal.core.reader import reading_as
from portal.people.models import Invitation
from portal.people.operations import invite_person
from tests.attacks.planning import PLANNING
from tests.attacks.presses import ASKING, DAY, DRAFTING, TRACKING, Ground, Press, fixed, in_both, on_task
from tests.factories.closing import freeze, turn
from tests.factories.documents import make_document
from tests.factories.flows import make_dataset, publish, rows
from tests.factories.people import PASSWORD, World, code_now, make_factor
from tests.factories.texts import DIFFERING, align, at, bracket, name, propose
from tests.factories.work import (
    NOTE,
    SPANISH,
    conclude,
    make_action_item,
    make_commitment,
    make_item,
    make_meeting,
    make_negotiation,
    make_round,
    make_statement,
    make_template,
    ticked,
)
from workinggroup.commitments.queries import review_of
from workinggroup.reminders.models import Reminder

PEOPLE = "Nombre;Correo\nAna Uno;ana.uno@min.example\nAna Dos;ana.dos@min.example"
ENDS = {"day": str(DAY - timedelta(days=9)), "until": "12:00"}


def lay(world: World) -> Ground:
    """A meeting to come, a text under negotiation and one on record, a meeting that is over, one in session."""
    sec, usa, mex = world.sec.coordinator, world.usa.coordinator, world.mex.negotiator
    coming = make_meeting(sec, DAY, slug="coming")
    things: dict[str, Any] = {"coming": coming, "item": make_item(sec, coming), "second": make_item(sec, coming)}
    text = make_negotiation(world, coming)
    things |= {"paper": make_document(usa, coming), "text": text, "tabled": propose(mex, text, number=3)}
    doubted = {
        "en": "The delegations [met] in Guatemala City.",
        "es": "Las delegaciones [se reunieron] en la Ciudad de Guatemala.",
    }
    bracket(mex, text, number=1, **doubted)
    with reading_as(usa.reader):
        things["bracket"] = at(usa, text, 1)[0].brackets.get()
    aligned = make_negotiation(world, coming, texts=DIFFERING)
    things["differing"] = aligned
    name(world.usa, aligned, world.usa.negotiator, "es")
    with reading_as(usa.reader):
        things["finding"] = next(
            each.finding_key for each in findings_of(read_present(aligned), usa) if each.finding.rule == Rule.FORCE_WORD
        )
    things["aligned"] = align(world, aligned)
    final = freeze(make_negotiation(world, coming), sec, timezone.now())
    things["final"] = turn(final, Text.SIGN_OFF, sec)
    make_factor(world.usa.head)
    recorded = make_statement(sec, coming)
    things |= {"recorded": recorded, "english": make_statement(sec, coming, spanish=None)}
    things["promise"] = make_commitment(sec, recorded, number=3)
    things["task"] = make_action_item(usa, things["promise"], due_on=DAY)
    with reading_as(usa.reader):
        facts = {"kind": "action_item", "subject": things["task"].pk, "due": DAY, "rung": "-1d", "send_on": DAY}
        times = {"goes_at": timezone.now(), "planned_at": timezone.now(), "zone": "UTC"}
        marks = {"releasable_to": ["USA"], "editable_by": ["USA"]}
        things["line"] = Reminder.objects.create(recipient=world.usa.member, **facts, **times, **marks)
    things["dataset"] = make_dataset(usa, "Returns carried out", reporting="US")
    publish(world.gtm, make_dataset(world.gtm.coordinator), rows(("2026-01", "US", "_T", 4180)), date(2026, 1, 31))
    over = make_meeting(sec, timezone.localdate() + timedelta(days=5), slug="over")
    things["said"], things["over"] = make_item(sec, over), over
    conclude(over)
    make_round(sec, make_meeting(sec, DAY + timedelta(days=1), slug="after", follows=over), now=timezone.now())
    told = make_meeting(sec, timezone.localdate() + timedelta(days=6), slug="told")
    make_item(sec, told)
    things["told"] = conclude(told)
    things["held"] = make_meeting(sec, timezone.localdate() + timedelta(days=7), slug="held", status=Status.IN_SESSION)
    make_item(sec, things["held"])
    now = timezone.now()
    with reading_as(sec.reader):
        agendas.steer_meeting(meeting=things["held"], actor=sec, now=now, act="start")
        records.circulate_records(meeting=things["told"], actor=sec, now=now)
    with reading_as(world.admin.reader):
        seat = {"name": "New", "role": "member", "delegation": usa.delegation, "language": "en"}
        invite_person(actor=world.admin, email="new@usa.example", now=now, **seat)
        things["invitation"] = Invitation.objects.get(email="new@usa.example")
    return Ground(world, things)


def of_meeting(name: str, slug: str = "coming") -> Callable[[Ground], str]:
    return lambda ground: reverse(name, args=[slug])


def of_text(name: str, number: int = 2) -> Callable[[Ground], str]:
    return lambda ground: reverse(f"negotiation:{name}", args=[ground.text.slug, f"p{number:02}"])


def several(verb: str, **words: Any) -> Press:
    place = f"actionitems:bulk-{verb}"
    return Press("usa.coordinator", lambda _: reverse(place), lambda ground: {"items": ticked([ground.task])} | words)


def file(content: bytes, called: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(called, content)


def version(ground: Ground, number: int = 2) -> str:
    return str(at(ground.world.usa.negotiator, ground.text, number)[1].pk)


def wording(ground: Ground) -> dict[str, Any]:
    return {"seen": version(ground), **in_both("text", "The delegations agree to meet.")}


def text_hash(ground: Ground) -> str:
    with reading_as(ground.world.usa.negotiator.reader):
        return read_present(ground.aligned).hashes[""]


def final_hash(ground: Ground) -> str:
    with reading_as(ground.world.usa.head.reader):
        return read_present(ground.final).hashes[""]


def of_final(name: str) -> Callable[[Ground], str]:
    return lambda ground: reverse(f"adoption:{name}", args=[ground.final.slug])


def passage(ground: Ground) -> str:
    with reading_as(ground.world.sec.coordinator.reader):
        return str(review_of(ground.recorded, ground.world.sec.coordinator).passages[0].key)


def sounding(ground: Ground) -> str:
    with reading_as(ground.world.usa.negotiator.reader):
        return str(promises_page(ground.text, ground.world.usa.negotiator).suggested[-1].key)


ROUND = {
    **in_both("title", "Sixth round"), **in_both("city", "Antigua"), **in_both("venue", "Hall"), "level": "ministerial",
    "format": "in_person", "languages": ["en", "es"], "delegations": ["USA", "MEX", "GTM"], "host": "GTM",
    "day": str(DAY), "begins": "09:00", "until": "17:00", "time_zone": "America/Guatemala",
}  # fmt: skip
STATEMENT = {"kind": "joint_statement", "dated": "2026-05-07", **in_both("title", "Text"), **in_both("text", "We met.")}
CREATING = {
    "adoption:sign-off": Press(
        "usa.head", of_final("sign-off"),
        lambda ground: {
            "seen": final_hash(ground), "kind": "final", "capacity": "Head", "password": PASSWORD, "code": code_now()
        },
    ),
    "adoption:sign-off-note": Press(
        "sec.coordinator", of_final("sign-off-note"),
        lambda ground: {
            "seen": final_hash(ground), "delegation": "MEX", "signatory": "A. Minister", "capacity": "Minister",
            "file": file(NOTE, "note.pdf"),
        },
    ),
    "adoption:interpretation-add": Press(
        "usa.head", of_final("interpretation-add"), fixed(**in_both("words", "As we read it."))
    ),
    "agendas:ask-floor": Press("usa.coordinator", of_meeting("agendas:ask-floor", "held"), fixed(delegation="USA")),
    "agendas:issue": Press("sec.coordinator", of_meeting("agendas:issue"), fixed()),
    "agendas:item": Press(
        "sec.coordinator", of_meeting("agendas:item"),
        fixed(**in_both("title", "New"), seen="0", kind="item", minutes="10", readers=["USA", "MEX"]),
    ),
    "agendas:ours": Press(
        "usa.member", of_meeting("agendas:ours"), lambda ground: {"item": ground.item.pk, "seen": 0, "briefing": "Ours"}
    ),
    "agendas:proposals": Press(
        "usa.coordinator", of_meeting("agendas:proposals"), fixed(**in_both("title", "Roads"), minutes="5", **ENDS)
    ),
    "agendas:section": Press(
        "sec.coordinator", lambda ground: f"/meetings/coming/agenda/edit/section/?item={ground.second.pk}",
        fixed(**in_both("title", "Section")),
    ),
    "actionitems:assign": on_task("actionitems:assign", "promise", title="Write", due_on=str(DAY)),
    "actionitems:assign-from": Press(
        "usa.coordinator", lambda ground: reverse("actionitems:assign-from", args=["coming", ground.item.pk]),
        fixed(title="Write", due_on=str(DAY)),
    ),
    "actionitems:chain": Press(
        "usa.coordinator", lambda ground: reverse("actionitems:chain", args=[ground.promise.pk]),
        lambda ground: {"template": make_template(ground.world.usa.coordinator).pk}, times=2,
    ),
    "actionitems:template-new": Press(
        "usa.coordinator", lambda _: "/actions/templates/new/",
        fixed(name="Route", title_1="Draft", count_1="5", counted_1="after", title_2="Send", count_2="1", counted_2="after"),
    ),
    "actionitems:bulk-reassign": several("reassign"), "actionitems:bulk-priority": several("priority", priority="1"),
    "actionitems:bulk-reschedule": several("reschedule", due_on=str(DAY)),
    "actionitems:item": on_task("actionitems:item", standing="on_track", text="Half."),
    "actionitems:step-add": on_task("actionitems:step-add", text="One"),
    "alignment:language-edit": Press(
        "usa.negotiator", lambda ground: reverse("alignment:language-edit", args=[ground.aligned.slug, "p03", "es"]),
        lambda ground: {
            "seen": at(ground.world.usa.negotiator, ground.aligned, 3)[1].pk, "reason": "The number",
            "text": "Se reúnen de nuevo en 12 meses.",
        },
    ),
    "alignment:reviewer-name": Press(
        "mex.head", lambda ground: reverse("alignment:reviewer-name", args=[ground.aligned.slug]),
        lambda ground: {"person": ground.world.mex.negotiator.pk, "language": "es"},
    ),
    "alignment:certify": Press(
        "usa.negotiator", lambda ground: reverse("alignment:certify", args=[ground.aligned.slug]),
        lambda ground: {"seen": text_hash(ground)},
    ),
    "commitments:confirm": Press(
        "sec.coordinator", lambda ground: reverse("commitments:confirm", args=[ground.recorded.slug]),
        lambda ground: {"pick": passage(ground)},
    ),
    "commitments:theme-new": Press("sec.coordinator", lambda _: "/commitments/themes/new/", fixed(**in_both("title", "Health"))),
    **PLANNING, **TRACKING, **ASKING, **DRAFTING,
    "promises:mark": Press(
        "usa.negotiator", lambda ground: reverse("promises:mark", args=[ground.text.slug, "p02"]),
        lambda ground: {
            "seen": at(ground.world.usa.negotiator, ground.text)[1].pk, "quotes_en": "a shared calendar", "strength": "core",
            "due": "none",
        },
    ),
    "promises:mark-suggested": Press(
        "usa.negotiator", lambda ground: reverse("promises:mark-suggested", args=[ground.text.slug]),
        lambda ground: {"passage": sounding(ground)},
    ),
    "concordance:waive": Press(
        "usa.negotiator", lambda ground: reverse("concordance:waive", args=[ground.aligned.slug]),
        lambda ground: {"finding_key": ground.finding, "reason": "The usual word"},
    ),
    "concordance:word-new": Press(
        "sec.coordinator", lambda _: "/statements/glossary/terms/new/", fixed(**in_both("words", "office"))),
    "flows:open": Press(
        "usa.coordinator", lambda _: reverse("flows:open"),
        fixed(**in_both("name", "Returns"), source="A", licence="B", origin="own", due_after="45", rounding="0"),
    ),
    "flows:events": Press(
        "usa.coordinator", lambda _: reverse("flows:events"),
        fixed(**in_both("name", "A policy ends"), day="2026-02-01", kind="policy", indicator=""),
    ),
    "flows:editions": Press(
        "sec.coordinator", lambda _: reverse("flows:editions"),
        lambda ground: {"meeting": ground.coming.pk, "as_of": "2026-02-28"},
    ),
    "flows:bring": Press(
        "usa.coordinator", lambda ground: reverse("flows:bring", args=[ground.dataset.pk]),
        lambda ground: {
            "file": file(rows(("2026-01", "GT", "_T", 5), indicator="RET_OUT", reporting="US"), "figures.csv"),
            "as_of": "2026-02-28",
        },
    ),
    "documents:add": Press(
        "usa.coordinator", of_meeting("documents:add"),
        lambda ground: {
            **in_both("title", "Paper"), "kind": "paper", "marking": "GREEN", "file_en": file(b"words", "paper.txt")
        },
    ),
    "documents:ask-for-pack": Press("usa.coordinator", of_meeting("documents:ask-for-pack"), fixed(form="zip")),
    "pack:make": Press("usa.coordinator", of_meeting("pack:make", "after"), fixed()),
    "documents:revise": Press(
        "usa.coordinator", lambda ground: reverse("documents:revise", args=[ground.paper.pk]),
        lambda ground: {"language": "en", "file": file(b"other words", "paper.txt")},
    ),
    "guests:list": Press(
        "sec.coordinator", of_meeting("guests:list"), fixed(name="Gus", email="gus@guests.example", language="en"), times=2
    ),
    "negotiation:open": Press(
        "gtm.head", lambda ground: reverse("negotiation:open"),
        lambda ground: {
            **STATEMENT, "meeting": ground.coming.pk, "chair": ground.world.gtm.head.pk, "drafted_in": "en"
        },
    ),
    "negotiation:comment": Press("usa.negotiator", of_text("comment"), fixed(text="To all")),
    "negotiation:comment-inside": Press("usa.negotiator", of_text("comment-inside"), fixed(text="To us")),
    "negotiation:position": Press(
        "usa.negotiator", of_text("position"), lambda ground: {"version": version(ground), "value": "agree"}
    ),
    "negotiation:propose": Press("usa.negotiator", of_text("propose"), wording),
    "negotiation:propose-tabled": Press("usa.negotiator", of_text("propose-tabled"), wording, times=2),
    "negotiation:insert": Press(
        "usa.negotiator", lambda ground: reverse("negotiation:insert", args=[ground.text.slug]),
        lambda ground: {"seen": ground.text.pk, **in_both("text", "One more.")},
    ),
    "negotiation:insert-tabled": Press(
        "usa.negotiator", lambda ground: reverse("negotiation:insert-tabled", args=[ground.text.slug]),
        lambda ground: {"seen": ground.text.pk, **in_both("text", "One more.")}, times=2,
    ),
    "negotiation:delete": Press(
        "usa.negotiator", of_text("delete", 3), lambda ground: {"base": version(ground, 3)}, times=2
    ),
    "negotiation:instruct": Press(
        "gtm.head", lambda ground: reverse("negotiation:instruct", args=[ground.text.slug, ground.tabled.pk]),
        fixed(present=["USA", "MEX", "GTM"]),
    ),
    "negotiation:support": Press(
        "usa.negotiator", of_text("support", 1), lambda ground: {"bracket": ground.bracket.pk, "option": 0}
    ),
    "negotiation:resolve": Press(
        "usa.negotiator", of_text("resolve", 1),
        lambda ground: {"bracket": ground.bracket.pk, "option": 0, "base": version(ground, 1)}, times=2,
    ),
    "negotiation:add-option": Press(
        "usa.negotiator", of_text("add-option", 1),
        lambda ground: {"bracket": ground.bracket.pk, **in_both("words", "sat")},
    ),
    "negotiation:bracket": Press(
        "usa.negotiator", of_text("bracket"),
        lambda ground: {
            "seen": version(ground), "text_en": "The delegations agree to establish a [shared] calendar.",
            "text_es": "Las delegaciones acuerdan establecer un calendario [común].",
        },
    ),
    "participants:credentials": Press(
        "usa.coordinator", of_meeting("participants:credentials"), lambda ground: {"file": file(NOTE, "n.pdf")}, sees=True
    ),
    "participants:enter": Press(
        "usa.coordinator", of_meeting("participants:enter"), fixed(name="Ada", kind="member", answer="none")
    ),
    "participants:import": Press(
        "mex.coordinator", of_meeting("participants:import"), fixed(people=PEOPLE, confirm="1"), times=2
    ),
    "people:invite": Press(
        "admin", lambda ground: "/people/invite/",
        fixed(name="Eva", email="eva@usa.example", role="member", delegation="USA", language="en"),
    ),
    "people:invite-many": Press(
        "admin", lambda ground: "/people/invite-many/",
        fixed(delegation="USA", language="en", people=PEOPLE, send="1"), times=2,
    ),
    "people:renew-invitation": Press(
        "admin", lambda ground: reverse("people:renew-invitation", args=[ground.invitation.pk]), fixed()
    ),
    "people:delegation-new": Press(
        "admin", lambda ground: reverse("people:delegation-new"),
        fixed(
            code="CRI", order="9", **in_both("name", "Costa Rica"), **in_both("seat", "San José"),
            time_zone="America/Costa_Rica", colour="slate",
        ),
        sees=True,
    ),
    "people:workdays": Press(
        "usa.coordinator", lambda ground: reverse("people:workdays"),
        fixed(day="2031-01-08", kind="off", note="By order", confirm="1"),
    ),
    "records:outcome": Press(
        "sec.coordinator", lambda ground: reverse("records:outcome", args=["over", ground.said.pk]),
        fixed(kind="decision", **in_both("text", "Agreed.")),
    ),
    "records:amend": Press("usa.coordinator", of_meeting("records:amend", "told"), fixed(text="Say it otherwise.")),
    "revisions:revisions": Press(
        "gtm.head", lambda ground: reverse("revisions:revisions", args=[ground.text.slug]), fixed()
    ),
    "reminders:acknowledge": Press(
        "usa.coordinator", lambda ground: reverse("reminders:acknowledge"),
        lambda ground: {"things": [f"action_item:{ground.task.pk}"]},
    ),
    "reminders:note": Press(
        "usa.coordinator", lambda ground: reverse("reminders:note", args=[ground.line.pk]), fixed(text="Call me.")
    ),
    "reminders:away": Press(
        "usa.coordinator", lambda ground: reverse("reminders:away"),
        lambda ground: {
            "person": ground.world.usa.member.pk, "substitute": ground.world.usa.head.pk, "first": "2031-01-08",
            "last": "2031-01-09",
        },
    ),
    "rounds:new": Press("sec.coordinator", lambda ground: "/meetings/new/", fixed(**ROUND)),
    "rounds:corrigendum": Press(
        "sec.coordinator", of_meeting("rounds:corrigendum", "over"), fixed(part="facts", **in_both("text", "In Hall 3."))
    ),
    "rounds:invite-missing": Press("sec.coordinator", of_meeting("rounds:invite-missing"), fixed()),
    "statements:new": Press(
        "sec.coordinator", lambda ground: "/statements/new/", lambda ground: STATEMENT | {"meeting": ground.coming.pk}
    ),
    "statements:add-language": Press(
        "sec.coordinator", lambda ground: reverse("statements:add-language", args=[ground.english.slug]),
        lambda ground: {"text_es": SPANISH},
    ),
}  # fmt: skip
