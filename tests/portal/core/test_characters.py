"""What a text is cleaned of, and what stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.texts.blocks import split_text, tidy
from portal.core.asked import key_in, number_in
from portal.core.characters import NEVER, UNCLEAN, clean, given_line, one_line


@pytest.mark.parametrize(
    ("text", "cleaned", "line"),
    [
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te", "a b c d e"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf", "a b c d e f"),
        ("\ufeffa\x07\x1b\x7f\x9f\uffffb\U000e0041", "ab", "ab"),
        # An override would show "Ana live".
        ("Ana \u202eevil\u202c", "Ana evil", "Ana evil"),
        ("a\u2067b\u2069 c\u00ad\u200b\u2060d", "a\u2067b\u2069 c\u00ad\u200b\u2060d", "ab cd"),
    ],
)
def test_what_nobody_means_goes(text, cleaned, line):
    assert (clean(text), one_line(text)) == (cleaned, line)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn",
        "e\u0301",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "12\u00a0000\u202fkm",
        "Tzʼunun Tzꞌ",
        "א\u200fב",
        "👩\u200d👧",
        "𐰀",
    ],
)
def test_what_languages_need_stays(text):
    assert clean(text) == one_line(text) == text


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    assert not UNCLEAN.search(clean(text))
    assert NEVER.findall(one_line(text)) == NEVER.findall(text)


@given(st.text(alphabet="ae\u0301\u0323\u200b\u00ad\x07\u202e\ufeff \u2028\u212b", max_size=12))
def test_a_statement_s_words_have_one_form(text):
    """What is hashed is the same before and after it was kept."""
    words = tidy(text)
    assert tidy(words) == words == tidy(clean(text)) == unicodedata.normalize("NFC", words)
    assert [block.text for block in split_text("x " + text)] == [block.text for block in split_text(clean("x " + text))]


def test_numbers_and_keys_are_what_rows_can_have():
    assert [number_in(text) for text in ("7", "0", "9" * 18)] == [7, 0, 10**18 - 1]
    assert [number_in(text) for text in (None, "", "-1", "9" * 19, "9" * 5000, "²", "٣", "7\n", " 7", "1e3")] == [
        None
    ] * 10
    assert key_in("00000000-0000-4000-8000-00000000000A").int & 15 == 10
    assert [key_in(text) for text in (None, "", "x", "\0")] == [None] * 4


def test_a_command_is_given_lines_that_can_be_kept():
    assert given_line(" Ana\x07\u2028Pop ") == "Ana Pop"
    for text in ("a\0", "a\udcff"):
        with pytest.raises(ValueError):  # noqa: PT011 - argparse words it
            given_line(text)
