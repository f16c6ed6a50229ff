"""The concordance of whole texts: lists, brackets, verbs that vary, home countries, keys, sentences in both languages."""

import json

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.concordance.checks import Pair, Rule, Severity, Term, check, check_paragraph, home_countries


def pairs(*texts, kind="paragraph"):
    return [Pair(f"p{n:02}", n, kind, {"en": en, "es": es}) for n, (en, es) in enumerate(texts, start=1)]


def rules(findings, severity=None):
    return [(f.paragraph, f.rule.value) for f in findings if severity in {None, f.severity}]


def listed(*items):
    chapeau, *rest = pairs(("We did:", "Hicimos:"), *items)
    return [Pair(chapeau.anchor, 1, "chapeau", chapeau.texts)] + [
        Pair(item.anchor, item.number, "list_item", item.texts) for item in rest
    ]


def test_a_list_item_that_one_language_lacks_is_named_with_its_chapeau():
    findings = check(listed(("One thing.", "Una cosa."), ("Another thing.", "")))
    assert rules(findings) == [(1, "list_items"), (3, "missing_side")]
    assert findings[0].facts == {"en": 2, "es": 1}
    assert findings[1].facts["excerpt"] == "Another thing."


def test_equal_lists_are_quiet():
    assert check(listed(("One thing.", "Una cosa."), ("Another thing.", "Otra cosa."))) == []


@pytest.mark.parametrize(("counts", "expected"), [({"en": 1, "es": 1}, []), ({"en": 2}, [(1, "brackets")])])
def test_bracket_nodes_are_counted(counts, expected):
    pair = Pair("p01", 1, "paragraph", {"en": "We met.", "es": "Nos reunimos."}, counts)
    assert rules(check([pair])) == expected


def test_a_verb_rendered_in_two_ways_is_told_at_both_places():
    text = pairs(
        ("We intend to meet.", "Tenemos la intención de reunirnos."), ("We intend to go.", "Nos proponemos ir.")
    )
    assert rules(check(text)) == [(1, "force_varies"), (2, "force_varies")]
    assert check(text)[0].facts["others"] == ["proponerse"]
    assert check(text[:1]) == []


def test_treaty_words_may_stand_in_a_binding_text():
    text = pairs(("The Parties shall meet.", "Las Partes se reunirán."))
    assert Rule.TREATY_WORD in {finding.rule for finding in check(text)}
    assert Rule.TREATY_WORD not in {finding.rule for finding in check(text, binding=True)}


def test_the_glossary_is_the_one_given():
    text = pairs(("The desk is open.", "La mesa está abierta."))
    assert check(text) == []
    term = Term({"en": "desk", "es": "escritorio"}, forbidden=("mesa abierta",), variants=("mesa",))
    assert rules(check(text, terms=[term])) == [(1, "glossary")]
    term = Term({"en": "desk", "es": "escritorio"}, forbidden=("mesas",), variants=())
    assert rules(check(pairs(("Desks.", "Mesas.")), terms=[term]), Severity.ERROR) == [(1, "forbidden_term")]


HOME = "said that the work of the border teams had gone on without a pause in the whole of the last year."
CASA = "dijeron que la labor de los equipos fronterizos había seguido sin pausa durante todo el año pasado."


def test_an_adjective_of_a_country_spoken_of_throughout_is_a_warning():
    text = pairs(
        *[(f"Mexico and the United States {HOME}", f"México y los Estados Unidos {CASA}")] * 3,
        ("The U.S. Department of State spoke.", "El Departamento de Estado habló."),
        ("The talks with the United States went on.", "Las conversaciones continuaron."),
    )
    assert home_countries(text) == {"MX", "US"}
    assert [(f.paragraph, f.severity.value) for f in check(text) if f.rule == Rule.COUNTRIES] == [
        (4, "warning"),
        (5, "error"),
    ]


def test_a_paragraph_alone_gives_what_the_text_gives_for_it():
    text = pairs(("We met 5 times.", "Nos reunimos 6 veces."))
    assert check_paragraph(text[0]) == check(text)


def test_a_key_outlives_edits_elsewhere_and_ends_with_what_it_tells_of():
    first = check(pairs(("We met 5 times.", "Nos reunimos 6 veces.")))[0]
    after = check(pairs(("We also met 5 times then.", "También nos reunimos entonces 6 veces."), ("Yes.", "Sí.")))[0]
    other = check(pairs(("We met 5 times.", "Nos reunimos 7 veces.")))[0]
    assert first.key == after.key != other.key


def test_the_sentence_is_in_the_language_of_the_reader():
    finding = check(pairs(("We met 5 times.", "Nos reunimos veces.")))[0]
    with override("en"):
        assert finding.detail == "Numbers differ: only in English “5”, only in Spanish none."
    with override("es"):
        assert finding.detail == "Los números difieren: solo en inglés “5”, solo en español nada."


def test_the_same_number_of_paragraphs_may_bear_the_same_anchor():
    assert [f.paragraph for f in check([*pairs(("A 5.", "")), *pairs(("A 6.", ""))])] == [1, 1]


SEEN = str.split(
    "1 200 1,200 1.5 % $ € million mil millones two dos May mayo 31 de 2023 U.S. EE. UU. [ ] 12:00 p.m. h - – and y to a half "
    "+1 https:// @ XI 5th 1.º we will seremos commit to shall medio Mexico Haití 9/11 2024-05-07 30/02/2024 000 years días"
)
pieces = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(SEEN)), max_size=14).map(" ".join)


@given(st.lists(st.tuples(pieces, pieces), max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(texts):
    findings = check(pairs(*texts), parties=3)
    assert findings == check(pairs(*texts), parties=3)
    for finding in findings:
        assert finding.detail
        assert len(finding.key) == 20
        json.dumps(dict(finding.facts))
