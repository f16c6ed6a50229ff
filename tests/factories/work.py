"""Meetings, statements and work for tests, made by the operations that make them in life."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from meetings.agendas.operations import add_item
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.operations.stages import begin_negotiation
from meetings.participants.models import Credentials, Participant
from meetings.participants.operations import enter_participant, send_credentials
from meetings.rounds.models import Meeting
from meetings.rounds.operations import move_meeting, schedule_meeting
from meetings.rounds.states import Status
from meetings.statements.models import Paragraph, Statement
from meetings.statements.operations import bring_statement
from meetings.texts.blocks import split_text
from portal.core import times
from portal.core.reader import Reader, reading_as
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import assign_action_item, keep_template
from workinggroup.actionitems.operations.bulk import version_of
from workinggroup.actionitems.templating import Counted, Step
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import Decision, confirm_commitments
from workinggroup.pack.models import FollowUpPack
from workinggroup.pack.operations import make_follow_up_packs, request_pack
from workinggroup.progress.models import ProgressReport, ReportDraft, ReportingRound
from workinggroup.progress.operations import open_round, submit_report, write_draft

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NOTE = b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n%%EOF\n"
PARTIES = ["USA", "MEX", "GTM"]
ENGLISH = (
    "The delegations met.\n\nThe delegations will publish a common guide.\n\nThey agreed to meet again in June 2026."
)
SPANISH = (
    "Las delegaciones se reunieron.\n\nLas delegaciones publicarán una guía común.\n\n"
    "Acordaron reunirse de nuevo en junio de 2026."
)


def make_meeting(actor: Any, day: date = date(2026, 5, 7), **facts: Any) -> Meeting:
    """A ministerial in Guatemala City from 09:00 to 16:30, with the three parties."""
    place = facts.pop("time_zone", "America/Guatemala")
    values: dict[str, Any] = {
        "title": {"en": "Ministerial", "es": "Reunión ministerial"},
        "host": Delegation.objects.get(code="GTM"),
        "city": {"en": "Guatemala City", "es": "Ciudad de Guatemala"},
        "venue": {"en": "Hall 2", "es": "Salón 2"},
        "starts_at": times.instant(day, "09:00", place),
        "ends_at": times.instant(day, "16:30", place),
        "delegations": PARTIES,
    }
    with reading_as(actor.reader):
        return schedule_meeting(actor=actor, now=NOW, time_zone=place, **(values | facts))


def move(actor: Any, meeting: Meeting, day: date) -> None:
    """The meeting on another day."""
    place = "America/Guatemala"
    begin, end = times.instant(day, "09:00", place), times.instant(day, "17:00", place)
    there = {"time_zone": place, "city": {"en": "x"}, "venue": {"en": "x"}}
    with reading_as(actor.reader):
        move_meeting(meeting=meeting, actor=actor, now=NOW, starts_at=begin, ends_at=end, **there)


def make_long_meeting(actor: Any, day: date = date(2090, 5, 3), **facts: Any) -> Meeting:
    """A ministerial of two days: from 09:00 to 17:00, and the day after from 09:30 to 13:00."""
    place, second = facts.get("time_zone", "America/Guatemala"), day + timedelta(days=1)
    nights = [times.instant(day, "17:00", place), times.instant(second, "09:30", place)]
    return make_meeting(actor, day, nights=nights, ends_at=times.instant(second, "13:00", place), **facts)


def conclude(meeting: Meeting) -> Meeting:
    """The meeting as it is once it was held; nobody is told."""
    with reading_as(Reader(SECRETARIAT)):
        Meeting.objects.filter(pk=meeting.pk).update(status=Status.CONCLUDED)
    meeting.status = Status.CONCLUDED
    return meeting


def make_follow_up(actor: Any, day: date = date(2026, 5, 7), **facts: Any) -> Meeting:
    """The ministerial that follows the one of 28 February."""
    before = make_meeting(actor, date(2026, 2, 28), status="concluded")
    return make_meeting(actor, day, follows=before, **facts)


def make_item(actor: Any, meeting: Meeting, minutes: int = 30, title: str = "Item", **facts: Any) -> Any:
    with reading_as(actor.reader):
        return add_item(meeting=meeting, actor=actor, title={"en": title, "es": title}, minutes=minutes, **facts)


def make_participant(actor: Any, meeting: Meeting, name: str = "Ada Lovelace", **facts: Any) -> Participant:
    with reading_as(actor.reader):
        return enter_participant(meeting=meeting, actor=actor, now=NOW, name=name, **facts)


def make_credentials(actor: Any, meeting: Meeting, document: bytes = NOTE) -> Credentials:
    with reading_as(actor.reader):
        return send_credentials(meeting=meeting, actor=actor, now=NOW, document=document, filename="note.pdf")


def make_statement(actor: Any, meeting: Meeting, english: str = ENGLISH, spanish: str | None = SPANISH) -> Statement:
    blocks = {"en": split_text(english)} | ({"es": split_text(spanish)} if spanish else {})
    title = {"en": "Joint statement", "es": "Declaración conjunta"}
    with reading_as(actor.reader):
        return bring_statement(
            meeting=meeting, actor=actor, now=NOW, title=title, blocks=blocks, dated=date(2026, 2, 28)
        )


def make_commitment(
    actor: Any, statement: Statement, *, lead: str | None = "USA", number: int = 2, **facts: Any
) -> Commitment:
    """The whole paragraph of that number, confirmed as a commitment."""
    with reading_as(actor.reader):
        paragraph = Paragraph.objects.get(statement=statement, anchor=f"p{number:02}")
        nodes = paragraph.versions.get(seq=1).nodes
        spans = {code: (0, len(pieces[0]["v"])) for code, pieces in nodes.items()}
        decision = Decision(paragraph.pk, spans, lead=lead, **facts)
        return confirm_commitments(statement=statement, actor=actor, now=NOW, decisions=[decision])[0]


def make_action_item(actor: Any, commitment: Commitment | None, **facts: Any) -> ActionItem:
    values: dict[str, Any] = {"now": NOW, "title": "Write the guide", "due_on": NOW.date() + timedelta(days=20)}
    if "weeks_before" in facts:
        values.pop("due_on")
    with reading_as(actor.reader):
        return assign_action_item(commitment=commitment, actor=actor, **(values | facts))


def make_template(actor: Any, name: str = "Paper", *steps: Step) -> ChainTemplate:
    """A chain that recurs, kept; two steps from today on without any."""
    steps = steps or (Step("Draft", 5, Counted.AFTER), Step("Send", 2, Counted.AFTER))
    with reading_as(actor.reader):
        return keep_template(actor=actor, now=NOW, name=name, steps=steps)


CHAIRS_TEXT = {
    "en": "The delegations met in Guatemala City.\n\nThe delegations agree to establish a shared calendar.\n\n"
    "They will meet again in 2027.",
    "es": "Las delegaciones se reunieron en la Ciudad de Guatemala.\n\nLas delegaciones acuerdan establecer un calendario "
    "común.\n\nSe reunirán de nuevo en 2027.",
}


def make_negotiation(world: Any, meeting: Meeting, *, begun: bool = True, texts: Any = None) -> Statement:
    """A statement under negotiation by the meeting's delegations, chaired by the host's head of delegation."""
    chair = world.gtm.head
    blocks = {language: split_text(text) for language, text in (texts or CHAIRS_TEXT).items()}
    title = {"en": "Joint statement", "es": "Declaración conjunta"}
    with reading_as(chair.reader):
        statement = open_statement(
            meeting=meeting, actor=chair, now=NOW, title=title, blocks=blocks, dated=date(2026, 5, 7), chair=chair
        )
        return begin_negotiation(statement=statement, actor=chair, now=NOW) if begun else statement


def copy_item(one: ActionItem, numbers: Any, **facts: Any) -> None:
    """More items like `one`, with these numbers, past the operation."""
    values = {
        "commitment": one.commitment,
        "delegation_id": "USA",
        "series": "USA",
        "due_on": one.due_on,
        "created_at": NOW,
    }
    values |= {"releasable_to": one.releasable_to, "editable_by": one.editable_by} | facts
    with reading_as(Reader("USA")):
        ActionItem.objects.bulk_create(
            ActionItem(number=number, title=f"Item {number}", **values) for number in numbers
        )


def ticked(items: Iterable[ActionItem]) -> list[str]:
    """Items as the form that changes several has them: each with what is to be seen of it now."""
    with reading_as(Reader("USA")):
        rows = ActionItem.objects.filter(pk__in=[item.pk for item in items]).order_by("series", "number")
        return [f"{row.pk}:{version_of(row)}" for row in rows]


def make_round(actor: Any, meeting: Meeting, *, days_before: int = 21, now: datetime = NOW) -> ReportingRound:
    with reading_as(actor.reader):
        return open_round(meeting=meeting, actor=actor, now=now, days_before=days_before)


def make_draft(author: Any, asked: ReportingRound, commitment: Commitment, **facts: Any) -> ReportDraft:
    """A draft that is ready, by a member of the lead delegation."""
    values: dict[str, Any] = {
        "completion": "limited",
        "text": "Two of six offices are open.",
        "is_ready": True,
        "now": NOW,
    }
    with reading_as(author.reader):
        return write_draft(asked=asked, commitment=commitment, actor=author, **(values | facts))


def make_report(side: Any, asked: ReportingRound, commitment: Commitment, **facts: Any) -> ProgressReport:
    """A report drafted by a member of the lead and submitted by its head."""
    now = facts.setdefault("now", NOW)
    make_draft(side.member, asked, commitment, **facts)
    with reading_as(side.head.reader):
        return submit_report(asked=asked, commitment=commitment, actor=side.head, now=now)


def make_follow_up_pack(actor: Any, asked: ReportingRound, *, now: datetime = NOW) -> FollowUpPack:
    """A follow-up pack, asked for and made."""
    with reading_as(actor.reader):
        pack = request_pack(asked=asked, actor=actor, now=now)
    make_follow_up_packs([Reader(actor.code)], now=now)
    with reading_as(actor.reader):
        found: FollowUpPack = FollowUpPack.objects.select_related("round__meeting").get(pk=pack.pk)
        return found
