"""Drawings of how commitments stood: every part inside its drawing, none above another, as long as its number."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workinggroup.progress.columns import BAR, KINDS, SLOT, Stood, bars, columns, spark

STOOD = st.builds(Stood, **dict.fromkeys(KINDS, st.integers(0, 600)))
ROUNDS = st.lists(STOOD, min_size=1, max_size=10)


@given(ROUNDS)
def test_what_is_drawn_is_what_is_counted_within_bounds(found):
    """A part for each way to stand that there is, in their order; nothing leaves the drawing, and no two cover each other."""
    said = [(f"{place} May 2026", stood) for place, stood in enumerate(found)]
    for drawing in (columns(said), bars(said), spark(found)):
        for box in drawing.boxes:
            assert box.width > 0
            assert box.height > 0
            assert 0 <= box.x <= box.x + box.width <= drawing.width
            assert 0 <= box.y <= box.y + box.height <= drawing.height
        assert [box.kind for box in drawing.boxes] == [kind for each in found for kind, number in each.parts if number]
        for one, other in pairwise(drawing.boxes):
            apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart_across or one.y + one.height <= other.y or other.y + other.height <= one.y
    numbers = [f"{each.settled}/{each.all}" for each in found]
    assert [each.words for each in columns(said).words if each.is_number] == numbers
    assert [each.words for each in bars(said).words if each.is_number] == numbers


def test_a_part_is_as_long_as_its_number():
    drawing = bars([("", Stood(settled=1, silent=3)), ("", Stood(settled=2))])
    assert [(box.kind, box.x, box.width, box.height) for box in drawing.boxes] == [
        ("settled", 0, 84, BAR), ("silent", 85, 254, BAR), ("settled", 0, 169, BAR),
    ]  # fmt: skip
    assert [box.height for box in spark([Stood(shared=46, disputed=1, silent=1)]).boxes] == [22, 1, 1]
    small = spark([Stood(settled=1), Stood(agreed=2)])
    assert [(box.kind, box.x, box.height) for box in small.boxes] == [("settled", 0, 12), ("agreed", SLOT, 24)]
