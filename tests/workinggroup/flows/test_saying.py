"""Every fault is said in both languages."""

import string

import pytest
from django.utils import translation

from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.saying import FIXES, SENTENCES, say_fault, say_hidden

KEY = ("RET_OUT", "US", "_T", "_T", "GT", "_T")
FACTS = {
    **dict.fromkeys(("month", "span", "bound"), "2024-07"),
    **dict.fromkeys(("terms", "sum", "tolerance", "one", "other", "before", "after", "median", "rounding"), 10),
    **dict.fromkeys(("first", "found", "wanted", "indicator", "reporting", "count"), "a · b"),
    **{name: ["GT"] for name in ("months", "entered", "left")},
    "key": KEY,
    "meaning": "value",
    "names": ("nat", "dmg"),
}


@pytest.mark.parametrize(("code", "reason"), SENTENCES)
def test_every_fault_is_said_in_both_languages(code, reason):
    fault = Fault(code, "Sheet!C17", 17, "citizenship", "TURKEY", reason, facts=FACTS)
    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = say_fault(fault)
    assert said["en"].sentence != said["es"].sentence
    assert (said["en"].fix != said["es"].fix) is ((code, reason) in FIXES)
    for each in said.values():
        assert "%(" not in each.sentence + each.fix
        assert (each.code, each.place, each.column) == (code.value, "Sheet!C17", "citizenship")


def test_every_code_and_reason_has_its_words():
    assert {code for code, _reason in SENTENCES} == set(Code)
    assert {reason for _code, reason in SENTENCES} - {None} == set(Reason)
    # A warning is answered by a note; what stops a file says what to do about it.
    assert FIXES.keys() == {which for which in SENTENCES if which[0].is_error}


def test_a_sentence_says_what_to_write_instead():
    head = b"period,indicator,reporting,citizenship,value\n"
    (fault,) = read_figures(head + b"2024-07,RET_OUT,US,TURKEY,5\n").faults
    with translation.override("es"):
        said = say_fault(fault)
    assert (said.code, said.place) == ("E03", "2")
    assert "TURKEY" in said.sentence
    assert "TR" in said.fix
    assert "7" in say_hidden(7)


def test_rows_about_persons_are_not_quoted():
    (fault,) = read_figures(b"Nombre,CURP,value\nAna Pop,POPA900101,1\n").faults
    assert "persons" in say_fault(fault).sentence
    assert not {"Ana", "POPA900101"} & set(
        say_fault(fault).sentence.translate(str.maketrans("", "", string.punctuation)).split()
    )
