"""Whether two equally authentic languages of a statement say the same. Pure: no models, no database.

A newcomer finds: what is read in `pairs`, what is found in `findings`, the rules in order in `checking`; what must be
equal in `substance` with `figures`, `ordinals`, `fractions`, `units`, `dates`, `addresses`, `countries`; what can be said
in other words, and is a warning, in `meanings`, `acronyms` and `naming`; verbs of force in `forces` and `verbs`; the glossary
in `terms`; the rest in `wording` and `tongues`; a language without rules in `plain`. Word lists stand in `.txt` files
beside their rules. Errors are few and sure; what is doubtful is a warning.
"""

from meetings.concordance.checks.checking import check, check_paragraph
from meetings.concordance.checks.findings import Finding, Rule, Severity
from meetings.concordance.checks.pairs import FORCES, TERMS, Force, Pair, Term
from meetings.concordance.checks.plain import check_paragraph_plain, check_plain, has_rules, sides_without_rules
from meetings.concordance.checks.substance import home_countries

__all__ = [
    "FORCES",
    "TERMS",
    "Finding",
    "Force",
    "Pair",
    "Rule",
    "Severity",
    "Term",
    "check",
    "check_paragraph",
    "check_paragraph_plain",
    "check_plain",
    "has_rules",
    "home_countries",
    "sides_without_rules",
]
