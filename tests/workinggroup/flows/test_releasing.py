"""What an earlier vintage hid stays hidden in later ones, until who approves one says otherwise in writing."""

from datetime import date

import pytest

from portal.core.reader import Reader
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows, shown_to
from workinggroup.flows.operations import protect_vintages

JAN, FEB, MAR, APR = date(2026, 1, 31), date(2026, 2, 20), date(2026, 2, 28), date(2026, 3, 9)
HIDDEN = "c"


def counted(**counts):
    """A month of returns by citizenship."""
    return rows(*(("2026-01", "US", citizenship, count) for citizenship, count in counts.items()))


def address(citizenship):
    return f"GTM.RET_IN.USA.{citizenship}/2026-01"


def release(world, dataset, data, as_of, *citizenships):
    """A vintage whose approver lets figures out of hiding."""
    vintage = bring(world.gtm.member, dataset, data, as_of)
    released = [address(each) for each in citizenships]
    approve(world.gtm.member, world.gtm.coordinator, vintage, released=released, release_reason="Nobody is told by it.")
    protect_vintages([Reader("GTM")], now=NOW)
    return vintage


def seen(world, dataset, place=2, **asked):
    return {at[place]: said for at, said in shown_to(world.usa.member, dataset, **asked).items()}


@pytest.fixture
def dataset(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, counted(GT=8, HN=50, MX=200), JAN)
    return dataset


def test_a_release_that_shows_nothing_does_not_show_it_later(world, dataset):
    release(world, dataset, counted(GT=7, HN=50, MX=200), FEB, "GT", "HN")
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 257}
    publish(world.gtm, dataset, counted(GT=14, HN=50, MX=200), MAR)
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 264}
    # In writing, it is.
    release(world, dataset, counted(GT=15, HN=50, MX=200), APR, "GT", "HN")
    assert seen(world, dataset) == {"GT": 15, "HN": 50, "MX": 200, "_T": 265}
