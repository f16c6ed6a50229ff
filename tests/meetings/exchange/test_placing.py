"""What an edited file changes: each way in which people and programs edit a paragraph."""

import io
import zipfile

import pytest

from meetings.exchange.docx.placing import keep_typography, place
from meetings.exchange.docx.writing import write
from meetings.exchange.redlining import moves_apart, redline
from meetings.texts.docx.marks import BaseParagraph
from meetings.texts.docx.reading import read
from tests.factories.word import (
    AT,
    BY,
    applied,
    base,
    dt,
    edited,
    exported,
    gone,
    ins,
    p,
    r,
    replaced,
    sheet,
)

ONE, TWO, THREE = "The parties met in Mérida.", "They agreed to share data each month.", "They thanked their hosts."
TEXT = base(ONE, TWO, THREE)
FIRST, SECOND, THIRD = p("p01", r(ONE)), p("p02", r(TWO)), p("p03", r(THREE))


def told(*body, text=TEXT, prints=True, against=None):
    """The changes in short, then what is listed."""
    placed = place(read(edited(text, *body, prints=prints)), against or text)
    changes = [(each.kind, *each.anchors, *each.texts) for each in placed.changes]
    return changes, [(each.anchor, each.text) for each in placed.unplaced]


def sentences(*body, text=TEXT, against=None, prints=True):
    return [each.sentence for each in place(read(edited(text, *body, prints=prints)), against or text).unplaced]


# ---- Edits under tracking ---------------------------------------------------------------------------------------------


def test_an_untouched_file_changes_nothing():
    for data in (exported(TEXT), edited(TEXT, FIRST, SECOND, THIRD)):
        placed = place(read(data), TEXT)
        assert (placed.changes, placed.unplaced) == ([], [])


def test_a_rewording_names_who_did_it():
    body = p("p02", r("They agreed to "), gone(dt("share")), ins(r("exchange")), r(" data each month."))
    placed = place(read(edited(TEXT, FIRST, body, THIRD)), TEXT)
    [change] = placed.changes
    assert (change.kind, change.anchor, change.text) == ("replace", "p02", "They agreed to exchange data each month.")
    assert (change.authors, bool(change.tracked)) == (("Guatemala",), True)


def test_words_that_one_side_inserted_and_another_deleted_were_never_there():
    other = BY.replace("Guatemala", "Mexico")
    body = p("p02", r("They agreed to share"), ins(gone(dt(" all"), by=other), r(" most")), r(" data each month."))
    returned = read(edited(TEXT, FIRST, body, THIRD))
    assert returned.before["p02"] == TWO
    assert [(each.kind, *each.texts) for each in place(returned, TEXT).changes] == [
        ("replace", "They agreed to share most data each month.")
    ]


def test_a_deleted_paragraph():
    assert told(FIRST, p("p02", gone(dt(TWO)), mark="del"), THIRD) == ([("delete", "p02")], [])


def test_a_paragraph_that_was_emptied_is_deleted():
    assert told(FIRST, p("p02", gone(dt(TWO))), THIRD) == ([("delete", "p02")], [])
    assert told(FIRST, p("p02"), THIRD) == ([("delete", "p02")], [])
    tracked, untracked = (
        place(read(edited(TEXT, FIRST, p("p02", *inside), THIRD)), TEXT).changes for inside in ([gone(dt(TWO))], [])
    )
    assert tracked[0].authors == ("Guatemala",)
    assert untracked[0].tracked == ()


def test_a_paragraph_deleted_from_the_end_of_the_one_before():
    assert told(p("p01", r(ONE), mark="del"), p("p02", gone(dt(TWO))), THIRD) == ([("delete", "p02")], [])


def test_a_paragraph_rewritten_from_the_first_word_to_the_last():
    assert told(FIRST, p("p02", gone(dt(TWO)), ins(r("All new."))), THIRD) == ([("replace", "p02", "All new.")], [])


def test_two_paragraphs_replaced_by_one():
    body = p("p01", gone(dt(ONE)), mark="del") + p("p02", gone(dt(TWO)), ins(r("All new.")))
    assert told(body, THIRD) == ([("replace", "p02", "All new."), ("delete", "p01")], [])


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ([FIRST, p(None, ins(r("New.")), mark="ins"), SECOND, THIRD], "p01"),
        ([p(None, ins(r("New.")), mark="ins"), FIRST, SECOND, THIRD], None),
        ([FIRST, SECOND, THIRD, p(None, ins(r("New.")), mark="ins")], "p03"),
        # Word's own way: Enter at the end of a paragraph makes the first mark the new one.
        ([p("p01", r(ONE), mark="ins"), p(None, ins(r("New."))), SECOND, THIRD], "p01"),
        # Enter at the beginning: the bookmark stays with the new words.
        ([FIRST, p("p02", ins(r("New.")), mark="ins"), p(None, r(TWO)), THIRD], "p01"),
        # The same without tracking.
        ([FIRST, p("p02", r("New.")), p(None, r(TWO)), THIRD], "p01"),
        ([FIRST, p(None, r("New.")), SECOND, THIRD], "p01"),
    ],
)
def test_a_new_paragraph(body, after):
    placed = place(read(edited(TEXT, *body)), TEXT)
    [change] = placed.changes
    assert (change.kind, change.text, change.after, change.paragraph_kind) == ("insert", "New.", after, "paragraph")
    assert placed.unplaced == []


def test_the_kind_of_a_new_paragraph_is_its_style_s():
    body = [
        p(None, ins(r("Next steps")), mark="ins", style="Heading1"),
        p(None, ins(r("go")), mark="ins", style="ListBullet"),
    ]
    placed = place(read(edited(TEXT, FIRST, *body, SECOND, THIRD)), TEXT)
    assert [change.paragraph_kind for change in placed.changes] == ["heading", "list_item"]


def test_a_split_paragraph():
    parts = ("They agreed to share data", "each month.")
    tracked = p("p02", r(parts[0]), mark="ins") + p(None, r(" " + parts[1]))
    untracked = p("p02", r(parts[0])) + p(None, r(parts[1]))
    for body in (tracked, untracked):
        assert told(FIRST, body, THIRD) == ([("split", "p02", *parts)], [])


def test_a_split_paragraph_one_part_of_which_was_reworded():
    body = p("p02", r("They agreed to share data"), ins(r(".")), mark="ins") + p(None, r(" each month."))
    assert told(FIRST, body, THIRD) == ([("split", "p02", "They agreed to share data.", "each month.")], [])


def test_merged_paragraphs():
    tracked = p("p01", r(ONE), ins(r(" ")), mark="del") + SECOND
    untracked = p(
        "p01", r(ONE + " "), '<w:bookmarkStart w:id="77" w:name="p_p02"/>', r(TWO), '<w:bookmarkEnd w:id="77"/>'
    )
    for body in (tracked, untracked):
        assert told(body, THIRD) == ([("merge", "p01", "p02", f"{ONE} {TWO}")], [])


def test_a_sentence_that_went_from_one_paragraph_to_the_next():
    body = p("p01", r("The parties met "), mark="ins") + p(None, r("in Mérida. "), mark="del") + p("p02", r(TWO))
    changes, listed = told(body, THIRD)
    assert listed == []
    assert ("replace", "p01", "The parties met") in changes
    assert ("replace", "p02", f"in Mérida. {TWO}") in changes


def move(which, name, number=5):
    return (
        f'<w:{which}RangeStart w:id="{number}" w:name="{name}" w:author="Guatemala"/>',
        f'<w:{which}RangeEnd w:id="{number}"/>',
    )


@pytest.mark.parametrize("bookmark_goes_along", [True, False])
@pytest.mark.parametrize("begins_inside", [True, False])
def test_a_paragraph_moved_in_word(bookmark_goes_along, begins_inside):
    words = (
        f"<w:moveFrom {BY}>{r(THREE)}</w:moveFrom>",
        f"<w:moveTo {BY}>{r('They warmly thanked their hosts.')}</w:moveTo>",
    )
    (a, b), (c, d) = move("moveFrom", "move1"), move("moveTo", "move1", 6)
    source, target = (None, "p03") if bookmark_goes_along else ("p03", None)
    if begins_inside:
        arrived, left = p(target, c, words[1], mark="moveTo"), p(source, a, words[0], mark="moveFrom")
    else:
        arrived, left = c + p(target, words[1], mark="moveTo"), a + p(source, words[0], mark="moveFrom")
    body = arrived + d + FIRST + SECOND + left + b
    changes, listed = told(body)
    assert changes == [("move", "p03"), ("replace", "p03", "They warmly thanked their hosts.")]
    assert listed == []


@pytest.mark.parametrize(
    "body",
    [
        [THIRD, FIRST, SECOND],
        [p(None, r(THREE)), FIRST, SECOND],
        [p(None, ins(r(THREE)), mark="ins"), FIRST, SECOND, p("p03", gone(dt(THREE)), mark="del")],
    ],
)
def test_a_paragraph_cut_and_pasted(body):
    placed = place(read(edited(TEXT, *body)), TEXT)
    assert [(each.kind, each.anchors, each.after) for each in placed.changes] == [("move", ("p03",), None)]
    assert placed.unplaced == []


# ---- Edits without tracking, and what is not certain --------------------------------------------------------------------


def test_an_edit_without_tracking_is_known_by_the_fingerprint():
    body = [FIRST, p("p02", r("They agreed to share nothing.")), THIRD]
    [change] = place(read(edited(TEXT, *body)), TEXT).changes
    assert (change.kind, change.text, change.tracked) == ("replace", "They agreed to share nothing.", ())


def test_without_fingerprints_an_untracked_edit_is_listed_and_a_tracked_one_placed():
    untracked = p("p02", r("They agreed to share nothing."))
    tracked = p("p02", r("They agreed to share "), gone(dt("data each month")), ins(r("nothing")), r("."))
    assert told(FIRST, untracked, THIRD, prints=False) == ([], [("p02", "They agreed to share nothing.")])
    assert told(FIRST, tracked, THIRD, prints=False)[0] == [("replace", "p02", "They agreed to share nothing.")]


@pytest.mark.parametrize("prints", [True, False])
def test_an_edit_of_what_has_changed_meanwhile_is_listed(prints):
    now = [TEXT[0], BaseParagraph("p02", "paragraph", "They agreed to share figures."), TEXT[2]]
    reworded = p("p02", r("They agreed to share "), gone(dt("data")), ins(r("numbers")), r(" each month."))
    changes, listed = told(FIRST, reworded, THIRD, against=now, prints=prints)
    assert (changes, listed) == ([], [("p02", "They agreed to share numbers each month.")])
    changes, listed = told(FIRST, p("p02", gone(dt(TWO)), mark="del"), THIRD, against=now, prints=prints)
    assert (changes, listed) == ([], [("p02", "")])


def test_a_paragraph_that_vanished_is_deleted_if_all_others_are_in_place():
    assert told(FIRST, THIRD) == ([("delete", "p02")], [])


def test_a_paragraph_that_vanished_is_listed_if_it_might_be_somewhere():
    changes, listed = told(FIRST, p(None, r("They agreed to share data every month.")), THIRD)
    assert changes == []
    assert listed == [("p02", ""), (None, "They agreed to share data every month.")]
    assert told(FIRST, "<w:tbl><w:tr><w:tc>" + p(None, r(TWO)) + "</w:tc></w:tr></w:tbl>", THIRD) == (
        [],
        [("p01", TWO), ("p02", "")],
    )


def test_a_bookmark_that_nobody_knows_and_one_that_is_there_twice():
    assert told(FIRST, SECOND, THIRD, p("p09", r("Other."))) == ([], [("p09", "Other.")])
    changes, listed = told(FIRST, SECOND, p("p02", r("They agreed.")), THIRD)
    assert (changes, [anchor for anchor, _text in listed]) == ([], ["p02", "p02"])


def test_a_text_that_stands_twice_is_not_recognised():
    twice = base("Same.", "Same.", "Other.")
    changes, listed = told(p("p01", r("Same.")), p(None, r("Same.")), p("p03", r("Other.")), text=twice)
    assert changes == []
    assert listed == [("p02", ""), (None, "Same.")]


def test_two_texts_that_are_the_same_are_not_told_apart():
    twice = base("Same.", "Same.", "Other.", "Last.")
    body = [p(None, r("Same.")), p(None, r("Same.")), p("p03", r("Other.")), p("p04", r("Last."))]
    changes, listed = told(*body, text=twice)
    assert changes == []
    assert listed == [("p01", ""), ("p02", ""), (None, "Same."), (None, "Same.")]
    once = base("Same.", "Other.", "Last.")
    assert told(*body[:2], p("p02", r("Other.")), p("p03", r("Last.")), text=once)[0] == []


def test_a_bookmark_left_over_in_a_neighbour_is_a_deletion():
    body = p("p01", '<w:bookmarkStart w:id="77" w:name="p_p02"/><w:bookmarkEnd w:id="77"/>', r(ONE))
    assert told(body, THIRD) == ([("delete", "p02")], [])


def test_another_document_is_not_taken():
    assert sentences(p(None, r("Something else.")), p(None, r(ONE))) == [
        "Only 1 of 3 paragraphs of the text are in this file. Nothing was taken from it."
    ]


def test_bookmarks_dropped_by_another_program_are_found_again_by_the_words():
    assert told(p(None, r(ONE)), p(None, r(THREE)), p(None, r(TWO)), prints=False) == ([("move", "p03")], [])


# ---- Typography, brackets, redlines -------------------------------------------------------------------------------------


def test_typography_is_no_change_and_other_edits_keep_the_text_s():
    text = base("The “parties’ data” – follow-up.")
    quoted = p("p01", r('The "parties\' da\u00adta" –\u00a0follow\u2011up.'))
    assert told(quoted, text=text) == ([], [])
    reworded = p("p01", r('The "sides\' data" – follow-up.'))
    assert told(reworded, text=text)[0] == [("replace", "p01", "The “sides’ data” – follow-up.")]
    assert keep_typography("a “b” c", 'a "b" "d"') == 'a “b” "d"'


def test_accents_in_two_parts_are_no_change():
    assert told(p("p01", r("The parties met in Me\u0301rida.")), SECOND, THIRD) == ([], [])


def test_brackets_that_stood_there_are_left_and_new_ones_told():
    text = base("[USA: agree] [MEX: consider] to publish.")
    placed = place(read(edited(text, p("p01", r(text[0].text), ins(r(" [GTM: in May]"))))), text)
    assert placed.changes[0].brackets == ("[GTM: in May]",)
    assert not placed.changes[0].is_open
    placed = place(read(edited(text, p("p01", r("[USA: agree to publish.")))), text)
    assert (placed.changes[0].brackets, placed.changes[0].is_open) == ((), True)


def test_a_redline_that_comes_back_is_held_against_the_newer_revision():
    new = [
        TEXT[0],
        TEXT[2],
        BaseParagraph("p02", "paragraph", "They decided to share."),
        BaseParagraph("p04", "paragraph", "New."),
    ]
    data = write(sheet(redline(TEXT, new, author="Mexico", at=AT)))
    placed = place(read(data), new)
    assert (placed.changes, placed.unplaced) == ([], [])
    later = replaced(data, **{"word/document.xml": lambda xml: xml.replace("New.</w:t></w:r>", "Newer.</w:t></w:r>")})
    assert [(each.kind, *each.anchors, *each.texts) for each in place(read(later), new).changes] == [
        ("replace", "p04", "Newer.")
    ]


def test_moves_written_apart_come_back_as_nothing_and_no_program_sees_a_move():
    new = [TEXT[2], TEXT[0], BaseParagraph("p02", "paragraph", "They decided to share.")]
    marked = redline(TEXT, new, author="Mexico", at=AT)
    data = write(sheet(moves_apart(marked)))
    assert "moved_to" in {each.mark for each in marked}
    assert "w:move" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert [each.text for each in moves_apart(marked)] == [each.text for each in marked]
    placed = place(read(data), new)
    assert (placed.changes, placed.unplaced) == ([], [])


def test_an_edited_title_is_listed():
    data = replaced(
        exported(TEXT), **{"word/document.xml": lambda xml: xml.replace("Joint Statement", "Joint Declaration")}
    )
    [listed] = place(read(data), TEXT).unplaced
    assert (listed.anchor, listed.text) == (None, "Joint Declaration")


def test_changes_made_one_after_the_other_give_the_returned_text():
    body = [THIRD, p(None, ins(r("New.")), mark="ins"), p("p01", r("The parties met."))]
    placed = place(read(edited(TEXT, *body)), TEXT)
    assert applied(TEXT, placed.changes) == [THREE, "New.", "The parties met."]
