"""What is unchanged between two revisions is called by its first and last number, never by a sign that says nothing."""

import pytest

from meetings.revisions.queries import comparison
from meetings.texts.comparing import TextLine

KINDS = {"t": "title", "h": "heading", "p": "paragraph"}


def lines(kinds, changed=()):
    return [
        TextLine(f"p{place:02}", KINDS[kind], {"en": f"{kind} {place} {'new' if place in changed else 'old'}"})
        for place, kind in enumerate(kinds)
    ]


@pytest.mark.parametrize(
    ("kinds", "changed", "spans"),
    [
        ("tpph", (), ["title–2"]),
        ("tphp", (3,), ["title–1", "2"]),
        ("hpph", (), ["1–2"]),
        ("php", (0, 2), ["1", "heading", "2"]),
        ("pp", (0,), ["1", "2"]),
        ("hp", (1,), ["heading", "1"]),
    ],
)
def test_a_stretch_is_called_by_what_has_a_number(kinds, changed, spans):
    assert [each.span for each in comparison(lines(kinds), lines(kinds, changed), ["en"]).groups] == spans
