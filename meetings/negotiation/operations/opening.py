"""Opening a text with the chair's words."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.rounds.models import Meeting
from meetings.statements.gate import NoText
from meetings.statements.models import Paragraph, Party, Statement
from meetings.statements.operations import require_aligned
from meetings.statements.states import StatementKind, Status
from meetings.statements.writing import (
    STEP,
    add_title,
    first_states,
    nodes_from,
    parse_texts,
    write_brackets,
    write_version,
)
from meetings.texts.blocks import Block
from meetings.texts.kinds import ParagraphKind
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class NoChair(Refused):
    """The chair is a person of the host delegation."""

    sentence = _("%(name)s is not of the host delegation. The chair of a text comes from there.")


@transaction.atomic
def open_statement(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    blocks: Mapping[str, Sequence[Block]],
    dated: date,
    chair: Any,
    kind: str = StatementKind.JOINT_STATEMENT,
    languages: Sequence[str] = (),
    drafted_in: str = "",
    lead_in: Mapping[str, str] | None = None,
    lists: Mapping[str, str] | None = None,
    provenance: Sequence[uuid.UUID | None] = (),
) -> Statement:
    """Open a statement with the chair's text and its title; its parties are the meeting's delegations. It is planned until
    `begin`.

    `languages` are the content languages unless it is said. `blocks` maps one language or more to aligned blocks, whose
    brackets become records; a language without blocks stays empty. `provenance` names, block by block, the agreed language
    that it repeats. Refuses `NoChair`, `LanguagesDiffer`, `KindsDiffer`, `UnbalancedText`, `BracketsDiffer`, `NotAParty`,
    `NoText`.
    """
    ensure(rules.can_open(actor, meeting))
    if chair.code != meeting.host_id:
        raise NoChair(name=chair.name)
    if not any(blocks.values()):
        raise NoText
    require_aligned({language: each for language, each in blocks.items() if each})
    statement = Statement(meeting=meeting, title=dict(title), kind=kind, dated=dated, chair=chair)
    statement.languages = list(languages or settings.CONTENT_LANGUAGES)
    statement.parties, statement.created_at = meeting.delegations, now
    statement.drafted_in = drafted_in or next(language for language, each in blocks.items() if each)
    statement.status, statement.lead_in, statement.lists = Status.PLANNED, dict(lead_in or {}), dict(lists or {})
    statement.releasable_to = statement.editable_by = meeting.parties
    # The title is negotiated: it stands in no address, no file's name and no mail.
    statement.slug = f"{meeting.slug[:50]}-{slugify(kind.replace('_', '-'))}-{str(statement.id)[:4]}"
    statement.save(force_insert=True)
    marks = {"releasable_to": statement.releasable_to, "editable_by": statement.editable_by}
    Party.objects.bulk_create(Party(statement=statement, delegation_id=code, **marks) for code in statement.parties)
    _write_first(statement, add_title(statement), title, actor, now)
    _write_text(statement, blocks, list(provenance), actor, now)
    record("meetings.statement.opened", statement, actor=actor, chair=chair.name, languages=statement.languages)
    return statement


def _write_text(
    statement: Statement,
    blocks: Mapping[str, Sequence[Block]],
    provenance: list[uuid.UUID | None],
    actor: Person,
    now: datetime,
) -> None:
    there = {language: each for language, each in blocks.items() if each}
    chapeau: Paragraph | None = None
    for number, group in enumerate(zip(*there.values(), strict=True), start=1):
        kind = group[0].kind
        parent = chapeau if kind == ParagraphKind.LIST_ITEM else None
        repeats = provenance[number - 1] if number <= len(provenance) else None
        paragraph = Paragraph(statement=statement, anchor=f"p{number:02}", kind=kind, parent=parent, rank=number * STEP)
        paragraph.provenance_id = repeats
        paragraph.releasable_to, paragraph.editable_by = statement.releasable_to, statement.editable_by
        paragraph.save(force_insert=True)
        if kind != ParagraphKind.LIST_ITEM:
            chapeau = paragraph if kind == ParagraphKind.CHAPEAU else None
        texts = {language: block.text for language, block in zip(there, group, strict=True)}
        _write_first(statement, paragraph, texts, actor, now)


def _write_first(
    statement: Statement, paragraph: Paragraph, texts: Mapping[str, str], actor: Person, now: datetime
) -> None:
    """The first version of a paragraph or the title: the chair's words, whose brackets become records."""
    marked = parse_texts(statement, texts, {})
    keys = write_brackets(paragraph, marked, opened_by=None, proposal=None, now=now)
    nodes = {language: nodes_from(each, keys) for language, each in marked.items()}
    states = first_states(statement)
    write_version(paragraph, nodes, after=None, actor=actor, now=now, reason="chair's text", states=states)
