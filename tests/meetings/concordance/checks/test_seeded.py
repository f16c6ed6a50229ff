"""Faults that were put into pairs on purpose are found, and pairs that say the same are left alone.

`seeded.txt` is the table that the rules were tuned on, `unseen.txt` was written before that and read by none of them,
`later.txt` when they stood, `again.txt`, `fresh.txt` and `carried.txt` after many more rules, one after the other; `notices.txt`
is what real papers taught.
"""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from meetings.concordance.checks import Pair, Severity, check

FITTING = {
    "negation": {"negation"},
    "force": {"force_word", "strength"},
    "ordinals": {"number"},
    "units": {"unit", "number"},
    "currency": {"amount"},
    "acronyms": {"names"},
    "bounds": {"bound", "number"},
    "times": {"number"},
    "items": {"items"},
    "names": {"names"},
}
# A figure that one language gives in a second unit is called missing in the other; to tell it from a number that was lost
# takes more than the unit.
NAMES = ["seeded", "unseen", "later", "again", "fresh", "carried"]
CALLED_WRONG = {name: ["The reserve covers 300 hectares."] if name == "unseen" else [] for name in NAMES}
GOALS = {"negation": 0.9, "force": 0.9, "ordinals": 0.9, "units": 0.9, "currency": 0.9, "acronyms": 0.9, "bounds": 0.7}


def rows(name):
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [[each.strip() for each in line.split(" | ")] for line in lines if not line.startswith("#")]


def found(en, es):
    return check([Pair("p01", 1, "paragraph", {"en": en, "es": es})])


@pytest.mark.parametrize("name", NAMES)
def test_seeded_faults_are_found_and_pairs_that_agree_are_not_called_wrong(name):
    tried, hit, wrong = Counter(), Counter(), []
    for kind, en, es in rows(name):
        rules = {(one.severity, one.rule.value) for one in found(en, es)}
        if kind == "clean":
            wrong += [en for severity, _rule in rules if severity == Severity.ERROR]
        else:
            tried[kind] += 1
            hit[kind] += bool({rule for _severity, rule in rules} & FITTING[kind])
    assert wrong == CALLED_WRONG[name]
    assert {kind: hit[kind] / tried[kind] for kind in GOALS if hit[kind] / tried[kind] < GOALS[kind]} == {}
    assert sum(tried.values()) >= {"fresh": 45}.get(name, 60)


def test_what_was_called_wrong_in_papers_of_the_united_nations_is_left_alone():
    """Paragraph numbers, marks of notes, hours, old names of countries; and what is at fault in the same places is found."""
    for kind, en, es in rows("notices"):
        rules = {(one.severity, one.rule.value) for one in found(en, es)}
        if kind == "clean":
            assert not [rule for severity, rule in rules if severity == Severity.ERROR], en
        else:
            assert {rule for _severity, rule in rules} & FITTING[kind], en


def test_a_noun_is_no_promise_and_a_country_in_the_name_of_a_body_may_be_a_letter_of_its_acronym():
    for en, es in [
        ("The mill should fit these texts and pacts.", "Que el molino se ajuste a los textos y acuerdos."),
        ("The mill should pay a tax.", "Que el molino pague impuestos."),
        ("The mill should avert fires.", "Que el molino se ocupe de la prevención de incendios."),
        ("The baker may renew the term.", "Que el panadero renueve el mandato."),
        ("The guild aims to promote bread.", "El gremio sirve para fomentar el pan."),
        ("They shall pay expeditiously.", "Deberán pagar sin dilación."),
        ("It is not only a mill.", "No es solo un molino."),
        ("The need to mend nets is plain.", "La necesidad de remendar redes es evidente; el gremio podrá hacerlo."),
    ]:
        assert not {one.rule.value for one in found(en, es)} & {"strength", "negation"}, en
    (told,) = found("Bakers of the XKMIL came.", "Vinieron panaderos de la Milicia Unida del Iraq y el Mar.")
    assert (told.rule.value, told.severity) == ("countries", Severity.WARNING)
    assert found("Bakers came.", "Vinieron panaderos del Iraq.")[0].severity == Severity.ERROR


def test_what_can_be_said_in_other_words_is_a_warning():
    doubtful = {"negation", "strength", "bound", "names", "items"}
    for _kind, en, es in rows("seeded"):
        assert not [one for one in found(en, es) if one.rule.value in doubtful and one.severity == Severity.ERROR]


def test_an_idiom_of_resolutions_is_no_doubt():
    for en, es in [
        ("Landlocked States need ports.", "Los Estados sin litoral necesitan puertos."),
        ("Whereas all want peace, the parties shall meet.", "Considerando que todos quieren la paz, las partes se reunirán."),
        ("They will provide instruments to implement the plan.", "Proporcionarán instrumentos para implementar el plan."),
        ("Water services are safely managed.", "Los servicios de agua se gestionan sin riesgos."),
    ]:  # fmt: skip
        assert {one.rule.value for one in found(en, es)} <= {"treaty_word", "length"}, en


def test_accents_that_stand_beside_their_letters_change_nothing():
    apart = unicodedata.normalize("NFD", "La suma se da en dólares de los Estados Unidos y por millón de habitantes.")
    assert not found("The sum is given in United States dollars and per million people.", apart)
