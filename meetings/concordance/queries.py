"""The concordance of a statement as it stands: every finding, how to mend it, and who lets it stand."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models.fields.json import KT
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from meetings.concordance.checks import (
    Finding,
    Force,
    Pair,
    Rule,
    Severity,
    Term,
    check,
    check_paragraph,
    check_paragraph_plain,
    check_plain,
    has_rules,
    home_countries,
    sides_without_rules,
)
from meetings.concordance.models import ForceTerm, GlossaryTerm, Waiver
from meetings.concordance.states import FindingState
from meetings.statements.models import Statement
from meetings.statements.present import PresentLine, PresentText, read_present
from meetings.statements.showing import underlined
from meetings.texts.blocks import tidy
from meetings.texts.notation import Marked
from portal.core.people import Person
from portal.core.texts import word_for_language

# As SQL: changes with every change to the group's words.
WORDS = (
    "(SELECT md5(string_agg(each::text, '' ORDER BY each.id)) FROM meetings_glossaryterm AS each), "
    "(SELECT md5(string_agg(each::text, '' ORDER BY each.id)) FROM meetings_forceterm AS each)"
)
_FIGURES = _("Give each language the same, or write it in words in each.")
_BRACKETS = _("Place each bracket in every language, with the brackets of the portal.")
_WORDS = _("Use the agreed words in every language, or change the glossary.")
MENDING = {
    Rule.MISSING_SIDE: _("Write the paragraph in the missing language."),
    Rule.LIST_ITEMS: _("Give the list the same items in every language."),
    Rule.COUNTRIES: _("Name the same countries in every language."),
    Rule.BRACKETS: _BRACKETS,
    Rule.LITERAL_BRACKET: _BRACKETS,
    Rule.UNBALANCED_BRACKET: _BRACKETS,
    Rule.FORBIDDEN_TERM: _WORDS,
    Rule.GLOSSARY: _WORDS,
    Rule.LANGUAGE: _("Put each language into its own field."),
    Rule.RUN_TOGETHER: _("Put the space where it belongs."),
    Rule.FORCE_WORD: _("Use the agreed rendering, or let it stand together with another delegation."),
    Rule.NEGATION: _("Look whether both languages promise and deny the same."),
    Rule.STRENGTH: _(
        "Choose words that bind equally in both languages, or let it stand together with another delegation."
    ),
    Rule.BOUND: _("Look which of the two is meant, and say it in both."),
    Rule.UNIT: _("Give the figure in the same unit in both languages."),
    Rule.NAMES: _("Look whether both languages name the same, each in its own way."),
    Rule.ITEMS: _("Look whether something was left out of a list."),
    Rule.FORCE_VARIES: _("Choose one rendering for the whole text."),
    Rule.LENGTH: _("Look whether a language says more than the other."),
    Rule.TREATY_WORD: _("Choose a word that promises without binding."),
    Rule.PARTY_COUNT: _("Count the parties again."),
    Rule.ABBREVIATION: _("Write it as in the rest of the text."),
    Rule.DOUBLE_SPACE: _("Take out one space."),
    Rule.REPEATED_WORD: _("Take out one of the two words."),
}


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its state. `finding_key` names it for a waiver: another text at that place is another finding."""

    finding: Finding
    finding_key: str
    waiver: Waiver | None = None

    @property
    def state(self) -> FindingState:
        """Open until two delegations let it stand."""
        if self.waiver is None:
            return FindingState.OPEN
        return FindingState.WAIVED if self.waiver.second_id else FindingState.HALF_WAIVED

    @property
    def is_error(self) -> bool:
        return self.finding.severity == Severity.ERROR

    @property
    def is_open(self) -> bool:
        return self.state != FindingState.WAIVED

    @property
    def mending(self) -> str:
        """How to mend it, as a sentence."""
        return str(MENDING.get(self.finding.rule, _FIGURES))


@dataclass(frozen=True)
class CheckedParagraph:
    """A paragraph in its languages with what was found on it, errors first; `number` as on the table, or its anchor."""

    line: PresentLine
    number: int | str
    findings: list[ShownFinding]

    @property
    def has_error(self) -> bool:
        return any(each.is_error for each in self.findings)

    @property
    def texts(self) -> dict[str, SafeString]:
        """Each language as HTML, the words underlined that an open finding names."""
        return {
            language: underlined(
                text, [word for each in self.findings if each.is_open for word in each.finding.words_in(language)]
            )
            for language, text in self.line.texts.items()
        }


@dataclass(frozen=True)
class Board:
    """The concordance board: the paragraphs that a filter leaves, those with errors first, and counts by filter."""

    paragraphs: list[CheckedParagraph]
    counts: dict[str, int]
    shown: str
    # The languages that are compared without rules, in words: (beside which, which).
    without_rules: list[tuple[str, str]]


def findings_of(present: PresentText, user: Person) -> list[ShownFinding]:
    """Every finding on the present text in the order of its paragraphs, held against the group's own glossary.

    Three SQL queries.
    """
    return _shown(found_in(_pairs(present), present.statement, len(present.parties)), present, user)


def found_in(pairs: Sequence[Pair], statement: Statement, parties: int) -> tuple[Finding, ...]:
    """Every finding on these words of a text, present ones or not, as between so many parties. Two SQL queries."""
    held = _held_against(statement, parties)
    words = tuple(held["terms"]), tuple(held["forces"])
    languages = tuple(statement.languages)
    texts = tuple(_key(pair) for pair in pairs)
    return _checked(texts, *words, parties, languages, statement.drafted_in, binding=held["binding"])


@lru_cache(maxsize=16)
def _checked(
    texts: tuple[Any, ...],
    terms: tuple[Term, ...],
    forces: tuple[Force, ...],
    parties: int,
    languages: tuple[str, ...],
    first: str,
    *,
    binding: bool,
) -> tuple[Finding, ...]:
    """What `check` and `check_plain` find, kept by everything that they look at: whoever gets an answer has brought the
    whole text."""
    pairs = [Pair(anchor, number, kind, dict(words), dict(brackets)) for anchor, number, kind, words, brackets in texts]
    found = check_plain(pairs, languages, first, terms)
    if has_rules(languages):
        found = check(pairs, terms=terms, forces=forces, parties=parties, binding=binding) + found
    return tuple(sorted(found, key=lambda each: (each.paragraph, each.severity)))


def _key(pair: Pair) -> tuple[Any, ...]:
    return (pair.anchor, pair.number, pair.kind, tuple(pair.texts.items()), tuple(pair.brackets.items()))


def findings_at(present: PresentText, user: Person, anchor: str) -> list[ShownFinding]:
    """The findings on one paragraph alone, those left out that compare it with the rest. Three SQL queries."""
    pairs = _pairs(present)
    home = home_countries(pairs)
    held = _held_against(present.statement, len(present.parties))
    here = [pair for pair in pairs if pair.anchor == anchor]
    languages, first = present.statement.languages, present.statement.drafted_in
    found = [each for pair in here for each in check_paragraph_plain(pair, languages, first, held["terms"])]
    if has_rules(languages):
        found = [each for pair in here for each in check_paragraph(pair, home=home, **held)] + found
    return _shown(found, present, user)


def _pairs(present: PresentText) -> list[Pair]:
    first = 0 if present.title else 1
    return [_pair(number, line) for number, line in enumerate(present.lines, start=first)]


def _held_against(statement: Statement, parties: int) -> dict[str, Any]:
    """The group's own words, and what the text says of itself. Two SQL queries."""
    return {
        "terms": [Term(each.words, tuple(each.forbidden), tuple(each.variants), each.note) for each in terms()],
        "forces": [
            Force(verb, tuple(each.words["es"]), each.strength)
            for each in force_words()
            if each.words.get("es")
            for verb in each.words.get("en", [])
        ],
        "parties": parties,
        "binding": statement.is_binding,
    }


def _shown(found: Sequence[Finding], present: PresentText, user: Person) -> list[ShownFinding]:
    given = Waiver.objects.visible_to(user).filter(statement=present.statement)
    waivers = {each.finding_key: each for each in given}
    texts = {line.anchor: line.texts for line in present.lines}
    keys = {_key_of(finding, texts[finding.anchor]): finding for finding in found}
    return [ShownFinding(finding, key, waivers.get(key)) for key, finding in keys.items()]


def board(statement: Statement, user: Person, shown: str = "") -> Board:
    """The board under the filter `shown`: "error", "warning", "waived", or "" for all that is open. Six SQL queries."""
    present = read_present(statement)
    found = findings_of(present, user)
    sieves = {
        "": [each for each in found if each.is_open],
        "error": [each for each in found if each.is_open and each.is_error],
        "warning": [each for each in found if each.is_open and not each.is_error],
        "waived": [each for each in found if not each.is_open],
    }
    shown = shown if shown in sieves else ""
    held = [
        CheckedParagraph(line, present.label(line.anchor), findings)
        for line in present.lines
        if (findings := [each for each in sieves[shown] if each.finding.anchor == line.anchor])
    ]
    counts = {name: len(each) for name, each in sieves.items()}
    sides = sides_without_rules(present.statement.languages, present.statement.drafted_in)
    bare = [(word_for_language(first), word_for_language(other)) for first, other in sides]
    return Board(sorted(held, key=lambda each: not each.has_error), counts, shown, bare)


def terms() -> list[GlossaryTerm]:
    """The glossary in the order of its terms in the first content language. One SQL query."""
    return list(GlossaryTerm.objects.order_by(KT(f"words__{settings.CONTENT_LANGUAGES[0]}"), "id"))


def force_words() -> list[ForceTerm]:
    """The words of force in their order. One SQL query."""
    return list(ForceTerm.objects.order_by(KT(f"words__{settings.CONTENT_LANGUAGES[0]}"), "id"))


def _pair(number: int, line: PresentLine) -> Pair:
    texts = {language: _unmarked(marked) for language, marked in line.marked.items()}
    return Pair(line.anchor, number, line.kind, texts, {code: _brackets(nodes) for code, nodes in line.nodes.items()})


def _unmarked(marked: Marked) -> str:
    """A parsed text with the words of every option where a bracket stands."""
    pieces = [
        piece if isinstance(piece, str) else " | ".join(option.words for option in piece.options if option.words)
        for piece in marked.pieces
    ]
    return tidy("".join(pieces))


def _brackets(nodes: Sequence[Mapping[str, str]]) -> int:
    return sum(node["t"] == "b" for node in nodes)


def _key_of(finding: Finding, texts: Mapping[str, str]) -> str:
    words = "\0".join([finding.key, *(f"{code}\0{text}" for code, text in sorted(texts.items()))])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
