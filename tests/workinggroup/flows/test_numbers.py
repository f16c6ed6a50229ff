"""A figure by its address: always the same, and honest about what has become of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.flows import bring, make_dataset, publish, rows
from tests.scenes import scene
from workinggroup.flows.queries.numbers import number_of

FIRST, SECOND, TODAY = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10)
JANUARY = "GTM.RET_IN.USA._T/2026-01"


@scene
def dataset(world):
    """Guatemala's returns, of which January was revised, and small ones of Salvadorans hidden."""
    found = make_dataset(world.gtm.coordinator)
    old = [("2025-11", "US", "_T", 3900), ("2025-12", "US", "_T", 4000)]
    publish(world.gtm, found, rows(*old, ("2026-01", "US", "_T", 4180)), FIRST, provisional_from=date(2026, 1, 1))
    publish(world.gtm, found, rows(*old, ("2026-01", "US", "_T", 5460), ("2026-02", "US", "_T", 5000)), SECOND)
    return found


def number(user, written):
    with reading_as(user.reader):
        return number_of(user, written, latest=TODAY)


def test_a_figure_stands_as_it_stood(world, dataset):
    found = number(world.usa.member, f"{JANUARY}@{FIRST}")
    assert (found.stand.figure.value, found.stand.figure.is_provisional) == (4180, True)
    assert (found.superseded.figure.value, found.superseded.address) == (5460, f"{JANUARY}@{SECOND}")
    assert [each.figure.value for each in found.stands] == [5460, 4180]
    assert number(world.mex.head, f"{JANUARY}@{SECOND}").superseded is None


def test_a_day_between_two_vintages_is_that_of_the_one_that_held(world, dataset, sign_in):
    between = f"{JANUARY}@{SECOND - timedelta(days=3)}"
    assert number(world.usa.member, between).stand.address == f"{JANUARY}@{FIRST}"
    client = sign_in(world.usa.member)
    for name in ("flows:number", "flows:number-json"):
        answer = client.get(reverse(name, args=[between]), secure=True)
        assert answer.url == reverse(name, args=[f"{JANUARY}@{FIRST}"])


def test_months_together_are_a_figure_where_all_are_shown(world, dataset):
    quarter = number(world.usa.member, "GTM.RET_IN.USA._T/2025-11+3@2026-02-28")
    assert quarter.stand.figure.value == 3900 + 4000 + 5460
    assert [each.figure.value for each in quarter.stands] == [13360, 12080]
    assert number(world.usa.member, "GTM.RET_IN.USA._T/2026@2026-03-01") is None


def test_what_is_not_there_and_what_nobody_may_see_are_not_told_apart(world, dataset, sign_in):
    other = make_dataset(world.gtm.coordinator, "From Mexico")
    bring(world.gtm.member, other, rows(("2026-02", "MX", "_T", 77)), date(2026, 3, 9))
    client = sign_in(world.usa.member)
    wrong = [
        f"{JANUARY}@{FIRST - timedelta(days=1)}",
        "GTM.RET_IN.MEX._T/2026-02@2026-03-09",
        "GTM.NONE.USA._T/2026-01@2026-01-31",
        "GTM.RET_IN.USA._T/2026-13@2026-01-31",
        "USA.RET_IN.USA._T/2026-01@2026-01-31",
        f"{JANUARY}@2999-01-01",
        "anything",
    ]
    assert {client.get(reverse("flows:number", args=[each]), secure=True).status_code for each in wrong} == {404}
    assert number(world.admin, f"{JANUARY}@{FIRST}") is None


def test_the_page_warns_and_leads_to_what_stands_now(world, dataset, sign_in):
    client = sign_in(world.usa.member)
    shown = client.get(reverse("flows:number", args=[f"{JANUARY}@{FIRST}"]), secure=True).content.decode()
    assert "Returns received, from the United States to Guatemala, January 2026" in shown
    assert "4,180" in shown
    assert "Superseded on" in shown
    assert reverse("flows:number", args=[f"{JANUARY}@{SECOND}"]) in shown
    now = client.get(reverse("flows:number", args=[f"{JANUARY}@{SECOND}"]), secure=True).content.decode()
    assert "Superseded" not in now


def test_programs_get_the_same(world, dataset, sign_in):
    told = sign_in(world.mex.member).get(reverse("flows:number-json", args=[f"{JANUARY}@{FIRST}"]), secure=True).json()
    assert (told["value"], told["is_provisional"], told["as_of"]) == (4180, True, "2026-01-31")
    assert told["superseded_by"]["value"] == 5460
    assert [each["value"] for each in told["vintages"]] == [5460, 4180]
    assert (told["delegation"], told["unit"], told["period"]) == ("GTM", "event", "2026-01")


@pytest.mark.parametrize("hidden", [8])
def test_a_hidden_figure_says_so_and_stays_hidden_in_every_sum(world, hidden):
    found = make_dataset(world.gtm.coordinator, "By citizenship")
    small = [("2026-01", "US", "GT", hidden), ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200)]
    publish(world.gtm, found, rows(("2025-12", "US", "GT", 100), *small), FIRST)
    assert number(world.usa.member, "GTM.RET_IN.USA.GT/2026-01@2026-01-31").stand.figure.is_hidden
    assert number(world.usa.member, "GTM.RET_IN.USA.GT/2025-12+2@2026-01-31").stand.figure.is_hidden
    assert number(world.usa.member, "GTM.RET_IN.USA.MX/2026-01@2026-01-31").stand.figure.value == 200
