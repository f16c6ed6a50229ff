"""What the concordance of a statement can find: the rules, their severity, and the sentence of each finding."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from meetings.concordance.checks.pairs import FUTURE, RULED
from portal.core.texts import word_for_language


class Severity(TextChoices):
    """An error stops the final text; a warning is fixed or waived."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")


class Rule(TextChoices):
    """What both languages of a paragraph are held to."""

    MISSING_SIDE = "missing_side", _("A language is missing")
    LIST_ITEMS = "list_items", _("List items")
    NUMBER = "number", _("Numbers")
    DATE = "date", _("Dates")
    PERCENTAGE = "percentage", _("Percentages")
    AMOUNT = "amount", _("Amounts of money")
    ADDRESS = "address", _("Addresses")
    COUNTRIES = "countries", _("Countries")
    BRACKETS = "brackets", _("Brackets")
    LITERAL_BRACKET = "literal_bracket", _("Bracket written as a character")
    UNBALANCED_BRACKET = "unbalanced_bracket", _("Bracket without its partner")
    FORBIDDEN_TERM = "forbidden_term", _("Forbidden term")
    LANGUAGE = "language", _("Text in the other language")
    RUN_TOGETHER = "run_together", _("Words run together")
    GLOSSARY = "glossary", _("Glossary variant")
    FORCE_WORD = "force_word", _("Force of a verb")
    NEGATION = "negation", _("Negation")
    STRENGTH = "strength", _("Strength of a promise")
    BOUND = "bound", _("Bounds and direction")
    UNIT = "unit", _("Units of measure")
    NAMES = "names", _("Names and acronyms")
    ITEMS = "items", _("Things listed")
    FORCE_VARIES = "force_varies", _("One verb rendered in several ways")
    LENGTH = "length", _("Length")
    TREATY_WORD = "treaty_word", _("Treaty language")
    PARTY_COUNT = "party_count", _("Number of parties")
    ABBREVIATION = "abbreviation", _("Style of abbreviations")
    DOUBLE_SPACE = "double_space", _("Double spaces")
    REPEATED_WORD = "repeated_word", _("Repeated word")


SENTENCES = {
    Rule.MISSING_SIDE: _("The paragraph has no text in this language: %(missing)s. The other begins: “%(excerpt)s”."),
    Rule.LIST_ITEMS: _("The list has %(left)s items in %(first)s and %(right)s in %(second)s."),
    Rule.NUMBER: _("Numbers differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.DATE: _("Dates differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.PERCENTAGE: _("Percentages differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.AMOUNT: _("Amounts of money differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.ADDRESS: _("Addresses differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.COUNTRIES: _("Countries differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.BRACKETS: _("Open brackets differ: %(first)s has %(left)s, %(second)s has %(right)s."),
    Rule.LITERAL_BRACKET: _("A square bracket is written as a character (%(language)s): %(words)s."),
    Rule.UNBALANCED_BRACKET: _("A square bracket has no partner (%(language)s): %(words)s."),
    Rule.FORBIDDEN_TERM: _("A forbidden term is used: %(words)s. Agreed: %(term)s."),
    Rule.LANGUAGE: _("Text in the other language stands in the field for %(language)s: %(words)s."),
    Rule.RUN_TOGETHER: _("Two words seem run together: %(words)s."),
    Rule.GLOSSARY: _("%(words)s departs from the glossary: %(term)s."),
    Rule.FORCE_WORD: _("“%(force)s” is not rendered as agreed (%(agreed)s): Spanish has %(found)s."),
    Rule.NEGATION: _("Only one language says no: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.STRENGTH: _("A promise is not as strong in both languages: %(first)s has %(left)s, %(second)s has %(right)s."),
    Rule.BOUND: _("A bound or a direction differs: %(first)s has %(left)s, %(second)s has %(right)s."),
    Rule.UNIT: _("Units of measure differ: %(first)s has %(left)s, %(second)s has %(right)s."),
    Rule.NAMES: _("Names or acronyms differ: only in %(first)s %(left)s, only in %(second)s %(right)s."),
    Rule.ITEMS: _("Not as many things are listed: %(first)s has %(left)s, %(second)s has %(right)s."),
    Rule.FORCE_VARIES: _("“%(force)s” is rendered here as %(found)s, elsewhere in the text as %(others)s."),
    Rule.LENGTH: _("%(second)s has %(ratio)s times the words of %(first)s; usual is %(low)s to %(high)s."),
    Rule.TREATY_WORD: _("%(words)s is treaty language, and this text is not binding."),
    Rule.PARTY_COUNT: _("%(words)s does not fit the number of parties, which is %(parties)s."),
    Rule.ABBREVIATION: _("%(words)s: the rest of the text writes “%(usual)s”."),
    Rule.DOUBLE_SPACE: _("Two spaces stand together (%(language)s): %(words)s."),
    Rule.REPEATED_WORD: _("A word stands twice (%(language)s): %(words)s."),
}
# Facts that an edit elsewhere can change: they are told, but do not make another finding of it.
PASSING = {"excerpt", "others", "ratio", "usual", "low", "high"}


@dataclass(frozen=True)
class Finding:
    """A place where two languages of a text part. `paragraph` counts from 1; `facts` fill the sentence, those of one
    language under its code."""

    anchor: str
    paragraph: int
    rule: Rule
    severity: Severity
    facts: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, str] = RULED

    @property
    def detail(self) -> str:
        """The finding as a sentence in the current language."""
        first, second = self.languages
        told = {"left": self.facts.get(first), "right": self.facts.get(second), **self.facts}
        words = {name: _shown(name, fact) for name, fact in told.items()}
        return str(SENTENCES[self.rule]) % {
            "first": word_for_language(first),
            "second": word_for_language(second),
            **words,
        }

    @property
    def key(self) -> str:
        """The same for the same finding as long as what it tells of is unchanged, whatever happens around it."""
        facts = {name: fact for name, fact in self.facts.items() if name not in PASSING}
        told = json.dumps([self.anchor, self.rule.value, facts], sort_keys=True, ensure_ascii=False, default=list)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:20]

    def words_in(self, language: str) -> list[str]:
        """The words of one language that the finding is about, as far as it names any."""
        of_both = self.facts.get("words", []) if self.facts.get("language", language) == language else []
        own = self.facts.get(language, [])
        force = [self.facts["force"]] if language == "en" and "force" in self.facts else []
        rendered = self.facts.get("found", []) if language == "es" else []
        found = [each for each in (of_both, own, force, rendered) if isinstance(each, (list, tuple))]
        return [str(word) for each in found for word in each]


def _shown(name: str, fact: Any) -> str:
    if name in {"language", "missing"}:
        return word_for_language(fact)
    if name == "term":
        return " – ".join(gettext("“%(word)s”") % {"word": word} for word in fact)
    if isinstance(fact, (list, tuple)):
        words = (gettext("the future tense") if one == FUTURE and name == "agreed" else f"“{one}”" for one in fact)
        return ", ".join(words) or pgettext("nothing found", "none")
    return str(fact)
