"""The schedule of a plan against all paths through small graphs, and links as people write them."""

import random

import pytest

from workinggroup.plans.linking import LagTooLong, NamedTwice, NotALink, Written, read_links, write_links
from workinggroup.plans.scheduling import Activity, Circular, Tie, schedule


def by_every_path(activities, ties, until):
    """Earliest and latest begin of each task, each as the worst of all paths to it and from it."""

    def gap(tie):
        before, after = activities[tie.before].days, activities[tie.after].days
        return {"FS": before, "SS": 0, "FF": before - after, "SF": -after}[tie.kind] + tie.lag

    def earliest(key):
        return max([activities[key].not_before, *(earliest(t.before) + gap(t) for t in ties if t.after == key)])

    start = {key: earliest(key) for key in activities}
    end = until if until is not None else max(start[key] + each.days for key, each in activities.items())

    def latest(key):
        return min([end - activities[key].days, *(latest(t.after) - gap(t) for t in ties if t.before == key)])

    return {key: (start[key], start[key] + each.days, latest(key) - start[key]) for key, each in activities.items()}


def test_both_passes_are_those_of_every_path_through_300_graphs():
    chance = random.Random(16)
    for _ in range(300):
        many = chance.randint(1, 8)
        activities = {key: Activity(chance.randint(0, 6), chance.randint(0, 9)) for key in range(many)}
        ties = [
            Tie(before, after, chance.choice(["FS", "SS", "FF", "SF"]), chance.randint(-5, 7))
            for after in range(many)
            for before in range(after)
            if chance.random() < 0.35
        ]
        chance.shuffle(ties)
        until = chance.choice([None, chance.randint(0, 40)])
        spans = schedule(activities, ties, until)
        told = {key: (each.start, each.finish, each.slack) for key, each in spans.items()}
        assert told == by_every_path(activities, ties, until)
        least = min(each.slack for each in spans.values())
        assert {key for key, each in spans.items() if each.is_critical} == {
            key for key, each in spans.items() if each.slack == least
        }
        if until is None:
            assert least == 0, "of the earliest end nothing is late"


def test_what_each_kind_of_link_says():
    two = {"a": Activity(0, 4), "b": Activity(0, 3)}
    begins = {kind: schedule(two, [Tie("a", "b", kind, 2)])["b"].start for kind in ("FS", "SS", "FF", "SF")}
    assert begins == {"FS": 6, "SS": 2, "FF": 3, "SF": 0}
    late = schedule(two, [Tie("a", "b")], until=5)
    assert [each.slack for each in late.values()] == [-2, -2], "days late"


def test_a_circle_is_named_and_a_long_chain_is_no_recursion():
    tasks = {number: Activity(0, 1) for number in ("2.1", "2.2", "2.3", "2.4")}
    ties = [Tie("2.1", "2.2"), Tie("2.2", "2.3", "SS"), Tie("2.3", "2.1", "FF", -9), Tie("2.3", "2.4")]
    with pytest.raises(Circular) as told:
        schedule(tasks, ties)
    assert told.value.around[0] == told.value.around[-1]
    assert set(told.value.around) == {"2.1", "2.2", "2.3"}
    for before, after in zip(told.value.around, told.value.around[1:], strict=False):
        assert (before, after) in {(tie.before, tie.after) for tie in ties}, "named in the order in which they wait"
    chain = {key: Activity(0, 2) for key in range(1000)}
    spans = schedule(chain, [Tie(key, key + 1, "FS", 1) for key in range(999)])
    assert (spans[999].start, spans[999].finish) == (999 * 3, 999 * 3 + 2)
    assert all(each.is_critical for each in spans.values())
    assert schedule({}, []) == {}


def test_links_are_read_as_they_are_written():
    said = "3fs+2; 5SS, 2.10 ff − 4\n7"
    found = [Written("3", "FS", 2), Written("5", "SS"), Written("2.10", "FF", -4), Written("7")]
    assert read_links(said) == found
    assert write_links(found) == "2.10FF-4; 3FS+2; 5SS; 7"
    assert read_links(write_links(found)) == [found[2], found[0], found[1], found[3]]
    assert write_links([Written("2.10"), Written("2.9")]) == "2.9; 2.10"
    assert read_links(" ; ") == []
    assert read_links("3FS+3650; 4FS-3650")[1].lag == -3650
    for words in ("3FS+3651", "3SS-3651", "3FS+999999"):
        with pytest.raises(LagTooLong):
            read_links(words)
    for words in ("3XX", "=1+1", "a", "3FS+", "3.1.2", "3FS+9999999", "٣"):
        with pytest.raises(NotALink):
            read_links(words)
    with pytest.raises(NamedTwice):
        read_links("3; 3SS")
