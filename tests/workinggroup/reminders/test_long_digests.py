"""However much is late, a digest stays a mail: the first of it, and how many more."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation

from portal.people.states import Role
from workinggroup.reminders.entries import lay_out
from workinggroup.reminders.saying import MOST, Facts, heading, sections

TODAY = date(2026, 4, 7)


def late(count):
    """What a coordinator's digest is made of where others have so many late items."""
    person = SimpleNamespace(pk="1", role=Role.COORDINATOR, code="USA", delegation=SimpleNamespace(kind="party"))
    items = [
        SimpleNamespace(
            reference=f"TWG-2026-USA-{number:03}",
            title="A matter with a title of some length",
            due_on=TODAY - timedelta(days=3),
            assignee=None,
            get_absolute_url=lambda: "/actions/1/",
        )
        for number in range(count)
    ]
    return Facts(person, None, [], items, [], None, [], [], [], [], [])


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MOST, {"en": "TWG-2026-USA-049 A matter with a title of some length"}),
        (MOST + 1, {"en": "and 1 more, on your desk", "es": "y 1 más, en su escritorio"}),
        (10_000, {"en": "and 9,950 more, on your desk", "es": "y 9,950 más, en su escritorio"}),
    ],
)
def test_a_section_tells_the_first_and_how_many_more(count, last):
    for language, words in last.items():
        with translation.override(language):
            [section] = sections(late(count), TODAY)
            said = lay_out({"notes": [], "sections": [section], "language": language})
        assert section.entries[-1].name == words
        assert len(section.entries) == min(count, MOST + 1)
        assert said["sections_text"].count("TWG-2026") == MOST
        assert len(said["sections"]) < 200_000


@pytest.mark.parametrize(("language", "words"), [("en", "10,000 action items"), ("es", "10,000 acciones")])
def test_its_heading_writes_numbers_as_pages_do(language, words):
    with translation.override(language):
        assert heading(late(10_000)).startswith(words)
