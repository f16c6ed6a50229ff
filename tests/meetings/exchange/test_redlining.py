"""Two revisions as one marked text."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.exchange.docx.writing import write
from meetings.exchange.redlining import redline
from meetings.texts.docx.marks import BaseParagraph, brackets, fingerprint, packed, unpacked
from meetings.texts.docx.reading import read
from tests.factories.word import AT, base, sheet

WORDS = st.lists(
    st.sampled_from(["data", "share", "México", "[USA: agree]", "1,200", "the"]), min_size=1, max_size=6
).map(" ".join)


@st.composite
def revisions(draw):
    """Two lists of paragraphs, some with the same anchors, in any order."""
    kinds, orders = st.sampled_from(["paragraph", "heading", "list_item"]), st.permutations(range(1, 7))
    counts = [draw(st.integers(0, 6)), draw(st.integers(0, 6))]
    return [
        [BaseParagraph(f"p{number:02}", draw(kinds), draw(WORDS)) for number in draw(orders)[:count]]
        for count in counts
    ]


def marks(old, new):
    return [(each.mark, each.anchor) for each in redline(old, new, author="USA", at=AT)]


def test_the_fewest_paragraphs_are_marked():
    old = base("One.", "Two.", "Three.", "Four.")
    new = [old[3], old[0], BaseParagraph("p05", "paragraph", "Five."), old[2]]
    assert marks(old, old) == [("same", each.anchor) for each in old]
    assert marks(old, new) == [
        ("moved_to", "p04"), ("same", "p01"), ("deleted", "p02"), ("inserted", "p05"), ("same", "p03"), ("moved_from", "p04"),
    ]  # fmt: skip


@given(revisions())
def test_accepted_it_is_the_new_revision_and_rejected_the_old(both):
    old, new = both
    written = redline(old, new, author="USA", at=AT)
    assert [each.text for each in written if each.is_there] == [each.text for each in new]
    before = [each for each in written if each.mark in {"same", "deleted", "moved_from"}]
    assert ["".join(run.text for run in each.runs if run.kind != "inserted") for each in before] == [
        each.text for each in old
    ]
    returned = read(write(sheet(written)))
    inside = [each for each in returned.paragraphs if not each.outside]
    assert [(each.anchor, each.kind, each.after) for each in inside] == [
        (each.anchor, each.kind, each.text) for each in new
    ]


@given(st.dictionaries(st.from_regex(r"p_p[0-9]{2,4}", fullmatch=True), WORDS.map(fingerprint), max_size=60))
def test_fingerprints_survive_their_packing(prints):
    assert unpacked(dict(packed(prints))) == prints


def test_brackets_nest():
    assert brackets("a [USA: b [MEX: c]] d [e]") == (["[USA: b [MEX: c]]", "[e]"], True)
    assert [brackets(text)[1] for text in ("a [b", "a] b", "][", "[]")] == [False, False, False, True]
