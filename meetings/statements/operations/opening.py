"""Opening a statement for negotiation, and taking it from stage to stage."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.statements import rules
from meetings.statements.models import Paragraph, ParagraphVersion, Party, Statement, TextProposal
from meetings.statements.notices import tell_news
from meetings.statements.operations.bringing import require_aligned
from meetings.statements.operations.proposing import carry_if_agreed, check_proposal
from meetings.statements.operations.text import (
    STEP,
    active_parties,
    first_states,
    lock_statement,
    nodes_from,
    require_negotiating,
    understood,
    write_brackets,
    write_version,
)
from meetings.statements.splitting import Block
from meetings.statements.states import NEXT, ParagraphKind, PartyStatus, ProposalStatus, StatementKind, Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.permissions import ensure
from portal.people.models import Membership
from portal.people.states import Role


class NoChair(Refused):
    """The chair is a person of the host delegation."""

    sentence = _("%(name)s is not of the host delegation. The chair of a text comes from there.")


class TooFewParties(Refused):
    """A negotiation needs two sides that can speak."""

    sentence = _(
        "At least two parties need a head of delegation and a negotiator or coordinator. Missing: %(missing)s."
    )


class NoText(Refused):
    """There is no chair's text."""

    sentence = _("The text has no paragraph yet.")


class NotFromHere(Refused):
    """Another stage must come first."""

    sentence = _("The text is “%(status)s”; from there it cannot become “%(wanted)s”.")


class ReasonNeeded(Refused):
    """A step back needs words."""

    sentence = _("Say why, in a sentence; all parties read it.")
    field = "reason"


@transaction.atomic
def open_statement(
    *,
    meeting: Meeting,
    actor: Any,
    now: datetime,
    title: Mapping[str, str],
    blocks: Mapping[str, Sequence[Block]],
    dated: date,
    chair: Any,
    kind: str = StatementKind.JOINT_STATEMENT,
    languages: Sequence[str] = ("en", "es"),
    drafted_in: str = "",
    lead_in: Mapping[str, str] | None = None,
    lists: Mapping[str, str] | None = None,
    provenance: Sequence[ParagraphVersion | None] = (),
    key: uuid.UUID | None = None,
) -> Statement:
    """Open a statement with the chair's text; its parties are the meeting's delegations. It is planned until `begin`.

    `blocks` maps one language or more to aligned blocks, whose brackets become records; a language without blocks stays
    empty. `provenance` names, block by block, the agreed language that it repeats. The same `key` again returns the
    statement made the first time. Refuses `NoChair`, `LanguagesDiffer`, `KindsDiffer`, `UnbalancedText`,
    `BracketsDiffer`, `NotAParty`, `NoText`.
    """
    ensure(rules.can_open(actor, meeting))
    if key:
        lock_key(key)
        if made := Statement.objects.filter(pk=key).first():
            return made
    if chair.code != meeting.host_id:
        raise NoChair(name=chair.name)
    if not any(blocks.values()):
        raise NoText
    require_aligned({language: each for language, each in blocks.items() if each})
    statement = Statement(
        id=key or uuid.uuid4(), meeting=meeting, title=dict(title), kind=kind, dated=dated, chair=chair
    )
    statement.languages, statement.parties, statement.created_at = list(languages), meeting.delegations, now
    statement.drafted_in = drafted_in or next(language for language, each in blocks.items() if each)
    statement.status, statement.lead_in, statement.lists = Status.PLANNED, dict(lead_in or {}), dict(lists or {})
    statement.releasable_to = statement.editable_by = meeting.parties
    # The title is negotiated: it stands in no address, no file's name and no mail.
    statement.slug = f"{meeting.slug[:50]}-{slugify(kind.replace('_', '-'))}-{str(statement.id)[:4]}"
    statement.save(force_insert=True)
    marks = {"releasable_to": statement.releasable_to, "editable_by": statement.editable_by}
    Party.objects.bulk_create(Party(statement=statement, delegation_id=code, **marks) for code in statement.parties)
    _write_text(statement, blocks, list(provenance), actor, now)
    record("meetings.statement.opened", statement, actor=actor, chair=chair.name, languages=statement.languages)
    return statement


@transaction.atomic
def begin_negotiation(*, statement: Statement, actor: Any, now: datetime) -> Statement:
    """Let the parties negotiate: parties and languages are frozen from here. Refuses `NotFromHere`, `TooFewParties`."""
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    _require(statement, Status.NEGOTIATING, from_only={Status.PLANNED})
    ready = _ready_sides(statement)
    if len(ready) < 2:
        missing = ", ".join(code for code in statement.parties if code not in ready)
        raise TooFewParties(missing=missing)
    return turn_statement(statement, Status.NEGOTIATING, actor, now, "begun")


@transaction.atomic
def suspend_negotiation(*, statement: Statement, actor: Any, now: datetime, reason: str) -> Statement:
    """Let the text rest. Refuses `NotFromHere`, `ReasonNeeded`."""
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    _require(statement, Status.SUSPENDED)
    return turn_statement(statement, Status.SUSPENDED, actor, now, "suspended", reason=_said(reason))


@transaction.atomic
def resume_negotiation(*, statement: Statement, actor: Any, now: datetime, reason: str = "") -> Statement:
    """Go back to negotiating: the chair from a suspended or final text, with a reason; any party from alignment.

    Everything that vouched for the final text is void, for it names another text. Refuses `NotFromHere`, `ReasonNeeded`.
    """
    statement = lock_statement(statement)
    is_party = rules.can_negotiate(actor, statement) and actor.code in active_parties(statement)
    from_alignment = statement.status == Status.ALIGNMENT and is_party
    ensure(rules.can_chair(actor, statement) or from_alignment)
    _require(statement, Status.NEGOTIATING, from_only={Status.ALIGNMENT, Status.FINAL_TEXT, Status.SUSPENDED})
    return turn_statement(statement, Status.NEGOTIATING, actor, now, "resumed", reason=_said(reason))


@transaction.atomic
def abandon_statement(*, statement: Statement, actor: Any, now: datetime, reason: str) -> Statement:
    """End a negotiation without a text; the parties keep reading it. Refuses `NotFromHere`, `ReasonNeeded`."""
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    _require(statement, Status.ABANDONED)
    return turn_statement(statement, Status.ABANDONED, actor, now, "abandoned", reason=_said(reason))


@transaction.atomic
def opt_out(*, statement: Statement, actor: Any, now: datetime, reason: str) -> Party:
    """Leave the text as a party, with a reason; consents and positions of the others go on without this side.

    Its own tabled proposals are withdrawn; others that waited for its consent alone are carried.

    Refuses `NotNegotiating`, `ReasonNeeded`.
    """
    ensure(rules.can_opt_out(actor, statement))
    statement = lock_statement(statement)
    require_negotiating(statement)
    party: Party = Party.objects.select_for_update().get(statement=statement, delegation=actor.code)
    if party.status == PartyStatus.ACTIVE:
        party.status, party.opted_out_at, party.reason = PartyStatus.OPTED_OUT, now, _said(reason)
        party.save(update_fields=["status", "opted_out_at", "reason"])
        record("meetings.statement.opted_out", party, actor=actor, reason=party.reason)
        tell_news(statement, "opted_out", actor=actor, now=now)
        _settle_without(statement, actor, now)
    return party


def _settle_without(statement: Statement, actor: Any, now: datetime) -> None:
    """What becomes of the tabled proposals when the actor's side has left."""
    tabled = TextProposal.objects.filter(statement=statement, status=ProposalStatus.TABLED)
    for own in tabled.filter(delegation=actor.code):
        own.status, own.settled_at = ProposalStatus.WITHDRAWN, now
        own.save(update_fields=["status", "settled_at"])
        record("meetings.statement.proposal_withdrawn", own, actor=actor)
    for each in tabled.select_related("paragraph", "after", "base", "bracket").order_by("tabled_at", "id"):
        each.refresh_from_db(fields=["status"])
        try:
            check_proposal(each, statement)
        except Refused:
            continue
        if each.status == ProposalStatus.TABLED:
            carry_if_agreed(each, statement, actor, now)


def require_next(statement: Statement, wanted: str) -> None:
    """Refuse `NotFromHere` unless the state may follow the present one."""
    _require(statement, wanted)


def turn_statement(statement: Statement, to: str, actor: Any, now: datetime, verb: str, **detail: Any) -> Statement:
    """Write the new state of a locked statement, record it and tell the parties."""
    before, statement.status = statement.status, to
    statement.version += 1
    statement.save(update_fields=["status", "version"])
    record(f"meetings.statement.{verb}", statement, actor=actor, before=before, **detail)
    tell_news(statement, verb, actor=actor, now=now)
    return statement


def _write_text(
    statement: Statement,
    blocks: Mapping[str, Sequence[Block]],
    provenance: list[ParagraphVersion | None],
    actor: Any,
    now: datetime,
) -> None:
    there = {language: each for language, each in blocks.items() if each}
    parties = active_parties(statement)
    chapeau: Paragraph | None = None
    for number, group in enumerate(zip(*there.values(), strict=True), start=1):
        kind = group[0].kind
        parent = chapeau if kind == ParagraphKind.LIST_ITEM else None
        repeats = provenance[number - 1] if number <= len(provenance) else None
        paragraph = Paragraph(statement=statement, anchor=f"p{number:02}", kind=kind, parent=parent, rank=number * STEP)
        paragraph.provenance = repeats
        paragraph.releasable_to, paragraph.editable_by = statement.releasable_to, statement.editable_by
        paragraph.save(force_insert=True)
        if kind != ParagraphKind.LIST_ITEM:
            chapeau = paragraph if kind == ParagraphKind.CHAPEAU else None
        texts = {language: block.text for language, block in zip(there, group, strict=True)}
        marked = understood(statement, texts, {}, parties)
        keys = write_brackets(paragraph, marked, opened_by=None, proposal=None, now=now)
        nodes = {language: nodes_from(each, keys) for language, each in marked.items()}
        write_version(paragraph, nodes, actor=actor, now=now, reason="chair's text", states=first_states(statement))


def _ready_sides(statement: Statement) -> list[str]:
    """Parties with a head of delegation and somebody who negotiates."""
    rows = Membership.objects.filter(delegation__in=statement.parties, user__is_active=True)
    roles: dict[str, set[str]] = {}
    for code, role in rows.values_list("delegation_id", "role"):
        roles.setdefault(str(code), set()).add(role)
    speaking = {Role.NEGOTIATOR, Role.COORDINATOR}
    return [code for code in statement.parties if Role.HEAD in roles.get(code, set()) and roles[code] & speaking]


def _require(statement: Statement, wanted: str, from_only: set[Status] | None = None) -> None:
    here = Status(statement.status)
    if wanted not in NEXT[here] or (from_only is not None and here not in from_only):
        raise NotFromHere(status=here.label, wanted=Status(wanted).label)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()
