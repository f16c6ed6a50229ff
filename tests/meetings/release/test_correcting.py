"""A corrigendum without a database: what is replaced, and how the text reads with it."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.release.correcting import (
    NotThere,
    canonical_corrigendum,
    corrected,
    hash_of_corrigendum,
    languages_left,
    lines_of,
    passage_between,
    stands_once,
    texts_of,
)

PARAGRAPHS = [
    {"anchor": "p01", "kind": "heading", "parent": "", "en": "Causes", "es": "Causas"},
    {
        "anchor": "p04",
        "kind": "paragraph",
        "parent": "",
        "en": "Poverty, crime and drought.",
        "es": "Pobreza y sequía.",
    },
]
CANONICAL = json.dumps({"title": {"en": "On causes", "es": "Sobre las causas"}, "paragraphs": PARAGRAPHS})


def entry(old, new, anchor="p04", language="en"):
    return {"anchor": anchor, "language": language, "old": old, "new": new}


def test_the_released_bytes_are_read_into_title_and_paragraphs():
    lines = lines_of(CANONICAL, ["en", "es"])
    assert [(line.anchor, line.number) for line in lines] == [("p00", None), ("p01", None), ("p04", 1)]
    assert texts_of(lines)["p00"] == {"en": "On causes", "es": "Sobre las causas"}
    assert texts_of(lines)["p04"] == {"en": "Poverty, crime and drought.", "es": "Pobreza y sequía."}


def test_entries_come_one_after_the_other_and_the_text_itself_stays():
    texts = texts_of(lines_of(CANONICAL, ["en", "es"]))
    found = corrected(texts, [entry("crime", "violence"), entry("violence and drought", "drought")])
    assert found["p04"] == {"en": "Poverty, drought.", "es": "Pobreza y sequía."}
    assert texts["p04"]["en"] == "Poverty, crime and drought."


@pytest.mark.parametrize(
    "wrong",
    [
        entry("Crime", "x"),
        entry("r", "x"),
        entry("", "x"),
        entry("crime", "x", "p09"),
        entry("crime", "x", language="fr"),
    ],
)
def test_what_is_replaced_stands_once(wrong):
    with pytest.raises(NotThere):
        corrected(texts_of(lines_of(CANONICAL, ["en", "es"])), [wrong])


def test_overlapping_places_are_two():
    assert not stands_once("aa", "aaa")
    assert stands_once("aa", "aab")


@pytest.mark.parametrize(
    ("before", "after", "passage"),
    [
        ("Poverty, democratic decline, and crime.", "Poverty, and crime.", ("democratic decline, ", "")),
        ("One and two and three.", "One and two, and three.", ("two", "two,")),
        ("the end", "the very end", ("the ", "the very ")),
        ("A word.", "A word.", ("", "")),
        ("12 months", "24 months", ("12", "24")),
    ],
)
def test_the_passage_is_the_shortest_that_stands_once(before, after, passage):
    assert passage_between(before, after) == passage


@given(
    st.lists(st.sampled_from(["a", "b", "aa", ",", "the", "of"]), min_size=1),
    st.lists(st.sampled_from(["a", "b", "c", ",", "the", "of"]), min_size=1),
)
def test_a_passage_leads_from_any_wording_to_any_other(before, after):
    old_text, new_text = " ".join(before), " ".join(after)
    old, new = passage_between(old_text, new_text)
    if old_text == new_text:
        assert (old, new) == ("", "")
    else:
        assert corrected({"p": {"en": old_text}}, [entry(old, new, "p")])["p"]["en"] == new_text


def test_its_hash_is_that_of_bytes_anybody_can_make():
    entries, reason = [entry("crime", "violence") | {"more": "unsigned"}], {"es": "Errata: ó.", "en": "A slip."}
    told = (
        '{"corrects":"ab","entries":[{"anchor":"p04","language":"en","new":"violence","old":"crime"}],"number":2,'
        '"reason":{"en":"A slip.","es":"Errata: ó."},"v":1}'
    ).encode()
    assert canonical_corrigendum("ab", 2, entries, reason) == told
    assert hash_of_corrigendum("ab", 2, entries, reason) == hashlib.sha256(told).hexdigest()
    assert hash_of_corrigendum("ac", 2, entries, reason) != hash_of_corrigendum("ab", 2, entries, reason)


def test_it_tells_which_languages_a_corrected_paragraph_leaves():
    assert languages_left([entry("a", "b")], ["en", "es"]) == {"p04": ["es"]}
    assert languages_left([entry("a", "b"), entry("a", "b", language="es")], ["en", "es"]) == {}
