"""The invented set: it is read without a fault, says that it is invented, and shows what a demonstration has to show."""

from collections import defaultdict
from datetime import date

import pytest

from workinggroup.flows.cube.mirrors import compare
from workinggroup.flows.cube.months import Month, months_between
from workinggroup.flows.cube.relations import OTHER, TOTAL, build
from workinggroup.flows.disclosure.hiding import exposed, hide
from workinggroup.flows.importing.faults import Code
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.importing.reading import held_against, read_figures
from workinggroup.flows.indicators import Frequency, indicators
from workinggroup.flows.inventing import FIRST_SAID, MIRRORS, OTHER_SAYS, REVISED, SYSTEMATIC, invented

UNTIL = Month(2026, 9)
LATE = UNTIL.plus(-1)


@pytest.fixture(scope="module")
def files():
    return list(invented(UNTIL))


@pytest.fixture(scope="module")
def readings(files):
    """Each file with its reading, held against the vintage before it."""
    current, found = {}, []
    for file in files:
        reading = read_figures(file.data, latest=file.last)
        before = current.get((file.delegation, file.indicator), {})
        found.append((file, held_against(reading, before, at=Month.of(file.as_of))))
        current[file.delegation, file.indicator] = reading.values
    return found


def latest(readings):
    """The figures of the latest vintage of everything, by their key and month."""
    return {at: value for _file, reading in readings for at, value in reading.values.items()}


def summed(figures, total):
    """A series of the figures that a total is the sum of, by month."""
    found = defaultdict(int)
    for (key, month), value in figures.items():
        if all(wanted in {TOTAL, code} for wanted, code in zip(total, key, strict=True)):
            found[month] += value
    return found


def test_every_file_is_read_without_a_fault(readings):
    for file, reading in readings:
        assert reading.faults == (), file.name
        assert {warning.code for warning in reading.warnings} <= {Code.RESIDUAL}, file.name
        assert [part.layout for part in reading.parts] == ["template"]
        months = {month for _key, month in reading.figures}
        assert months == set(months_between(UNTIL.plus(-35), file.last))
        told = {
            dimension
            for place, dimension in enumerate(DIMENSIONS)
            if any(key[place] != TOTAL for key, _month in reading.figures)
        }
        assert told - {Meaning.INDICATOR, Meaning.REPORTING} == set(file.dimensions)


def test_every_file_says_that_it_is_invented(files):
    assert all(file.name.startswith("invented-") for file in files)
    assert all(file.data.startswith(b"Invented for demonstration;") for file in files)
    assert len({file.name for file in files}) == len(files)


def test_three_delegations_report_every_monthly_indicator_that_has_a_row_for_each(files):
    monthly = {key for key, each in indicators().items() if each.frequency == Frequency.MONTH}
    assert {file.indicator for file in files} == monthly - {"BOOK_OUT"}
    assert {file.delegation for file in files} == {"USA", "MEX", "GTM"}
    assert max(file.as_of for file in files) == date(2026, 10, 31)


def test_the_same_seed_gives_the_same_bytes_and_another_others(files):
    assert list(invented(UNTIL)) == files
    other = list(invented(UNTIL, seed="another"))
    assert [file.name for file in other] == [file.name for file in files]
    assert all(one.data != file.data for one, file in zip(other, files, strict=True))


def test_a_late_revision_is_as_large_as_real_ones(readings):
    key = MIRRORS[0][0]
    vintages = [
        summed(reading.values, key)
        for file, reading in readings
        if (file.delegation, file.indicator) == ("USA", "RET_OUT")
    ]
    assert [vintage.get(LATE) for vintage in vintages] == [None, None, FIRST_SAID, REVISED]
    # What is older grows a little, twice.
    july = [vintage[UNTIL.plus(-3)] for vintage in vintages]
    assert july[0] < july[1] < july[2] == july[3]


def test_two_governments_differ_a_little_and_one_pair_for_months(readings):
    figures = latest(readings)
    for pair in MIRRORS:
        compared = compare(*(summed(figures, key) for key in pair))
        assert len(compared.months) == 36
        assert compared.is_systematic is (pair == SYSTEMATIC)
        assert compared.run < 0 or pair != SYSTEMATIC
        assert 0.01 < compared.mean_monthly < 0.1
    assert summed(figures, MIRRORS[0][1])[LATE] == OTHER_SAYS


def test_the_rest_changes_its_countries(readings):
    warnings = [warning for _file, reading in readings for warning in reading.warnings]
    assert {(tuple(each.facts["entered"]), tuple(each.facts["left"])) for each in warnings} == {(("PE",), ("CN",))}
    marked = {
        key[4]
        for _file, reading in readings
        for (key, _month), figure in reading.figures.items()
        if figure.status == "W"
    }
    assert marked == {OTHER}


def test_the_last_two_months_are_provisional_and_one_series_breaks(readings):
    for file, reading in readings:
        provisional = {month for (_key, month), figure in reading.figures.items() if figure.status == "P"}
        assert provisional <= {file.last, file.last.plus(-1)}
    broken = {at for _file, reading in readings for at, figure in reading.figures.items() if figure.status == "B"}
    assert {(key[0], key[1], month) for key, month in broken} == {("REG_CROSS", "MX", UNTIL.plus(-12))}


def test_some_figures_are_so_small_that_they_are_hidden(readings):
    file, reading = next(each for each in readings if each[0].name.startswith("invented-gtm-asy-app"))
    citizenship = DIMENSIONS.index(Meaning.CITIZENSHIP)
    rows = {((key[citizenship],), month): value for (key, month), value in reading.values.items() if month == file.last}
    cube = build(["citizenship"], rows, [("citizenship",)])
    hidden = hide(cube)
    assert hidden.small
    assert len(hidden.cells) < len(cube.values)
    assert exposed(cube, hidden) == {}


def test_there_are_seasons(readings):
    figures = latest(readings)
    visas = summed(figures, ("WRK_VISA", "US", TOTAL, TOTAL, "MX", "H2A"))
    by_month = [sum(value for month, value in visas.items() if month.number == number) for number in range(1, 13)]
    assert by_month.index(max(by_month)) + 1 == 3
    assert max(by_month) > 2 * min(by_month)
