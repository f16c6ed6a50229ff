"""Two governments' counts of the same returns, from their public files, as far apart as they are."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.core.reader import reading_as
from tests.factories.flows import NOW
from workinggroup.flows.cube.mirrors import compare
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.known import GUATEMALA, MEXICO_RETURNS
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.models import CODES, FlowSeries
from workinggroup.flows.operations import open_pair

FOLDER = Path(__file__).resolve().parents[3].parent / "shared/data/flows"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the public files of flows are not beside this checkout")


def by_month(name, layout, meaning, code):
    """The sums by month of the keys with this code."""
    place, sums = list(Meaning).index(meaning), Counter()
    for (key, month), figure in read_figures((FOLDER / name).read_bytes(), [layout]).figures.items():
        if key[place] == code:
            sums[month] += figure.value
    return dict(sums)


def removals(as_of):
    """What the United States tell of removals to Guatemala, in the vintage of a day."""
    with (FOLDER / "ohss_by_citizenship_tidy.csv").open(encoding="utf-8") as lines:
        return {
            Month.read(row["period"]): int(row["value"])
            for row in csv.DictReader(lines)
            if (row["as_of"], row["indicator"], row["citizenship"]) == (as_of, "DHS_REMOVALS", "Guatemala")
            and row["value"]
        }


def told(series, other, first, last):
    """Mean monthly gap, mean of three months, the whole in per cent, months in which the first is lower, and all months."""
    span = {month: value for month, value in series.items() if Month.read(first) <= month <= Month.read(last)}
    found = compare(span, other)
    shares = [found.mean_monthly, found.mean_rolling, found.whole.share]
    return [round(float(share) * 100, 1) for share in shares], found.lower, len(found.months)


@pytest.fixture(scope="module")
def guatemala():
    layout = GUATEMALA.declared(blanks={Meaning.COUNTERPART: "US"})
    return {code: by_month("irreg_guatemala.csv", layout, Meaning.COUNTERPART, code) for code in ("MX", "US")}


def test_returns_from_mexico_agree_as_a_whole_and_in_no_month(guatemala):
    mexico = by_month("irreg_mexico_exp.csv", MEXICO_RETURNS, Meaning.CITIZENSHIP, "GT")
    assert told(mexico, guatemala["MX"], "2020-01", "2025-04") == ([24.6, 20.3, 0.6], 41, 64)
    assert told(mexico, guatemala["MX"], "2022-01", "2022-12") == ([12.6, 7.0, -6.6], 9, 12)
    assert told(mexico, guatemala["MX"], "2023-01", "2023-12") == ([26.6, 17.1, 5.4], 9, 12)
    assert told(mexico, guatemala["MX"], "2024-01", "2025-04") == ([46.6, 48.0, -41.3], 16, 16)
    assert compare(mexico, guatemala["MX"]).is_systematic


def test_returns_from_the_united_states_depend_on_what_is_counted_and_on_the_vintage(guatemala):
    august = removals("2024-09-30")
    assert told(august, guatemala["US"], "2021-01", "2023-04") == ([105.1, 110.3, -131.0], 21, 28)
    assert told(august, guatemala["US"], "2023-11", "2024-08") == ([4.3, 4.5, -4.0], 9, 10)
    july = Month(2024, 7)
    vintages = [removals(as_of) for as_of in ("2024-08-30", "2024-09-30")]
    pairs = [compare({july: each[july]}, guatemala["US"]).months[july] for each in vintages]
    assert [(pair.a, pair.b, round(float(pair.share) * 100)) for pair in pairs] == [
        (4_180, 5_767, -32),
        (5_460, 5_767, -5),
    ]


def shown(world, client, pair, first, last):
    """The same of what the page of a pair shows between two months."""
    answer = client.get(pair.get_absolute_url(), {"first": first, "last": last}, secure=True)
    found = answer.context["page"].compared.found
    shares = [found.mean_monthly, found.mean_rolling, found.whole.share]
    return [round(float(share) * 100, 1) for share in shares], found.lower, len(found.months)


def test_the_product_tells_the_same_on_its_own_pages(world, settings, tmp_path, sign_in):
    """The files come in by the command, are protected and published, and both counts are compared as anybody sees them."""
    books = sorted(each.name for each in FOLDER.glob("2024_*.xlsx"))

    def bring(*names):
        folder = tmp_path / names[0].partition(".")[0]
        folder.mkdir()
        for name in names:
            (folder / name).symlink_to(FOLDER / name)
        settings.DEMO = True
        call_command("import_flows", demonstration=folder, stdout=StringIO())
        settings.DEMO = False

    bring(books[0], "irreg_mexico_exp.csv", "irreg_guatemala.csv")
    keys = [
        (("RET_OUT", "MX", "_T", "_T", "GT", "_T"), ("RET_IN", "GT", "MX", "_T", "_T", "_T")),
        (("RET_OUT", "US", "_T", "_T", "GT", "REMOVAL"), ("RET_IN", "GT", "US", "_T", "_T", "_T")),
    ]
    with reading_as(world.sec.coordinator.reader):
        mexico, states = (
            open_pair(actor=world.sec.coordinator, one=one, other=other, now=NOW)
            for one, other in (
                [FlowSeries.objects.get(**dict(zip(CODES, key, strict=True))) for key in both] for both in keys
            )
        )
    client = sign_in(world.mex.member)
    assert shown(world, client, mexico, "2020-01", "2025-04") == ([24.6, 20.3, 0.6], 41, 64)
    assert shown(world, client, mexico, "2024-01", "2025-04") == ([46.6, 48.0, -41.3], 16, 16)
    years = {each.year: each for each in client.get(mexico.get_absolute_url(), secure=True).context["page"].years}
    told = {year: (round(float(each.whole.share) * 100, 1), each.found.lower) for year, each in years.items()}
    assert (told[2022], told[2023]) == ((-6.6, 9), (5.4, 9))
    said = client.get(states.get_absolute_url(), secure=True).content.decode()
    assert "Datos públicos recopilados por terceros" in said
    july = {"first": "2024-07", "last": "2024-07"}
    for sent in (4_180, 5_460):
        [row] = client.get(states.get_absolute_url(), july, secure=True).context["page"].rows
        assert (row.pair.a, row.pair.b) == (sent, 5_767)
        if sent == 4_180:
            bring(books[1])
    assert shown(world, client, states, "2021-01", "2023-04") == ([105.1, 110.3, -131.0], 21, 28)
    assert shown(world, client, states, "2023-11", "2024-08") == ([4.3, 4.5, -4.0], 9, 10)
    assert client.get(states.get_absolute_url(), {"as_of": "2024-10-01"}, secure=True).status_code == 200
