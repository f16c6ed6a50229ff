"""Delegations are data that an administrator keeps."""

import pytest

from portal.audit.models import Entry
from portal.core.reader import reading_as
from portal.people.models import Delegation
from portal.people.states import Kind
from tests.factories.pages import seen_on


def facts(**changes):
    values = {
        "code": "HND", "order": "40", "name_en": "Honduras", "name_es": "Honduras", "seat_en": "Tegucigalpa",
        "seat_es": "Tegucigalpa", "time_zone": "America/Tegucigalpa", "holiday_country": "HN", "colour": "gold",
    }  # fmt: skip
    return values | changes


@pytest.fixture
def admin(world, sign_in):
    return sign_in(world.admin)


def test_an_administrator_adds_a_delegation_and_everybody_learns_of_it(world, admin):
    assert admin.post("/people/delegations/new/", facts(), secure=True).status_code == 302
    added = Delegation.objects.get(code="HND")
    assert (added.kind, added.name, added.holiday_country) == (
        Kind.DELEGATION,
        {"en": "Honduras", "es": "Honduras"},
        "HN",
    )
    with reading_as(world.mex.member.reader):
        assert Entry.objects.filter(action="people.delegation.added", subject_id="HND").exists()
    assert "Tegucigalpa" in admin.get("/people/delegations/", secure=True).content.decode()


def test_the_code_never_changes(admin, world):
    changed = facts(code="ZZZ", name_en="United States of America", time_zone="America/Chicago", holiday_country="")
    changed["seen"] = seen_on(admin, "/people/delegations/USA/")
    assert admin.post("/people/delegations/USA/", changed, secure=True).status_code == 302
    found = Delegation.objects.get(code="USA")
    assert (found.name["en"], found.time_zone, found.holiday_country) == (
        "United States of America",
        "America/Chicago",
        "",
    )
    assert not Delegation.objects.filter(code="ZZZ").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "USA"}, "USA is the code of another delegation"),
        ({"code": "PORTAL"}, "The portal itself uses this code"),
        ({"code": "us"}, "Enter a valid value"),
        ({"name_es": ""}, "This field is required"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
        ({"holiday_country": "XX"}, "Select a valid choice"),
    ],
)
def test_a_bad_form_says_what_is_wrong_and_changes_nothing(admin, changes, words):
    before = list(Delegation.objects.order_by("code").values())
    assert words in admin.post("/people/delegations/new/", facts(**changes), secure=True).content.decode()
    assert list(Delegation.objects.order_by("code").values()) == before


def test_the_list_names_each_delegation_once(admin):
    page = admin.get("/people/delegations/", secure=True).content.decode()
    assert page.count("table__title") == Delegation.objects.count() > 3
