"""Every fault is said in both languages."""

import string

import pytest
from django.utils import translation

from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.saying import FIXES, SENTENCES, say_fault, say_hidden

KEY = ("RET_OUT", "US", "_T", "_T", "GT", "_T")
FACTS = {
    **dict.fromkeys(("month", "span", "bound", "from", "to"), "2024-07"),
    **dict.fromkeys(("terms", "sum", "tolerance", "one", "other", "before", "after", "median", "rounding"), 10),
    **dict.fromkeys(("first", "found", "wanted", "indicator", "reporting", "count"), "a · b"),
    **{name: ["GT"] for name in ("months", "entered", "left")},
    "key": KEY,
    "meaning": "value",
    "beside": "M",
    "code": "T42",
    "use": ("T8", "M"),
    "dimension": "group",
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


def test_codes_months_and_counts_are_said_in_words():
    key = ("RET_OUT", "MX", "GT", "_T", "HN", "M.ADULT")
    facts = {"key": key, "month": "2025-01", "before": 63_457, "after": 9_924}
    revised = Fault(Code.REVISION, "7", 7, reason=Reason.REVERTED, facts=facts)
    gap = Fault(
        Code.MONTHS,
        reason=Reason.GAP,
        facts={"indicator": "EVT_IRR", "reporting": "MX", "months": ["2024-02", "2024-12"]},
    )
    moved = Fault(Code.RESIDUAL, facts={"key": (*key[:4], "_X", "_T"), "entered": ["PE"], "left": []})
    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = [say_fault(each).sentence for each in (revised, gap, moved)]
    english, spanish = said["en"], said["es"]
    assert (
        "Returns carried out, Mexico, Guatemala, Honduras, Men, Jan 2025 goes back from 63,457 to 9,924" in english[0]
    )
    assert "México, Guatemala, Honduras, Hombres adultos" in spanish[0]
    assert "63,457" in spanish[0]
    assert "Feb 2024, Dec 2024" in english[1]
    assert "Mexico" in english[1]
    assert "México" in spanish[1]
    assert "Now counted in it: Peru. No longer: –." in english[2]
    assert "Perú" in spanish[2]
    told = " ".join([*english, *spanish])
    assert not [code for code in ("RET_OUT", "EVT_IRR", "_X", " MX", "M.ADULT", "2025-01", "2024-02") if code in told]


def test_a_sentence_begins_with_a_capital_though_it_begins_with_a_month():
    fault = Fault(
        Code.MONTHS, "4", 4, "period", "2027-06", Reason.FUTURE, facts={"month": "2027-06", "bound": "2026-11"}
    )
    with translation.override("es"):
        assert say_fault(fault).sentence.startswith("Jun 2027 es posterior a nov 2026")
