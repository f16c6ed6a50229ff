"""How a request goes between both sides: sent, made clear, sent back once, withdrawn, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.handling.numbering import draw_number
from workinggroup.handling.operations.sharing import widen
from workinggroup.requests import notices, rules
from workinggroup.requests.models import InformationRequest, RequestTurn
from workinggroup.requests.operations.gate import SaySomething, lock, require_impersonal, set_due
from workinggroup.requests.states import NEXT, OVER, Part, Status, Turn


class NotNow(Refused):
    """The other side, or a colleague, was faster."""

    sentence = _("This request is now: %(status)s. Nothing was changed.")


class QuestionMissing(Refused):
    """What is sent asks something."""

    sentence = _("Write the question before you send it.")


class ThirdReads(Refused):
    """What is asked of one side, no third one reads, unless both say yes."""

    sentence = _(
        "Another side reads this draft, too. Narrow its readers first: a third side reads a request when both say yes."
    )


class SentBackAlready(Refused):
    """An answer is sent back once."""

    sentence = _("This answer was sent back once already. Ask anew what is still missing.")


@transaction.atomic
def send_request(*, asked: InformationRequest, actor: Person, now: datetime) -> InformationRequest:
    """Give a draft to the side that it asks: both control it from now on, and the clock of its urgency runs.

    Refuses `NotNow`, `QuestionMissing`, `ThirdReads`.
    """
    asked = lock(asked)
    ensure(rules.can_send(actor, asked))
    if not asked.is_draft:
        raise NotNow(status=asked.get_status_display())
    passages = list(asked.passages.all())
    if Part.QUESTION not in {each.part for each in passages}:
        raise QuestionMissing
    if not set(asked.releasable_to) <= set(asked.sides):
        raise ThirdReads
    asked.series, asked.number = f"{asked.sender_id}-{asked.recipient_id}", None
    lock_key(f"requests of {asked.series}")
    asked.number = draw_number(InformationRequest.objects.filter(series=asked.series))
    asked.sent_at, asked.sent_by_name = now, actor.name
    widen(asked, [asked.recipient_id], actor, now, ground=[asked.recipient_id], as_parties=True)
    for each in passages:
        widen(each, [asked.recipient_id], actor, now, checked=True)
    asked.status = Status.SENT
    set_due(asked)
    asked.save()
    record("workinggroup.request.sent", asked, actor=actor, due=asked.due_on)
    notices.tell(asked, "sent", asked.recipient_id, actor=actor, now=now)
    return asked


@transaction.atomic
def ask_clarity(*, asked: InformationRequest, actor: Person, now: datetime, words: str) -> InformationRequest:
    """Ask what is meant; until it is said, the clock stands still. Refuses `NotNow`, `SaySomething`, `IdentifiesPerson`."""
    asked = lock(asked)
    ensure(rules.can_answer(actor, asked))
    return _turn(asked, actor, now, Status.CLARIFYING, Turn.UNCLEAR, words)


@transaction.atomic
def clarify_request(*, asked: InformationRequest, actor: Person, now: datetime, words: str) -> InformationRequest:
    """Say what is meant; the clock goes on. Refuses `NotNow`, `SaySomething`, `IdentifiesPerson`."""
    asked = lock(asked)
    ensure(rules.can_send(actor, asked))
    if asked.status != Status.CLARIFYING:
        raise NotNow(status=asked.get_status_display())
    return _turn(asked, actor, now, Status.SENT, Turn.CLARIFIED, words)


@transaction.atomic
def send_back_request(*, asked: InformationRequest, actor: Person, now: datetime, words: str) -> InformationRequest:
    """Say once what an answer lacks; the clock begins anew. Refuses `NotNow`, `SentBackAlready`, `SaySomething`,
    `IdentifiesPerson`."""
    asked = lock(asked)
    ensure(rules.can_send(actor, asked))
    if asked.status != Status.ANSWERED:
        raise NotNow(status=asked.get_status_display())
    if asked.sent_back:
        raise SentBackAlready
    asked.sent_back = True
    return _turn(asked, actor, now, Status.SENT, Turn.MISSING, words)


@transaction.atomic
def withdraw_request(*, asked: InformationRequest, actor: Person, now: datetime) -> InformationRequest:
    """Ask no longer, or drop a draft. Refuses `NotNow`."""
    asked = lock(asked)
    ensure(rules.can_change(actor, asked) if asked.is_draft else rules.can_send(actor, asked))
    was_draft = asked.is_draft
    step(asked, Status.WITHDRAWN, now)
    record("workinggroup.request.withdrawn", asked, actor=actor)
    if not was_draft:
        notices.tell(asked, "withdrawn", asked.recipient_id, actor=actor, now=now)
    return asked


@transaction.atomic
def close_request(*, asked: InformationRequest, actor: Person, now: datetime) -> InformationRequest:
    """Take the answer for enough. Refuses `NotNow`."""
    asked = lock(asked)
    ensure(rules.can_send(actor, asked))
    step(asked, Status.CLOSED, now)
    record("workinggroup.request.closed", asked, actor=actor)
    notices.tell(asked, "closed", asked.recipient_id, actor=actor, now=now)
    return asked


def step(asked: InformationRequest, status: Status, now: datetime, **facts: Any) -> None:
    """The request's next state, saved. Refuses `NotNow`."""
    if status not in NEXT[Status(asked.status)]:
        raise NotNow(status=asked.get_status_display())
    asked.status = status
    for name, value in facts.items():
        setattr(asked, name, value)
    if status in OVER:
        asked.ended_at, asked.due_on = now, None
    asked.save(update_fields=["status", "due_on", "ended_at", "sent_back", *facts])


def say(asked: InformationRequest, actor: Person, now: datetime, turn: Turn, words: str) -> None:
    """Keep what one side says to the other. Refuses `SaySomething`, `IdentifiesPerson`."""
    if not words.strip() and turn != Turn.REFUSED:
        raise SaySomething
    require_impersonal({"words": words})
    said = RequestTurn(asked=asked, side_id=actor.code, turn=turn, words=words.strip(), by_name=actor.name, at=now)
    said.releasable_to, said.editable_by = asked.releasable_to, [actor.code]
    said.save(force_insert=True)


def _turn(
    asked: InformationRequest, actor: Person, now: datetime, status: Status, turn: Turn, words: str
) -> InformationRequest:
    if status not in NEXT[Status(asked.status)]:
        raise NotNow(status=asked.get_status_display())
    say(asked, actor, now, turn, words)
    set_due(asked)
    step(asked, status, now)
    record(f"workinggroup.request.{turn}", asked, actor=actor, due=asked.due_on)
    notices.tell(asked, turn, next(side for side in asked.sides if side != actor.code), actor=actor, now=now)
    return asked
