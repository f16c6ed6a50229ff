"""Whoever keeps every vintage of months and of quarters finds out no small figure: what the database shows, against raw rows."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from portal.core.reader import Reader, reading_as
from tests.factories.flows import HEADS, NOW, approve, bring, make_dataset, publish
from tests.factories.pencil import Pencil, Release, told_more
from workinggroup.flows.cube.months import Month, quarter_of
from workinggroup.flows.models import CODES, Dataset, PublishedFigure, Vintage
from workinggroup.flows.operations import NotHidden, protect_vintages, withdraw_vintage
from workinggroup.flows.quarters import QuarterFigure

FIRST = date(2026, 1, 31)
MONTHS = [Month(2025, number) for number in (10, 11, 12)]
LAST = quarter_of(MONTHS[0])
WHO, OF, WHERE = ("SINGLE_ADULT", "FAMILY_UNIT"), ("GT", "HN", "MX"), ("SWB", "NLB")


def key(area="_T", citizenship="_T", group="_T"):
    return ("ENC_LAND", "US", "_T", area, citizenship, group)


def written(rows):
    """The rows as a file in the portal's template."""
    lines = [f"{month},{','.join(codes)},{value}" for (codes, month), value in sorted(rows.items())]
    return "\n".join([",".join(HEADS), *lines]).encode()


def seen(user, day, rows):
    """What somebody reads of what held on a day, beside the rows that it was made of."""
    names = [f"series__{name}" for name in CODES]
    with reading_as(user.reader):
        told = []
        for table, span_of in ((PublishedFigure, lambda month: month), (QuarterFigure, quarter_of)):
            figures = table.objects.visible_to(user).as_of(day).exclude(mark="-")
            told.append(
                {
                    (tuple(codes), span_of(Month.of(month))): value
                    for month, value, *codes in figures.values_list("month", "value", *names)
                }
            )
    return Release(dict(rows), *told)


def made(luck, months=MONTHS, few=0.25):
    return {
        (key(area, of, who), month): luck.randint(0, 9) if luck.random() < few else luck.randint(10, 300)
        for month in months
        for area in WHERE
        for of in OF
        for who in WHO
    }


def revised(luck, rows, many=3):
    """Some rows counted anew, some gone to nobody, some small that were not."""
    found = dict(rows)
    for at in luck.sample(sorted(rows), many):
        found[at] = luck.choice((0, luck.randint(1, 9), luck.randint(10, 300), max(found[at] - luck.randint(1, 9), 0)))
    return found


@pytest.fixture
def dataset(world):
    return make_dataset(world.usa.coordinator, "Encounters", reporting="US")


@pytest.mark.parametrize("seed", range(6))
def test_no_vintage_of_months_and_quarters_tells_a_small_figure_of_any(world, dataset, seed):
    """Two months, then the quarter, then three revisions of it."""
    luck = Random(seed)
    rows = made(luck)
    first = {at: value for at, value in rows.items() if at[1] != MONTHS[2]}
    releases, told = [], 0
    for number, vintage in enumerate((first, rows, *(revised(luck, rows) for _each in range(3)))):
        day = FIRST + timedelta(days=number)
        publish(world.usa, dataset, written(vintage), day)
        releases.append(seen(world.gtm.member, day, vintage))
        told += bool(releases[-1].quarters)
        assert told_more(releases) == {}
    with reading_as(world.usa.member.reader):
        assert set(Vintage.objects.values_list("status", flat=True)) == {"published"}
    assert releases[0].quarters == {}
    assert told


def test_the_pencil_finds_what_an_open_quarter_gives_away(world, dataset):
    """Were all of the quarter shown that is ten and more, somebody could tell months by it."""
    found = 0
    for seed in range(4):
        rows = made(Random(seed))
        publish(world.usa, dataset, written(rows), FIRST + timedelta(days=seed))
        release = seen(world.gtm.member, FIRST + timedelta(days=seed), rows)
        sums = {of: sum(rows[codes, month] for codes, month in rows if codes == of) for of in {at[0] for at in rows}}
        open_ = {(of, LAST): None if 1 <= value <= 9 else value for of, value in sums.items() if value}
        found += bool(Pencil([Release(rows, release.months, open_)]).narrow())
    assert found


@pytest.mark.parametrize("seed", range(3))
def test_what_is_public_later_tells_nothing_that_was_hidden_before(world, dataset, seed):
    """Two months hide a few; then all is stated to be public, the third month brings the quarter, and a revision follows."""
    luck = Random(seed)
    rows = made(luck, few=0.15)
    rows |= {(key("SWB", "GT", who), MONTHS[0]): 2 for who in WHO}
    first = {at: value for at, value in rows.items() if at[1] != MONTHS[2]}
    publish(world.usa, dataset, written(first), FIRST)
    releases = [seen(world.gtm.member, FIRST, first)]
    hidden = {at for at, value in releases[0].months.items() if value is None}
    assert (key("SWB", "GT"), MONTHS[0]) in hidden
    with reading_as(world.usa.coordinator.reader):
        Dataset.objects.update(public_url="https://example.org/figures", public_on=FIRST)
    for number, vintage in enumerate((rows, revised(luck, rows)), 1):
        day = FIRST + timedelta(days=number)
        publish(world.usa, dataset, written(vintage), day)
        releases.append(replace(seen(world.gtm.member, day, vintage), is_public=True))
        assert {at for at in hidden if releases[-1].months.get(at, 0)} == set()
        told = told_more(releases)
        # Of the first vintage what was hidden by name; what nobody was ever shown is public now.
        assert {name for name in told if name[0] or name[1:] in hidden} == set()


def address(codes, span):
    """Where a figure stands, without its day."""
    _indicator, _reporting, _counterpart, area, citizenship, group = codes
    return f"USA.ENC_LAND._T.{citizenship}.{group}.{area}/{span}"


def let_out(world, dataset, rows, day, addresses):
    """A vintage whose approver lets figures out of hiding."""
    vintage = bring(world.usa.member, dataset, written(rows), day)
    asked = {"released": addresses, "release_reason": "Nobody is told by it."}
    approve(world.usa.member, world.usa.coordinator, vintage, **asked)
    protect_vintages([Reader("USA")], now=NOW)
    with reading_as(world.usa.coordinator.reader):
        return Vintage.objects.get(pk=vintage.pk)


def test_a_cell_of_a_quarter_is_let_out_in_writing_with_all_that_it_tells(world, dataset):
    tight = (key("SWB", "GT", WHO[0]), LAST)
    rows = {at: 40 + number for number, at in enumerate(made(Random(1)))}
    publish(world.usa, dataset, written(rows | {(tight[0], month): 2 for month in MONTHS}), FIRST)
    publish(world.usa, dataset, written(rows), FIRST + timedelta(days=1))
    stays = seen(world.gtm.member, FIRST + timedelta(days=1), rows)
    closed = [(codes, span.name) for (codes, span), value in stays.quarters.items() if value is None]
    closed += [(codes, month) for (codes, month), value in stays.months.items() if value is None]
    assert (tight[0], LAST.name) in closed
    # Cells that were hidden for the sake of another tell it, and what no month ever shows; together they may be known.
    rows[key("NLB", "MX", WHO[1]), MONTHS[0]] += 100
    others = [address(*each) for each in closed if each[0] != tight[0]]
    refused = let_out(world, dataset, rows, FIRST + timedelta(days=2), others)
    assert refused.status == "sent"
    told = {each.partition("@")[0] for each in refused.refused["told"]}
    assert told >= {address(tight[0], span) for span in (LAST.name, *MONTHS)}
    with reading_as(world.usa.coordinator.reader):
        withdraw_vintage(vintage=refused, actor=world.usa.coordinator)
    done = let_out(world, dataset, rows, FIRST + timedelta(days=2), [*others, *told])
    assert (done.status, done.refused) == ("published", {})
    assert seen(world.gtm.member, FIRST + timedelta(days=2), rows).quarters[tight] == sum(
        rows[tight[0], month] for month in MONTHS
    )
    # A year hides nothing of its own.
    rows[tight[0], MONTHS[0]] = 99
    with pytest.raises(NotHidden):
        let_out(world, dataset, rows, FIRST + timedelta(days=3), [address(tight[0], "2025")])
