"""Words as they stand inside a sentence."""

import pytest
from django.utils import translation

from portal.core.texts import in_sentence


@pytest.mark.parametrize(
    ("language", "place", "said"),
    [
        ("es", "Ciudad de Guatemala", "la Ciudad de Guatemala"),
        ("es", "Ciudad de México", "la Ciudad de México"),
        ("es", "Washington", "Washington"),
        ("es", "Ciudadela", "Ciudadela"),
        ("en", "Guatemala City", "Guatemala City"),
        ("en", "Ciudad de Guatemala", "Ciudad de Guatemala"),
        ("en", "United States", "the United States"),
        ("en", "Netherlands", "the Netherlands"),
        ("en", "Dominican Republic", "the Dominican Republic"),
        ("en", "Mexico", "Mexico"),
        ("en", "Unitedville", "Unitedville"),
        ("es", "Estados Unidos", "Estados Unidos"),
        ("es", "United States", "United States"),
    ],
)
def test_a_city_and_a_country_take_their_article(language, place, said):
    with translation.override(language):
        assert in_sentence(place) == said
