"""Which party a promise names as the one who acts."""

import pytest

from meetings.promises.passages import named_lead

PARTIES = {
    "USA": {"en": "United States", "es": "Estados Unidos"},
    "MEX": {"en": "Mexico", "es": "México"},
    "GTM": {"en": "Guatemala", "es": "Guatemala"},
}


@pytest.mark.parametrize(
    ("texts", "lead"),
    [
        ({"en": "Mexico will host the centre.", "es": "México acogerá el centro."}, "MEX"),
        ({"en": "The Government of the United States will publish figures."}, "USA"),
        ({"es": "Los Estados Unidos publicarán cifras."}, "USA"),
        ({"es": "El Gobierno de Guatemala abrirá una oficina."}, "GTM"),
        ({"en": "Mexico and Guatemala will meet."}, ""),
        ({"en": "Mexico, Guatemala and the United States will meet."}, ""),
        ({"en": "The delegations will share data with Mexico."}, ""),
        ({"en": "Mexico's office will open."}, ""),
        ({"en": "Mexico will act.", "es": "Guatemala actuará."}, ""),
        ({"en": "Mexicans will travel."}, ""),
        ({"en": "Mexico, which chairs the group, will print the map."}, "MEX"),
        ({"es": "Guatemala, cuyo puerto es pequeño, recibirá dos barcos."}, "GTM"),
        ({"en": "3. Mexico to print the map."}, "MEX"),
        ({"en": "Action: Guatemala will print the map."}, "GTM"),
        ({"es": "Corresponderá a México imprimir el mapa."}, "MEX"),
        ({"en": "Mexico City will host the games."}, ""),
        ({"en": "Mexico, whose port is small, and Guatemala will meet."}, ""),
    ],
)
def test_the_lead_is_the_party_with_which_the_sentence_begins(texts, lead):
    assert named_lead(texts, PARTIES) == lead
