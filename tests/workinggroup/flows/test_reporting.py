"""Who has reported what, by the indicator, and what is due in the coming year."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.flows import make_dataset, publish, rows
from workinggroup.flows.charts.status import Reported
from workinggroup.flows.composing import compose_status
from workinggroup.flows.cube.months import Month
from workinggroup.flows.deadlines import find_due
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.models import PublishedFigure
from workinggroup.flows.queries.datasets import datasets_for
from workinggroup.flows.queries.status import calendar_of, reported_by

JAN, TODAY = date(2026, 1, 31), date(2026, 5, 20)


def lines_for(user):
    with reading_as(user.reader):
        return datasets_for(user)


def reported(user, today=TODAY):
    with reading_as(user.reader):
        return {
            (each.dataset.pk, each.indicator): each.months
            for each in reported_by(datasets_for(user), user, today=today)
        }


def two_indicators(*, until):
    """A file of two indicators, of which one stops earlier."""
    other = rows(*((f"2026-0{month}", "US", "_T", 500) for month in range(1, until + 1)), indicator="UNACC_MIN")
    return rows(("2026-01", "US", "_T", 4000), ("2026-02", "US", "_T", 4100)) + b"\n" + other.partition(b"\n")[2]


def test_an_indicator_that_a_dataset_left_out_is_missing_though_another_one_is_there(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, two_indicators(until=1), date(2026, 3, 1))
    found = reported(world.usa.member)
    assert set(found) == {(dataset.pk, "RET_IN"), (dataset.pk, "UNACC_MIN")}
    assert found[dataset.pk, "RET_IN"][Month(2026, 2)] == Reported.ON_TIME
    assert found[dataset.pk, "UNACC_MIN"][Month(2026, 2)] == Reported.MISSING
    assert found[dataset.pk, "UNACC_MIN"][Month(2026, 4)] == Reported.NOT_DUE


def test_a_dataset_without_figures_stands_under_its_own_name_and_two_that_tell_one_thing_under_both(world):
    make_dataset(world.gtm.coordinator, "Nothing yet")
    for name in ("First", "Second"):
        publish(world.gtm, make_dataset(world.gtm.coordinator, name), rows(("2026-01", "US", "_T", 4000)), JAN)
    with reading_as(world.usa.member.reader):
        plate = compose_status(reported_by(datasets_for(world.usa.member), world.usa.member, today=TODAY), TODAY)
    names = {name for name, cells in plate.table.rows if cells}
    assert names == {"GTM Nothing yet", "GTM Returns received, First", "GTM Returns received, Second"}


def test_what_a_dataset_tells_no_more_is_not_missing(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, two_indicators(until=2), date(2026, 3, 1))
    with reading_as(world.gtm.coordinator.reader):
        other = PublishedFigure.objects.filter(series__indicator="UNACC_MIN")
        assert other.update(until=date(2026, 3, 5)) == 2
    assert set(reported(world.usa.member)) == {(dataset.pk, "RET_IN")}


def test_nobody_owes_what_others_collected(world, sign_in):
    dataset = make_dataset(world.gtm.coordinator, origin=Origin.THIRD_PARTY)
    publish(world.gtm, dataset, rows(("2025-01", "US", "_T", 4000)), date(2025, 2, 1))
    assert set(reported(world.usa.member)[dataset.pk, "RET_IN"].values()) == {Reported.ON_TIME, Reported.NOT_DUE}
    [line] = lines_for(world.usa.member)
    assert (line.last, line.due) == (Month(2025, 1), None)
    client = sign_in(world.usa.member)
    for name in ("flows:overview", "flows:datasets", "flows:reporting"):
        page = client.get(reverse(name), secure=True).content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        assert not re.findall(r'days late|class="bad"|[1-9] figures? (?:is|are) missing', main)


def test_figures_of_years_are_due_once_a_year(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, rows(("2024-12", "_T", "HN", 400), indicator="ASY_DEC"), JAN)
    [line] = lines_for(world.usa.member)
    assert (line.next, line.due) == (Month(2025, 12), date(2026, 2, 14))
    with reading_as(world.gtm.coordinator.reader):
        [deadline] = find_due("GTM", now=None)
    assert deadline.due == line.due
    months = reported(world.usa.member)[dataset.pk, "ASY_DEC"]
    assert months == {Month(2024, 12): Reported.ON_TIME, Month(2025, 12): Reported.MISSING}
    assert [(day, [due.month for due in dues]) for day, dues in calendar_of([line], today=TODAY)] == [
        (date(2026, 5, 1), [Month(2025, 12)]),
        (date(2027, 2, 1), [Month(2026, 12)]),
    ]


def test_the_calendar_tells_the_coming_twelve_months_what_is_late_first(world, sign_in):
    monthly = make_dataset(world.gtm.coordinator)
    publish(world.gtm, monthly, rows(("2026-01", "US", "_T", 4000)), JAN)
    other = make_dataset(world.usa.coordinator, "Carried out", reporting="US", due_after=20)
    publish(world.usa, other, rows(("2026-01", "GT", "_T", 4000), indicator="RET_OUT", reporting="US"), JAN)
    make_dataset(world.mex.coordinator, "Nothing yet", reporting="MX")
    found = calendar_of(lines_for(world.mex.member), today=date(2026, 3, 25))
    assert [day for day, _dues in found] == [
        date(2026 + (2 + back) // 12, (2 + back) % 12 + 1, 1) for back in range(12)
    ]
    # February of one is late, of the other it is due in April, together with March of the one.
    assert [(due.dataset.pk, str(due.month), due.day) for due in found[0][1]] == [
        (other.pk, "2026-02", date(2026, 3, 20))
    ]
    assert [(due.dataset.pk, str(due.month), due.day) for due in found[1][1]] == [
        (monthly.pk, "2026-02", date(2026, 4, 14)),
        (other.pk, "2026-03", date(2026, 4, 20)),
    ]
    page = sign_in(world.mex.member).get(reverse("flows:reporting"), secure=True).content.decode()
    assert "Calendario de publicación" in page


@pytest.mark.parametrize("code", ["usa", "sec"])
def test_what_is_not_published_is_in_no_calendar(world, code):
    make_dataset(world.gtm.coordinator)
    user = getattr(world, code).coordinator
    assert calendar_of(lines_for(user), today=TODAY) == []
