"""What happens to commitments."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count, product
from string import ascii_uppercase
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.promises.passages import place_of
from meetings.promises.states import Strength
from meetings.statements.models import Paragraph, Statement
from meetings.statements.queries import StatementLine, text_of
from meetings.statements.states import Status as StatementStatus
from portal.audit.operations import record, record_each
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from portal.people.states import Kind
from workinggroup.commitments import rules
from workinggroup.commitments.models import Commitment, LeadAnswer, reference_of
from workinggroup.commitments.states import NEXT, Status

# What a decision about a passage that has a row already writes into it.
DECIDED = [
    "quote", "chapeau", "spans", "asks_acceptance", "strength", "status",
    "due_text", "due_on", "lead", "supporting", "decided_by", "decided_at",
]  # fmt: skip
# No vowel: two of them are no word.
CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"


class AlreadyDecided(Refused):
    """Somebody decided about this passage first."""

    sentence = _("This passage was decided already. The list below is up to date.")


class TextIsNotSettled(Refused):
    """Commitments are made by texts on record and by released ones, not by drafts of them."""

    sentence = _(
        "Commitments are confirmed from a text on record or released, not while the text is still “%(status)s”."
    )


class NotInTheText(Refused):
    """The quote is not what stands in the paragraph."""

    sentence = _("The passage is no longer in the text as shown. Open the list again.")


class LeadSupports(Refused):
    """A delegation leads or supports, not both."""

    sentence = _("%(code)s cannot lead and support the same commitment.")
    field = "supporting"


class NotAParty(Refused):
    """Only parties to the statement lead or support."""

    sentence = _("%(code)s is not a party to this statement.")
    field = "lead"


class HasActionItems(Refused):
    """What people work on is not taken from them."""

    sentence = _("%(reference)s has action items. It stays a commitment.")


class NotConfirmed(Refused):
    """The secretariat confirms first."""

    sentence = _(
        "This commitment is not confirmed yet. The secretariat confirms it; then the lead delegation accepts it."
    )


class AlreadyAccepted(Refused):
    """An acceptance is given once."""

    sentence = _("Your delegation has accepted this commitment already.")


class NothingToAccept(Refused):
    """A text on record was accepted elsewhere."""

    sentence = _("%(reference)s comes from a text on record. There is nothing to accept; assign action items under it.")


class ReasonNeeded(Refused):
    """Whoever declines says why."""

    sentence = _("Say why your delegation does not lead this commitment; all parties read it.")
    field = "reason"


@dataclass(frozen=True)
class Decision:
    """What is decided about one passage: its paragraph's key, start and end in each language, and for a commitment how
    strong it is, by when, and who leads and supports it, as far as that is known."""

    paragraph: UUID
    spans: Mapping[str, Sequence[int]]
    strength: str = Strength.CORE
    due_text: Mapping[str, str] = field(default_factory=dict)
    due_on: date | None = None
    lead: str | None = None
    supporting: Sequence[str] = ()


@transaction.atomic
def confirm_commitments(
    *, statement: Statement, actor: Person, now: datetime, decisions: Sequence[Decision]
) -> list[Commitment]:
    """Decide that passages are commitments: all of them, or none. A passage set aside earlier can still be confirmed.

    Refuses `TextIsNotSettled`, `AlreadyDecided`, `NotInTheText`, `LeadSupports`, `NotAParty`. At most ten SQL queries, however
    many passages there are.
    """
    ensure(rules.can_decide(actor, statement))
    for decision in decisions:
        _require_parties(statement, decision.lead, decision.supporting)
    made = _decide(statement, actor, now, decisions, Status.CONFIRMED)
    record_each(
        "workinggroup.commitment.confirmed",
        [
            (each, {"lead": each.lead_id or "", "supporting": each.supporting, "paragraph": each.paragraph.anchor})
            for each in made
        ],
        actor=actor,
    )
    return made


@transaction.atomic
def set_aside(
    *, statement: Statement, paragraph: Paragraph, actor: Person, now: datetime, spans: Mapping[str, Sequence[int]]
) -> Commitment:
    """Decide that a suggested passage is no commitment. Refuses `TextIsNotSettled`, `AlreadyDecided`, `NotInTheText`."""
    ensure(rules.can_decide(actor, statement))
    aside = Decision(paragraph.pk, spans, strength=Strength.SOFT)
    [commitment] = _decide(statement, actor, now, [aside], Status.SET_ASIDE)
    record("workinggroup.commitment.set_aside", commitment, actor=actor, paragraph=paragraph.anchor)
    return commitment


@transaction.atomic
def undo_decision(*, commitment: Commitment, actor: Person) -> Commitment:
    """Take back what was decided about a passage: it is suggested again, as it was marked if it was, and keeps its number.

    Refuses `AlreadyDecided` where it is undecided, `HasActionItems`.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    wanted = Status.SUGGESTED if commitment.promise_id else Status.UNDECIDED
    if wanted not in NEXT[Status(commitment.status)]:
        raise AlreadyDecided
    if commitment.action_items.exists():
        raise HasActionItems(reference=commitment.reference)
    before = commitment.status
    commitment.status = wanted
    commitment.save(update_fields=["status"])
    record("workinggroup.commitment.undone", commitment, actor=actor, before=before)
    return commitment


@transaction.atomic
def name_lead(
    *, commitment: Commitment, actor: Person, lead: str | None, supporting: Sequence[str], seen: str | None = None
) -> Commitment:
    """Name (or change) who leads and who supports.

    `seen` is the digest of both as the form was opened with. Refuses `ChangedMeanwhile`, `LeadSupports`, `NotAParty`.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    before = commitment.led_by()
    require_seen(seen, before)
    _require_parties(commitment.statement, lead, supporting)
    commitment.lead_id, commitment.supporting = lead, list(supporting)
    commitment.save(update_fields=["lead", "supporting"])
    record("workinggroup.commitment.lead_named", commitment, actor=actor, before=before, after=commitment.led_by())
    return commitment


@transaction.atomic
def accept_commitment(*, commitment: Commitment, actor: Person, now: datetime) -> LeadAnswer:
    """Accept for one's delegation to lead a commitment: from here on it is the delegation's.

    Refuses `NotConfirmed`, `NothingToAccept`, `AlreadyAccepted`.
    """
    answer = _answer(commitment, actor, now, accepts=True)
    record("workinggroup.commitment.accepted", answer.commitment, actor=actor, lead=actor.code)
    return answer


@transaction.atomic
def decline_commitment(*, commitment: Commitment, actor: Person, now: datetime, reason: str) -> LeadAnswer:
    """Say that one's delegation does not lead a commitment, and why; the secretariat names another, or asks again.

    Refuses `NotConfirmed`, `NothingToAccept`, `AlreadyAccepted`, `ReasonNeeded`.
    """
    if not reason.strip():
        raise ReasonNeeded
    answer = _answer(commitment, actor, now, accepts=False, reason=reason.strip())
    record("workinggroup.commitment.declined", answer.commitment, actor=actor, lead=actor.code, reason=answer.reason)
    return answer


def _answer(commitment: Commitment, actor: Person, now: datetime, *, accepts: bool, reason: str = "") -> LeadAnswer:
    lock_key(f"lead of {commitment.pk}")
    commitment = Commitment.objects.select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_answer(actor, commitment))
    if commitment.status != Status.CONFIRMED:
        raise NotConfirmed
    if not commitment.asks_acceptance:
        raise NothingToAccept(reference=commitment.reference)
    earlier = LeadAnswer.objects.filter(commitment=commitment, delegation=actor.code).order_by("-number").first()
    if earlier and earlier.accepts:
        raise AlreadyAccepted
    answer = LeadAnswer(commitment=commitment, delegation_id=actor.code, accepts=accepts, reason=reason)
    answer.number, answer.by_name, answer.at = (earlier.number if earlier else 0) + 1, actor.name, now
    answer.releasable_to, answer.editable_by = commitment.releasable_to, [actor.code]
    answer.save(force_insert=True)
    return answer


def _decide(
    statement: Statement, actor: Person, now: datetime, decisions: Sequence[Decision], status: Status
) -> list[Commitment]:
    """The passages' rows with their decision, saved."""
    lock_key(f"commitments of {statement.pk}")
    statement = Statement.objects.select_related("meeting").get(pk=statement.pk)
    if not rules.is_settled(statement):
        raise TextIsNotSettled(status=StatementStatus(statement.status).label)
    lines = {line.id: line for line in text_of(statement)}
    paragraphs = Paragraph.objects.in_bulk([decision.paragraph for decision in decisions])
    earlier = Commitment.objects.filter(statement=statement).select_related("paragraph")
    there = {(each.paragraph_id, each.place): each for each in earlier}
    marked = {(each.paragraph_id, _where(each.spans)): each for each in earlier if each.promise_id}
    last, mark = max((each.number for each in there.values()), default=0), mark_of(statement, earlier)
    marks = {"releasable_to": statement.releasable_to, "editable_by": [SECRETARIAT]}
    old: list[Commitment] = []
    new: list[Commitment] = []
    decided: list[Commitment] = []
    for decision in decisions:
        slot = (decision.paragraph, place_of(decision.spans))
        row = marked.get((decision.paragraph, _where(decision.spans))) or there.get(slot)
        if row and status not in NEXT[Status(row.status)]:
            raise AlreadyDecided
        if row is None:
            paragraph, place, number = paragraphs[slot[0]], slot[1], last + len(new) + 1
            row = Commitment(statement=statement, paragraph=paragraph, place=place, number=number, **marks)
            row.reference = reference_of(statement.dated.year, mark, number)
            new.append(row)
        else:
            old.append(row)
        row.statement = statement
        row.asks_acceptance = statement.status == StatementStatus.RELEASED
        if status == Status.SET_ASIDE and row.promise_id:
            row.status = status
        else:
            _write(row, decision, lines, status)
        row.decided_by, row.decided_at = actor.name, now
        there[slot] = row
        decided.append(row)
    Commitment.objects.bulk_create(new)
    if old:
        Commitment.objects.bulk_update(old, DECIDED)
    return decided


def _where(spans: Mapping[str, Sequence[int]]) -> frozenset[tuple[str, int, int]]:
    return frozenset((code, start, end) for code, (start, end) in spans.items())


def mark_of(statement: Statement, earlier: Iterable[Commitment]) -> str:
    """What the references of a statement's commitments have in common besides the year, for good.

    Texts that all sides know are A, B, C in the order in which commitments were found in them. Of any other two letters are
    drawn: they tell nothing of how many there are, and name nobody.
    """
    if first := next(iter(earlier), None):
        return first.reference.split("-")[2]
    lock_key(f"references of {statement.dated.year}")
    others = Commitment.objects.filter(number=1, reference__startswith=f"C-{statement.dated.year}-")
    taken = {reference.split("-")[2] for reference in others.values_list("reference", flat=True)}
    sides = Delegation.objects.filter(kind=Kind.DELEGATION).values_list("code", flat=True)
    if set(sides) <= set(statement.known_to(sides)):
        return next(mark for mark in _in_turn() if mark not in taken)
    return secrets.choice([mark for mark in map("".join, product(CONSONANTS, repeat=2)) if mark not in taken])


def _in_turn() -> Iterator[str]:
    """A to Z, then A2 to Z2, and so on."""
    for turn in count(1):
        yield from (f"{letter}{turn if turn > 1 else ''}" for letter in ascii_uppercase)


def _write(row: Commitment, decision: Decision, lines: Mapping[UUID, StatementLine], status: Status) -> None:
    """Put a decision into its row, with the passage's words in each language, and those of the chapeau that a list item
    completes."""
    line, parent = lines.get(decision.paragraph), row.paragraph.parent_id
    above = lines.get(parent) if parent else None
    quote = {code: line.texts.get(code, "")[start:end] for code, (start, end) in decision.spans.items()} if line else {}
    if not quote or not all(quote.values()):
        raise NotInTheText
    row.quote, row.chapeau = quote, above.texts if above else {}
    row.spans = {language: list(span) for language, span in decision.spans.items()}
    row.strength, row.due_text, row.due_on = decision.strength, dict(decision.due_text), decision.due_on
    row.lead_id, row.supporting = decision.lead, list(decision.supporting)
    row.status = status


def _require_parties(statement: Statement, lead: str | None, supporting: Sequence[str]) -> None:
    for code in filter(None, [lead, *supporting]):
        if code not in statement.parties:
            raise NotAParty(code=code)
    if lead and lead in supporting:
        raise LeadSupports(code=lead)
