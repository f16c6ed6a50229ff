"""Charts in words and on pages, in both languages: every fragment is well-formed, and no coordinate follows the language."""

import re
import struct
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.core import numbers, printing
from workinggroup.flows import captions, plates
from workinggroup.flows.charts.figures import NONE, Event, Figure, Series, published
from workinggroup.flows.charts.findings import Apart, Standing, agreement_of, latest_of
from workinggroup.flows.charts.marks import NARROW, Text
from workinggroup.flows.charts.status import Line, Reported
from workinggroup.flows.charts.triangle import Triangle
from workinggroup.flows.cube.mirrors import Comparison, Pair
from workinggroup.flows.cube.months import Month

LAST = Month(2024, 7)
FIRST = LAST.plus(-23)
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = re.compile(r"-?\d+(\.\d)?")
SPACE = numbers.SPACE


def series(values, name="Guatemala", *, hidden=(), soft=(), style=0):
    first = LAST.plus(1 - len(values))
    figures = {
        first.plus(place): published(value, is_hidden=place in hidden, is_provisional=place in soft)
        for place, value in enumerate(values)
    }
    return Series(name, name[:3].upper(), figures, "mint", style)


def all_plates():
    """Each kind of plate, with its template."""
    usa = series([7000 - 131 * place for place in range(24)], "United States", hidden={3}, soft={22, 23})
    gtm = series([7100 - 100 * place for place in range(24)], "Guatemala <b>", style=2)
    about = captions.subtitle("Events", FIRST, LAST, {"USA": date(2024, 9, 30)})
    yield (
        "trend",
        plates.trend_plate(
            "a", "Returns", [usa, gtm], FIRST, LAST, about=about, events=[Event(FIRST.plus(5), "then", "this")]
        ),
    )
    yield "multiples", plates.multiples_plate("b", "Returns", [usa, gtm], FIRST, LAST, about=about)
    yield "mirror", plates.mirror_plate("c", "Returns", usa, gtm, FIRST, LAST, about=about, causes={LAST: "C2"})
    yield "season", plates.season_plate("d", "Returns", gtm, LAST, about=about)
    triangle = Triangle(
        [date(2024, 9, 1), date(2024, 10, 1)], {LAST: [Figure(4180), Figure(5460)], LAST.plus(1): [NONE, Figure(12)]}
    )
    yield "triangle", plates.triangle_plate("e", "Returns", triangle, about=about)
    lines = [Line("Returns", "USA", "indigo", {LAST: Reported.MISSING, LAST.plus(-1): Reported.LATE})]
    yield "status", plates.status_plate("f", "Returns", lines, LAST, about=about)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_chart_is_well_formed_and_its_coordinates_are_those_of_no_language(language):
    with override(language):
        pages = {
            name: render_to_string(f"workinggroup/flows/charts/_{name}.html", {"plate": plate})
            for name, plate in all_plates()
        }
        tile = plates.tile(series([7000 + place for place in range(24)]), LAST)
        pages["tile"] = render_to_string(
            "workinggroup/flows/charts/_tile.html", {"tile": tile, "key": "t", "title": "Returns"}
        )
    for name, page in pages.items():
        assert "style=" not in page
        drawings = re.findall(r'<svg class="plot plot--.*?</svg>', page, re.DOTALL)
        assert len(drawings) == (1 if name == "tile" else 3)
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        for drawing in drawings:
            root = ElementTree.fromstring(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
            assert root.get("role") == "img"
            assert root.find(f"{SVG}title").text
            assert root.find(f"{SVG}desc").text
            assert set(root.get("aria-labelledby").split()) <= set(ids)
            for element in root.iter():
                for attribute in ("x", "y", "width", "height"):
                    assert NUMBERS.fullmatch(element.get(attribute, "0"))
                # Points are parted by a comma, fractions by a point: no more than one comma to a point.
                assert not re.search(r"\d,\d+,\d", element.get("d", ""))
        if name != "tile":
            assert '<details class="more" open>' in page
            ElementTree.fromstring(re.search(r"<table.*?</table>", page, re.DOTALL)[0])
    assert "<b>" not in re.sub(r"<li><b>[cP=~!]</b>", "", pages["trend"])
    assert ("12,7" in pages["multiples"]) is False


def test_numbers_are_written_as_the_language_has_them():
    for language in ("en", "es"):
        with override(language):
            assert numbers.number(1234567) == "1,234,567"
            assert numbers.number(-120) == "−120"
            assert numbers.number(1280, signed=True) == "+1,280"
            assert numbers.number(0, signed=True) == "0"
            assert numbers.percent(Fraction(-43, 100)) == f"−43{SPACE}%"
            assert numbers.percent(Fraction(25, 1000), signed=True) == f"+2.5{SPACE}%"
            assert numbers.percent(Fraction(-31, 100), is_exact=True) == f"−31.0{SPACE}%"
            assert numbers.percent(Fraction(-1, 10_000), signed=True) == f"0.0{SPACE}%"
            assert numbers.percent(Fraction(1200, 100)) == f"1,200{SPACE}%"
    with override("es"):
        assert captions.Words().month(LAST) == "jul 2024"
        assert captions.full_month(LAST) == "julio de 2024"


@pytest.mark.parametrize(
    ("before", "now", "rounding", "english", "spanish"),
    [
        (10_000, 5_700, 0, "are down by 43 %", "disminuyen un 43 %"),
        (2_800, 3_410, 0, "are up by 22 %", "aumentan un 22 %"),
        (1_000, 2_000, 0, "are up by 100 %", "aumentan un 100 %"),
        (1_000, 2_001, 0, "have more than doubled in a year", "se han más que duplicado en un año"),
        (1_000, 1_019, 0, "are about the same as a year before", "se mantienen casi igual que un año antes"),
        (1_000, 1_020, 0, "are up by 2.0 %", "aumentan un 2.0 %"),
        (20, 30, 10, "are about the same as a year before", "se mantienen casi igual que un año antes"),
        (20, 30, 0, "are up by 50 %", "aumentan un 50 %"),
        (0, 30, 0, ": 30 in Jul 2024", ": 30 en jul 2024"),
    ],
)
def test_a_tile_is_titled_by_its_finding(before, now, rounding, english, spanish):
    """In Spanish the verb agrees with its subject, which is in the plural whatever its gender."""
    latest = latest_of(series([before, *[500] * 11, now]), LAST.plus(-12), LAST)
    for language, subject, words in (
        ("en", "Returns received", english),
        ("es", "Los retornos recibidos", spanish),
    ):
        with override(language):
            title = captions.changed_title(subject, latest, rounding)
            assert title.replace(SPACE, " ") == f"{subject}{'' if words[0] == ':' else ' '}{words}"
            one_of_two = captions.changed_title(subject, latest, rounding, "United States")
            assert one_of_two.startswith(f"{title}, ")
    with override("en"):
        assert one_of_two.endswith("según United States")


def test_a_tile_whose_month_of_the_year_before_is_hidden_tells_no_change():
    hidden = latest_of(series([6, *[500] * 12], hidden={0}), LAST.plus(-12), LAST)
    with override("en"):
        assert captions.changed_title("Returns", hidden) == "Returns: 500 in Jul 2024"


def test_counts_agree_better_or_less_well_by_the_latest_twelve_months_and_those_before():
    def pair(before, now, months=12):
        first = FIRST.plus(24 - 2 * months)
        shares = [before] * months + [now] * months
        return Comparison({first.plus(place): Pair(1000 + share, 1000) for place, share in enumerate(shares)})

    assert agreement_of([pair(200, 10)]) == 1
    assert agreement_of([pair(10, 200)]) == -1
    assert agreement_of([pair(100, 90)]) == 0
    assert agreement_of([pair(200, 10), pair(10, 200)]) == 0
    assert agreement_of([]) == agreement_of([Comparison({})]) == agreement_of([pair(200, 10, 2)]) == 0


def test_a_trend_tells_its_finding():
    fallen = series([9000] + [5730] * 20 + [5900, 5800, 5460], soft={23})
    fewer = {"en": "39 % fewer than a year before", "es": "39 % menos que un año antes"}
    run = {"en": "falling for 2 months in a row", "es": "en baja desde hace 2 meses"}
    found = series([9000, *[5730] * 9, 5900, 5800, 5460], soft={12})
    for language, change in fewer.items():
        with override(language):
            title = captions.trend_title("Returns", [found], LAST.plus(-12), LAST)
            told = captions.trend_told([found], LAST.plus(-12), LAST)
        assert title.replace(SPACE, " ") == f"Returns: {change}"
        assert told.replace(SPACE, " ").startswith(f"Jul 2024: 5,460, provisional, {change}, {run[language]};")
    assert (
        captions.trend_title("Returns", [fallen, series([None], "Mexico")], FIRST, LAST)
        == f"Returns on the year before: Guatemala{SPACE}−4.7{SPACE}%"
    )
    assert captions.trend_title("Returns", [series([None])], FIRST, LAST) == "Returns: no figure is shown"
    assert captions.trend_told([series([7], hidden={0})], FIRST, LAST) == "Guatemala: no figure is shown."


def test_a_mirror_tells_who_counts_less():
    usa, gtm = series([6000, 5900, 5800, 5460], "United States"), series([6000, 5900, 5800, 5767])
    with override("en"):
        plate = plates.mirror_plate("m", "Returns", usa, gtm, FIRST, LAST, about="")
        assert (
            plate.title == f"The United States and Guatemala are more than 5{SPACE}% apart in 1 of the latest 4 months"
        )
        assert plate.told.replace(SPACE, " ").startswith(
            "United States, Jul 2024: 5,460, 5.5 % below the count of Guatemala, falling for 3 months in a row."
        )
        assert "Of 4 months: agree 3, watch 1, explain 0." in plate.told
        assert captions.mirror_title("Mexico", "United States", Standing(Apart.OTHER_LOWER, 16, 16)) == (
            "The United States has counted fewer than Mexico for 16 months in a row"
        )
        assert [row for row, _cells in plate.table.rows][:2] == ["Jul 2024", "Jun 2024"]
        assert [cell.words for cell in plate.table.rows[0][1]] == [
            "5,460",
            "5,767",
            "−307",
            f"−5.5{SPACE}%",
            "~ watch",
            "",
        ]
    with override("es"):
        assert captions.mirror_title("México", "Guatemala", Standing(Apart.FIRST_LOWER, 16, 16)) == (
            "México ha contado menos que Guatemala durante 16 meses seguidos"
        )


def test_revisions_seasons_and_reports_tell_their_findings():
    with override("en"):
        found = dict(all_plates())
        assert found["triangle"].title == f"July 2024 was revised from 4,180 to 5,460, +31{SPACE}%"
        assert found["triangle"].notes == [f"Mean revision: 31{SPACE}% after 1 month."]
        assert found["season"].title == "Returns: the lowest July in 2 years, with 4,800"
        assert found["status"].title == "1 figure is missing"
        assert found["multiples"].title == "Returns: the largest part shown is Guatemala <b>, 4,800 in Jul 2024"
        assert plates.tile(series([7000] * 12 + [5000] * 12), LAST).change == f"−29{SPACE}% on Jul 2023"
        assert plates.tile(series([None]), LAST) is None
        latest = latest_of(series([5000, 5100]), FIRST, LAST)
        assert captions.latest_told(latest) == "Jul 2024: 5,100"
    with override("es"):
        found = dict(all_plates())
        assert found["triangle"].title == f"Julio de 2024 se revisó de 4,180 a 5,460, +31{SPACE}%"
        assert found["season"].title == "Returns: el julio más bajo en 2 años, con 4,800"
        assert found["status"].title == "Falta 1 cifra"


def test_a_fiscal_year_has_a_name_in_each_language_as_drawn_told_and_in_the_table():
    found = series([4000] * 24)
    for language, name in {"en": "FY2024", "es": f"AF{SPACE}2024"}.items():
        with override(language):
            plate = plates.season_plate("d", "Returns", found, LAST, about="", is_fiscal=True)
        assert plate.table.rows[0][0] == name
        assert f"{name}: " in plate.told
        for _size, drawing in plate.drawings:
            assert name in {mark.words for mark in drawing.marks if isinstance(mark, Text)}


def test_a_picture_is_twice_the_size_names_its_source_and_is_the_same_each_time():
    for language, licence in {"en": "Licence: CC BY 4.0.", "es": "Licencia: CC BY 4.0."}.items():
        with override(language):
            plate = dict(all_plates())["trend"]
            notes = plates.source_notes("DHS \U0001f600", {"USA": date(2024, 9, 30)}, "CC BY 4.0")
            sheet = plate.sheet(notes)
        assert licence in sheet.svg()
        assert "DHS" in sheet.svg()
        ElementTree.fromstring(sheet.svg())
        picture = plates.png(sheet)
        printing.picture.cache_clear()
        assert picture == plates.png(sheet)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (2 * sheet.width, 2 * sheet.height)
    assert plate.sheet([], NARROW).width < 400
