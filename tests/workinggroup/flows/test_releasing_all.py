"""All that any vintage of a public dataset hid is let out at once, in writing."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from portal.audit.models import Entry
from portal.audit.operations import detail_of
from portal.core.reader import Reader, reading_as
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows, shown_to
from tests.factories.pages import fields_of
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.operations import (
    NothingHidden,
    NotPublicAlready,
    ReleaseReasonMissing,
    approve_vintage,
    protect_vintages,
    send_vintage,
)
from workinggroup.flows.states import Status

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 20), date(2026, 2, 28)
HIDDEN = "c"
REASON = {"release_reason": "All of it is public already."}


def counted(month="2026-01", **counts):
    """A month of returns by citizenship."""
    return rows(*((month, "US", citizenship, count) for citizenship, count in counts.items()))


def seen(world, dataset, **asked):
    return {at[2]: said for at, said in shown_to(world.usa.member, dataset, **asked).items()}


def state_public(world, url="https://example.org/figures"):
    with reading_as(world.gtm.coordinator.reader):
        Dataset.objects.update(public_url=url, public_on=JAN if url else None)


@pytest.fixture
def dataset(world):
    """One figure is hidden now with its complement, and one was hidden and is told no more."""
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, counted(GT=8, HN=50, MX=200), JAN)
    return dataset


@pytest.fixture
def waiting(world, dataset):
    """A vintage that waits for approval."""
    vintage = bring(world.gtm.member, dataset, counted(GT=8, HN=50, MX=210), FEB)
    with reading_as(world.gtm.member.reader):
        send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW, note="As counted.")
    return vintage


def test_all_is_shown_with_one_tick_and_stays_so(world, dataset, waiting, sign_in):
    state_public(world)
    client = sign_in(world.gtm.coordinator)
    page = client.get(waiting.get_absolute_url(), secure=True).content.decode()
    said, action = fields_of(page, "releases_all")
    client.post(action, said | {"releases_all": "on", **REASON}, secure=True)
    protect_vintages([Reader("GTM")], now=NOW)
    assert seen(world, dataset) == {"GT": 8, "HN": 50, "MX": 210, "_T": 268}
    # What was out stays as it was out.
    assert seen(world, dataset, as_of=JAN) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 258}
    page = sign_in(world.usa.member).get(waiting.get_absolute_url(), secure=True).content.decode()
    assert REASON["release_reason"] in page
    assert "All 2 figures that any vintage hid" in page
    with reading_as(world.gtm.coordinator.reader):
        [entry] = Entry.objects.filter(subject_id=waiting.pk, action="workinggroup.vintage.approved")
        assert detail_of(entry)["released"] == "all"
    publish(world.gtm, dataset, counted(GT=7, HN=51, MX=210), MAR)
    assert seen(world, dataset) == {"GT": 7, "HN": 51, "MX": 210, "_T": 268}


def test_one_that_was_hidden_and_is_told_no_more_is_let_out_with_the_others(world, dataset):
    publish(world.gtm, dataset, counted(HN=50, MX=200), FEB)
    assert seen(world, dataset) == {"GT": "-", "HN": HIDDEN, "MX": 200, "_T": HIDDEN}
    state_public(world)
    vintage = bring(world.gtm.member, dataset, counted(HN=50, MX=201), MAR)
    approve(world.gtm.member, world.gtm.coordinator, vintage, releases_all=True, **REASON)
    protect_vintages([Reader("GTM")], now=NOW)
    assert seen(world, dataset) == {"GT": "-", "HN": 50, "MX": 201, "_T": 251}


def test_only_of_what_is_public_only_in_writing_and_only_where_something_is_hidden(world, dataset, waiting, sign_in):
    who = world.gtm.coordinator
    assert b'name="releases_all"' not in sign_in(who).get(waiting.get_absolute_url(), secure=True).content
    with reading_as(who.reader), pytest.raises(NotPublicAlready):
        approve_vintage(vintage=waiting, actor=who, now=NOW, releases_all=True, **REASON)
    state_public(world)
    with reading_as(who.reader):
        with pytest.raises(ReleaseReasonMissing):
            approve_vintage(vintage=waiting, actor=who, now=NOW, releases_all=True)
        # Nor below every operation.
        with pytest.raises(DatabaseError, match="releases_in_writing"), transaction.atomic():
            Vintage.objects.filter(pk=waiting.pk).update(releases_all=True)
    other = make_dataset(who, "More", public_url="https://example.org/more", public_on=JAN)
    first = bring(world.gtm.member, other, counted("2025-12", GT=80), JAN)
    with reading_as(world.gtm.member.reader):
        send_vintage(vintage=first, actor=world.gtm.member, now=NOW, note="As counted.")
    with reading_as(who.reader), pytest.raises(NothingHidden):
        approve_vintage(vintage=first, actor=who, now=NOW, releases_all=True, **REASON)


def test_what_is_public_no_more_when_it_is_protected_waits_and_keeps_the_tick(world, dataset, waiting, sign_in):
    state_public(world)
    who = world.gtm.coordinator
    with reading_as(who.reader):
        approve_vintage(vintage=waiting, actor=who, now=NOW, releases_all=True, **REASON)
    state_public(world, "")
    assert protect_vintages([Reader("GTM")], now=NOW) == 0
    with reading_as(who.reader):
        vintage = Vintage.objects.get(pk=waiting.pk)
        assert (vintage.status, vintage.released, vintage.releases_all) == (Status.SENT, [], False)
        assert (vintage.refused["why"], vintage.refused["all"], vintage.refused["released"]) == ("public", True, [])
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 258}
    state_public(world)
    form = sign_in(who).get(reverse("flows:vintage", args=[waiting.pk]), secure=True).context["approve_form"]
    assert form["releases_all"].value() is True
    assert form["released"].value() == ""
