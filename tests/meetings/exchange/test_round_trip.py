"""Out to Word and back: through another office program, with random edits, at full length, with a real text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.exchange.docx.placing import place
from meetings.exchange.docx.writing import write
from meetings.exchange.redlining import clean, redline
from meetings.exchange.sheet import Comment
from meetings.texts.blocks import split_text
from meetings.texts.docx.marks import BaseParagraph
from meetings.texts.docx.reading import read
from portal.core.wording import differences
from tests.factories.word import (
    AT,
    Office,
    applied,
    base,
    dt,
    edited,
    gone,
    ins,
    needs_office,
    p,
    r,
    sheet,
)

REAL = Path(__file__).resolve().parents[4].parent / "shared/data/statements"
TEXT = [
    BaseParagraph("p01", "heading", "Root causes"),
    BaseParagraph("p02", "paragraph", "The parties met in Mérida – on the “28th”."),
    BaseParagraph("p03", "chapeau", "They intend to:"),
    BaseParagraph("p04", "list_item", "share data;"),
    BaseParagraph("p05", "list_item", "[USA: train] [MEX: help to train] officers."),
    BaseParagraph("p06", "paragraph", "They thanked their hosts."),
]
NEWER = [
    TEXT[0],
    TEXT[5],
    BaseParagraph("p02", "paragraph", "The three parties met in Mérida."),
    TEXT[2],
    TEXT[4],
    BaseParagraph("p07", "list_item", "publish a dashboard."),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


def full(paragraphs):
    facts = {"header": ("REL TO USA, MEX", "Not agreed text"), "footer": ("Text 54e6",)}
    facts |= {"lead_in": ("A lead-in.",), "lists": ("Guatemala",)}
    numbering = {each.anchor: f"{int(each.anchor[1:])}." for each in paragraphs if each.kind == "paragraph"}
    return write(sheet(paragraphs, numbering=numbering, **facts))


@needs_office
@pytest.mark.parametrize("paragraphs", [clean(TEXT), redline(TEXT, NEWER, author="México", at=AT)])
def test_what_another_office_program_opens_and_saves_changes_nothing(office, paragraphs):
    against = TEXT if paragraphs == clean(TEXT) else NEWER
    data = full(paragraphs)
    returned = read(office.convert(data))
    placed = place(returned, against)
    assert (placed.changes, placed.unplaced) == ([], [])
    assert (returned.statement, returned.revision, returned.language) == ("joint-2026", 3, "en")
    assert returned.authors == read(data).authors
    kinds = {each.anchor: each.kind for each in returned.paragraphs}
    assert {each.anchor: kinds[each.anchor] for each in against} == {
        each.anchor: each.kind.replace("chapeau", "paragraph") for each in against
    }


@needs_office
def test_edits_survive_another_office_program_s_own_format(office):
    body = [
        p("p02", r("The parties met in "), gone(dt("Mérida")), ins(r("Oaxaca")), r(" – on the “28th”.")),
        p("p03", r("They intend to:")),
        p("p04", gone(dt("share data;")), mark="del", style="ListBullet"),
        p("p05", r("[USA: train] [MEX: help to train] officers."), style="ListBullet"),
        p(None, ins(r("They will meet again.")), mark="ins"),
        p("p06", r("They thanked their hosts.")),
    ]
    data = edited(TEXT, p("p01", r("Root causes"), style="Heading1"), *body)
    placed = place(read(office.convert(office.convert(data, "odt"), "docx", "statement.odt")), TEXT)
    assert [(each.kind, each.anchors, each.texts, each.after) for each in placed.changes] == [
        ("replace", ("p02",), ("The parties met in Oaxaca – on the “28th”.",), None),
        ("insert", (), ("They will meet again.",), "p05"),
        ("delete", ("p04",), (), None),
    ]
    assert placed.changes[0].authors == ("Guatemala",)
    assert placed.unplaced == []


# ---- Random edits under tracking ----------------------------------------------------------------------------------------

SOME = st.lists(st.sampled_from(["the", "data", "border", "1,200", "México", "of"]), min_size=1, max_size=6).map(
    " ".join
)


@st.composite
def edits(draw):
    """A base, its paragraphs as Word would have them after random edits, and the changes that were made."""
    texts = [f"Old {number} {draw(SOME)} end." for number in range(1, draw(st.integers(2, 7)) + 1)]
    text, body, expected, deleted, after, new = base(*texts), [], [], [], None, 0
    least = (len(texts) + 1) // 2
    for each in text:
        act = draw(st.sampled_from(["keep", "reword", "delete", "split"]))
        if act == "delete" and len(deleted) < len(texts) - least:
            body.append(p(each.anchor, gone(dt(each.text)), mark="del"))
            deleted.append(("delete", (each.anchor,), (), None))
        else:
            words = r(each.text)
            if act == "reword":
                now = f"Now {each.anchor} {draw(SOME)} end."
                expected.append(("replace", (each.anchor,), (now,), None))
                tracked = {"same": r, "deleted": lambda text: gone(dt(text)), "inserted": lambda text: ins(r(text))}
                words = "".join(tracked[piece.kind](piece.text) for piece in differences(each.text, now))
            if act == "split":
                expected.append(("split", (each.anchor,), ("Old", each.text.removeprefix("Old ")), None))
                body.append(p(each.anchor, r("Old"), mark="ins"))
                body.append(p(None, r(each.text.removeprefix("Old"))))
            else:
                body.append(p(each.anchor, words))
            after = each.anchor
        for _ in range(draw(st.integers(0, 2))):
            new += 1
            body.append(p(None, ins(r(f"New {new}.")), mark="ins"))
            expected.append(("insert", (), (f"New {new}.",), after))
    return text, body, expected + deleted


@settings(deadline=None, max_examples=60)
@given(edits())
def test_random_edits_come_back_as_exactly_those_edits(made):
    text, body, expected = made
    returned = read(edited(text, *body))
    placed = place(returned, text)
    assert [(each.kind, each.anchors, each.texts, each.after) for each in placed.changes] == expected
    assert placed.unplaced == []
    assert applied(text, placed.changes) == [each.after for each in returned.paragraphs if not each.outside]


@settings(deadline=None, max_examples=60)
@given(st.permutations(range(6)), st.sets(st.integers(0, 5), max_size=2))
def test_random_orders_and_rewordings_without_tracking_are_placed(order, reworded):
    text = base(*(f"Paragraph {number} of six." for number in range(6)))
    texts = {number: f"Reworded {number}." if number in reworded else text[number].text for number in range(6)}
    body = [p(text[number].anchor, r(texts[number])) for number in order]
    placed = place(read(edited(text, *body)), text)
    assert applied(text, placed.changes) == [texts[number] for number in order]
    assert {each.anchor for each in placed.changes if each.kind == "replace"} == {
        text[number].anchor for number in reworded
    }


# ---- Full length, real words --------------------------------------------------------------------------------------------


def test_five_thousand_words_in_a_hundred_and_twenty_paragraphs():
    old = base(*(" ".join(f"word{(number * 7 + step) % 900}" for step in range(42)) for number in range(120)))
    new = [BaseParagraph(each.anchor, each.kind, each.text.replace("word7 ", "other ")) for each in old[5:] + old[:5]]
    placed = place(read(write(sheet(redline(old, new, author="USA", at=AT)))), new)
    assert (placed.changes, placed.unplaced) == ([], [])
    later = [BaseParagraph(each.anchor, each.kind, each.text + " more") for each in new]
    body = [p(each.anchor, r(each.text), ins(r(" more"))) for each in new]
    assert applied(new, place(read(edited(new, *body)), new).changes) == [each.text for each in later]


def test_a_reason_travels_as_a_comment_and_comes_back_listed():
    [paragraph] = clean(base("Words."))
    commented = type(paragraph)(
        paragraph.anchor, paragraph.kind, paragraph.runs, comments=(Comment("México", "Why.", AT),)
    )
    [listed] = place(read(write(sheet([commented]))), base("Words.")).unplaced
    assert (listed.anchor, listed.text, listed.author) == ("p01", "Why.", "México")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real statements are not beside this checkout")
def test_what_governments_changed_after_release_is_found_to_the_word():
    """Both versions of every text that lies here twice: the redline accepted is the second, rejected the first."""
    firsts = sorted(REAL.glob("*.v1-first-posting.en.txt"))
    assert firsts
    for path in firsts:
        sides = [
            split_text(each.read_text()) for each in (path, path.with_name(path.name.replace(".v1-first-posting", "")))
        ]
        old, new = ([BaseParagraph(f"p{n:02}", each.kind, each.text) for n, each in enumerate(side)] for side in sides)
        changed = [
            (piece.kind, piece.text)
            for before, after in zip(old, new, strict=True)
            for piece in differences(before.text, after.text)
            if piece.kind != "same"
        ]
        assert 0 < sum(len(words) for _kind, words in changed) < 80
        placed = place(read(write(sheet(redline(old, new, author="USA", at=AT)))), new)
        assert (placed.changes, placed.unplaced) == ([], [])
