"""What the statement pages need."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings.statements.models import Paragraph, ParagraphVersion, Statement, plain


@dataclass(frozen=True)
class Line:
    """One paragraph, ready to print: its text by language. `number` counts from 1 as readers do."""

    id: UUID
    number: int
    anchor: str
    kind: str
    texts: dict[str, str]


def statements_for(user: Any) -> list[Statement]:
    """Statements the user may see, latest first, with their meetings. One SQL query."""
    rows = Statement.objects.visible_to(user).select_related("meeting")
    return list(rows.order_by("-dated", "-created_at"))


def text_of(statement: Statement, user: Any) -> list[Line]:
    """The latest words of every paragraph the user may see, in order. Two SQL queries."""
    newest = ParagraphVersion.objects.visible_to(user).filter(paragraph__statement=statement)
    versions = dict(
        newest.order_by("paragraph_id", "-seq").distinct("paragraph_id").values_list("paragraph_id", "nodes")
    )
    paragraphs = Paragraph.objects.visible_to(user).filter(statement=statement).order_by("rank")
    return [
        Line(key, number, anchor, kind, {code: plain(versions[key], code) for code in statement.languages})
        for number, (key, anchor, kind) in enumerate(paragraphs.values_list("id", "anchor", "kind"), start=1)
        if key in versions
    ]
