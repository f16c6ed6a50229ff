"""Splitting what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.texts.blocks import Block, OpenBracket, UnusableText, bracketed, split_text, tidy
from meetings.texts.pairing import pair_blocks, unpaired


def kinds(text):
    return [(block.kind, block.text) for block in split_text(text)]


def test_blocks_are_parted_by_empty_lines():
    assert kinds("One.\n\nTwo.\n \n\n\nThree.") == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("paragraph", "Three."),
    ]


def test_lines_that_a_mail_program_wrapped_are_joined():
    assert kinds("The ministers met\nin the city\r\nof Antigua.") == [
        ("paragraph", "The ministers met in the city of Antigua.")
    ]


def test_headings_and_list_items_are_told_apart():
    assert kinds("## Next steps\n\nThey will:\n- go\n– stay\n\n• return\n\nThe end.") == [
        ("heading", "Next steps"),
        ("chapeau", "They will:"),
        ("list_item", "go"),
        ("list_item", "stay"),
        ("list_item", "return"),
        ("paragraph", "The end."),
    ]


@pytest.mark.parametrize("bullet", ["- ", "– ", "• ", "* ", "(a) ", "b) ", "(iv) ", "ii) ", "\uf0b7\t", "\uf0a7 "])
def test_bullets_of_every_kind(bullet):
    assert kinds(f"They will:\n{bullet}go home") == [("chapeau", "They will:"), ("list_item", "go home")]


def test_a_list_item_without_a_chapeau_is_a_paragraph():
    assert kinds("- A lonely dash") == [("paragraph", "A lonely dash")]


def test_numbered_paragraphs_keep_their_numbers():
    assert kinds("2. The ministers met.\n\n3. They left.")[0] == ("paragraph", "2. The ministers met.")


def test_a_header_line_and_begin_and_end_text_are_not_part_of_it():
    assert kinds("# Title | 2024-02-28 | source\n\nBegin text:\n\nWords.\n\nEnd text.") == [("paragraph", "Words.")]
    assert kinds("Inicio del texto\n\nPalabras.\n\nFin del texto") == [("paragraph", "Palabras.")]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\ufeffWords", "Words"),
        ("a\u00a0b\u202fc\u2009d", "a b c d"),
        ("mi\u00adgra\u200bción", "migración"),
        ("migracio\u0301n", "migración"),
        ("  two   spaces\there ", "two spaces here"),
    ],
)
def test_invisible_characters_and_spaces_are_made_one(raw, clean):
    assert tidy(raw) == clean


def test_quotes_and_dashes_stay_as_written():
    assert tidy("“quoted” – ‘so’ —…") == "“quoted” – ‘so’ —…"


def test_nothing_gives_nothing():
    assert split_text("") == split_text(" \n\t\n\u00a0") == []


def test_control_characters_are_refused_with_their_place():
    with pytest.raises(UnusableText) as refused:
        split_text("abc\x00def")
    assert refused.value.position == 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No brackets.", []),
        ("The [USA: agree] [MEX: consider] it.\n\nClean.", [1]),
        ("Nested [a [b] c] here.", [1]),
    ],
)
def test_balanced_brackets_are_counted(text, found):
    assert bracketed(split_text(text)) == found


@pytest.mark.parametrize(("text", "place"), [("ok [a [b] c", (1, 4)), ("ok\n\nbad ] here", (2, 5)), ("[[x]", (1, 1))])
def test_an_unpaired_bracket_is_named(text, place):
    with pytest.raises(OpenBracket) as refused:
        bracketed(split_text(text))
    assert (refused.value.block, refused.value.position) == place


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_any_text_can_be_split_and_splitting_again_changes_nothing(text):
    blocks = split_text(text)
    assert all(block.text == tidy(block.text) and block.text for block in blocks)


ENGLISH = [
    Block(
        "paragraph", "The ministers of Guatemala and Mexico met in Antigua on 12 March 2026 to review migration policy."
    ),
    Block("paragraph", "They agreed to open 3 offices for regional cooperation by 30 June 2026."),
    Block("paragraph", "They thanked the hosts."),
    Block("paragraph", "Progress will be reviewed in Washington by the technical committee."),
]
SPANISH = [
    Block(
        "paragraph",
        "Los ministros de Guatemala y México se reunieron en Antigua el 12 de marzo de 2026 para revisar la política migratoria.",
    ),
    Block("paragraph", "Acordaron abrir 3 oficinas de cooperación regional a más tardar el 30 de junio de 2026."),
    Block("paragraph", "Agradecieron a los anfitriones."),
    Block("paragraph", "El progreso será revisado en Washington por el comité técnico."),
]


def test_equal_versions_are_paired_one_to_one():
    assert pair_blocks(ENGLISH, SPANISH) == [(0, 0), (1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize("missing", range(4))
def test_the_paragraph_without_a_partner_is_named(missing):
    fewer = SPANISH[:missing] + SPANISH[missing + 1 :]
    assert unpaired(pair_blocks(ENGLISH, fewer)) == ([missing], [])
    fewer = ENGLISH[:missing] + ENGLISH[missing + 1 :]
    assert unpaired(pair_blocks(fewer, SPANISH)) == ([], [missing])


def test_as_many_paragraphs_are_not_paired_blindly():
    assert unpaired(pair_blocks(ENGLISH[:3], SPANISH[1:])) == ([0], [2])
    assert unpaired(pair_blocks(ENGLISH[1:], SPANISH[:3])) == ([2], [0])


def test_as_many_paragraphs_without_common_words_stay_one_to_one():
    few = [Block("paragraph", text) for text in ("We met.", "We left.", "We wrote it down.")]
    others = [Block("paragraph", text) for text in ("Nos reunimos.", "Nos fuimos.", "Lo anotamos.")]
    assert pair_blocks(few, others) == [(0, 0), (1, 1), (2, 2)]


def test_nothing_against_something():
    assert unpaired(pair_blocks([], SPANISH)) == ([], [0, 1, 2, 3])
    assert pair_blocks([], []) == []
