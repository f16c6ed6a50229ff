"""Paragraphs found again in files whose bookmarks another program dropped, renamed or doubled, and what is no paragraph."""

import re

import pytest

from meetings.exchange.docx.placing import place
from meetings.texts.docx.reading import read
from tests.factories.word import base, dt, edited, exported, gone, ins, p, r, replaced

ONE, TWO, THREE = "The parties met in Mérida.", "They agreed to share data each month.", "They thanked their hosts."
TEXT = base(ONE, TWO, THREE)
FIRST, SECOND, THIRD = p("p01", r(ONE)), p("p02", r(TWO)), p("p03", r(THREE))


def told(*body, text=TEXT, prints=True, outside=()):
    """The changes in short, then what is listed."""
    placed = place(read(edited(text, *body, prints=prints)), text, outside)
    return [(each.kind, *each.anchors, *each.texts) for each in placed.changes], placed.unplaced


@pytest.mark.parametrize("prints", [True, False])
def test_a_paragraph_without_bookmark_is_known_by_its_words_with_everything_rejected(prints):
    reworded = p(None, r("They agreed to "), gone(dt("share")), ins(r("exchange")), r(" data each month."))
    expected = [("replace", "p02", "They agreed to exchange data each month.")]
    assert told(FIRST, reworded, THIRD, prints=prints) == (expected, [])


def test_a_paragraph_deleted_under_tracking_without_bookmark_is_deleted():
    assert told(FIRST, p(None, gone(dt(TWO)), mark="del"), THIRD) == ([("delete", "p02")], [])


@pytest.mark.parametrize("suffix", ["_Copy_1", " Copy 1", "_Copia_1", "_Copy_12"])
def test_a_bookmark_that_another_program_renamed_is_read(suffix):
    renamed = p("p02", r("They agreed to share nothing.")).replace("p_p02", f"p_p02{suffix}")
    assert told(FIRST, renamed, THIRD) == ([("replace", "p02", "They agreed to share nothing.")], [])


@pytest.mark.parametrize(
    "copy",
    [
        p("p02", r(TWO)).replace("p_p02", "p_p02_Copy_1"),
        p(None, r(TWO)),
        p(None, ins(r(TWO)), mark="ins"),
    ],
)
def test_a_second_copy_of_a_paragraph_that_is_there_is_listed_and_never_drafted(copy):
    changes, [listed] = told(FIRST, SECOND, THIRD, copy)
    assert changes == []
    assert (listed.anchor, listed.text) == ("p02", TWO)
    assert listed.sentence == "These are the words of this paragraph once more, which is in the file already."


def test_a_copy_of_what_was_deleted_is_the_paragraph_moved():
    copy = p("p01", ins(r(ONE)), mark="ins").replace("p_p01", "p_p01_Copy_1")
    assert told(p("p01", gone(dt(ONE)), mark="del"), SECOND, THIRD, copy) == ([("move", "p01")], [])


AROUND = {"lead_in": ("The delegations issue this statement.",), "lists": ("For Guatemala: the Minister", "For Mexico")}


def stripped(data, *, properties=False):
    """The file as a program leaves it that knows no bookmarks, and, if asked, no properties."""
    parts = {"word/document.xml": lambda xml: xml.replace("w:bookmarkStart", "w:proofErr")}
    if properties:
        parts["docProps/custom.xml"] = lambda _xml: "<Properties/>"
    return replaced(data, **parts)


@pytest.mark.parametrize("properties", [False, True])
def test_our_own_title_lead_in_lists_and_end_line_are_no_paragraphs(properties):
    data = stripped(exported(TEXT, **AROUND), properties=properties)
    outside = ["Joint Statement", *AROUND["lead_in"], *AROUND["lists"], "End of text"]
    placed = place(read(data), TEXT, outside)
    assert (placed.changes, placed.unplaced) == ([], [])


def test_an_edited_lead_in_without_its_bookmark_is_listed():
    data = stripped(exported(TEXT, **AROUND))
    data = replaced(
        data, **{"word/document.xml": lambda xml: xml.replace("issue this statement", "issue this joint text")}
    )
    placed = place(read(data), TEXT, ["Joint Statement", *AROUND["lead_in"], *AROUND["lists"], "End of text"])
    assert placed.changes == []
    [listed] = placed.unplaced
    assert (listed.anchor, listed.text) == (None, "The delegations issue this joint text.")
    assert listed.sentence.startswith("This line stands outside")


@pytest.mark.parametrize("is_tracked", [False, True])
def test_a_line_of_ours_that_is_deleted_as_a_whole_is_told(is_tracked):
    """Without a trace, or under tracking."""
    line = AROUND["lead_in"][0]

    def without(xml):
        [found] = re.findall(r"<w:p>(?:(?!</w:p>).)*" + re.escape(line) + r".*?</w:p>", xml)
        return xml.replace(found, p(None, gone(dt(line)), mark="del") if is_tracked else "")

    data = replaced(exported(TEXT, **AROUND), **{"word/document.xml": without})
    for each in (data, stripped(data)):
        placed = place(read(each), TEXT, ["Joint Statement", *AROUND["lead_in"], *AROUND["lists"], "End of text"])
        assert placed.changes == []
        [listed] = placed.unplaced
        assert (listed.anchor, listed.text) == (None, line)
        assert listed.sentence.startswith("A line outside the negotiated paragraphs is no longer in the file.")


# ---- Parted and joined, and edited in the same breath --------------------------------------------------------------------

LONG = "They agreed to share data each month and to publish the figures in both languages."
OTHER = base(ONE, LONG, THREE)
EDITED = ("They agreed to share data every month.", "They also will publish the figures in both languages.")


@pytest.mark.parametrize(
    "second", [p(None, r(EDITED[1])), p(None, ins(r(EDITED[1])), mark="ins")], ids=["untracked", "tracked"]
)
def test_a_split_with_an_edit_is_one_change(second):
    body = FIRST, p("p02", r(EDITED[0])), second, THIRD
    assert told(*body, text=OTHER) == ([("split", "p02", *EDITED)], [])


def test_a_new_paragraph_behind_an_edited_one_is_no_split():
    body = FIRST, p("p02", r(LONG.replace("month", "week"))), p(None, r("They agreed to meet each month.")), THIRD
    assert [each[0] for each in told(*body, text=OTHER)[0]] == ["replace", "insert"]


def test_a_merger_with_an_edit_is_one_change():
    whole = f"{ONE} There they agreed to share the data each month."
    assert told(p("p01", r(whole)), THIRD) == ([("merge", "p01", "p02", whole)], [])


def test_a_paragraph_that_vanished_behind_an_edited_one_is_no_merger():
    body = p("p01", r(f"{ONE} It was warm.")), THIRD
    assert told(*body) == ([("replace", "p01", f"{ONE} It was warm."), ("delete", "p02")], [])
