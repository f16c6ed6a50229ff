"""Taking a statement into alignment, and what people do there."""

from typing import Any

from meetings.statements import operations
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.operations.text import lock_statement
from meetings.statements.reading import present_text
from meetings.statements.states import Status
from portal.core.reader import reading_as
from tests.factories.work import NOW


def do(actor: Any, operation: str, **facts: Any) -> Any:
    with reading_as(actor.reader):
        return getattr(operations, operation)(actor=actor, now=NOW, **facts)


def reload(statement: Statement) -> Statement:
    return Statement.objects.select_related("meeting").get(pk=statement.pk)


def align(world: Any, statement: Statement) -> Statement:
    """In alignment, as the chair's step leaves it; what that step asks for is tested beside it."""
    with reading_as(world.gtm.head.reader):
        locked = lock_statement(statement)
        locked.status = Status.ALIGNMENT
        locked.save(update_fields=["status"])
        return reload(statement)


def at(actor: Any, statement: Statement, number: int = 2) -> tuple[Paragraph, ParagraphVersion]:
    """A paragraph and its present version as somebody sees them."""
    with reading_as(actor.reader):
        rows = Paragraph.objects.select_related("statement__meeting")
        paragraph = rows.get(statement=statement, anchor=f"p{number:02}")
        return paragraph, ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")


def name(side: Any, statement: Statement, person: Any, language: str) -> Any:
    return do(side.head, "name_reviewer", statement=statement, person=person, language=language)


def review_all(actor: Any, statement: Statement, language: str) -> None:
    with reading_as(actor.reader):
        versions = [line.version for line in present_text(statement)]
    do(actor, "mark_reviewed", statement=statement, language=language, versions=versions)


def certify_by(actor: Any, statement: Statement) -> Any:
    return do(actor, "certify", statement=statement)
