"""Reading the text as it stands, for whoever may: queries that operations and pages share."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.states import BracketStatus
from meetings.texts.kinds import ParagraphKind
from meetings.texts.notation import written


@dataclass(frozen=True)
class PresentLine:
    """A paragraph as it stands: `texts` are written with brackets and names; `nodes` are the version's; `brackets` counts
    the open ones."""

    paragraph: UUID
    version: UUID
    seq: int
    anchor: str
    kind: str
    parent_anchor: str
    texts: dict[str, str]
    nodes: dict[str, Any]
    states: dict[str, str]
    brackets: int


def present_text(statement: Statement) -> list[PresentLine]:
    """Every paragraph that is in the text now, in order, in the reader's context. Three SQL queries."""
    paragraphs = list(
        Paragraph.objects.filter(statement=statement, withdrawn_at__isnull=True)
        .select_related("parent")
        .order_by("rank")
    )
    newest = ParagraphVersion.objects.filter(paragraph__statement=statement, paragraph__withdrawn_at__isnull=True)
    versions = {each.paragraph_id: each for each in newest.order_by("paragraph_id", "-seq").distinct("paragraph_id")}
    brackets: dict[UUID, dict[str, Bracket]] = {}
    for bracket in Bracket.objects.filter(paragraph__statement=statement, status=BracketStatus.OPEN):
        brackets.setdefault(bracket.paragraph_id, {})[str(bracket.pk)] = bracket
    return [
        _line(paragraph, versions[paragraph.pk], brackets.get(paragraph.pk, {}), statement.languages)
        for paragraph in paragraphs
        if paragraph.pk in versions
    ]


def numbers_of(lines: Sequence[PresentLine]) -> list[int | str]:
    """How pages call these paragraphs: by their number in the text; a heading, which has none, by its anchor."""
    counted = count(1)
    return [line.anchor if line.kind == ParagraphKind.HEADING else next(counted) for line in lines]


def _line(
    paragraph: Paragraph, version: ParagraphVersion, brackets: dict[str, Bracket], languages: list[str]
) -> PresentLine:
    texts = {}
    for language in languages:
        options = {key: bracket.options_in(language) for key, bracket in brackets.items()}
        texts[language] = written(version.nodes.get(language, []), options)
    return PresentLine(
        paragraph=paragraph.pk,
        version=version.pk,
        seq=version.seq,
        anchor=paragraph.anchor,
        kind=paragraph.kind,
        parent_anchor=paragraph.parent.anchor if paragraph.parent else "",
        texts=texts,
        nodes=version.nodes,
        states=version.language_states,
        brackets=len(brackets),
    )
