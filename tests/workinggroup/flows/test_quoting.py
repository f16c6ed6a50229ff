"""Numbers that are quoted with the address of a figure: found beside it, as either language writes them."""

import pytest

from workinggroup.flows.quoting import Quoted, quoted_in

CITED = "GTM.RET_IN.USA._T/2024-07@2024-09-30"


def found(text):
    return [(each.value, str(each.citation)) for each in quoted_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"In July 5,460 people returned ({CITED}).", 5460),
        (f"En julio regresaron 5 460 personas ({CITED}).", 5460),
        (f"En julio regresaron 5.460 personas: {CITED}", 5460),
        (f"5460 [{CITED}]", 5460),
        (f"1,234,567 returned https://portal.example/flows/d/{CITED}, as was said.", 1234567),
        (f"See /flows/d/{CITED} (5,460 returns).", 5460),
        (f"Returns of July 2024: 830 ({CITED})", 830),
        (f"Returns, 5,460 in July 2024 ({CITED})", 5460),
        (f"Regresaron 5,460 personas en julio de 2024 ({CITED})", 5460),
        (f"On 30 September 2024 we had counted 5,460 ({CITED})", 5460),
        (f"We had counted 5,460 by 30 September 2024 ({CITED})", 5460),
        (f"Habíamos contado 5,460 hasta el 30 de septiembre de 2024 ({CITED})", 5460),
        (f"It rose by 12.5 % to 5,460 ({CITED})", 5460),
        (f"As {CITED} says.", None),
        (f"It rose by 12 % ({CITED}).", None),
        (f"C-2024-A-07 follows {CITED}", None),
    ],
)
def test_the_number_is_the_one_beside_the_address(text, value):
    assert found(text) == [(value, CITED)]


def test_each_address_has_the_number_before_it_in_its_own_part_of_the_text():
    other = "MEX.RET_OUT.GTM._T/2024-07@2024-09-30"
    text = f"Mexico counted 3,725 ({other}), Guatemala 1,061 ({CITED})."
    assert found(text) == [(3725, other), (1061, CITED)]
    assert found(f"{other}\n4,180 ({CITED})") == [(None, other), (4180, CITED)]


def test_what_is_no_address_is_none_and_text_without_any_has_none():
    assert found("5,460 at GTM.RET_IN/2024-13@2024-09-30 or a@b.example/2024-07@x") == []
    assert found("") == []
    assert quoted_in(f"5,460 {CITED}.") == [Quoted(quoted_in(CITED)[0].citation, 5460)]
