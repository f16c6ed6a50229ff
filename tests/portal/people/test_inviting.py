"""Lists of people to invite, as they are pasted: what is said of each line."""

import pytest
from django.utils import translation

from portal.people.inviting import WANTED, lines_to_invite
from portal.people.lists.files import ListTooLarge, read_pasted
from portal.people.lists.reading import LONGEST


def read(text, **facts):
    return lines_to_invite(read_pasted(text, WANTED), language="en", **facts)


@pytest.mark.parametrize(
    "line",
    [
        "Ana Robles, a.robles@state.example, negotiator",
        "Ana Robles; a.robles@state.example; negotiator",
        "Ana Robles\ta.robles@state.example\tnegotiator",
        "a.robles@state.example, Ana Robles, negotiator",
        "  Ana   Robles ,  A.Robles@State.example , Negociadora ",
        "Ana Robles <a.robles@state.example>, negotiator",
        '"Robles, Ana",a.robles@state.example,negotiator',
        "Ana Robles, negotiator, a.robles@state.example",
    ],
)
def test_columns_are_told_apart_by_what_they_hold(line):
    (found,) = read(line)
    assert found.is_ready
    assert (found.email, found.kind) == ("a.robles@state.example", "negotiator")
    assert found.name in {"Ana Robles", "Robles, Ana"}


def test_role_and_language_may_be_left_out():
    (found,) = read("Tom Bexley, t@dhs.example")
    assert (found.kind, found.language) == ("member", "en")
    (found,) = read("Tom Bexley, t@dhs.example, español, jefa de delegación")
    assert (found.kind, found.language) == ("head", "es")
    for words in ("Deputy head of delegation", "jefa adjunta de la delegación", "Subjefe"):
        (found,) = read(f"Tom Bexley, t@dhs.example, {words}")
        assert found.kind == "deputy"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Iris Lang, i.lang@state, expert", "Line 1: “i.lang@state” is not an e-mail address"),
        ("Iris Lang", "Line 1: there is no e-mail address"),
        ("i.lang@state.example", "Line 1: there is no name"),
        ("Iris Lang, i.lang@state.example, emperor", "Line 1: “emperor” is not a role we know"),
        (f"{'x' * 151}, i@state.example", "Line 1: the name is longer than 150 letters"),
    ],
)
def test_each_wrong_line_says_what_is_wrong(line, words):
    with translation.override("en"):
        (found,) = read(line)
        assert found.problem == words
        assert not found.is_ready


def test_lines_keep_their_numbers_past_headings_and_gaps():
    lines = read("\ufeffName,E-mail,Role\n\nAna,a@b.example,head\n\n,,\nBea,b@b.example,observer\n")
    assert [(line.number, line.name) for line in lines] == [(3, "Ana"), (6, "Bea")]


def test_twice_in_the_list_known_and_invited_people_are_skipped():
    with translation.override("en"):
        lines = read(
            "Ana,a@b.example\nAna again,A@B.example\nBea,b@b.example\nCarl,c@b.example",
            has_account={"b@b.example"},
            invited={"c@b.example"},
        )
    assert [line.skip for line in lines] == [
        "", "Ana again stands in the list twice", "Bea has an account already", "Carl was invited already",
    ]  # fmt: skip


def test_addresses_are_found_for_looking_up():
    text = "Ana,A@B.example\nx\nBea <b@b.example>"
    assert read_pasted(text, WANTED).addresses == {"a@b.example", "b@b.example"}


def test_a_list_that_is_too_long_is_refused():
    with pytest.raises(ListTooLarge):
        read("\n".join(f"N{number},n{number}@b.example" for number in range(LONGEST + 1)))


def test_an_empty_list_is_empty():
    assert read("") == []
    assert read("\n\n ; ; \n") == []
