"""Identifiers of persons are known; numbers of other things are not taken for them. All values are invented."""

import pytest

from workinggroup.handling.identifying import Identifier, identifiers, seems_to_name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("clave XEXX850101HNEXXXA4 del registro", Identifier.CURP),
        ("curp xexx850101mnexxxa4", Identifier.CURP),
        ("CUI 2345 67890 0101", Identifier.CUI),
        ("2345678901216", Identifier.CUI),
        ("file A123456789", Identifier.ALIEN),
        ("file A 123-456-789", Identifier.ALIEN),
        ("passport no. G12345678", Identifier.PASSPORT),
        ("pasaporte número 123456789", Identifier.PASSPORT),
        ("call +502 2345 6789", Identifier.PHONE),
        ("call +52 (55) 1234\u20115678", Identifier.PHONE),
        ("tel. 55 1234 5678", Identifier.PHONE),
        ("teléfono: 2345-6789", Identifier.PHONE),
        ("write to post.office@example.org", Identifier.MAIL),
    ],
)
def test_an_identifier_is_known(text, kind):
    assert identifiers(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "1,250,000 crossings between 2021 and 2024",
        "1 234 567 890 123 quetzales",
        "Article 38(1) of Regulation 2019/1896 and A-12",
        "from 08:00 to 17:30, five days, 12.500 persons",
        "road CA-2, kilometre 245, sector 3",
        "passports of 1200 persons were checked; 350000 pasaportes en 2024",
        "telephones in 12 posts",
        "GAP-GTM-003, plan 2024-017",
        "resolution A/RES/78/312 and A350 aircraft",
        "a budget of 12345678 dollars",
    ],
)
def test_figures_of_other_things_are_left(text):
    assert identifiers(text) == []


def test_a_name_after_a_form_of_address_is_a_warning():
    assert seems_to_name("said agente Perla Inventada yesterday")
    assert not seems_to_name("Ciudad Hidalgo and Tecún Umán; the officer in Ciudad Hidalgo")
