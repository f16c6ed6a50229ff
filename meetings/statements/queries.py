"""The list of statements, and texts on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings.statements.models import Paragraph, ParagraphVersion, Statement, plain
from meetings.texts.blocks import Block


@dataclass(frozen=True)
class Line:
    """One paragraph, ready to print: its text by language. `number` counts from 1 as readers do; `papers` the documents."""

    id: UUID
    number: int
    anchor: str
    kind: str
    texts: dict[str, str]
    papers: int


def statements_for(user: Any) -> list[Statement]:
    """Statements the user may see, latest first, with their meetings. One SQL query."""
    rows = Statement.objects.visible_to(user).select_related("meeting")
    return list(rows.order_by("-dated", "-created_at"))


def text_of(statement: Statement, user: Any, *, papers: Mapping[UUID, int] | None = None) -> list[Line]:
    """The latest words of every paragraph that stands in the text, in order, as the user may see. Two SQL queries.

    `papers` are numbers of documents by paragraph.
    """
    papers = papers or {}
    newest = ParagraphVersion.objects.visible_to(user).filter(paragraph__statement=statement)
    versions = dict(
        newest.order_by("paragraph_id", "-seq").distinct("paragraph_id").values_list("paragraph_id", "nodes")
    )
    languages = statement.languages
    paragraphs = (
        Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True).order_by("rank")
    )
    return [
        Line(key, number, anchor, kind, {code: plain(versions[key], code) for code in languages}, papers.get(key, 0))
        for number, (key, anchor, kind) in enumerate(paragraphs.values_list("id", "anchor", "kind"), start=1)
        if key in versions
    ]


def repeated(statement: Statement) -> tuple[dict[str, list[Block]], list[ParagraphVersion]]:
    """The text of a statement as blocks by language, and block by block the version that it repeats. Two SQL queries."""
    paragraphs = list(Paragraph.objects.filter(statement=statement, withdrawn_at__isnull=True).order_by("rank"))
    newest = ParagraphVersion.objects.filter(paragraph__in=paragraphs).order_by("paragraph_id", "-seq")
    versions = {version.paragraph_id: version for version in newest.distinct("paragraph_id")}
    blocks = {
        language: [Block(paragraph.kind, plain(versions[paragraph.pk].nodes, language)) for paragraph in paragraphs]
        for language in statement.languages
    }
    return blocks, [versions[paragraph.pk] for paragraph in paragraphs]
