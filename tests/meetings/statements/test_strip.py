"""A text has one strip: the pages of its stage and the one that is open; every other page is one step behind it."""

import re

import pytest
from django.template.loader import render_to_string

from meetings.statements.models import Statement
from meetings.statements.states import Status

PAGES = ("table", "promises", "revisions", "alignment", "figures", "stage", "release", "export")


def strip_of(status, here):
    html = render_to_string(
        "meetings/statements/_links.html", {"statement": Statement(slug="t", status=status), "here": here}
    )
    row, more = html.split("<details")
    return row, re.findall(r'href="([^"]+)"', row), re.findall(r'href="([^"]+)"', more)


@pytest.mark.parametrize("here", PAGES)
@pytest.mark.parametrize("status", Status.values)
def test_a_strip_is_short_and_names_the_page_that_is_open(status, here):
    row, shown, behind = strip_of(status, here)
    assert len(shown) <= 8
    assert row.count('aria-current="page"') == 1
    assert len({*shown, *behind}) == len(shown) + len(behind)


@pytest.mark.parametrize("status", Status.values)
def test_every_page_of_a_text_is_in_its_strip_or_behind_it(status):
    pages = [{*shown, *behind} for _row, shown, behind in (strip_of(status, here) for here in PAGES)]
    assert all(each == pages[0] for each in pages)
    assert len(pages[0]) >= 13


def test_what_a_stage_is_about_stands_in_the_strip():
    _row, drafting, _behind = strip_of(Status.NEGOTIATING, "table")
    _row, closing, behind = strip_of(Status.FINAL_TEXT, "table")
    assert "/statements/t/concordance/" in drafting
    assert "/statements/t/sign-off/" in closing
    assert "/statements/t/concordance/" in behind
