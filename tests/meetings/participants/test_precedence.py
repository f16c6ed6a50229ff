"""The order of precedence: alphabetical in one language, the host at an end, the secretariat after all."""

import pytest

from meetings.participants.precedence import alphabetical, in_order

NAMES = {
    "USA": {"en": "United States", "es": "Estados Unidos"},
    "MEX": {"en": "Mexico", "es": "México"},
    "GTM": {"en": "Guatemala", "es": "Guatemala"},
    "DEU": {"en": "Germany", "es": "Alemania"},
    "SEC": {"en": "A secretariat", "es": "A secretaría"},
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["DEU", "MEX", "USA", "GTM", "SEC"]), ("es", ["DEU", "USA", "MEX", "GTM", "SEC"])],
)
def test_each_language_has_its_own_order_and_the_host_is_last(language, expected):
    assert in_order(NAMES, language=language, host="GTM", after=["SEC"]) == expected


def test_the_host_may_be_first():
    assert in_order(NAMES, language="es", host="MEX", host_first=True, after=["SEC"]) == [
        "MEX", "DEU", "USA", "GTM", "SEC",
    ]  # fmt: skip


def test_accents_and_case_do_not_matter_but_enye_is_its_own_letter():
    assert sorted(["Perú", "Península", "peru b", "Ñandú", "Nube", "Oaxaca"], key=lambda x: alphabetical(x, "es")) == [
        "Nube", "Ñandú", "Oaxaca", "Península", "Perú", "peru b",
    ]  # fmt: skip


def test_a_side_without_a_name_in_the_language_is_placed_by_its_code():
    names = {"B": {"en": "Zed"}, "C": {"es": "Cuba"}}
    assert in_order(names, language="es", host="X") == ["B", "C"]
