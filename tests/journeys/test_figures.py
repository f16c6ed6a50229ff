"""A dataset is opened and its figures are brought in, in a real browser, with and without script."""

import pytest

from tests.journeys.accessibility import check

pytestmark = pytest.mark.browser

HEADS = "period,indicator,reporting,counterpart,area,citizenship,group,value\n"
WRONG = (
    HEADS + "2026-01,RET_IN,GT,US,_T,TURKEY,_T,50\n2026-13,RET_IN,GT,US,_T,HN,_T,five\n2026-01,RET_IN,GT,US,_T,HN,m,5\n"
)
# Of a month of which no other dataset of the delegation tells anything.
RIGHT = HEADS + "2019-01,RET_IN,GT,US,_T,HN,_T,1450\n2019-01,RET_IN,GT,US,_T,SV,_T,812\n"
WORDS = {
    "en": (
        "4 faults: nothing was brought in",
        "The portal’s own table",
        "Returns received, from the United States, Honduras",
    ),
    "es": (
        "4 errores: no se incorporó nada",
        "La tabla propia del portal",
        "Retornos recibidos, desde Estados Unidos, Honduras",
    ),
}


@pytest.mark.parametrize(("width", "language", "script"), [(1280, "en", True), (375, "es", True), (375, "es", False)])
def test_a_file_is_sent_its_faults_are_told_and_a_right_one_comes_in(visit, site, width, language, script):
    page = visit("coordinator.gtm", width=width, language=language, script=script)
    faults, layout, figure = WORDS[language]
    name = f"{language} {width} {script}"
    page.goto("/flows/datasets/open/")
    for field, said in (("name_en", name), ("name_es", name), ("source", "Invented"), ("licence", "Open")):
        page.fill(f"[name={field}]", said)
    page.locator("main form button").click()
    page.wait_for_url("**/flows/datasets/")
    page.locator("a.table__title", has_text=name).click()
    page.locator("main a.usa-button").click()
    for text, seen in ((WRONG, "#faults"), (RIGHT, "#changes")):
        page.set_input_files(
            "input[type=file]", {"name": "figures.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.locator("#bring button").click()
        page.wait_for_selector(seen)
        if seen == "#faults":
            assert page.locator(seen).inner_text() == faults
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if script:
            assert check(page, page.url) == []
    main = page.locator("main").inner_text()
    assert layout in main
    assert figure in main
    assert "1,450" in main
