"""Square brackets: written, parsed, and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.exchange.looks import format_as
from meetings.texts.notation import (
    KnownBracket,
    Marked,
    NewBracket,
    Option,
    Unbalanced,
    format_bracket,
    format_nodes,
    join_marked,
    match_base,
    parse,
    read_nodes,
)

USA, MEX = Option(("USA",), "agree"), Option(("MEX", "GTM"), "")
WORDS = st.text("abc é,.-", min_size=1).filter(lambda words: words.strip() == words and "  " not in words)
OPTIONS = st.builds(
    Option, st.sampled_from([(), ("USA",), ("MEX", "GTM"), ("CAN",)]), WORDS.filter(lambda words: words != "–")
)


def test_a_text_is_parsed_into_words_and_brackets():
    marked = parse("They [USA: agree] [MEX, GTM: –] to meet [soon].")
    assert marked.pieces == ["They ", NewBracket((USA, MEX)), " to meet ", NewBracket((Option((), "soon"),)), "."]
    assert marked.plain == "They  to meet ."
    assert marked.format(names=False) == "They [agree] [–] to meet [soon]."


def test_brackets_side_by_side_are_two_where_a_sponsor_stands_in_both():
    first, second = Option(("USA",), "may"), Option(("USA",), "now")
    assert parse("They [USA: may] [USA: now] meet.").pieces[1:4] == [NewBracket((first,)), " ", NewBracket((second,))]


@given(st.lists(st.tuples(WORDS, st.lists(OPTIONS, min_size=1, max_size=3, unique_by=lambda option: option.sponsors))))
def test_what_is_written_is_parsed_and_written_the_same(parts):
    text = " ".join(f"{words} {format_bracket(options)}" for words, options in parts)
    assert parse(text).format() == text


@pytest.mark.parametrize(("text", "position"), [("An [open one.", 4), ("A shut] one.", 7), ("One [in [another]].", 9)])
def test_brackets_without_partner_or_inside_another_are_refused_with_their_place(text, position):
    with pytest.raises(Unbalanced) as found:
        parse(text)
    assert found.value.position == position


def test_kept_nodes_are_read_with_the_options_of_their_brackets():
    nodes = [{"t": "s", "v": "They "}, {"t": "b", "id": "k"}, {"t": "s", "v": " to meet."}]
    marked = read_nodes(nodes, {"k": (USA, MEX)})
    assert marked.pieces == ["They ", KnownBracket("k", (USA, MEX)), " to meet."]
    assert format_nodes(nodes, {"k": (USA, MEX)}) == "They [USA: agree] [MEX, GTM: –] to meet."
    assert parse(marked.format(), [(format_bracket((USA, MEX)), "k")]).known == ["k"]


def test_two_brackets_side_by_side_are_two_in_every_look():
    marked = Marked([KnownBracket("a", (USA,)), " ", KnownBracket("b", (MEX,))])
    assert [format_as(marked, look) for look in ("brackets", "nameless", "clean")] == [
        "[USA: agree] [MEX, GTM: –]", "[agree] [–]", "[…] […]",
    ]  # fmt: skip


def test_joined_texts_have_a_space_between_them_and_none_for_those_without_words():
    joined = join_marked([parse("They meet."), Marked(), parse("[USA: Soon] they part.")])
    assert joined == parse("They meet. [USA: Soon] they part.")


def test_a_text_that_only_puts_brackets_into_its_base_tells_which_option_stood_there():
    assert match_base(parse("They [USA: may] [MEX: will] meet [GTM: soon]."), ["They will meet."]) == [1, -1]
    assert match_base(parse("They [USA: may] part."), ["They may meet."]) is None
