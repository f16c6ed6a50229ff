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
    ],
)
def test_a_city_takes_its_article(language, place, said):
    with translation.override(language):
        assert in_sentence(place) == said
