"""What people mark by hand in a file, and what a file shows besides words: told, neither swallowed nor drafted."""

import pytest

from meetings.exchange.docx.placing import place
from meetings.texts.docx.marks import BaseParagraph
from meetings.texts.docx.reading import read
from tests.factories.word import base, edited, exported, gone, ins, p, r, replaced

ONE, TWO, THREE = "The parties met in Mérida.", "They agreed to share data each month.", "They thanked their hosts."
TEXT = base(ONE, TWO, THREE)
FIRST, SECOND, THIRD = p("p01", r(ONE)), p("p02", r(TWO)), p("p03", r(THREE))
BREAK = "<w:r><w:br/></w:r>"


def told(*body, text=TEXT):
    placed = place(read(edited(text, *body)), text)
    changes = [(each.kind, *each.anchors, *each.texts) for each in placed.changes]
    return changes, [(each.anchor, each.sentence, each.text) for each in placed.unplaced]


def look(text, form, tag="t"):
    return r(text, tag).replace("<w:r>", f"<w:r><w:rPr>{form}</w:rPr>")


STRUCK = "Words are struck through by hand (“%s”). That deletes nothing, and nothing was taken of this paragraph."
COLOURED = "Words are coloured by hand (“%s”). That says nothing for certain, and nothing was taken of this paragraph."
HIDDEN = "Words are hidden in the file (“%s”). Nothing was taken of this paragraph."
BROKEN = "A line breaks inside this paragraph (“%s”): is it one paragraph or two? Nothing was taken of it."


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("<w:strike/>", STRUCK),
        ('<w:dstrike w:val="1"/>', STRUCK),
        ('<w:color w:val="FF0000"/>', COLOURED),
        ('<w:highlight w:val="yellow"/>', COLOURED),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', COLOURED),
        ("<w:vanish/>", HIDDEN),
    ],
)
def test_marks_by_hand_are_told_and_nothing_is_drafted(form, sentence):
    unchanged = p("p02", r("They agreed to "), look("share", form), r(" data each month."))
    changes, listed = told(FIRST, unchanged, THIRD)
    assert (changes, listed) == ([], [("p02", sentence % "share", "")])
    reworded = p("p02", r("They agreed to share"), look(" exchange", form), r(" data each month."))
    changes, listed = told(FIRST, reworded, THIRD)
    assert (changes, listed) == ([], [("p02", sentence % "exchange", "They agreed to share exchange data each month.")])


@pytest.mark.parametrize(
    "form",
    ['<w:strike w:val="0"/>', '<w:color w:val="auto"/>', '<w:highlight w:val="none"/>', '<w:vanish w:val="false"/>'],
)
def test_what_a_program_writes_of_no_mark_is_none(form):
    assert told(FIRST, p("p02", r("They agreed to "), look("share", form), r(" data each month.")), THIRD) == ([], [])


def test_one_colour_for_all_words_is_the_look_of_the_file():
    dark = '<w:color w:val="1F1F1F"/>'
    assert told(*(p(each.anchor, look(each.text, dark)) for each in TEXT)) == ([], [])


def test_marks_in_a_new_paragraph_are_told():
    body = p(None, ins(look("A red idea.", '<w:color w:val="FF0000"/>')), mark="ins")
    changes, listed = told(FIRST, body, SECOND, THIRD)
    assert changes == []
    assert listed == [(None, COLOURED % "A red idea.", "A red idea.")]


def test_words_deleted_under_tracking_may_look_as_they_like():
    struck = gone(look("each month", "<w:strike/>", "delText"))
    changes, listed = told(FIRST, p("p02", r("They agreed to share data "), struck, r(".")), THIRD)
    assert (changes, listed) == ([("replace", "p02", "They agreed to share data .")], [])


@pytest.mark.parametrize(
    ("inside", "broken"),
    [
        ([r(ONE), BREAK, r("More.")], "The parties met in Mérida. / More."),
        ([r("The parties"), BREAK, r("met in Mérida.")], "The parties / met in Mérida."),
    ],
)
def test_a_line_break_inside_a_paragraph_is_told(inside, broken):
    changes, [(anchor, sentence, _text)] = told(p("p01", *inside), SECOND, THIRD)
    assert (changes, anchor, sentence) == ([], "p01", BROKEN % broken)


@pytest.mark.parametrize("inside", [[r(ONE), BREAK], [r(ONE), '<w:r><w:br w:type="page"/></w:r>', r(" ")]])
def test_a_line_break_at_the_end_and_one_between_pages_are_none(inside):
    assert told(p("p01", *inside), SECOND, THIRD) == ([], [])


def test_another_kind_of_paragraph_is_told_and_its_words_are_drafted():
    text = [*TEXT, BaseParagraph("p04", "chapeau", "They intend to:"), BaseParagraph("p05", "list_item", "go;")]
    rest = p("p04", r("They intend to:")), p("p05", r("go;"), style="ListBullet")
    assert told(FIRST, SECOND, THIRD, *rest, text=text) == ([], [])
    changes, listed = told(
        FIRST, p("p02", r(TWO), style="Heading1"), p("p03", r("Thanks."), style="ListBullet"), *rest, text=text
    )
    sentence = "“Paragraph” in the text, “%s” in the file. A file changes no kind of paragraph."
    assert changes == [("replace", "p03", "Thanks.")]
    assert listed == [
        ("p02", sentence % "Heading", ""),
        ("p03", sentence % "List item", ""),
    ]


def test_one_other_kind_for_many_paragraphs_is_told_once():
    placed = place(read(edited(TEXT, *(p(each.anchor, r(each.text), style="ListBullet") for each in TEXT))), TEXT)
    assert (placed.changes, [each.anchors for each in placed.unplaced]) == ([], [("p01", "p02", "p03")])


LINES = {"header": ("Releasable to USA, MEX",), "footer": ("Rev. 3", "For somebody")}


def test_words_in_header_and_footer_are_told():
    data = exported(TEXT, **LINES)
    assert place(read(data), TEXT).unplaced == []
    header = {"word/header.xml": lambda xml: xml.replace("USA, MEX", "USA alone")}
    footer = {"word/footer.xml": lambda xml: xml.replace("Rev. 3", "Our paper")}
    [other, one] = place(read(replaced(data, **header, **footer)), TEXT).unplaced
    assert [one.text, other.text] == ["Releasable to USA alone", "Our paper"]
    assert one.sentence == "This line in the header or footer was changed. It was not taken over."


def test_a_header_that_another_program_added_is_told():
    other = (
        f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p(None, r("CLEARED"))}</w:hdr>'
    )
    [listed] = place(read(replaced(exported(TEXT, **LINES), **{"word/header2.xml": other})), TEXT).unplaced
    assert listed.text == "CLEARED"
