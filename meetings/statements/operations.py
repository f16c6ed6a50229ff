"""Bringing a text in, laying another language beside it, and writing what stands around it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.statements import rules
from meetings.statements.gate import enter, enter_stage, lock_statement
from meetings.statements.models import Paragraph, ParagraphVersion, Statement, Wrapper
from meetings.statements.present import read_present
from meetings.statements.queries import written_wrapper
from meetings.statements.states import CLOSING, UNFINISHED, StatementKind
from meetings.statements.writing import STEP, literal_nodes, new_version
from meetings.texts.blocks import Block
from meetings.texts.kinds import ParagraphKind
from meetings.texts.pairing import pair_blocks, unpaired
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.core.texts import in_language, word_for_language
from portal.people.rules import SECRETARIAT

MOST_PARAGRAPHS = 2000


class LanguagesDiffer(Refused):
    """The versions do not have the same paragraphs."""

    sentence = _(
        "%(first)s has %(left)s paragraphs and %(other)s has %(right)s. Without a partner: %(unpaired)s. Nothing was saved."
    )


class KindsDiffer(Refused):
    """A paragraph is a heading or list item in one language only."""

    sentence = _(
        "Paragraph %(number)s is a different kind in the two languages: %(left)s in %(first)s, %(right)s in %(other)s."
    )


class TooManyParagraphs(Refused):
    """More blocks than any statement has."""

    sentence = _("The text has %(count)s paragraphs; more than 2,000 cannot be one statement.")


class LanguageThere(Refused):
    """The statement has this language already."""

    sentence = _("The statement has this language already.")


@transaction.atomic
def bring_statement(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    blocks: Mapping[str, Sequence[Block]],
    dated: date,
    kind: str = StatementKind.JOINT_STATEMENT,
    slug: str = "",
) -> Statement:
    """Bring in a statement whose languages are aligned paragraph by paragraph.

    `blocks` maps each language to its blocks. Refuses `LanguagesDiffer`, `KindsDiffer`, `TooManyParagraphs`.
    """
    ensure(rules.can_bring(actor))
    require_aligned(blocks)
    facts: dict[str, Any] = {"title": title, "blocks": blocks, "dated": dated, "kind": kind, "slug": slug}
    return bring_pairs(meeting=meeting, actor=actor, now=now, **facts)


@transaction.atomic
def bring_pairs(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    blocks: Mapping[str, Sequence[Block]],
    dated: date,
    kind: str = StatementKind.JOINT_STATEMENT,
    slug: str = "",
) -> Statement:
    """Bring in a statement whose paragraphs are pairs as they come, as many in each language."""
    ensure(rules.can_bring(actor))
    marks = {"releasable_to": meeting.parties, "editable_by": [SECRETARIAT]}
    statement = Statement(meeting=meeting, title=dict(title), kind=kind, dated=dated, **marks)
    statement.languages, statement.parties, statement.created_at = list(blocks), meeting.delegations, now
    statement.slug = slug or f"{slugify(in_language(title, 'en'))[:60]}-{str(statement.id)[:4]}"
    statement.save(force_insert=True)
    _add_paragraphs(statement, blocks, actor, now, marks)
    languages = list(blocks)
    record(
        "meetings.statement.imported",
        statement,
        actor=actor,
        languages=languages,
    )
    return statement


@transaction.atomic
def add_language(
    *, statement: Statement, actor: Person, now: datetime, language: str, blocks: Sequence[Block]
) -> Statement:
    """Lay another language beside the ones there: every paragraph gets a new version that holds both.

    Refuses `LanguageThere`, `LanguagesDiffer`, `KindsDiffer`.
    """
    statement = lock_statement(statement)
    ensure(rules.can_edit(actor, statement))
    if language in statement.languages:
        raise LanguageThere
    lines, first = read_present(statement).lines, statement.languages[0]
    present = [Block(line.kind, line.marked[first].plain) for line in lines]
    require_aligned({first: present, language: blocks})
    paragraphs = {each.pk: each for each in statement.paragraphs.all()}
    versions = []
    for line, block in zip(lines, blocks, strict=True):
        nodes, seq = line.nodes | {language: literal_nodes(block.text)}, line.seq + 1
        versions.append(new_version(paragraphs[line.paragraph], nodes, seq=seq, actor=actor, now=now))
    ParagraphVersion.objects.bulk_create(versions)
    statement.languages = [*statement.languages, language]
    statement.version += 1
    statement.save(update_fields=["languages", "version"])
    record(
        "meetings.statement.language_added",
        statement,
        actor=actor,
        language=language,
    )
    return statement


def require_aligned(blocks: Mapping[str, Sequence[Block]]) -> None:
    """Refuse versions that do not have the same paragraphs, naming those without a partner."""
    if any(len(version) > MOST_PARAGRAPHS for version in blocks.values()):
        raise TooManyParagraphs(count=max(map(len, blocks.values())))
    (first, mine), *others = blocks.items()
    for other, theirs in others:
        names = {"first": word_for_language(first), "other": word_for_language(other)}
        left, right = unpaired(pair_blocks(mine, theirs))
        if len(theirs) != len(mine) or left:
            alone = [_quote(first, index, mine) for index in left] + [_quote(other, index, theirs) for index in right]
            refusal: Refused = LanguagesDiffer(
                left=len(mine), right=len(theirs), unpaired="; ".join(alone[:5]), **names
            )
            refusal.field = f"text_{other}"
            raise refusal
        for number, (one, another) in enumerate(zip(mine, theirs, strict=True), start=1):
            if one.kind != another.kind:
                words = dict(ParagraphKind.choices)
                refusal = KindsDiffer(number=number, left=words[one.kind], right=words[another.kind], **names)
                refusal.field = f"text_{other}"
                raise refusal


def _add_paragraphs(
    statement: Statement, blocks: Mapping[str, Sequence[Block]], actor: Person, now: datetime, marks: dict[str, Any]
) -> None:
    languages = list(blocks)
    paragraphs: list[Paragraph] = []
    versions: list[ParagraphVersion] = []
    chapeau: Paragraph | None = None
    for number, group in enumerate(zip(*blocks.values(), strict=True), start=1):
        kind = group[0].kind
        parent = chapeau if kind == ParagraphKind.LIST_ITEM else None
        paragraph = Paragraph(
            statement=statement, anchor=f"p{number:02}", kind=kind, parent=parent, rank=number * STEP, **marks
        )
        if kind != ParagraphKind.LIST_ITEM:
            chapeau = paragraph if kind == ParagraphKind.CHAPEAU else None
        paragraphs.append(paragraph)
        nodes = {language: literal_nodes(block.text) for language, block in zip(languages, group, strict=True)}
        versions.append(new_version(paragraph, nodes, seq=1, actor=actor, now=now))
    Paragraph.objects.bulk_create(paragraphs)
    ParagraphVersion.objects.bulk_create(versions)


def _quote(language: str, index: int, blocks: Sequence[Block]) -> str:
    text = blocks[index].text
    return f"{word_for_language(language)} {index + 1} (“{text[:60]}{'…' if len(text) > 60 else ''}”)"


class FrontMatterIsOutdated(Refused):
    """Somebody else changed the lead-in or the lists meanwhile."""

    sentence = _("The lead-in or the lists changed since you opened them. Your words are still here; compare them.")


@transaction.atomic
def write_front_and_end(
    *,
    statement: Statement,
    actor: Person,
    now: datetime,
    seen: str,
    lead_in: Mapping[str, str],
    lists: Mapping[str, str],
) -> Statement:
    """Write the lead-in and the lists of delegations, which stand outside the negotiated words and their hash.

    `seen` is `Statement.front_and_end` when they were opened. Refuses `NotInThisStage` of a text that is final or ended,
    `FrontMatterIsOutdated`.
    """
    ensure(rules.can_issue(actor, statement))
    statement = enter_stage(statement, *UNFINISHED)
    if statement.front_and_end != seen:
        raise FrontMatterIsOutdated
    statement.lead_in, statement.lists = dict(lead_in), dict(lists)
    statement.version += 1
    statement.save(update_fields=["lead_in", "lists", "version"])
    record("meetings.statement.surrounded", statement, actor=actor)
    return statement


@transaction.atomic
def write_original(
    *,
    statement: Statement,
    actor: Person,
    now: datetime,
    lead_in: Mapping[str, str],
    lists: Mapping[str, str],
    seen: str | None = None,
) -> Wrapper:
    """Write what stands around the original of the actor's own delegation, until the text is released; without words, what
    stands around the text for all parties stands around it, too. Neither is in the text's hash.

    `seen` is the digest of what the form was opened with. Refuses `NotInThisStage`, `OptedOut`, `ChangedMeanwhile`.
    """
    ensure(rules.can_negotiate(actor, statement))
    statement = enter(statement, actor, *UNFINISHED, *CLOSING)
    found = Wrapper.objects.select_for_update().filter(statement=statement, delegation=actor.code).first()
    require_seen(seen, written_wrapper(found))
    wrapper = found or Wrapper(statement=statement, delegation_id=actor.code, editable_by=[actor.code])
    wrapper.lead_in, wrapper.lists = dict(lead_in), dict(lists)
    wrapper.by_name, wrapper.written_at, wrapper.releasable_to = actor.name, now, statement.releasable_to
    wrapper.save()
    record("meetings.statement.original_written", wrapper, actor=actor)
    return wrapper
