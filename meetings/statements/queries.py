"""The list of statements, texts on record, and each party's original."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from meetings.participants.precedence import in_order
from meetings.statements.models import Paragraph, Statement, Wrapper
from meetings.statements.present import label_of, not_in_text, read_present
from meetings.texts.blocks import Block
from meetings.texts.kinds import numbered
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.questions import SOME_KEYS, Question, among
from portal.people.models import Delegation

# Takes a list of statements' keys.
PARAGRAPHS: Question[tuple[UUID, UUID, str, str]] = Question(
    lambda statements: (
        Paragraph.objects.filter(among("statement_id", statements), withdrawn_at=None)
        .order_by("statement_id", "rank")
        .values_list("statement_id", "pk", "anchor", "kind")
    ),
    SOME_KEYS,
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
    """The words of every paragraph that is in the text below its title, outside brackets, in order. As many SQL queries as
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
        for line in present.body
    ]


TEXTS: Question[Statement] = Question(
    lambda keys: Statement.objects.filter(among("meetings_statement.id", keys)).select_related("meeting"), SOME_KEYS
)


def texts_at(keys: Iterable[UUID], moment: Moment) -> dict[UUID, Statement]:
    """Statements by their keys with their meetings, as far as the wall shows them. One SQL query, none for those that were read
    before at this moment."""
    there: dict[UUID, Statement] = moment.found.setdefault(texts_at, {})
    wanted = set(keys)
    if missing := wanted - there.keys():
        there |= {text.pk: text for text in TEXTS(list(missing))}
    return {key: there[key] for key in wanted if key in there}


def labels_in(statements: Iterable[UUID]) -> dict[UUID, int | str]:
    """What pages call each paragraph that is in these texts, as `PresentText.label` says it. One SQL query, none for no text."""
    return {key: label_of(*place) for key, place in _numbers_in(statements).items()}


# A paragraph's number, None where it has none, and its kind.
Place = tuple[int | None, str]


def _numbers_in(statements: Iterable[UUID]) -> dict[UUID, Place]:
    texts = list(set(statements))
    found = PARAGRAPHS(texts) if texts else []
    kinds = {row[1]: row[3] for row in found}
    numbers: dict[UUID, Place] = {}
    for _statement, text in groupby(found, key=lambda row: row[0]):
        numbers |= {key: (number, kinds[key]) for key, number in numbered((row[1], row[3]) for row in text)}
    return numbers


def _numbers(paragraphs: Sequence[tuple[UUID, UUID]]) -> dict[UUID, Place]:
    found = _numbers_in(statement for statement, _paragraph in paragraphs)
    return {paragraph: found[paragraph] for _statement, paragraph in paragraphs if paragraph in found}


_REMEMBERED: Remembered[dict[UUID, Place]] = Remembered(_numbers)


def labels_of(paragraphs: Iterable[tuple[UUID, UUID]], moment: Moment) -> dict[UUID, int | str]:
    """What pages call each of these paragraphs, which go by the keys of statement and paragraph. One SQL query, none where
    it is remembered."""
    asked = tuple(sorted(set(paragraphs)))
    found = _REMEMBERED(moment, asked) if asked else {}
    return {key: label_of(*found[key]) if key in found else not_in_text() for _statement, key in asked}


def repeated(statement: Statement) -> tuple[dict[str, list[Block]], list[UUID]]:
    """The text of a statement as blocks by language, and block by block the key of the version that it repeats. As many
    SQL queries as `read_present`."""
    lines = read_present(statement).body
    blocks = {
        language: [Block(line.kind, line.marked[language].plain) for line in lines] for language in statement.languages
    }
    return blocks, [line.version for line in lines]


# What stands around a text: "lead_in" and "lists", each by language.
Surroundings = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Original:
    """One party's original of a text: the countries in its header by language, the party first, and what stands around it;
    `is_own` tells that the party has words of its own there."""

    code: str
    countries: dict[str, list[str]]
    lead_in: dict[str, str]
    lists: dict[str, str]
    is_own: bool

    def header(self, language: str) -> str:
        """The countries as the header names them."""
        return " · ".join(self.countries[language])


def wrappers_of(statement: Statement) -> dict[str, Surroundings]:
    """The lead-in and the lists of each active party's own original, by its code: whole, with the words of the statement where
    the party has none. Parties without an original of their own are left out. Two SQL queries at most."""
    rows = Wrapper.objects.filter(statement=statement, delegation__in=statement.active_parties)
    own = {row.delegation_id: surrounding(statement, row) for row in rows if has_words(row)}
    return {code: own[code] for code in statement.active_parties if code in own}


def originals_of(statement: Statement) -> list[Original]:
    """The original of each active party, in the order of the parties. Three SQL queries at most."""
    own, parties = wrappers_of(statement), statement.active_parties
    names = dict(Delegation.objects.filter(code__in=parties).values_list("code", "name"))
    common = surrounding(statement, None)
    found = []
    for code in parties:
        countries = {}
        for language in statement.languages:
            order = in_order(names, language=language, host=code, host_first=True)
            countries[language] = [names[each].get(language) or each for each in order]
        around = own.get(code, common)
        found.append(Original(code, countries, around["lead_in"], around["lists"], is_own=code in own))
    return found


def written_wrapper(wrapper: Wrapper | None) -> Surroundings:
    """What a party has written around its original, as its form and its operation look at it."""
    return {"lead_in": dict(wrapper.lead_in), "lists": dict(wrapper.lists)} if wrapper else {"lead_in": {}, "lists": {}}


def has_words(wrapper: Wrapper) -> bool:
    return any(text.strip() for texts in written_wrapper(wrapper).values() for text in texts.values())


def surrounding(statement: Statement, wrapper: Wrapper | None) -> Surroundings:
    """What stands around a party's original: its own words where it has some, else those of the statement."""
    own = written_wrapper(wrapper)
    return {
        name: {
            language: own[name].get(language, "").strip() or getattr(statement, name).get(language, "")
            for language in statement.languages
        }
        for name in ("lead_in", "lists")
    }
