"""Proposals: drafted inside a delegation, tabled, answered, and carried out when every active party consents."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.statements import rules
from meetings.statements.marked import written
from meetings.statements.models import (
    Bracket,
    Consent,
    Instruction,
    Paragraph,
    ParagraphVersion,
    Position,
    Statement,
    TextProposal,
)
from meetings.statements.notices import tell_moved
from meetings.statements.operations.carrying import carry_out
from meetings.statements.operations.text import (
    TextWentOn,
    active_parties,
    latest_of,
    lock_statement,
    next_in_text,
    open_brackets,
    require_negotiating,
    understood,
)
from meetings.statements.splitting import tidy
from meetings.statements.states import PROPOSAL_NEXT, BracketStatus, ParagraphKind, ProposalKind, ProposalStatus, Reply
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


class OptedOut(Refused):
    """A delegation that left the text speaks on it no more."""

    sentence = _("Your delegation has opted out of this text.")


class NothingChanges(Refused):
    """The proposal says what stands there."""

    sentence = _("This is the text as it stands. Change something, or take a position on it.")


class WrongPlace(Refused):
    """The place that the proposal names is not in the text, or does not fit."""

    sentence = _("The paragraph that this proposal names is not in the text any more.")


class NothingToMerge(Refused):
    """There is no next paragraph."""

    sentence = _("There is no paragraph after this one to merge with.")


class TwoPartsNeeded(Refused):
    """Splitting makes two paragraphs or more."""

    sentence = _("Part the text by an empty line, in both languages at the same places: %(found)s.")


class BracketIsClosed(Refused):
    """The bracket was resolved meanwhile, or has no such option."""

    sentence = _("This bracket is resolved already.")


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


def needed_for(proposal: TextProposal, statement: Statement) -> list[str]:
    """The parties whose consent carries a proposal, its tabler aside: all active ones. To take a bracket off the words as
    they stood: its sponsors and whoever has taken a position on the paragraph as it stands."""
    parties = active_parties(statement)
    if proposal.bracket and proposal.option is not None and proposal.bracket.restores(proposal.option):
        spoke = set(Position.objects.filter(version=proposal.base_id).values_list("delegation_id", flat=True))
        concerned = proposal.bracket.sponsors | spoke
        parties = [code for code in parties if code in concerned]
    return [code for code in parties if code != proposal.delegation_id]


def consenting(proposal: TextProposal) -> set[str]:
    """The delegations whose last word on it is consent. One SQL query."""
    rows = Consent.objects.filter(proposal=proposal).order_by("delegation_id", "-number").distinct("delegation_id")
    return {code for code, reply in rows.values_list("delegation_id", "reply") if reply == Reply.CONSENT}


def check_proposal(proposal: TextProposal, statement: Statement) -> None:
    """Refuse what `draft_proposal` refuses, as the text stands now."""
    require_current(proposal)
    kind = proposal.kind
    if proposal.after and (proposal.after.withdrawn_at or proposal.after.statement_id != statement.pk):
        raise WrongPlace
    if kind == ProposalKind.MERGE and proposal.after is None:
        raise NothingToMerge
    if kind == ProposalKind.MOVE and proposal.after_id == proposal.paragraph_id:
        raise WrongPlace
    if kind == ProposalKind.UNBRACKET:
        _require_option(proposal)
        return
    if kind == ProposalKind.SPLIT and len(proposal.texts) < 2:
        raise TwoPartsNeeded(found=len(proposal.texts))
    paragraphs = [each for each in (proposal.paragraph, proposal.after) if each] if kind == ProposalKind.MERGE else []
    paragraphs = paragraphs or ([proposal.paragraph] if proposal.paragraph else [])
    brackets, parties = open_brackets(paragraphs), active_parties(statement)
    for text in proposal.texts:
        understood(statement, text, brackets, parties)
    if kind == ProposalKind.REPLACE and proposal.base and _says_the_same(proposal, statement, brackets):
        raise NothingChanges


def require_current(proposal: TextProposal) -> None:
    """Refuse `TextWentOn` if the paragraph has a newer version than the one it was written against, or is gone."""
    if proposal.paragraph is None or proposal.base is None:
        return
    paragraph = Paragraph.objects.get(pk=proposal.paragraph.pk)
    if paragraph.withdrawn_at or latest_of(paragraph).pk != proposal.base_id:
        raise TextWentOn(anchor=paragraph.anchor)
    if proposal.kind == ProposalKind.MERGE and proposal.second and proposal.after:
        behind = next_in_text(paragraph)
        if behind is None or behind.pk != proposal.after_id or latest_of(behind).pk != proposal.second_id:
            raise TextWentOn(anchor=proposal.after.anchor)


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


def _require_option(proposal: TextProposal) -> None:
    bracket, option = proposal.bracket, proposal.option
    if bracket is None or option is None or bracket.paragraph_id != proposal.paragraph_id:
        raise BracketIsClosed
    if bracket.status != BracketStatus.OPEN or not 0 <= option <= len(bracket.options):
        raise BracketIsClosed


def _says_the_same(proposal: TextProposal, statement: Statement, brackets: Mapping[str, Bracket]) -> bool:

    assert proposal.base
    for language in statement.languages:
        options = {key: bracket.options_in(language) for key, bracket in brackets.items()}
        stands = written(proposal.base.nodes.get(language, []), options)
        if tidy(stands) != tidy(proposal.texts[0].get(language, "")):
            return False
    return True
