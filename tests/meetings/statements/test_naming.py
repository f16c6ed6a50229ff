"""What lists call a paragraph: the sign before its number, and before nothing else."""

import re

import pytest
from django.conf import settings
from django.utils.translation import override

from meetings.statements.present import not_in_text
from meetings.templatetags.paragraphs import all_marked, marked

# There it stands behind a condition: the number alone.
NUMBERS_ALONE = {"public_text.html"}


@pytest.mark.parametrize(
    ("language", "gone", "heading"), [("en", "not in the text", "heading"), ("es", "fuera del texto", "título")]
)
def test_the_sign_goes_before_a_number_alone(language, gone, heading):
    with override(language):
        assert [marked(6), marked(not_in_text()), marked(None)] == ["¶ 6", gone, heading]
        assert all_marked([6, 7, gone]) == f"¶ 6, ¶ 7, {gone}"


def test_no_template_writes_the_sign_before_what_may_be_a_word():
    places = [path for path in (settings.BASE_DIR / "templates").rglob("*.html") if path.name not in NUMBERS_ALONE]
    found = [path.name for path in places if re.search(r"¶ \{\{", path.read_text())]
    assert len(places) > 200
    assert found == []
