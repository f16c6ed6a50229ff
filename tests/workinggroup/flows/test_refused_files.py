"""A file with any fault changes nothing at all: no row of any table is written, and no file is kept."""

from datetime import date

import pytest
from django.db import connection

from meetings.documents import storing
from tests.factories.flows import HEADS, bring, make_dataset, publish, rows
from workinggroup.flows.operations import BadFigures

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
HEAD = ",".join(HEADS)
GOOD = "2026-01,RET_IN,GT,US,_T,HN,_T,500"
BEFORE = rows(("2025-12", "US", "HN", 400), ("2026-01", "US", "HN", 500))
# Of one table's rows the ones that were ever written in this transaction, also those that were taken back.
WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
PERSONS = "\n".join(["nombre,apellido,nacimiento", *(f"Ana,Pop {number},1990-01-01" for number in range(9))])
ONES = "\n".join([HEAD, *(f"2026-01,RET_IN,GT,US,Z{number},HN,_T,1" for number in range(1_200))])


def lines(*wrong, head=HEAD):
    return "\n".join([head, GOOD, *wrong, ""])


def written():
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())


def kept():
    return sorted(storing.storage().listdir("")[1])


@pytest.fixture
def dataset(world):
    found = make_dataset(world.gtm.coordinator)
    publish(world.gtm, found, BEFORE, JAN)
    return found


@pytest.mark.parametrize(
    ("code", "place", "text"),
    [
        ("E00", "", ""),
        ("E00", "3", lines("2026-01,RET_IN,GT,US,_T,GT,_T,20\r")),
        ("E01", "1", lines(head=HEAD.replace("citizenship", "colour"))),
        ("E01", "3", lines("2026-01,RET_IN,GT,US,_T,GT,_T,20,30")),
        ("E02", "3", lines("2026-01,RET_IN,GT,US,_T,GT,_T,9584.5")),
        ("E02", "3", lines("2026-01,RET_IN,GT,US,_T,GT,_T,five")),
        ("E03", "3", lines("2026-01,RET_IN,GT,US,_T,TURKEY,_T,20")),
        ("E03", "3", lines("2026-01,RET_IN,GT,US,_T,GT,T42,20")),
        ("E04", "3", lines("2026-13,RET_IN,GT,US,_T,GT,_T,20")),
        ("E05", "4", lines("2026-01,RET_IN,GT,US,_T,GT,_T,20", "2026-01,RET_IN,GT,US,_T,GT,_T,21")),
        ("E06", "3", lines("2026-01,RET_IN,GT,US,_T,,_T,20")),
        ("E07", "3", lines("2026-01,RET_IN,GT,US,_T,_T,_T,501")),
        ("E09", "3", lines("2026-03,RET_IN,GT,US,_T,GT,_T,20")),
        ("E09", "", lines("2026-02,RET_IN,GT,US,_T,HN,_T,20")),
        ("E10", "3", lines("2026-01,EVT_IRR,GT,US,_T,GT,_T,20")),
        ("E15", "", PERSONS),
        ("E15", "", ONES),
    ],
)
def test_its_fault_is_told_by_code_and_line_and_nothing_is_written_anywhere(world, dataset, code, place, text):
    before, files = written(), kept()
    with pytest.raises(BadFigures) as refusal:
        bring(world.gtm.member, dataset, text.encode(), FEB)
    assert (code, place) in [(each.code, each.place) for each in refusal.value.reading.faults]
    assert {each.code.value for each in refusal.value.reading.faults if each.code != "E09"} <= {code}
    assert (written(), kept()) == (before, files)


def test_so_it_is_where_another_table_of_the_delegation_says_otherwise(world, dataset):
    other = make_dataset(world.gtm.coordinator, "By sex")
    text = rows(("2025-12", "US", "_T", 400, "M"), ("2026-01", "US", "_T", 501, "M"))
    before, files = written(), kept()
    with pytest.raises(BadFigures) as refusal:
        bring(world.gtm.member, other, text, FEB)
    assert [each.code for each in refusal.value.reading.faults] == ["E08"]
    assert (written(), kept()) == (before, files)


def test_what_is_right_is_written(world, dataset):
    """Else nothing of the above would be seen."""
    before, files = written(), kept()
    bring(world.gtm.member, dataset, rows(("2025-12", "US", "HN", 400), ("2026-01", "US", "HN", 510)), FEB)
    assert written() != before
    assert len(kept()) == len(files) + 1


@pytest.mark.parametrize(
    ("code", "facts", "text"),
    [
        ("W11", {}, rows(("2025-06", "US", "HN", 700), *((f"2025-{m:02}", "US", "HN", 500) for m in range(7, 13)))),
        ("W12", {}, rows(*((f"2025-{m:02}", "US", "HN", 500) for m in range(6, 13)), ("2026-01", "US", "HN", 2600))),
    ],
)
def test_what_is_unusual_comes_in_with_its_warning(world, code, facts, text):
    dataset = make_dataset(world.gtm.coordinator, **facts)
    publish(world.gtm, dataset, rows(*((f"2025-{m:02}", "US", "HN", 500) for m in range(6, 13))), JAN)
    vintage = bring(world.gtm.member, dataset, text, FEB)
    assert {each["code"] for each in vintage.file.warnings} == {code}
