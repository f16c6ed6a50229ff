"""What is typed into the box, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.plain import plain
from portal.search.asking import MOST_LETTERS, MOST_TERMS, Term, names_in, read_asked


def terms(typed: str) -> list[Term]:
    return list(read_asked(typed).terms)


def test_words_are_looked_for_and_the_last_may_be_a_beginning():
    assert terms("root causes") == [Term("root", "word"), Term("causes", "start")]


def test_what_stands_in_quotes_is_a_phrase_in_any_quotes():
    assert terms('"root causes" visa') == [Term("root causes", "phrase"), Term("visa", "start")]
    assert terms("«causas estructurales»") == [Term("causas estructurales", "phrase")]
    assert terms("“root causes") == [Term("root", "word"), Term("causes", "start")]


def test_a_word_with_a_minus_is_left_out():
    assert terms("border -visa") == [Term("border", "word"), Term("visa", "word", without=True)]
    assert terms('border -"root causes"')[-1] == Term("root causes", "phrase", without=True)
    assert read_asked("-visa").is_empty


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("TWG-2026-USA-017", "twg-2026-usa-17"),
        ("usa-17", "usa-17"),
        ("USA-007", "usa-7"),
        ("gap–mex–3", "gap-mex-3"),
        ("C12", "c12"),
    ],
)
def test_a_reference_is_known_by_its_parts_and_its_zeros_do_not_count(typed, name):
    assert names_in(typed) == (name,)
    assert terms(typed)[0].names == (name,)


@pytest.mark.parametrize("typed", ["border", "2026", "24-7", "co-operation", ""])
def test_other_words_are_no_references(typed):
    assert names_in(typed) == ()


@pytest.mark.parametrize("typed", ["¶ 6", "¶6", "para 6", "Paragraph 6", "par. 6", "párr. 6", "párrafo 6", "PÁRRAFO 6"])
def test_a_paragraph_is_named_by_its_number(typed):
    asked = read_asked(typed)
    assert (asked.paragraph, asked.terms, asked.is_empty) == (6, (), False)


def test_for_in_spanish_is_no_paragraph():
    assert read_asked("ventanillas para 30 días").paragraph is None
    assert read_asked("ventanillas para 30 días").beginnings == ("ventanillas", "para", "30", "dias")
    assert read_asked("para 30 días ¶ 6").paragraph == 6


def test_a_name_longer_than_any_reference_is_none():
    assert names_in("a1-" + "b" * 60) == names_in("a1" + "\U0001d160" * 198) == ()


def test_other_words_beside_a_paragraph_stay():
    asked = read_asked("Washington ¶ 6")
    assert (asked.paragraph, asked.beginnings) == (6, ("washington",))


@pytest.mark.parametrize("typed", ["", "  ", "\0", '"', '""', "-", "- -", "...", "¿?", "\ud800", "\u202e"])
def test_what_means_nothing_looks_for_nothing(typed):
    assert read_asked(typed).is_empty


def test_what_is_too_long_is_cut_and_says_so():
    asked = read_asked("migration " * 100)
    assert asked.is_cut
    assert len(asked.typed) <= MOST_LETTERS
    assert len(asked.terms) <= MOST_TERMS
    assert not read_asked("migration").is_cut


@given(st.text(max_size=400))
def test_whatever_is_typed_is_taken_apart(typed):
    asked = read_asked(typed)
    assert len(asked.typed) <= MOST_LETTERS
    for term in asked.terms:
        assert plain(term.words)
        assert "\0" not in term.words
    # What is shown again is looked for again in the same way.
    assert read_asked(asked.typed).terms == asked.terms


@given(st.text(alphabet='ab"- ¶1', max_size=40))
def test_signs_of_the_language_itself_in_any_order(typed):
    asked = read_asked(typed)
    assert all(plain(term.words) and term.how in {"word", "start", "phrase"} for term in asked.terms)
    assert sum(term.how == "start" for term in asked.terms) <= 1
