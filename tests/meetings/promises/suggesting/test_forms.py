"""The forms that promises take: negative, coordinated, split, in the mouth of a minute or of a newspaper; and their traps."""

from datetime import date

import pytest

from meetings.promises.suggesting import suggest
from meetings.texts.blocks import Block
from tests.meetings.promises.suggesting import forms

MEETING = date(2031, 3, 9)


def core_of(sentence: str, language: str) -> list[str]:
    """The rules by which anything in a one-sentence statement is suggested as core."""
    found = suggest([Block("paragraph", sentence)], language, meeting_date=MEETING)
    return [each.rule for each in found if each.strength == "core"]


@pytest.mark.parametrize(("language", "sentences"), [("en", forms.ENGLISH_PROMISES), ("es", forms.SPANISH_PROMISES)])
def test_every_form_of_a_promise_is_suggested(language: str, sentences: tuple[str, ...]) -> None:
    assert [sentence for sentence in sentences if not core_of(sentence, language)] == []


@pytest.mark.parametrize(("language", "sentences"), [("en", forms.ENGLISH_OTHERS), ("es", forms.SPANISH_OTHERS)])
def test_what_only_looks_like_one_is_not(language: str, sentences: tuple[str, ...]) -> None:
    assert {sentence: rules for sentence in sentences if (rules := core_of(sentence, language))} == {}


def test_where_no_day_of_the_meeting_is_known_an_earlier_summit_is_still_earlier() -> None:
    for language, sentence in (
        ("en", "At the January summit, the leaders agreed to open ten offices."),
        ("es", "En la cumbre de enero, los mandatarios acordaron abrir diez oficinas."),
    ):
        assert suggest([Block("paragraph", sentence)], language) == []
    own = "At the summit held on 8 March 2031, the leaders agreed to open ten offices."
    assert len(suggest([Block("paragraph", own)], "en", meeting_date=MEETING)) == 1


@pytest.mark.parametrize(
    ("language", "chapeau", "inherits"),
    [
        ("en", "Next steps will include:", True),
        ("en", "The ministers agreed on next steps, which will include:", True),
        ("en", "We undertake:", True),
        ("en", "The meeting decided:", True),
        ("en", "Next steps could include:", False),
        ("en", "The ministers agreed to study fees, and options include:", False),
        ("en", "The committee agreed to meet again; topics may include:", False),
        ("es", "Los próximos pasos incluirán:", True),
        ("es", "Entre los próximos pasos figuran:", True),
        ("es", "Nos obligamos:", True),
        ("es", "Los próximos pasos podrían incluir:", False),
        ("es", "Los ministros acordaron estudiar medidas, tales como:", False),
    ],
)
def test_what_items_inherit(language: str, chapeau: str, inherits: bool) -> None:
    items = {
        "en": ["Convening the envoys.", "A map of wells."],
        "es": ["Convocar a los enviados.", "Un mapa de pozos."],
    }
    blocks = [Block("paragraph", chapeau), *(Block("list_item", item) for item in items[language])]
    found = suggest(blocks, language, meeting_date=MEETING)
    assert [each.paragraph for each in found if each.paragraph > 1] == ([2, 3] if inherits else [])


@pytest.mark.parametrize(
    ("language", "heading", "opens"),
    [
        ("en", "4. Next steps and timetable", True),
        ("en", "Points agreed", True),
        ("en", "The way forward", True),
        ("en", "Possible next steps", False),
        ("es", "Puntos acordados", True),
        ("es", "3. Pasos a seguir", True),
        ("es", "Posibles próximos pasos", False),
    ],
)
def test_headings_of_commitments(language: str, heading: str, opens: bool) -> None:
    found = suggest([Block("heading", heading), Block("list_item", "Pozo 4")], language)
    assert bool(found) is opens
