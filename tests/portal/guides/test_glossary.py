"""The glossary as it is read from its document: whole in both languages, in each language's alphabet, found in either."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.guides.glossary import LANGUAGES, NoTerm, by_letter, in_alphabet, read_terms, terms

HEAD = "| English | Español | What it is · Qué es |\n|---|---|---|\n"


def test_each_line_has_both_languages_and_no_word_stands_there_twice():
    lines = [
        line for line in (settings.BASE_DIR / "docs/glossary.md").read_text().split("\n") if line.startswith("| ")
    ][1:]
    assert len(terms("en")) == len(terms("es")) == len(lines) > 150
    assert {(term.name, term.other) for term in terms("en")} == {(term.other, term.name) for term in terms("es")}
    assert all(term.meaning for language in LANGUAGES for term in terms(language))


@pytest.mark.parametrize(
    "line",
    [
        "| round | ronda | A meeting of a series. |",
        "| round | | A meeting. · Una reunión. |",
        "| round | ronda | A meeting. · Una reunión. · More. |",
        "| round | ronda | A meeting. · Una reunión. |\n| round | vuelta | Another. · Otra. |",
        "| round | ronda | A meeting. · Una reunión. |\n| lap | ronda | Another. · Otra. |",
    ],
)
def test_a_line_that_is_not_whole_or_not_the_only_one_is_refused(line):
    with pytest.raises(NoTerm):
        read_terms(HEAD + line + "\n")


def test_words_stand_in_the_alphabet_of_their_language():
    words = ["oca", "árbol", "ñandú", "nube", "archivo", "nota verbal", "notación", "área"]
    assert sorted(words, key=in_alphabet) == [
        "árbol", "archivo", "área", "nota verbal", "notación", "nube", "ñandú", "oca",
    ]  # fmt: skip
    lines = "".join(f"| {n} | {word} | A. · B. |\n" for n, word in enumerate(words))
    assert [letter.name for letter in by_letter(read_terms(HEAD + lines)["es"])] == ["A", "N", "Ñ", "O"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_stands_once(language):
    names = [letter.name for letter in by_letter(terms(language))]
    assert len(names) == len(set(names)) > 15
    assert set(names) <= set("ABCDEFGHIJKLMNÑOPQRSTUVWXYZ")


def test_a_term_is_found_by_words_of_either_language_without_accents():
    assert "ronda ciega" in {term.name for term in terms("es", "blind round")}
    assert "blind round" in {term.name for term in terms("en", "RONDA CIEGA")}
    assert "action item" in {term.name for term in terms("en", "accion")}
    assert terms("en", "zzzz") == ()


def test_marks_are_shown_as_marks_and_signs_as_text():
    [term] = read_terms(HEAD + "| a | b | Say `A<B` and *so*. · Di **así**. |\n")["en"]
    assert term.meaning == "Say <code>A&lt;B</code> and <em>so</em>."


def test_the_documents_are_shipped_with_the_program():
    left_out = Path(settings.BASE_DIR, "deploy/Containerfile.dockerignore").read_text().split()
    assert not [pattern for pattern in left_out if re.match(r"\*{0,2}/?(docs|.*\.md)", pattern)]
