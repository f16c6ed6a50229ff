"""Word-level differences: exact to the character, readable to a person."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.sequences import longest_increasing_subsequence
from portal.core.wording import Piece, differences
from tests.growing import grows_at_most

WORDS = st.lists(
    st.sampled_from(["a", "the", "Mexico", "México", "1,200", " ", ", ", ".", " and ", "e\u0301"]), max_size=40
)


def marked(old, new):
    """The differences on one line: [-gone-] and {+new+}."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in differences(old, new))


def told(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_character_is_lost(old, new):
    pieces = differences(old, new)
    assert (told(pieces, "same", "deleted"), told(pieces, "same", "inserted")) == (old, new)
    assert all(piece.text for piece in pieces)


@given(WORDS, WORDS)
def test_no_character_is_lost_where_much_repeats(old, new):
    old, new = "".join(old), "".join(new)
    pieces = differences(old, new)
    assert (told(pieces, "same", "deleted"), told(pieces, "same", "inserted")) == (old, new)


@given(WORDS, WORDS)
def test_kinds_alternate_and_what_went_stands_before_what_came(old, new):
    kinds = [piece.kind for piece in differences("".join(old), "".join(new))]
    assert all(pair not in {("same", "same"), ("inserted", "deleted")} for pair in pairwise(kinds))


LETTERS = st.lists(st.sampled_from(["a", "e\u0301", "e", "n\u0303", "o\u0302\u0301", " "]), max_size=30).map("".join)


@given(LETTERS, LETTERS)
def test_a_letter_keeps_its_accent(old, new):
    assert not any(unicodedata.combining(piece.text[0]) for piece in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("Same.", "Same.", "Same."),
        ("Root causes of migration", "Root causes and drivers of migration", "Root causes {+and drivers +}of migration"),
        ("They met.", "They met in Mérida.", "They met{+ in Mérida+}."),
        ("up to 1,200 visas", "up to 1,500 visas", "up to [-1,200-]{+1,500+} visas"),
        ("The sides agreed. They met.", "The sides agreed. They spoke. They met.", "The sides agreed. {+They spoke. +}They met."),
        (
            "We agree to establish a working group.",
            "We will consider establishing a working group.",
            "We [-agree to establish-]{+will consider establishing+} a working group.",
        ),
        (
            "democratic decline, climate change, and poverty",
            "climate change, and poverty",
            "[-democratic decline, -]climate change, and poverty",
        ),
        (
            "El Gobierno de México acordó cooperar.",
            "Los Gobiernos de Guatemala acordaron cooperar.",
            "[-El Gobierno de México acordó-]{+Los Gobiernos de Guatemala acordaron+} cooperar.",
        ),
        ("big of dog", "xy of zz", "[-big of dog-]{+xy of zz+}"),
        ("the delegation’s view", "the delegations’ view", "the [-delegation’s-]{+delegations’+} view"),
    ],
)  # fmt: skip
def test_a_person_would_mark_it_like_this(old, new, expected):
    assert marked(old, new) == expected


def test_a_passage_in_the_middle_of_large_changes_stays_if_it_says_something():
    old = "Alpha beta gamma delta, the Governments of Mexico and Guatemala reaffirm epsilon zeta eta theta."
    new = "Iota kappa lambda mu, the Governments of Mexico and Guatemala reaffirm nu xi omicron pi."
    assert Piece("same", ", the Governments of Mexico and Guatemala reaffirm ") in differences(old, new)


def words(seed, count, vocabulary):
    chance = random.Random(seed)
    return " ".join(f"{chance.choice('abcdefgh')}{chance.randrange(vocabulary)}" for _ in range(count))


MAKERS = [
    lambda count: (words(1, count, 800), words(2, count, 800)),
    lambda count: (words(1, count, 2), words(2, count, 2)),
    lambda count: ("yes no " * (count // 2), "no yes " * (count // 2)),
    lambda count: ("the " * count, "the " * (count * 4 // 5)),
]


@pytest.mark.parametrize("maker", MAKERS)
def test_a_long_rewritten_text_is_bounded(maker):
    """Eight times the words take nothing like sixty-four times as long."""

    def compare(count):
        old, new = maker(count)
        pieces = differences(old, new)
        assert (told(pieces, "same", "deleted"), told(pieces, "same", "inserted")) == (old, new)

    assert grows_at_most(40, compare, 1000, 8000)


@given(st.permutations(list(range(9))))
def test_a_longest_increasing_subsequence(numbers):
    kept = [numbers[place] for place in longest_increasing_subsequence(numbers)]
    assert kept == sorted(kept)
    assert kept
