"""The style sheet carries no rule for kinds of USWDS's buttons, fields and words that no page has."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

NAMED = re.compile(r"usa-[a-z][a-z0-9_-]*")


@pytest.fixture(scope="module")
def dropped():
    script = (settings.BASE_DIR / "scripts/assets.mjs").read_text()
    return re.compile(re.search(r"const unused = /(.+)/;", script)[1])


@pytest.fixture(scope="module")
def sheet():
    with open(finders.find("portal.css")) as file:
        return file.read()


def test_no_page_has_a_kind_that_the_sheet_leaves_out(dropped):
    folders = [settings.BASE_DIR / each for each in ("templates", "portal", "meetings", "workinggroup")]
    files = [file for folder in folders for kind in ("*.html", "*.py") for file in folder.rglob(kind)]
    found = {name for file in files for name in NAMED.findall(file.read_text())}
    assert {"usa-button--outline", "usa-input--short", "usa-error-message"} <= found
    assert [name for name in sorted(found) if dropped.search(f".{name}")] == []


def test_the_sheet_leaves_them_out_and_keeps_what_stands_beside_them(dropped, sheet):
    bare = re.sub(r":not\([^)]*\)", "", sheet)
    ruled = set(re.findall(r"\.usa-[a-z][a-z0-9_-]*", bare))
    assert [name for name in sorted(ruled) if dropped.search(name)] == []
    for kept in (".usa-button:hover", ".usa-button--outline", ".usa-input--short", ".usa-skipnav:focus", ".usa-hint"):
        assert kept in sheet
    assert sheet.count("{") == sheet.count("}")
