"""Proposals: drafted inside a delegation, tabled, answered, and carried out when every active party consents."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.consensus import (
    TwoPartsNeeded,
    check_proposal,
    given_consents,
    last_replies_to,
    require_current,
    required_consents,
)
from meetings.negotiation.models import Instruction, ProposalReply, TextProposal
from meetings.negotiation.notices import tell_moved
from meetings.negotiation.operations.carrying import carry_out
from meetings.negotiation.states import PROPOSAL_NEXT, ProposalKind, ProposalStatus, Reply
from meetings.statements.gate import (
    enter,
    enter_stage,
    latest_of,
    lock_statement,
    next_in_text,
    require_party,
    require_stage,
)
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.states import Status
from meetings.texts.kinds import ParagraphKind
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
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
    actor: Person,
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

    Refuses `NotInThisStage`, `OptedOut`, `VersionIsOutdated`, `WrongPlace`, `NothingChanges`, `NoWords`, `UnbalancedText`,
    `BracketsDiffer`, `NotAParty`, `TwoPartsNeeded`, `NothingToMerge`, `BracketIsClosed`, `TitleStays`.
    """
    ensure(rules.can_draft(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING)
    proposal = TextProposal(
        statement=statement, delegation_id=actor.code, author_id=actor.pk, kind=kind, created_at=now
    )
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
    actor: Person,
    now: datetime,
    seen: int,
    texts: Sequence[Mapping[str, str]],
    rationale: str = "",
) -> TextProposal:
    """Write an internal draft anew. `seen` is its `edit` when it was opened.

    Refuses `ProposalIsSettled`, `DraftIsOutdated` if a colleague was faster, and what `draft_proposal` refuses.
    """
    ensure(rules.can_draft(actor, proposal.statement) and proposal.delegation_id == actor.code)
    statement = enter_stage(proposal.statement, Status.NEGOTIATING)
    proposal = TextProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.status != ProposalStatus.INTERNAL:
        raise ProposalIsSettled(status=proposal.get_status_display())
    if proposal.edit != seen:
        raise DraftIsOutdated
    proposal.texts, proposal.rationale = [dict(text) for text in texts], rationale.strip()
    proposal.edit += 1
    check_proposal(proposal, statement)
    proposal.save(update_fields=["texts", "rationale", "edit"])
    record("meetings.statement.draft_changed", proposal, actor=actor)
    return proposal


class DraftIsOutdated(Refused):
    """A colleague changed the draft meanwhile."""

    sentence = _("A colleague changed this draft since you opened it. Your words are still in the form; compare them.")


@transaction.atomic
def table_proposal(*, proposal: TextProposal, actor: Person, now: datetime) -> TextProposal:
    """Put an internal draft before all parties. From here its content never changes; every language is parted alike.

    Refuses `NotInThisStage`, `OptedOut`, `ProposalIsSettled`, `VersionIsOutdated`, and what `draft_proposal` refuses.
    """
    ensure(rules.can_negotiate(actor, proposal.statement) and proposal.delegation_id == actor.code)
    statement, proposal = _entered(proposal, actor)
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
def withdraw_proposal(*, proposal: TextProposal, actor: Person, now: datetime) -> TextProposal:
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
def answer_proposal(
    *, proposal: TextProposal, actor: Person, now: datetime, reply: str, note: str = ""
) -> ProposalReply:
    """Consent for one's delegation, or say that it does not; the last word counts. With the last consent the text changes.

    Refuses `NotInThisStage`, `OptedOut`, `NotTabled`, `ProposalIsSettled`, `OwnProposal`, `VersionIsOutdated`.
    """
    ensure(rules.can_negotiate(actor, proposal.statement))
    statement, proposal = _entered(proposal, actor)
    _require_tabled(proposal)
    if proposal.delegation_id == actor.code:
        raise OwnProposal
    require_current(proposal)
    replies = last_replies_to(proposal)
    said = ProposalReply(proposal=proposal, delegation_id=actor.code, reply=Reply(reply), note=note.strip(), at=now)
    said.number = replies[actor.code].number + 1 if actor.code in replies else 1
    said.by_name, said.releasable_to, said.editable_by = actor.name, proposal.releasable_to, [actor.code]
    said.save(force_insert=True)
    record(f"meetings.statement.proposal_{said.reply}", proposal, actor=actor, note=said.note)
    tell_moved(statement, actor=actor, now=now)
    if said.reply == Reply.CONSENT:
        carry_if_agreed(proposal, statement, actor, now, replies=replies | {actor.code: said})
    return said


@transaction.atomic
def instruct(*, proposal: TextProposal, actor: Person, now: datetime, present: Sequence[str]) -> Instruction:
    """The chair's instruction to carry out a tabled proposal, given in session with all parties in the room; once.

    Refuses `NotInThisStage`, `NotTabled`, `ProposalIsSettled`, `NotInstructed` (somebody is missing), `VersionIsOutdated`.
    """
    ensure(rules.can_chair(actor, proposal.statement))
    statement, proposal = _entered(proposal)
    _require_tabled(proposal)
    require_current(proposal)
    parties = statement.active_parties
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
def carry_out_instruction(*, proposal: TextProposal, actor: Person, now: datetime) -> TextProposal:
    """The secretariat changes the text as the chair instructed in session.

    Refuses `NotInThisStage`, `NotTabled`, `ProposalIsSettled`, `NotInstructed`, `VersionIsOutdated`.
    """
    ensure(rules.can_assist(actor, proposal.statement) and actor.code == SECRETARIAT)
    statement, proposal = _entered(proposal)
    _require_tabled(proposal)
    require_current(proposal)
    instruction = Instruction.objects.filter(proposal=proposal).first()
    parties = statement.active_parties
    if missing := [code for code in parties if instruction is None or code not in instruction.present]:
        raise NotInstructed(missing=", ".join(missing))
    carry_out(proposal, statement, actor=actor, now=now)
    tell_moved(statement, actor=actor, now=now)
    return proposal


def carry_if_agreed(
    proposal: TextProposal,
    statement: Statement,
    actor: Person,
    now: datetime,
    *,
    replies: Mapping[str, ProposalReply] | None = None,
) -> None:
    """Carry out a tabled proposal of a locked statement if nobody's consent is missing.

    `replies` are the last ones by delegation, where the caller has read them already.
    """
    given = given_consents(last_replies_to(proposal) if replies is None else replies)
    if set(required_consents(proposal, statement)) <= given:
        carry_out(proposal, statement, actor=actor, now=now)


def _entered(proposal: TextProposal, actor: Person | None = None) -> tuple[Statement, TextProposal]:
    """The statement locked while it is negotiated, by one of its parties where an actor is given, and the proposal."""
    statement, proposal = _locked(proposal)
    require_stage(statement, Status.NEGOTIATING)
    if actor is not None:
        require_party(statement, actor)
    return statement, proposal


def _locked(proposal: TextProposal) -> tuple[Statement, TextProposal]:
    statement = lock_statement(proposal.statement)
    rows = TextProposal.objects.select_related("paragraph", "after", "base", "bracket")
    found: TextProposal = rows.get(pk=proposal.pk)
    found.statement = statement
    return statement, found


def _require_tabled(proposal: TextProposal) -> None:
    if proposal.status == ProposalStatus.INTERNAL:
        raise NotTabled
    if proposal.status != ProposalStatus.TABLED:
        raise ProposalIsSettled(status=proposal.get_status_display())


def _require_same_parts(texts: Sequence[Mapping[str, str]], languages: Sequence[str]) -> None:
    counts = {code: sum(bool(text.get(code, "").strip()) for text in texts) for code in languages}
    if any(0 < count < len(texts) for count in counts.values()):
        raise TwoPartsNeeded(found=", ".join(f"{code.upper()} {count}" for code, count in counts.items()))
