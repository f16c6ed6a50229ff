"""Who chooses which rungs: the group, a delegation, a person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workinggroup.reminders.cadence import Rung, read_cadence, usual_cadences
from workinggroup.reminders.levels import MOST, Choices, RungIsNotTheirs, TooManyRungs, checked, is_held, stand
from workinggroup.reminders.states import Audience, Level

USUAL = read_cadence(["-7d", "-3d", "-1d !", "+1w !", "+1w coordinator", "+1w secretariat"])


def words(cadence):
    return [rung.words for rung in cadence]


def test_where_nobody_chose_the_level_above_holds():
    for level in Level:
        assert stand(level, USUAL, None).cadence == USUAL


@pytest.mark.parametrize(
    ("level", "held", "free"),
    [
        (Level.GROUP, ["-1d !", "+1w !"], ["-7d", "-3d", "+1w coordinator", "+1w secretariat"]),
        (Level.SIDE, ["-1d !", "+1w !", "+1w secretariat"], ["-7d", "-3d", "+1w coordinator"]),
        (Level.OWN, ["-1d !", "+1w !", "+1w coordinator", "+1w secretariat"], ["-7d", "-3d"]),
    ],
)
def test_what_a_level_may_change(level, held, free):
    standing = stand(level, USUAL, None)
    assert (words(standing.held), words(standing.free)) == (held, free)


def test_a_person_drops_optional_rungs_and_keeps_the_mandatory_ones():
    assert words(stand(Level.OWN, USUAL, ()).cadence) == ["-1d !", "+1w !", "+1w coordinator", "+1w secretariat"]
    chosen = checked(stand(Level.OWN, USUAL, None), read_cadence(["-2w", "-1d"]))
    assert words(chosen) == ["-2w"]
    assert words(stand(Level.OWN, USUAL, chosen).cadence)[:3] == ["-2w", "-1d !", "+1w !"]


@pytest.mark.parametrize(
    ("level", "rung"),
    [(Level.OWN, "-2d coordinator"), (Level.OWN, "-2d !"), (Level.SIDE, "-2d secretariat"), (Level.OWN, "-2d head")],
)
def test_a_rung_that_is_not_theirs_is_refused_and_would_count_for_nothing(level, rung):
    standing = stand(level, USUAL, None)
    with pytest.raises(RungIsNotTheirs):
        checked(standing, read_cadence([rung]))
    assert stand(level, USUAL, read_cadence([rung])).free == ()


def test_more_than_twelve_are_too_many():
    rungs = [Rung(-days) for days in range(20, 20 + MOST + 1)]
    assert len(checked(stand(Level.OWN, USUAL, None), rungs[1:])) == MOST
    with pytest.raises(TooManyRungs):
        checked(stand(Level.OWN, USUAL, None), rungs)


def test_the_choice_of_each_level_stands_under_that_of_the_one_above():
    """What the group makes mandatory holds for those who chose before."""
    person = object()
    side, own = {"papers": read_cadence(["-5d", "-2d !"])}, {person: {"papers": read_cadence(["-9d"])}}
    choices = Choices({}, side, own)
    assert words(choices.cadences()["papers"]) == ["-5d", "-2d !", "-1d !"]
    assert words(choices.own(person)["papers"]) == ["-9d", "-2d !", "-1d !"]
    choices = Choices({"papers": read_cadence(["-4d !"])}, side, own)
    assert words(choices.own(person)["papers"]) == ["-9d", "-4d !", "-2d !", "-1d !"]
    assert choices.cadences()["credentials"] == usual_cadences()["credentials"]
    assert choices.own(object()) == {}


RUNGS = st.builds(Rung, st.integers(-40, 40), st.booleans(), st.sampled_from(Audience), st.booleans())
CADENCES = st.lists(RUNGS, max_size=8).map(tuple)


@settings(max_examples=150)
@given(level=st.sampled_from(Level), above=CADENCES, chosen=CADENCES | st.none())
def test_whatever_is_chosen_what_is_held_above_stays(level, above, chosen):
    cadence = stand(level, above, chosen).cadence
    held = [rung for rung in above if is_held(level, rung)]
    assert set(held) <= set(cadence)
    assert {rung for rung in cadence if is_held(level, rung)} <= set(held) | set(chosen or ())
