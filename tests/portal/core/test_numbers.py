"""Numbers as the reader's language writes them: in one way, whoever writes them."""

from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils.translation import override

from portal.core import numbers

WRITTEN = """{{ size|filesizeformat }} {{ whole|floatformat:"-2g" }} {{ part|floatformat:"-2g" }} {{ part }}"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_filters_write_numbers_as_the_portal_does(language):
    with override(language):
        told = Template(WRITTEN).render(Context({"size": 5530, "whole": 1234567, "part": 1234.5}))
        assert told == f"5.4{numbers.SPACE}KB {numbers.number(1234567)} 1,234.50 1234.5"
        assert numbers.number(1234567) == "1,234,567"
        assert numbers.percent(Fraction(25, 1000)) == f"2.5{numbers.SPACE}%"


def test_a_language_that_the_portal_says_nothing_of_has_its_own_way():
    with override("de"):
        assert numbers.number(1234567) == "1.234.567"
