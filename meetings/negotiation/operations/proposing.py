"""Proposals: drafted inside a delegation, tabled, answered, and carried out when every active party consents."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.consensus import TwoPartsNeeded, check_proposal, consenting, needed_for, require_current
from meetings.negotiation.models import Consent, Instruction, TextProposal
from meetings.negotiation.notices import tell_moved
from meetings.negotiation.operations.carrying import carry_out
from meetings.negotiation.states import PROPOSAL_NEXT, ProposalKind, ProposalStatus, Reply
from meetings.statements.gate import (
    OptedOut,
    active_parties,
    latest_of,
    lock_statement,
    next_in_text,
    require_negotiating,
)
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.texts.kinds import ParagraphKind
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.rules import SECRETARIAT


class ProposalIsSettled(Refused):
    """Accepted, withdrawn or overtaken."""

    sentence = _("This proposal is settled: %(status)s.")


class NotTabled(Refused):
    """Only what is tabled can be answered."""

    sentence = _("This proposal is not tabled.")


class OwnProposal(Refused):
    """The tabler's consent counts already."""

    sentence = _("It is your own delegation's proposal; your consent counts already.")


class NotInstructed(Refused):
    """Without the chair's instruction in session, the text changes only by consent."""

    sentence = _("The chair has not recorded an instruction in session with every party present. Missing: %(missing)s.")


@transaction.atomic
def draft_proposal(
    *,
    statement: Statement,
    actor: Any,
    now: datetime,
    kind: str,
    paragraph: Paragraph | None = None,
    base: ParagraphVersion | None = None,
    after: Paragraph | None = None,
    second: ParagraphVersion | None = None,
    texts: Sequence[Mapping[str, str]] = (),
    paragraph_kind: str = "",
    bracket: Bracket | None = None,
    option: int | None = None,
    rationale: str = "",
) -> TextProposal:
    """Draft a proposal inside the actor's delegation; nobody else can know that it exists.

    `base` is the version that the person saw, `second` that of the next paragraph, to merge with it. `option` counts the
    bracket's options from 0; one more than the last drops its words. `texts` holds one mapping of languages to written
    text (with brackets as they stand, see `marked`) for each resulting paragraph: one to replace, insert or merge, two or
    more to split.

    Refuses `NotNegotiating`, `OptedOut`, `TextWentOn`, `WrongPlace`, `NothingChanges`, `NoWords`, `UnbalancedText`,
    `BracketsDiffer`, `NotAParty`, `TwoPartsNeeded`, `NothingToMerge`, `BracketIsClosed`.
    """
    ensure(rules.can_draft(actor, statement))
    statement = lock_statement(statement)
    require_negotiating(statement)
    _require_active(statement, actor)
    proposal = TextProposal(statement=statement, delegation_id=actor.code, author=actor, kind=kind, created_at=now)
    proposal.paragraph, proposal.base, proposal.after = paragraph, base, after
    proposal.texts, proposal.paragraph_kind = [dict(text) for text in texts], paragraph_kind
    proposal.bracket, proposal.option, proposal.rationale = bracket, option, rationale.strip()
    if kind == ProposalKind.INSERT:
        proposal.paragraph_kind = paragraph_kind or ParagraphKind.PARAGRAPH
    if kind == ProposalKind.MERGE and paragraph:
        proposal.after = next_in_text(paragraph)
        proposal.second = second or (latest_of(proposal.after) if proposal.after else None)
    check_proposal(proposal, statement)
    proposal.releasable_to = proposal.editable_by = [actor.code]
    proposal.save(force_insert=True)
    record("meetings.statement.drafted", proposal, actor=actor, kind=kind)
    return proposal


@transaction.atomic
def change_draft(
    *,
    proposal: TextProposal,
    actor: Any,
    now: datetime,
    seen: int,
    texts: Sequence[Mapping[str, str]],
    rationale: str = "",
) -> TextProposal:
    """Write an internal draft anew. `seen` is its `touched` when it was opened.

    Refuses `ProposalIsSettled`, `DraftWentOn` if a colleague was faster, and what `draft_proposal` refuses.
    """
    ensure(rules.can_draft(actor, proposal.statement) and proposal.delegation_id == actor.code)
    statement = lock_statement(proposal.statement)
    require_negotiating(statement)
    proposal = TextProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.status != ProposalStatus.INTERNAL:
        raise ProposalIsSettled(status=proposal.get_status_display())
    if proposal.touched != seen:
        raise DraftWentOn
    proposal.texts, proposal.rationale = [dict(text) for text in texts], rationale.strip()
    proposal.touched += 1
    check_proposal(proposal, statement)
    proposal.save(update_fields=["texts", "rationale", "touched"])
    record("meetings.statement.draft_changed", proposal, actor=actor)
    return proposal


class DraftWentOn(Refused):
    """A colleague changed the draft meanwhile."""

    sentence = _("A colleague changed this draft since you opened it. Your words are still in the form; compare them.")


@transaction.atomic
def table_proposal(*, proposal: TextProposal, actor: Any, now: datetime) -> TextProposal:
    """Put an internal draft before all parties. From here its content never changes; every language is parted alike.

    Refuses `NotNegotiating`, `OptedOut`, `ProposalIsSettled`, `TextWentOn`, and what `draft_proposal` refuses.
    """
    ensure(rules.can_negotiate(actor, proposal.statement) and proposal.delegation_id == actor.code)
    statement, proposal = _locked(proposal)
    require_negotiating(statement)
    _require_active(statement, actor)
    if ProposalStatus.TABLED not in PROPOSAL_NEXT[proposal.status]:
        raise ProposalIsSettled(status=proposal.get_status_display())
    check_proposal(proposal, statement)
    if proposal.kind == ProposalKind.SPLIT:
        _require_same_parts(proposal.texts, statement.languages)
    proposal.status, proposal.tabled_at = ProposalStatus.TABLED, now
    proposal.releasable_to = statement.releasable_to
    proposal.editable_by = statement.editable_by
    proposal.save(update_fields=["status", "tabled_at", "releasable_to", "editable_by"])
    record("meetings.statement.tabled", proposal, actor=actor, kind=proposal.kind)
    tell_moved(statement, actor=actor, now=now)
    carry_if_agreed(proposal, statement, actor, now)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: TextProposal, actor: Any, now: datetime) -> TextProposal:
    """Take back a proposal of one's own delegation, tabled or not. Refuses `ProposalIsSettled`."""
    may = rules.can_draft if proposal.status == ProposalStatus.INTERNAL else rules.can_negotiate
    ensure(may(actor, proposal.statement) and proposal.delegation_id == actor.code)
    _statement, proposal = _locked(proposal)
    if ProposalStatus.WITHDRAWN not in PROPOSAL_NEXT[proposal.status]:
        raise ProposalIsSettled(status=proposal.get_status_display())
    proposal.status, proposal.settled_at = ProposalStatus.WITHDRAWN, now
    proposal.save(update_fields=["status", "settled_at"])
    record("meetings.statement.proposal_withdrawn", proposal, actor=actor)
    return proposal


@transaction.atomic
def answer_proposal(*, proposal: TextProposal, actor: Any, now: datetime, reply: str, note: str = "") -> Consent:
    """Consent for one's delegation, or say that it does not; the last word counts. With the last consent the text changes.

    Refuses `NotNegotiating`, `OptedOut`, `NotTabled`, `ProposalIsSettled`, `OwnProposal`, `TextWentOn`.
    """
    ensure(rules.can_negotiate(actor, proposal.statement))
    statement, proposal = _locked(proposal)
    require_negotiating(statement)
    _require_active(statement, actor)
    _require_tabled(proposal)
    if proposal.delegation_id == actor.code:
        raise OwnProposal
    require_current(proposal)
    said = Consent(proposal=proposal, delegation_id=actor.code, reply=Reply(reply), note=note.strip(), at=now)
    said.number = Consent.objects.filter(proposal=proposal, delegation=actor.code).count() + 1
    said.by_name, said.releasable_to, said.editable_by = actor.name, proposal.releasable_to, [actor.code]
    said.save(force_insert=True)
    record(f"meetings.statement.proposal_{said.reply}", proposal, actor=actor, note=said.note)
    tell_moved(statement, actor=actor, now=now)
    if said.reply == Reply.CONSENT:
        carry_if_agreed(proposal, statement, actor, now)
    return said


@transaction.atomic
def instruct(*, proposal: TextProposal, actor: Any, now: datetime, present: Sequence[str]) -> Instruction:
    """The chair's instruction to carry out a tabled proposal, given in session with all parties in the room; once.

    Refuses `NotNegotiating`, `NotTabled`, `ProposalIsSettled`, `NotInstructed` (somebody is missing), `TextWentOn`.
    """
    ensure(rules.can_chair(actor, proposal.statement))
    statement, proposal = _locked(proposal)
    require_negotiating(statement)
    _require_tabled(proposal)
    require_current(proposal)
    parties = active_parties(statement)
    if missing := [code for code in parties if code not in present]:
        raise NotInstructed(missing=", ".join(missing))
    if there := Instruction.objects.filter(proposal=proposal).first():
        return there
    marks = {"releasable_to": proposal.releasable_to, "editable_by": [actor.code]}
    found = Instruction(proposal=proposal, chair_name=actor.name, present=parties, at=now, **marks)
    found.save(force_insert=True)
    record("meetings.statement.instructed", proposal, actor=actor, present=parties)
    return found


@transaction.atomic
def carry_out_instruction(*, proposal: TextProposal, actor: Any, now: datetime) -> TextProposal:
    """The secretariat changes the text as the chair instructed in session.

    Refuses `NotNegotiating`, `NotTabled`, `ProposalIsSettled`, `NotInstructed`, `TextWentOn`.
    """
    ensure(rules.can_assist(actor, proposal.statement) and actor.code == SECRETARIAT)
    statement, proposal = _locked(proposal)
    require_negotiating(statement)
    _require_tabled(proposal)
    require_current(proposal)
    instruction = Instruction.objects.filter(proposal=proposal).first()
    parties = active_parties(statement)
    if missing := [code for code in parties if instruction is None or code not in instruction.present]:
        raise NotInstructed(missing=", ".join(missing))
    carry_out(proposal, statement, actor=actor, now=now)
    tell_moved(statement, actor=actor, now=now)
    return proposal


def carry_if_agreed(proposal: TextProposal, statement: Statement, actor: Any, now: datetime) -> None:
    """Carry out a tabled proposal of a locked statement if nobody's consent is missing."""
    if set(needed_for(proposal, statement)) <= consenting(proposal):
        carry_out(proposal, statement, actor=actor, now=now)


def _locked(proposal: TextProposal) -> tuple[Statement, TextProposal]:
    statement = lock_statement(proposal.statement)
    rows = TextProposal.objects.select_related("paragraph", "after", "base", "bracket")
    found: TextProposal = rows.get(pk=proposal.pk)
    return statement, found


def _require_tabled(proposal: TextProposal) -> None:
    if proposal.status == ProposalStatus.INTERNAL:
        raise NotTabled
    if proposal.status != ProposalStatus.TABLED:
        raise ProposalIsSettled(status=proposal.get_status_display())


def _require_active(statement: Statement, actor: Any) -> None:
    if actor.code not in active_parties(statement):
        raise OptedOut


def _require_same_parts(texts: Sequence[Mapping[str, str]], languages: Sequence[str]) -> None:
    counts = {code: sum(bool(text.get(code, "").strip()) for text in texts) for code in languages}
    if any(0 < count < len(texts) for count in counts.values()):
        raise TwoPartsNeeded(found=", ".join(f"{code.upper()} {count}" for code, count in counts.items()))
