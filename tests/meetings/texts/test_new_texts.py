"""A new text from a Word document: read as files that come back are read, with a remark on all that is left behind."""

import re
from itertools import count

import pytest

from meetings.documents.sniffing import CannotBeChecked
from meetings.texts.limits import LARGEST_FILE, LargeFile
from meetings.texts.reading import bring_file
from tests.factories.word import base, dt, exported, gone, ins, p, r, replaced

TEXT = base("Alpha beta.", "Gamma delta.")
PICTURE = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
TABLE = "<w:tbl><w:tr><w:tc>" + p(None, r("one")) + "</w:tc></w:tr></w:tbl>"
NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'.format


def footnotes(*texts):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:footnotes xmlns:w="{space}">{"".join(map(NOTE, count(), texts))}</w:footnotes>'


def new(*body, **parts):
    """A Word document that never was ours, with this body (XML)."""

    def document(xml):
        return xml[: xml.index("<w:body>") + 8] + "".join(body) + xml[xml.index("<w:sectPr") :]

    def properties(xml):
        return re.sub(r"<property .*</property>", "", xml)

    return replaced(exported(TEXT), **{"word/document.xml": document, "docProps/custom.xml": properties} | parts)


def brought(data):
    """Kinds and words of the blocks, and the remarks."""
    found = bring_file(data, "a.docx")
    return [(block.kind, block.text) for block in found.blocks], [str(remark) for remark in found.remarks]


def end_of_move(kind, number, text):
    """A paragraph at one end of a tracked move: `moveFrom` or `moveTo`."""
    by = 'w:author="Guatemala" w:date="2026-03-02T10:00:00Z"'
    mark = f'<w:pPr><w:rPr><w:{kind} w:id="{number}" {by}/></w:rPr></w:pPr>'
    start = f'<w:{kind}RangeStart w:id="{number + 1}" w:name="move1" {by}/>'
    words = f'<w:{kind} w:id="{number + 2}" {by}>{r(text)}</w:{kind}>'
    return f'<w:p>{mark}{start}{words}</w:p><w:{kind}RangeEnd w:id="{number + 1}"/>'


def test_a_paragraph_moved_under_tracking_comes_once_and_where_it_went():
    data = new(
        end_of_move("moveFrom", 10, "First."),
        p(None, r("Second.")),
        end_of_move("moveTo", 20, "First."),
        p(None, r("Third.")),
    )
    assert brought(data) == ([("paragraph", "Second."), ("paragraph", "First."), ("paragraph", "Third.")], [])


def test_paragraphs_joined_or_deleted_under_tracking_are_as_if_it_was_accepted():
    data = new(
        p(None, r("One "), mark="del"),
        p(None, r("whole.")),
        p(None, gone(dt("Away.")), mark="del"),
        p(None, ins(r("New."))),
    )
    assert brought(data) == ([("paragraph", "One whole."), ("paragraph", "New.")], [])


def test_notes_and_comments_leave_a_remark_with_their_words():
    data = new(
        p(None, r("Alpha"), '<w:r><w:footnoteReference w:id="0"/></w:r>'),
        p(None, r("Gamma"), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        p(None, r("Delta"), '<w:r><w:commentReference w:id="7"/></w:r>'),
        **{"word/footnotes.xml": footnotes("A source.", "Another.")},
    )
    assert brought(data) == (
        [("paragraph", "Alpha"), ("paragraph", "Gamma"), ("paragraph", "Delta")],
        ["Footnotes were not taken over: 2 (“A source.”, “Another.”).", "Comments were not taken over: 1."],
    )


def test_a_long_note_is_cut_in_the_remark():
    note = footnotes("word " * 100)
    data = new(p(None, r("Alpha"), '<w:r><w:footnoteReference w:id="0"/></w:r>'), **{"word/footnotes.xml": note})
    [remark] = brought(data)[1]
    assert len(remark) < 200
    assert remark.endswith("…”).")


def test_everything_that_is_no_wording_leaves_a_remark():
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing>'
        f"<w:txbxContent>{p(None, r('in a box'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        f"{p(None, r('in a box'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    formula = '<m:oMath xmlns:m="urn:m"><m:r><m:t>x</m:t></m:r></m:oMath>'
    first = p(None, r("Alpha"), PICTURE, box, formula, PICTURE, gone(PICTURE))
    words, remarks = brought(new(first, TABLE, p(None, r("Beta"), "<w:r><w:object/></w:r>")))
    assert words == [("paragraph", "Alpha"), ("paragraph", "Beta")]
    assert remarks == [
        "Pictures were not taken over: 2.",
        "Text boxes were not taken over: 1 (“in a box”).",
        "Formulas were not taken over: 1.",
        "Tables were not taken over: 1.",
        "Embedded objects were not taken over: 1.",
    ]


def test_kinds_are_told_by_the_names_of_styles_and_by_bullets_typed():
    styles = '<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="{}"/></w:style></w:styles>'.format
    data = new(
        p(None, r("Next steps"), style="a7"),
        p(None, r("They will:")),
        p(None, r("– go")),
        p(None, r("stay"), style="ListBullet"),
        **{"word/styles.xml": lambda xml: xml.replace("</w:styles>", styles("heading 2"))},
    )
    assert brought(data)[0] == [
        ("heading", "Next steps"), ("chapeau", "They will:"), ("list_item", "go"), ("list_item", "stay"),
    ]  # fmt: skip


def test_a_number_in_the_margin_makes_no_list_item_and_our_last_line_is_no_paragraph():
    data = exported(TEXT, numbering={"p01": "1.", "p02": "2."})
    assert brought(data) == (
        [("heading", "Joint Statement"), ("paragraph", "Alpha beta."), ("paragraph", "Gamma delta.")],
        [],
    )


def test_strict_open_xml_is_read():
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = replaced(
        new(p(None, r("Alpha")), p(None, r("Beta"))),
        **{"word/document.xml": lambda xml: xml.replace(transitional, strict)},
    )
    assert brought(data)[0] == [("paragraph", "Alpha"), ("paragraph", "Beta")]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, CannotBeChecked),
        (b"PK\x03\x04" + b"\0" * LARGEST_FILE, LargeFile),
    ],
)
def test_a_locked_or_large_document_is_refused_with_its_own_sentence(data, refusal):
    with pytest.raises(refusal):
        bring_file(data, "a.docx")
