"""Commitments marked in a text: which of them still stand in it, and what each lacks before the text closes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from meetings.promises.models import Promise
from meetings.promises.passages import Passage, passages_of, with_leads
from meetings.promises.states import DATELESS, Basis, Due
from meetings.promises.suggesting.dues import TIME_WORDS, find_due
from meetings.promises.suggesting.sentences import split_sentences
from meetings.statements.models import Statement
from meetings.statements.present import PresentLine, PresentText, read_present
from meetings.statements.queries import text_of
from meetings.statements.states import Status
from meetings.texts.notation import Marked
from portal.core.people import Person
from portal.core.questions import Question

OPEN = (Status.NEGOTIATING, Status.ALIGNMENT)
FILTERS = ("missing", "all", "changed", "withdrawn")
# Takes the code of the reader's side and the key of a statement.
PROMISES: Question[Promise] = Question(
    lambda code, key: (
        Promise.objects.read_with(code)
        .filter(paragraph__statement=key)
        .select_related("paragraph__statement", "lead")
        .order_by("at", "id")
    ),
    "a code",
    UUID(int=1),
)


def runs_of(marked: Marked) -> list[str]:
    """The words of a text between its brackets, run by run."""
    runs = [""]
    for piece in marked.pieces:
        if isinstance(piece, str):
            runs[-1] += piece
        else:
            runs.append("")
    return runs


def stands_once(words: str, marked: Marked) -> bool:
    """Whether these words stand in a text, outside brackets, and once alone."""
    return bool(words) and sum(run.count(words) for run in runs_of(marked)) == 1


@dataclass(frozen=True)
class PromiseLine:
    """A marked passage with its paragraph as it stands now: `line` is None where the paragraph has left the text."""

    promise: Promise
    line: PresentLine | None
    label: int | str
    languages: Sequence[str]

    @cached_property
    def stands(self) -> bool:
        """Whether its words are still those of the paragraph, in every language in which they were marked."""
        line = self.line
        return line is not None and all(
            stands_once(words, line.marked[code]) for code, words in self.promise.quotes.items()
        )

    @property
    def starts_at(self) -> int:
        """Where its words begin in the paragraph, in the language that is negotiated; -1 where they are there no more."""
        code = self.promise.paragraph.statement.drafted_in
        return self.line.marked[code].plain.find(self.promise.quotes.get(code, "")) if self.line else -1

    @property
    def is_withdrawn(self) -> bool:
        return self.promise.withdrawn_at is not None

    @property
    def quotes(self) -> dict[str, str]:
        """Its words in each language of the text, "" where they are not marked yet."""
        return {code: self.promise.quotes.get(code, "") for code in self.languages}

    @cached_property
    def lacks(self) -> list[str]:
        """What it lacks, in words; nothing for one that is complete or withdrawn."""
        promise = self.promise
        if self.is_withdrawn:
            return []
        if self.line is None:
            return [_("the paragraph left the text: mark it elsewhere, or take it back")]
        found = [] if self.stands else [_("words changed: mark again")]
        unmarked = [code.upper() for code, words in self.quotes.items() if not words and self.line.texts.get(code)]
        found += [_("not marked in %(languages)s") % {"languages": ", ".join(unmarked)}] if unmarked else []
        if not promise.lead_id:
            found.append(_("no lead"))
        if promise.is_basis_asked:
            found.append(_("counted from which day?"))
        elif promise.due == Due.NOT_BEFORE:
            found.append(_("a beginning, but no date by when"))
        elif not promise.is_dated:
            found.append(_("no date"))
        return found


@dataclass(frozen=True)
class PromisesPage:
    """All marked commitments of a text, those that lack something first; and passages that sound like one and are not marked.

    `shown` are those of the chosen filter; `counts` how many each filter has.
    """

    lines: list[PromiseLine]
    shown: list[PromiseLine]
    chosen: str
    counts: dict[str, int]
    suggested: list[Passage]

    @property
    def missing(self) -> int:
        return self.counts["missing"]


def promises_of(present: PresentText, code: str) -> list[PromiseLine]:
    """The marked commitments of a text in its order, withdrawn ones among them, as a side sees them. One SQL query."""
    order = {line.paragraph: place for place, line in enumerate(present.lines)}
    lines = [
        PromiseLine(
            promise,
            present.line(promise.paragraph.anchor),
            present.label(promise.paragraph.anchor),
            present.statement.languages,
        )
        for promise in PROMISES(code, present.statement.pk)
    ]
    return sorted(lines, key=lambda each: (order.get(each.promise.paragraph_id, len(order)), each.starts_at))


def lacking(lines: Iterable[PromiseLine]) -> list[PromiseLine]:
    """Those that lack something."""
    return [line for line in lines if line.lacks]


def promises_page(statement: Statement, user: Person, *, chosen: str = "all") -> PromisesPage:
    """The page of marked commitments. Five SQL queries, whatever their number; seven while the text may be marked."""
    present = read_present(statement)
    lines = promises_of(present, user.code)
    by_filter = {
        "missing": lacking(lines),
        "all": [line for line in lines if not line.is_withdrawn],
        "changed": [line for line in lines if not line.is_withdrawn and not line.stands],
        "withdrawn": [line for line in lines if line.is_withdrawn],
    }
    chosen = chosen if chosen in FILTERS else "all"
    shown = sorted(by_filter[chosen], key=lambda line: not line.lacks)
    suggested = suggestions(present, lines) if statement.status in OPEN else []
    counts = {name: len(found) for name, found in by_filter.items()}
    return PromisesPage(lines, shown, chosen, counts, suggested)


def suggestions(present: PresentText, lines: Iterable[PromiseLine]) -> list[Passage]:
    """Passages that sound like commitments, in all languages at once, whose words stand outside brackets and are not marked."""
    taken = [line.promise for line in lines if not line.is_withdrawn]
    found = [
        passage
        for passage in passages_of(text_of(present.statement), present.statement)
        if _is_free(passage, present.line(passage.line.anchor), taken)
    ]
    return with_leads(found, present.statement)


def _is_free(passage: Passage, line: PresentLine | None, taken: Iterable[Promise]) -> bool:
    if line is None or not all(stands_once(words, line.marked[code]) for code, words in passage.quote.items()):
        return False
    there = [each for each in taken if each.paragraph_id == line.paragraph]
    return not any(
        overlaps(passage.line.texts[code], words, each.quotes.get(code, ""))
        for code, words in passage.quote.items()
        for each in there
    )


def overlaps(text: str, one: str, other: str) -> bool:
    """Whether two pieces of a text share words of it."""
    if not one or not other:
        return False
    first, second = text.find(one), text.find(other)
    return first >= 0 and second >= 0 and first < second + len(other) and second < first + len(one)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph by language, as it can be marked; `number` counts from 1."""

    number: int
    texts: dict[str, str]


def sentences_of(line: PresentLine, languages: Sequence[str], drafted_in: str) -> list[Sentence]:
    """The sentences of a paragraph in the language that is negotiated, each with the same one of the others where they have as
    many of them, else with all their words. Sentences with brackets in them are left out: they are not agreed."""
    plain = {code: line.marked[code].plain for code in languages}
    spans = {code: split_sentences(text) for code, text in plain.items()}
    first = spans.get(drafted_in, [])
    found = []
    for place in range(len(first)):
        texts = {}
        for code in languages:
            start, end = spans[code][place] if len(spans[code]) == len(first) else (0, len(plain[code]))
            texts[code] = plain[code][start:end]
        if stands_once(texts[drafted_in], line.marked[drafted_in]):
            found.append(Sentence(place + 1, texts))
    return found


@dataclass(frozen=True)
class WhenSaid:
    """What a passage says of when: the kind of time, its words by language."""

    due: str
    due_text: dict[str, str]


def when_said(quotes: dict[str, str], statement: Statement) -> WhenSaid:
    """What the words of a passage say of when, by rule; `Due.NONE` where they say nothing."""
    found = {
        code: due
        for code, words in quotes.items()
        if code in TIME_WORDS and (due := find_due(words, code, meeting_date=statement.dated))
    }
    kind = next((due.kind for due in found.values()), Due.NONE.value)
    return WhenSaid(kind, {code: due.text for code, due in found.items()})


def reckoned(promise: Promise, meeting: date, release: date | None = None) -> date | None:
    """The day that the words about time name, with what was said of them; None where they name none, as those from which
    nobody knows yet since when they are counted."""
    if promise.due in DATELESS:
        return None
    origin = meeting
    if promise.due == Due.RELATIVE:
        if promise.basis == Basis.RELEASE and release:
            origin = release
        elif promise.basis != Basis.MEETING:
            return None
    for code, words in promise.due_text.items():
        found = find_due(words, code, meeting_date=origin) if code in TIME_WORDS else None
        if found and found.due:
            return found.due
    return None
