"""Spanish in a real browser: each word agrees with the thing it stands beside."""

import re

import pytest

pytestmark = pytest.mark.browser

TEXT = "a[href^='/statements/follow-up-ministerial-joint-statement']"
# The words of a page's filters, without their numbers.
FILTERS = {
    "/documents/": ["Todos", "Nuestros", "Retirados"],
    "/actions/": ["Todas las abiertas", "Nuestras", "Mías", "Con retraso", "Sin responsable", "Hechas", "Descartadas"],
    "/meetings/": ["Todas", "Próximas", "Celebradas"],
    "/people/": ["Todas", "Invitadas", "Sin segundo factor", "Correo devuelto", "60 días sin visita", "Cerradas"],
}


def words(page, selector):
    found = page.locator(selector).all_inner_texts()
    return [re.sub(r"\s*\d+$", "", each.strip()) for each in found]


@pytest.mark.parametrize("path", FILTERS)
def test_filters_agree_with_what_they_choose(visit, path):
    page = visit("admin" if path == "/people/" else "coordinator.mex", language="es")
    page.goto(path)
    assert words(page, ".filters__links a") == FILTERS[path]


def test_counts_agree_with_what_they_count(visit):
    page = visit("coordinator.mex", language="es")
    page.goto("/commitments/")
    counts = page.locator("td.num").all_inner_texts()
    assert {each for each in counts if " de 1 " in each} <= {"0 de 1 abierta", "1 de 1 abierta"}
    assert any(each == "2 de 2 abiertas" for each in counts)
    page.goto("/statements/")
    page.goto(page.locator(TEXT).first.get_attribute("href"))
    key = page.locator(".map__key").first.inner_text()
    counted = re.findall(r"(Abierto|Acordado)(s?): (\d+)", key)
    assert counted
    assert [plural for _word, plural, _count in counted] == [
        "" if count == "1" else "s" for *_words, count in counted
    ], key


def test_a_city_has_its_article_in_sentences_alone(visit):
    page = visit("coordinator.mex", language="es")
    page.goto("/meetings/follow-up-ministerial/")
    assert "las de la Ciudad de México" in page.locator(".foot").inner_text()
    facts = page.locator("main").inner_text()
    assert "en la Ciudad de Guatemala" in facts
    assert "en Ciudad de" not in facts
