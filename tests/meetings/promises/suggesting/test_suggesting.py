"""The suggester as a whole: spans, dates, odd input, speed."""

import unicodedata
from datetime import date
from typing import Literal

import pytest

from meetings.promises.suggesting import Suggestion, suggest
from meetings.texts.blocks import Block
from tests.growing import grows_at_most
from tests.meetings.promises.suggesting.english_sentences import CORE
from tests.meetings.promises.suggesting.english_traps import NOT_CORE

FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
MEETING = date(2031, 3, 9)


def test_a_suggestion_in_full() -> None:
    text = "The envoys met. The two sides agreed to meet again in Accra in January 2032. They left."
    assert suggest([Block("heading", "We will act"), Block("paragraph", text)], "en", meeting_date=MEETING) == [
        Suggestion(
            paragraph=2,
            start=16,
            end=76,
            quote="The two sides agreed to meet again in Accra in January 2032.",
            strength="core",
            verb="agreed to",
            due_text="January 2032",
            due=date(2032, 1, 31),
            rule="agree_to",
            due_kind="month",
        )
    ]
    assert text[16:76] == "The two sides agreed to meet again in Accra in January 2032."


def test_quotes_are_exact_pieces_of_their_block() -> None:
    first = "Los\u00a0dos pai\u0301ses se\u00a0comprometieron\u202fa\u00ad abrir “pozos”\u2014hoy."
    text = f"{first} El sen\u0303or salio\u0301."
    (found,) = suggest([Block("paragraph", text)], "es")
    assert text[found.start : found.end] == found.quote == first


@pytest.mark.parametrize("form", FORMS)
def test_composed_and_decomposed_text_read_alike(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "México enviará dos barcos. Los líderes acordarán la fecha en Bogotá.")
    assert len(suggest([Block("paragraph", text)], "es")) == 2


@pytest.mark.parametrize(
    "text", ["Canada\u2019s ministers will dig.", "Canada's ministers will dig.", "CANADA WILL DIG."]
)
def test_quotes_and_capitals(text: str) -> None:
    assert [s.verb for s in suggest([Block("paragraph", text)], "en")] == ["will"]


@pytest.mark.parametrize(
    "blocks", [[], [Block("paragraph", "")], [Block("paragraph", " \n ")], [Block("heading", "X")]]
)
def test_nothing_gives_nothing(blocks: list[Block]) -> None:
    assert suggest(blocks, "en") == []
    assert suggest(blocks, "es") == []


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        suggest([], "fr")


def test_a_month_before_the_cue_is_an_earlier_promise_unless_it_is_this_meeting() -> None:
    earlier = [Block("paragraph", "In January 2031, the two sides agreed to dig.")]
    dated = [Block("paragraph", "On March 5, 2031, the two sides agreed to dig.")]
    assert suggest(earlier, "en", meeting_date=MEETING) == []
    assert suggest(earlier, "en") == []
    assert len(suggest(dated, "en", meeting_date=MEETING)) == 1
    assert len(suggest(dated, "en")) == 1
    assert suggest(dated, "en", meeting_date=date(2031, 9, 9)) == []


def test_a_launch_with_a_past_date_is_history() -> None:
    blocks = [Block("paragraph", "Malta launched a new ferry on January 5, 2030.")]
    assert suggest(blocks, "en", meeting_date=MEETING) == []
    assert len(suggest(blocks, "en", meeting_date=date(2030, 1, 6))) == 1


def test_not_before_is_shown_but_sets_no_day() -> None:
    (found,) = suggest([Block("paragraph", "Malta will dig beyond May 11, 2031.")], "en", meeting_date=MEETING)
    assert (found.due_text, found.due) == ("beyond May 11, 2031", None)


def test_a_long_statement_is_read_quickly() -> None:
    sentences = (*CORE, *NOT_CORE)
    blocks = [Block("paragraph", " ".join(sentences[place : place + 5])) for place in range(0, len(sentences), 5)]
    assert grows_at_most(15, lambda times: suggest(blocks * times, "en", meeting_date=MEETING), 1, 8)


RUNS = [
    "we ",
    "a, ",
    "the that which ",
    "agreed with ",
    "(",
    "we will ",
    "agreed both ",
    "commit \u2014 a ",
    "next step ",
    "our goal ",
    "call on our old ",
    "would, agreed ",
    "Malta to send ",
    "is committed to giving ",
    "we recognise that it is and ",
    "at the January ",
    "intend for ",
    "way forward which ",
    "acordamos tanto ",
    "no solo ",
    "nuestro objetivo ",
    "próximos pasos ",
    "exhortamos a nuestros ",
    "en la cumbre de ",
    "acordaron que abriría ",
    "está comprometido a dar ",
    "nos complace anunciar, ",
    "acordaron en ",
]


@pytest.mark.parametrize("text", [run * (6000 // len(run)) for run in RUNS])
def test_no_text_makes_a_pattern_run_away(text: str) -> None:
    def read(times: int) -> None:
        suggest([Block("paragraph", text * times + "will")], "en")
        suggest([Block("paragraph", text * times + "acordaron")], "es")

    assert grows_at_most(3, read, 1, 2)
