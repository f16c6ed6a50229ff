"""The list of statements, and texts on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from meetings.statements.models import Paragraph, Statement
from meetings.statements.present import label_of, not_in_text, numbered, read_present
from meetings.texts.blocks import Block
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.questions import Question

# Takes a list of statements' keys.
PARAGRAPHS: Question[tuple[UUID, UUID, str, str]] = Question(
    lambda statements: (
        Paragraph.objects.filter(RawSQL("statement_id = ANY (%s)", [statements], BooleanField()), withdrawn_at=None)
        .order_by("statement_id", "rank")
        .values_list("statement_id", "pk", "anchor", "kind")
    ),
    [UUID(int=1)],
)


@dataclass(frozen=True)
class StatementLine:
    """One paragraph, ready to print: its text by language. `number` is None for a heading; `papers` counts documents."""

    id: UUID
    number: int | None
    anchor: str
    kind: str
    texts: dict[str, str]
    papers: int


def statements_for(user: Person) -> list[Statement]:
    """Statements the user may see, latest first, with their meetings. One SQL query."""
    rows = Statement.objects.visible_to(user).select_related("meeting")
    return list(rows.order_by("-dated", "-created_at"))


def text_of(statement: Statement, *, papers: Mapping[UUID, int] | None = None) -> list[StatementLine]:
    """The words of every paragraph that is in the text, outside brackets, in order. As many SQL queries as
    `read_present`.

    `papers` are numbers of documents by paragraph.
    """
    papers, present = papers or {}, read_present(statement)
    return [
        StatementLine(
            id=line.paragraph,
            number=present.numbers[line.anchor],
            anchor=line.anchor,
            kind=line.kind,
            texts={code: marked.plain for code, marked in line.marked.items()},
            papers=papers.get(line.paragraph, 0),
        )
        for line in present.lines
    ]


def labels_in(statements: Iterable[UUID]) -> dict[UUID, int | str]:
    """What pages call each paragraph that is in these texts, as `PresentText.label` says it. One SQL query, none for no text."""
    return {key: label_of(number) for key, number in _numbers_in(statements).items()}


def _numbers_in(statements: Iterable[UUID]) -> dict[UUID, int | None]:
    texts = list(set(statements))
    found = PARAGRAPHS(texts) if texts else []
    numbers: dict[UUID, int | None] = {}
    for _statement, text in groupby(found, key=lambda row: row[0]):
        numbers |= dict(numbered((row[1], row[3]) for row in text))
    return numbers


def _numbers(paragraphs: Sequence[tuple[UUID, UUID]]) -> dict[UUID, int | None]:
    found = _numbers_in(statement for statement, _paragraph in paragraphs)
    return {paragraph: found[paragraph] for _statement, paragraph in paragraphs if paragraph in found}


_REMEMBERED: Remembered[dict[UUID, int | None]] = Remembered(_numbers)


def labels_of(paragraphs: Iterable[tuple[UUID, UUID]], moment: Moment) -> dict[UUID, int | str]:
    """What pages call each of these paragraphs, which go by the keys of statement and paragraph. One SQL query, none where
    it is remembered."""
    asked = tuple(sorted(set(paragraphs)))
    found = _REMEMBERED(moment, asked) if asked else {}
    return {key: label_of(found[key]) if key in found else not_in_text() for _statement, key in asked}


def repeated(statement: Statement) -> tuple[dict[str, list[Block]], list[UUID]]:
    """The text of a statement as blocks by language, and block by block the key of the version that it repeats. As many
    SQL queries as `read_present`."""
    lines = read_present(statement).lines
    blocks = {
        language: [Block(line.kind, line.marked[language].plain) for line in lines] for language in statement.languages
    }
    return blocks, [line.version for line in lines]
