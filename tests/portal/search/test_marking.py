"""Which piece of a text shows why it was found."""

from hypothesis import given
from hypothesis import strategies as st

from portal.search.marking import candidates, marked_pieces, snippet_of


def said(snippet) -> str:
    return "".join(f"[{each.text}]" if each.is_marked else each.text for each in snippet.pieces)


def test_words_that_may_be_meant_begin_with_the_same_letters():
    assert candidates(["Migración y migrantes, migas", "visa"], ["migraciones"]) == {"Migración", "migrantes", "migas"}
    assert candidates(["anything"], []) == set()


def test_the_words_are_marked_with_what_stands_around_them():
    found = snippet_of([("en", "They address the root causes.")], {"root", "causes"}, "en")
    assert said(found) == "They address the [root] [causes]."
    assert found.language == "en"


def test_the_language_that_has_the_words_is_shown_whatever_the_reader_speaks():
    texts = [("en", "The migrant."), ("es", "La persona migrante.")]
    assert snippet_of(texts, {"migrante"}, "en").language == "es"
    assert snippet_of(texts, {"migrante", "migrant"}, "es").language == "es"
    assert snippet_of(texts, {"visa"}, "es") is None


def test_of_a_long_text_the_piece_with_the_most_different_words_is_shown():
    text = "visa " * 3 + "word " * 200 + "where visa and border stand" + " word" * 200
    found = said(snippet_of([("", text)], {"visa", "border"}, "en"))
    assert "[visa] and [border]" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 300


@given(st.text(max_size=600), st.sets(st.text(min_size=1, max_size=6), max_size=4))
def test_nothing_is_lost_or_added_by_marking(text, words):
    assert "".join(each.text for each in marked_pieces(text, words)) == text
    found = snippet_of([("en", text)], words, "en")
    if found:
        assert said(found).replace("[", "").replace("]", "").strip("… ").replace("[", "") != ""
