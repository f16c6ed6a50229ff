"""Lists of people in a real browser, without script: what a workbook means is shown, confirmed, and stands on the list."""

import pytest

from tests.factories.lists import xlsx
from tests.journeys.accessibility import check

pytestmark = pytest.mark.browser

BRING, INVITE = "/meetings/follow-up-ministerial/participants/import/", "/people/invite-many/"
HEADS = ["No.", "Apellidos", "Nombre(s)", "Cargo", "Calidad", "Correo electrónico", "Teléfono", "Institución"]
WORDS = {"en": ("Columns left out", "keeps no telephone numbers"), "es": ("Columnas omitidas", "no guarda teléfonos")}


def workbook(side: str) -> bytes:
    """A list as an office keeps it: titles, parts, hidden and unfinished rows, columns that nobody asked for."""
    rows = [
        ["MINISTERIO DE RELACIONES DE EJEMPLO"], ["Lista de la delegación para la ministerial"], [], HEADS,
        ["DELEGADOS TITULARES"],
        [1, "de León Vides", f"María José {side}",
         "Directora de Asuntos Multilaterales y de la Unidad de Enlace con Países Vecinos", "Titular",
         f"mj.{side}@min.example", "+502 5555 0001", "MinEx"],
        [2, "Ramos Cuc", f"Rosa {side}", "Asesora", "Alterno/a", f"rosa.{side}@min.example", 50255550002, "MinEx"],
        [3, "Tz’unun", f"Ixkem {side}", "=Hoja2!B3", "Titular", f"ixkem.{side}@min.example", None, "MinEx"],
        [4, "Oculta", "Eva", "Asesora", "Titular", f"eva.{side}@min.example", None, "MinEx"],
        ["INTÉRPRETES"],
        [5, "Sian Choc", f"Otto {side}", "", "", f"otto.{side}@min.example", None, None],
        [6, "Pérez", "Luz", "", "astronauta", f"luz.{side}@min.example", None, None],
        [7], [8], ["Nota: lista sujeta a cambios"],
    ]  # fmt: skip
    return xlsx(*rows, merged=["A1:H1", "A5:H5"], hidden=[9], Hoja2=[["x"]])


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (375, "es")])
def test_a_workbook_is_shown_before_it_is_written(visit, site, width, language):
    side = f"{language}{width}"
    # axe is a script; the pages themselves run none in the second window.
    for path, who, failed in ((BRING, "coordinator.gtm", "D8"), (INVITE, "admin", "astronauta")):
        for script in (True, False):
            page = visit(who, width=width, language=language, script=script)
            page.goto(path)
            if path == INVITE:
                page.select_option("select[name=delegation]", "GTM")
            file = {"name": "lista.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(side)}
            page.set_input_files("input[type=file]", file)
            page.locator("main form button").first.click()
            page.wait_for_selector(".will")
            said = page.locator("main").inner_text()
            for words in (*WORDS[language], f"María José {side} de León Vides", f"Ixkem {side}", "Eva Oculta", failed):
                assert words in said, words
            if script:
                assert check(page, path) == []
        page.locator("main section form button").click()
        page.wait_for_url(lambda url, path=path: path not in url)
    listed = visit("coordinator.gtm", language=language)
    listed.goto("/meetings/follow-up-ministerial/participants/")
    assert f"Rosa {side} Ramos Cuc" in listed.locator("main").inner_text()
