"""Names of codes, in both languages."""

import pytest

from workinggroup.flows.codes import all_codes, listed, name_of, names_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing import known
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.indicators import LANGUAGES
from workinggroup.flows.inventing import invented

GROUP, AREA = DIMENSIONS.index(Meaning.GROUP), DIMENSIONS.index(Meaning.AREA)


@pytest.mark.parametrize(
    ("meaning", "code", "english", "spanish"),
    [
        (Meaning.GROUP, "ADULT", "Adults", "Personas adultas"),
        (Meaning.GROUP, "M.ADULT", "Men", "Hombres adultos"),
        (
            Meaning.AREA,
            "SWB.POE",
            "Southwest land border, at ports of entry",
            "Frontera terrestre suroeste, en puertos de entrada",
        ),
        (Meaning.CITIZENSHIP, "GT", "Guatemala", "Guatemala"),
        (Meaning.REPORTING, "USA", "United States", "Estados Unidos"),
        (Meaning.COUNTERPART, "_X", "Other or not known", "Otros o no se conoce"),
        (Meaning.GROUP, "_T", "Total", "Total"),
        (Meaning.GROUP, "NEW_GROUP", "NEW_GROUP", "NEW_GROUP"),
        (Meaning.REPORTING, "SEC", "SEC", "SEC"),
    ],
)
def test_a_code_has_a_name_in_both_languages(meaning, code, english, spanish):
    assert names_of(meaning, code) == {"en": english, "es": spanish}


@pytest.mark.parametrize("meaning", [Meaning.AREA, Meaning.GROUP])
def test_no_two_codes_have_one_name(meaning):
    for language in LANGUAGES:
        names = [name_of(meaning, code, language) for code in all_codes(meaning)]
        assert len(set(names)) == len(names)
    assert all(words.keys() == set(LANGUAGES) for words in listed(meaning).values())


def test_what_files_of_agencies_give_is_named():
    given = {group for layout in known.LAYOUTS if (group := layout.constants.get(Meaning.GROUP))}
    for headings in (known._DECISIONS, known._POPULATION, known._REPATRIATIONS, known._BOOK_OUTS):
        given |= set(headings.values())
    for labels in ("FMUA", "UC", "Single Adult", "Accompanied Minors"):
        given.add(known.GROUPS.read(labels))
    assert given <= set(all_codes(Meaning.GROUP))
    assert set(known._AGENCIES.values()) <= set(all_codes(Meaning.AREA))


def test_what_the_demo_gives_is_named():
    for file in invented(Month(2026, 9)):
        for key, _month in read_figures(file.data).figures:
            assert key[GROUP] in all_codes(Meaning.GROUP)
            assert key[AREA] in all_codes(Meaning.AREA)
