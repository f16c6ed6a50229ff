"""What the items under a colon, and ordinals after a lead-in, inherit."""

from datetime import date

import pytest

from meetings.promises.suggesting import Suggestion, suggest
from meetings.texts.blocks import Block

MEETING = date(2031, 3, 9)


def paragraph(text: str) -> Block:
    """Return a paragraph block."""
    return Block("paragraph", text)


def items(*texts: str) -> list[Block]:
    """Return list item blocks."""
    return [Block("list_item", text) for text in texts]


def read(blocks: list[Block], language: str = "en") -> list[Suggestion]:
    """Return the suggestions for these blocks."""
    return suggest(blocks, language, meeting_date=MEETING)


def test_items_inherit_verb_and_strength_and_the_hollow_chapeau_is_left_out() -> None:
    found = read([paragraph("We intend to work together to:"), *items("Open wells.", "Opening gates", "a new bridge;")])
    assert [(s.paragraph, s.strength, s.verb, s.rule) for s in found] == [
        (2, "core", "intend to (chapeau p1)", "chapeau_intend_plan_seek"),
        (3, "core", "intend to (chapeau p1)", "chapeau_intend_plan_seek"),
        (4, "core", "intend to (chapeau p1)", "chapeau_intend_plan_seek"),
    ]


def test_a_chapeau_with_a_promise_of_its_own_stays() -> None:
    found = read([paragraph("The envoys agreed to create a river council, which will:"), *items("meet", "report")])
    assert [s.paragraph for s in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "chapeau",
    [
        "These include:",
        "The envoys reviewed three themes:",
        "The wells they will open are a sign of hope, and their benefits include:",
        "The envoys were:",
    ],
)
def test_a_describing_chapeau_gives_nothing(chapeau: str) -> None:
    assert [s for s in read([paragraph(chapeau), *items("Wells", "Gates")]) if s.paragraph > 1] == []


def test_a_soft_chapeau_gives_soft_items() -> None:
    found = read([paragraph("We reaffirm our commitment to:"), *items("peace", "trade")])
    assert [(s.paragraph, s.strength) for s in found] == [(2, "soft"), (3, "soft")]


def test_only_the_first_sentence_of_an_item_inherits() -> None:
    found = read([paragraph("The envoys agreed to:"), *items("Open wells. This lasts long. Malta will dig.")])
    assert [s.quote for s in found] == ["Open wells.", "Malta will dig."]


def test_an_item_with_its_own_verb_keeps_it() -> None:
    found = read([paragraph("The envoys:"), *items("thanked Malta;", "agreed to meet again;", "ate well.")])
    assert [(s.paragraph, s.verb) for s in found] == [(3, "agreed to")]


def test_a_paragraph_ends_the_list() -> None:
    found = read([paragraph("The envoys agreed to:"), *items("open wells"), paragraph("They dined."), *items("Fish")])
    assert [s.paragraph for s in found] == [2]


def test_actions_named_before_headings_stand_under_each_of_them() -> None:
    text = [
        paragraph("The envoys agreed on the following actions:"),
        Block("heading", "Ports"),
        *items("Dredge the bar"),
        Block("heading", "Roads"),
        *items("Pave the pass"),
        paragraph("The envoys met the press."),
        Block("heading", "Guests"),
        *items("Fish"),
    ]
    assert [s.paragraph for s in read(text)] == [3, 5]


def test_numbered_paragraphs_under_headings_belong_to_the_colon_before() -> None:
    text = [
        paragraph("The envoys agree:"),
        Block("heading", "Ports"),
        paragraph("1. To dredge the bar."),
        Block("heading", "Roads"),
        paragraph("2. To pave the pass."),
    ]
    assert [s.paragraph for s in read(text)] == [3, 5]


@pytest.mark.parametrize("under", [[], [Block("heading", "Puertos")]])
@pytest.mark.parametrize(
    "word",
    ["ACUERDA", "Acordaron lo siguiente:", "APROBARON", "RESUELVEN", "El Grupo de Alcaldes concluyó lo siguiente:"],
)
def test_a_verb_alone_on_its_line_announces_what_stands_under_it(word: str, under: list[Block]) -> None:
    text = [
        paragraph("La Reunión de Alcaldes, reunida en Malta,"),
        paragraph(word),
        *under,
        paragraph("1. Instruir a la Secretaría dragar la barra."),
        paragraph("2. Reconocer el valor de los faros."),
        paragraph("3. Abrir un pozo."),
        paragraph("4. Ratificar la importancia de los puertos."),
        paragraph("Los alcaldes cenaron."),
    ]
    first = 3 + len(under)
    assert [s.paragraph for s in suggest(text, "es")] == [first, first + 2]


def test_the_aims_of_a_body_and_the_subjects_of_talks_are_no_items() -> None:
    told = paragraph("Las partes crearán una comisión, con los siguientes objetivos:")
    assert [s.paragraph for s in suggest([told, paragraph("a) Fortalecer la pesca;")], "es")] == [1]
    aside = [told, paragraph("a) Fortalecer la pesca. Para ello enviarán redes;")]
    assert [s.quote for s in suggest(aside, "es")][1:] == ["Para ello enviarán redes;"]
    text = [paragraph("The envoys agreed to restart talks in areas including:"), *items("Trade and fish")]
    assert [s.paragraph for s in read(text)] == [1]


def test_an_item_that_thanks_or_holds_a_view_is_no_promise() -> None:
    text = [paragraph("The envoys agreed to:"), *items("welcome the report", "dredge the bar", "Thank the hosts")]
    assert [s.paragraph for s in read(text)] == [3]


def test_a_label_alone_is_no_item() -> None:
    text = [
        paragraph("The envoys have agreed as follows:"),
        paragraph("ARTICLE I"),
        paragraph("The envoys will dredge the bar."),
    ]
    assert [s.paragraph for s in read(text)] == [3]


def test_a_heading_ends_the_list() -> None:
    found = read([paragraph("The envoys agreed to:"), Block("heading", "Guests"), *items("Fish")])
    # Nothing followed the colon, so the chapeau itself is all there is to show.
    assert [s.paragraph for s in found] == [1]


def test_a_list_without_its_colon_is_still_a_list() -> None:
    assert [s.paragraph for s in read([paragraph("The envoys agreed to"), *items("open wells")])] == [2]


@pytest.mark.parametrize("mark", ["1. ", "(a) ", "- ", ""])
def test_paragraphs_under_a_colon_inherit(mark: str) -> None:
    blocks = [
        paragraph("The two governments will:"),
        paragraph(f"{mark}Open wells;"),
        paragraph(f"{mark}Close gates."),
        paragraph("The envoys dined."),
    ]
    assert [s.paragraph for s in read(blocks)] == [2, 3]


def test_items_inherit_the_time_of_their_chapeau() -> None:
    found = read([paragraph("By the end of the year, the parties will:"), *items("dig", "build by May 2, 2031")])
    assert [(s.due_text, s.due) for s in found] == [
        ("By the end of the year", date(2031, 12, 31)),
        ("May 2, 2031", date(2031, 5, 2)),
    ]


def test_ordinals_continue_their_lead_in() -> None:
    found = read(
        [
            paragraph("The presidents agreed on three steps."),
            paragraph("First, more wells."),
            paragraph("Second, the envoys thanked Malta."),
            paragraph("Third: deeper gates."),
            paragraph("They dined."),
            paragraph("Fourth, a stray line."),
        ]
    )
    assert [(s.paragraph, s.rule) for s in found] == [
        (1, "agree_on_action"),
        (2, "chapeau_agree_on_action"),
        (4, "chapeau_agree_on_action"),
    ]


def test_numbered_items_inside_a_paragraph() -> None:
    found = read([paragraph("The envoys agreed: 1. Open wells. 2. Close gates. They dined.")])
    assert [s.quote for s in found] == ["The envoys agreed: 1. Open wells.", "2. Close gates."]


@pytest.mark.parametrize(
    ("language", "heading", "listed", "own"),
    [
        ("en", "Resolutions", "Resolution 12 of 2019 on fisheries", "Resolution 2: open an office"),
        ("en", "Mandates", "Mandates 3 and 4 of the last meeting", "Open an office"),
        ("es", "Resoluciones", "Resolución 12 de 2019 sobre la pesca", "Resolución 2: abrir una oficina"),
        ("es", "Acuerdos", "Acuerdo núm. 7/2018 sobre visados", "Abrir una oficina"),
    ],
)
def test_under_a_heading_a_text_named_by_its_number_is_no_commitment(language, heading, listed, own) -> None:
    assert [s.paragraph for s in read([Block("heading", heading), *items(listed, own)], language)] == [3]


@pytest.mark.parametrize(("heading", "expected"), [("Next steps", [2, 3]), ("Participants", [])])
def test_a_heading_of_commitments(heading: str, expected: list[int]) -> None:
    assert [s.paragraph for s in read([Block("heading", heading), *items("Dig wells", "Report")])] == expected


def test_spanish_chapeaus() -> None:
    blocks = [
        paragraph("Los dos países acordaron lo siguiente:"),
        *items("Abrir pozos.", "La apertura de puertas"),
        paragraph("Los enviados cenaron."),
        paragraph("Nos comprometemos a:"),
        paragraph("a) cavar;"),
        paragraph("b) construir."),
        paragraph("Los enviados partieron."),
        Block("heading", "Próximos pasos"),
        *items("Reunirse en Acra"),
    ]
    assert [(s.paragraph, s.verb) for s in read(blocks, "es")] == [
        (2, "acordaron (encabezado p1)"),
        (3, "acordaron (encabezado p1)"),
        (6, "nos comprometemos a (encabezado p5)"),
        (7, "nos comprometemos a (encabezado p5)"),
        (10, "compromisos (encabezado p9)"),
    ]
