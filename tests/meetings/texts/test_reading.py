"""A Word document as it comes back: words on either side of the changes, what is no wording, and what is refused."""

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from meetings.documents.sniffing import CannotBeChecked
from meetings.texts.docx.pieces import NotTaken
from meetings.texts.docx.reading import read
from meetings.texts.limits import LargeFile
from portal.core.uploads import NotADocument, UnsafeDocument
from tests.factories.uploads import ENTITY
from tests.factories.word import base, dt, edited, exported, gone, ins, p, r, replaced

TEXT = base("Alpha beta.", "Gamma delta.")


def only(*inside, **facts):
    """The one paragraph read from a document that holds this XML in it."""
    returned = read(edited(TEXT, p("p01", *inside), p("p02", r("Gamma delta.")), **facts))
    return next(each for each in returned.paragraphs if each.anchor == "p01")


def both(*inside):
    read_ = only(*inside)
    return read_.before, read_.after


def left(*inside):
    return list(read(edited(TEXT, p("p01", r("Alpha"), *inside), p("p02", r("Gamma")))).not_taken)


def test_who_changed_what_and_when():
    [first, second] = only(r("Alpha "), gone(dt("be"), dt("ta")), ins(r("gamma")), r(".")).changes
    when = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert (first.kind, first.author, first.at, first.text) == ("deleted", "Guatemala", when, "beta")
    assert (second.kind, second.text) == ("inserted", "gamma")


@pytest.mark.parametrize("date", ["", 'w:date="yesterday"', 'w:date="2026-03-02T10:00:00"'])
def test_a_change_without_a_usable_date_or_author_is_read(date):
    [change] = only(r("Alpha"), f'<w:ins w:id="1" w:author="" {date}>{r(" beta")}</w:ins>').changes
    assert (change.author, change.at) == ("", datetime(2026, 3, 2, 10) if "2026" in date else None)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("Al") + '<w:proofErr w:type="spellStart"/>' + '<w:r w:rsidR="00AB12CD"><w:t>pha</w:t></w:r>', "Alpha"),
        (r("Alpha") + "<w:r><w:tab/></w:r>" + r("beta") + "<w:r><w:br/><w:t>gamma</w:t></w:r>", "Alpha beta gamma"),
        ("<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>help</w:t><w:softHyphen/></w:r>", "self-help"),
        (r("Alp\u00adha\u00a0be\u200bta"), "Alpha beta"),
        (r("Me\u0301rida"), "Mérida"),
        ('<w:hyperlink r:id="rId1">' + r("Alpha") + "</w:hyperlink>" + r(" beta"), "Alpha beta"),
        ('<w:fldSimple w:instr=" DATE ">' + r("May") + "</w:fldSimple>", "May"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("May") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "May",
        ),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("Alpha") + "</w:sdtContent></w:sdt>", "Alpha"),
        ('<w:smartTag w:element="place">' + r("Mérida") + "</w:smartTag>", "Mérida"),
        ("<!-- a remark -->" + r("Alpha") + "<?what ever?>", "Alpha"),
    ],
)  # fmt: skip
def test_what_programs_write_around_and_between_words(inside, expected):
    assert both(inside) == (expected, expected)


def test_moves_within_a_paragraph_and_changes_within_changes():
    assert both(
        f'<w:moveFrom w:id="1" w:author="a">{r("first ")}</w:moveFrom>', r("second "),
        f'<w:moveTo w:id="2" w:author="a">{r("first ")}</w:moveTo>', ins(gone(dt("never ")), r("third")),
    ) == ("first second", "second first third")  # fmt: skip


def test_one_side_s_insertion_within_another_s_deletion_is_on_neither_side():
    assert both(r("Alpha"), gone(ins(dt(" never")), dt(" beta"))) == ("Alpha beta", "Alpha")


def test_the_code_of_a_field_is_not_read_even_if_it_holds_another_field():
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inner = step("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + step("separate") + r("7") + step("end")
    field = step("begin") + inner + step("separate") + r("May") + step("end")
    assert both(r("in "), field, r(" 2026")) == ("in May 2026", "in May 2026")


def test_a_deletion_belongs_to_the_paragraph_that_went():
    returned = read(
        edited(TEXT, p("p01", gone(dt("Alpha beta.")), mark="del"), p("p02", r("Gamma"), ins(r(" delta."))))
    )
    [second] = [each for each in returned.paragraphs if each.anchor == "p02"]
    assert (second.before, [change.text for change in second.changes]) == ("Gamma", [" delta."])
    assert [change.text for change in returned.deleted["p01"]] == ["Alpha beta."]


PICTURE = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    "<w:drawing><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (PICTURE, NotTaken("picture", "p01")),
        ("<w:r><w:pict/></w:r>", NotTaken("picture", "p01")),
        (ins(PICTURE), NotTaken("picture", "p01")),
        (BOX, NotTaken("text_box", "p01", "in a box")),
        ("<w:r><w:object/></w:r>", NotTaken("object", "p01")),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', NotTaken("symbol", "p01")),
        ('<m:oMath xmlns:m="urn:m"><m:r><m:t>x</m:t></m:r></m:oMath>', NotTaken("formula", "p01", "x")),
    ],
)
def test_what_is_no_wording_is_listed_with_its_place(inside, expected):
    assert left(inside) == [expected]
    assert both(r("Alpha"), inside)[1] == "Alpha"


def test_a_picture_that_was_deleted_again_is_not_listed():
    assert left(gone(PICTURE)) == []


def test_a_table_is_listed_behind_the_paragraph_it_follows():
    table = "<w:tbl><w:tr><w:tc>" + p(None, r("one")) + p(None, r("two")) + "</w:tc></w:tr></w:tbl>"
    returned = read(edited(TEXT, p("p01", r("Alpha"), mark="del"), table, p("p02", r("Gamma"))))
    assert list(returned.not_taken) == [NotTaken("table", "p01", "one two")]
    assert [each.after for each in returned.paragraphs if each.anchor] == ["Alpha", "Gamma"]


def test_comments_and_footnotes_are_listed_with_their_words():
    data = edited(
        TEXT,
        p("p01", r("Alpha"), '<w:r><w:commentReference w:id="4"/></w:r>'),
        p("p02", r("Gamma"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    )
    note = '<w:comment w:id="4" w:author="Ana"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>'
    foot = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>A source.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = replaced(
        data,
        **{
            "word/comments.xml": lambda xml: (
                xml.replace("</w:comments>", note).replace("/>", f">{note}")
                if xml.endswith("/>")
                else xml.replace("</w:comments>", note)
            ),
            "word/footnotes.xml": foot,
        },
    )
    assert list(read(data).not_taken) == [
        NotTaken("comment", "p01", "Why?", "Ana"),
        NotTaken("footnote", "p02", "A source."),
    ]


def test_the_file_says_what_it_was():
    returned = read(exported(TEXT, language="es", lead_in=("Con las partes.",), lists=("México",)))
    assert (returned.statement, returned.revision, returned.language) == ("joint-2026", 3, "es")
    assert returned.prints.keys() == {"s_title", "s_end", "s_lead_in_1", "s_lists_1", "p01", "p02"}
    assert [each.outside for each in returned.paragraphs] == ["s_title", "s_lead_in_1", "", "", "s_lists_1", "s_end"]
    stripped = read(edited(TEXT, p("p01", r("Alpha")), prints=False))
    assert (stripped.statement, stripped.revision, stripped.prints) == ("", None, {})


def test_many_fingerprints_stay_within_what_word_keeps():
    many = base(*(f"Paragraph {number}." for number in range(150)))
    data = exported(many)
    assert len(read(data).prints) == 152
    properties = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
    assert max(map(len, properties.replace(">", "<").split("<"))) <= 255


def test_strict_open_xml_reads_the_same():
    strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = exported(TEXT)
    parts = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
    other = replaced(data, **dict.fromkeys(parts, lambda xml: xml.replace(*strict)))
    assert read(other).paragraphs == read(data).paragraphs


def encrypted_entry(data):
    """The flag of an encrypted entry in the local header and in the directory."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", changed, changed.index(mark) + place, 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", NotADocument),
        (b"plain words", NotADocument),
        (exported(TEXT)[:900], NotADocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, CannotBeChecked),
        (encrypted_entry(exported(TEXT)), CannotBeChecked),
        (b"PK\x03\x04" + b"\0" * (11 << 20), LargeFile),
        (replaced(exported(TEXT), **{"word/vbaProject.bin": b"x"}), UnsafeDocument),
        (replaced(exported(TEXT), **{"word/media/bomb.bin": b"\0" * (31 << 20)}), UnsafeDocument),
        (replaced(exported(TEXT), **{"word/footnotes.xml": ENTITY}), UnsafeDocument),
        (replaced(exported(TEXT), **{"word/document.xml": lambda _xml: "<not xml"}), NotADocument),
        (replaced(exported(TEXT), **{"word/document.xml": lambda _xml: "<other/>"}), NotADocument),
        (replaced(exported(TEXT), **{"word/document.xml": lambda _xml: "<w:body>" * 9000}), NotADocument),
    ],
)  # fmt: skip
def test_what_is_no_usable_document_is_refused_by_name(data, refusal):
    with pytest.raises(refusal):
        read(data)


def test_nesting_to_the_limit_of_the_parser_is_read():
    deep = "<w:smartTag>" * 240 + r("Alpha") + "</w:smartTag>" * 240
    assert both(deep) == ("Alpha", "Alpha")
