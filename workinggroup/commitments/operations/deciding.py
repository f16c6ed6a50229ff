"""Deciding which passages are commitments."""

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
from meetings.promises.states import Basis, Strength
from meetings.promises.states import Due as DueKind
from meetings.promises.suggesting.dues import find_length
from meetings.statements.models import Paragraph, Statement
from meetings.statements.queries import StatementLine, text_of
from meetings.statements.states import StatementKind
from meetings.statements.states import Status as StatementStatus
from portal.audit.operations import record, record_each
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from portal.people.states import Kind
from workinggroup.commitments import rules
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.models import Commitment, reference_of
from workinggroup.commitments.operations.classing import require_themes
from workinggroup.commitments.operations.dating import WRITTEN, write_due
from workinggroup.commitments.operations.leading import require_parties
from workinggroup.commitments.operations.reasons import said_why
from workinggroup.commitments.states import NEXT, Status

# What a decision about a passage that has a row already writes into it.
DECIDED = [
    "quote", "chapeau", "spans", "asks_acceptance", "strength", "status",
    "due_text", *WRITTEN, "lead", "supporting", "theme", "decided_by", "decided_at", "closed_as", "closed_because",
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


class HasActionItems(Refused):
    """What people work on is not taken from them."""

    sentence = _("%(reference)s has action items. It stays a commitment.")


@dataclass(frozen=True)
class Decision:
    """What is decided about one passage: its paragraph's key, start and end in each language, and for a commitment how
    strong it is, by when, who leads and supports it, and under which theme it is (a code), as far as that is known.

    `due` is the kind of time that its words name, of which `due_on` is the day, if it is known; `basis` from when a length of
    time counts, which is found in `due_text`.
    """

    paragraph: UUID
    spans: Mapping[str, Sequence[int]]
    strength: str = Strength.CORE
    due_text: Mapping[str, str] = field(default_factory=dict)
    due_on: date | None = None
    lead: str | None = None
    supporting: Sequence[str] = ()
    theme: str | None = None
    due: str = ""
    basis: str = ""

    @property
    def due_said(self) -> DueSaid:
        """What is said of when. A day alone is a day; one that follows from a basis is not said."""
        kind = self.due or (DueKind.DATE if self.due_on else DueKind.NONE)
        lengths = (find_length(words, code) for code, words in self.due_text.items())
        count, unit = next(filter(None, lengths), (None, ""))
        follows = kind == DueKind.RELATIVE and self.basis in {Basis.MEETING, Basis.RELEASE} and count
        return DueSaid(kind, None if follows else self.due_on, "", count, unit, self.basis)


@transaction.atomic
def confirm_commitments(
    *, statement: Statement, actor: Person, now: datetime, decisions: Sequence[Decision]
) -> list[Commitment]:
    """Decide that passages are commitments: all of them, or none. A passage set aside earlier can still be confirmed.

    Refuses `TextIsNotSettled`, `AlreadyDecided`, `NotInTheText`, `LeadSupports`, `NotAParty`, `NoSuchTheme`. At most eleven SQL
    queries, however many passages there are.
    """
    ensure(rules.can_decide(actor, statement))
    for decision in decisions:
        require_parties(statement, decision.lead, decision.supporting)
    require_themes(decision.theme for decision in decisions)
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
def undo_decision(*, commitment: Commitment, actor: Person, reason: str = "") -> Commitment:
    """Take back what was decided about a passage: it is suggested again, as it was marked if it was, and keeps its number. Why
    a commitment is none is said.

    Refuses `AlreadyDecided` where it is undecided, `HasActionItems`, `SayWhy`.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    wanted = Status.SUGGESTED if commitment.promise_id else Status.UNDECIDED
    if wanted not in NEXT[Status(commitment.status)]:
        raise AlreadyDecided
    if commitment.action_items.exists():
        raise HasActionItems(reference=commitment.reference)
    before = commitment.status
    reason = said_why(reason, is_needed=before == Status.CONFIRMED)
    commitment.status = wanted
    commitment.save(update_fields=["status"])
    record("workinggroup.commitment.undone", commitment, actor=actor, before=before, reason=reason)
    return commitment


def _decide(
    statement: Statement, actor: Person, now: datetime, decisions: Sequence[Decision], status: Status
) -> list[Commitment]:
    """The passages' rows with their decision, saved."""
    lock_key(f"commitments of {statement.pk}")
    statement = Statement.objects.select_related("meeting", "released").get(pk=statement.pk)
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
        row.asks_acceptance = statement.status == StatementStatus.RELEASED or statement.kind == StatementKind.LIST
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
    row.strength, row.due_text = decision.strength, dict(decision.due_text)
    write_due(row, decision.due_said, row.statement)
    row.lead_id, row.supporting = decision.lead, list(decision.supporting)
    row.theme_id = decision.theme
    row.closed_as = row.closed_because = ""
    row.status = status
