"""What an earlier vintage hid stays hidden in later ones, until who approves one says otherwise in writing."""

from datetime import date

import pytest

from portal.core.reader import Reader, reading_as
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows, shown_to
from workinggroup.flows.operations import TellsEarlier, approve_vintage, protect_vintages

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


def test_who_lets_out_one_figure_hears_which_earlier_ones_it_tells(world, dataset):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    one = {"released": [address("HN")], "release_reason": "Nobody is told by it."}
    with pytest.raises(TellsEarlier, match=f"{address('GT')}@{JAN}"):
        approve(world.gtm.member, world.gtm.coordinator, vintage, **one)
    # It was sent, and nothing else has changed.
    with reading_as(world.gtm.coordinator.reader):
        vintage.refresh_from_db()
        assert (vintage.status, vintage.released) == ("sent", [])
        both = {**one, "released": [address("HN"), address("GT")]}
        approve_vintage(vintage=vintage, actor=world.gtm.coordinator, now=NOW, **both)
    protect_vintages([Reader("GTM")], now=NOW)
    assert seen(world, dataset) == {"GT": 12, "HN": 50, "MX": 200, "_T": 262}


def grouped(**counts):
    """A month of returns by group."""
    return rows(*(("2026-01", "US", "_T", count, group) for group, count in counts.items()))


def test_a_hidden_figure_under_another_label_stays_hidden(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, grouped(SOLICITANTE=8, ADULT=50, FMUA=200), JAN)
    publish(world.gtm, dataset, grouped(CHILD=12, ADULT=50, FMUA=200), FEB)
    then = {"SOLICITANTE": "-", "CHILD": HIDDEN, "ADULT": HIDDEN, "FMUA": 200, "_T": 262}
    assert seen(world, dataset, 3) == then
    publish(world.gtm, dataset, grouped(CHILD=13, ADULT=50, FMUA=200), MAR)
    assert seen(world, dataset, 3) == then | {"_T": 263}
