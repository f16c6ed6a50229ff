"""The concordance on real statements, where they are at hand; and on the same ones after a change."""

import json
from pathlib import Path

import pytest

from meetings.concordance.checks import Pair, Severity, check
from meetings.management.commands.check_concordance import blocks_of, paired

FOLDER = Path(__file__).resolve().parents[4].parent / "shared/data/statements"
DECLARATION = "2022-06-10_los-angeles-declaration"
COMMUNIQUE = "2023-12-28_mx-us_joint-communique-migration"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real statements are not beside this checkout")


def declaration():
    return paired(blocks_of(FOLDER / f"{DECLARATION}.en.txt"), blocks_of(FOLDER / f"{DECLARATION}.es.txt"))


def errors(pairs):
    return {(one.paragraph, one.rule.value) for one in check(pairs) if one.severity == Severity.ERROR}


def test_the_declaration_has_its_known_divergences_and_no_other_error():
    pairs = declaration()
    assert len(pairs) == 23
    assert all(all(pair.texts.values()) for pair in pairs)
    assert errors(pairs) == {(1, "countries"), (1, "run_together")}
    found = {(one.paragraph, one.rule.value) for one in check(pairs)}
    rules = {"term": {"glossary"}, "force_word": {"force_word", "force_varies"}, "entity_missing": {"countries"}}
    cases = map(json.loads, (FOLDER / "concordance_cases.jsonl").read_text(encoding="utf-8").splitlines())
    for case in cases:
        numbers = case["paragraph"] if isinstance(case["paragraph"], list) else [case["paragraph"]]
        for number in numbers if ".es." in case["es"] else ():
            for rule in [rules[case["kind"]]] if case["kind"] in rules else []:
                assert any((number, one) in found for one in rule), (case["id"], number)
    (guyana,) = (one for one in check(pairs) if one.rule == "countries")
    assert guyana.facts == {"en": ["Guyana"], "es": []}


def test_an_unofficial_version_of_the_communique_has_no_error():
    english, spanish = f"{COMMUNIQUE}.en.txt", f"{COMMUNIQUE}.es.unofficial.txt"
    assert errors(paired(blocks_of(FOLDER / english), blocks_of(FOLDER / spanish))) == set()


def test_a_list_item_dropped_is_an_error_at_its_place():
    english, spanish = (blocks_of(FOLDER / f"{DECLARATION}.{one}.txt") for one in ("en", "es"))
    for dropped in range(17, 22):
        found = errors(paired(english, spanish[:dropped] + spanish[dropped + 1 :]))
        assert found - errors(declaration()) == {(17, "list_items"), (dropped + 1, "missing_side")}


@pytest.mark.parametrize(
    ("number", "language", "before", "after", "rule"),
    [
        (1, "es", "la República de Haití, ", "", "countries"),
        (1, "en", "Canada, ", "", "countries"),
        (23, "es", "1951", "1961", "number"),
        (23, "en", "2030 Agenda", "2035 Agenda", "number"),
        (23, "es", "de 1967", "", "number"),
    ],
)
def test_a_change_in_one_language_is_found(number, language, before, after, rule):
    pairs = declaration()
    pair = pairs[number - 1]
    assert before in pair.texts[language]
    texts = {**pair.texts, language: pair.texts[language].replace(before, after)}
    pairs[number - 1] = Pair(pair.anchor, pair.number, pair.kind, texts)
    assert (number, rule) in errors(pairs)
    assert errors(pairs) - errors(declaration()) <= {(number, rule)}
