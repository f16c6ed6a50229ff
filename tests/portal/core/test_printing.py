"""Printed documents: tagged, titled, in their language; data is text and never markup."""

import io
import json
import random
from unicodedata import category

import pytest
import typst
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from PIL import Image, ImageDraw, ImageOps
from pypdf import PdfReader

from portal.core import printing
from portal.core.printing import printed
from portal.core.signs import STAND_IN, Typefaces

SAMPLE = """#import "_paper.typ": *
#show: paper
= #data.title
#data.words
#spoken("es", data.spanish)
"""


@pytest.fixture
def folder(tmp_path, settings):
    """A folder of templates with one sample beside the shared paper."""
    home = tmp_path / "templates/print"
    home.mkdir(parents=True)
    (home / "_paper.typ").write_bytes((settings.BASE_DIR / "templates/print/_paper.typ").read_bytes())
    (home / "sample.typ").write_text(SAMPLE)
    with override_settings(BASE_DIR=tmp_path):
        yield home


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def test_a_document_is_tagged_titled_and_says_its_language(folder):
    data = {"words": "Hello", "spanish": "Señorías"}
    pdf = read(printed("sample", data, title="Lista", language="es", marking="Releasable to MEX, USA"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "es"
    assert pdf.metadata.title == "Lista"
    text = pdf.pages[0].extract_text()
    assert "Releasable to MEX, USA" in text
    assert "Señorías" in text


def test_the_language_is_the_readers_unless_named(folder):
    with translation.override("es"):
        pdf = read(printed("sample", {"words": "", "spanish": ""}, title="x"))
    assert pdf.trailer["/Root"]["/Lang"] == "es"


def test_what_people_type_is_text_and_never_markup(folder):
    nasty = '#panic(1) $y$ *bold* #read("/etc/hostname") \\ "quoted" <label> @cite'
    text = read(printed("sample", {"words": nasty, "spanish": ""}, title="#panic(2)")).pages[0].extract_text()
    assert '#read("/etc/hostname")' in text.replace("“", '"').replace("”", '"')
    assert "#panic(2)" in text


def test_only_the_house_typeface_is_embedded(folder):
    pdf = read(printed("sample", {"words": "Łódź", "spanish": "Ñandú"}, title="x"))
    fonts = {str(font.get_object()["/BaseFont"]) for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("PublicSans" in font for font in fonts)


def test_a_document_is_set_once_and_each_other_fact_makes_another(folder):
    facts = {"data": {"words": "Hello", "spanish": "Hola"}, "title": "x", "language": "en", "marking": "Open"}

    def made(**other):
        given = facts | other
        return printed("sample", given.pop("data"), **given)

    first = made()
    assert made(data={"words": "Hello", "spanish": "Hola"}) is first
    others = [
        made(data={"words": "Hello.", "spanish": "Hola"}),
        made(title="y"),
        made(language="es"),
        made(marking="Closed"),
    ]
    assert all(each is not first for each in others)
    (folder / "other.typ").write_text(SAMPLE)
    assert printed("other", facts["data"], title="x", language="en", marking="Open") is not first


def test_facts_that_are_equal_and_look_different_are_different_documents(folder):
    (folder / "sample.typ").write_text(SAMPLE.replace("#data.words", "#repr(data.words)"))
    made = [printed("sample", {"words": fact, "spanish": ""}, title="x") for fact in (1, True, 1.0)]
    assert len({read(each).pages[0].extract_text() for each in made}) == 3


def test_what_no_typeface_has_is_listed_at_the_end_in_the_papers_language(folder):
    words = "\n".join(["Li \U0001f600 Ming", *(f"Ana {number} \U0001f600" for number in range(5)), "\u0378"])
    data = {"words": words + "".join(map(chr, range(0x1F900, 0x1F918))), "spanish": "\U0001f60e"}
    text = read(printed("sample", data, title="x", language="es")).pages[0].extract_text()
    listed = text[text.index("Impreso como") :].splitlines()
    assert listed[0] == f"Impreso como {STAND_IN}, porque las tipografías del portal no pueden componerlos:"
    assert listed[1].startswith(f"U+1F600 GRINNING FACE: “Li {STAND_IN} Ming Ana 0")
    assert listed[-2] == "y 3 signos más"
    plain = read(printed("sample", {"words": "Li", "spanish": ""}, title="x", language="es"))
    assert "Impreso" not in plain.pages[0].extract_text()


def test_what_the_typesetter_refuses_comes_without_the_claim_of_pdf_ua(folder, monkeypatch, caplog):
    monkeypatch.setattr(Typefaces, "can_set", lambda *_: True)
    document = printed("sample", {"words": "Li \U0001f600 Ming", "spanish": ""}, title="x")
    assert "Ming" in read(document).pages[0].extract_text()
    assert b"pdfuaid" not in document
    assert [record.getMessage() for record in caplog.records] == ["sample.typ was set without PDF/UA: TypstError"]
    monkeypatch.undo()
    assert b"pdfuaid" in printed("sample", {"words": "Li \U0001f600 Ming", "spanish": ""}, title="x")


def test_whatever_signs_a_text_has_it_is_set_as_tagged_pdf(folder, caplog):
    """Every sign that the typefaces have; heaps of signs, marks, and what is never seen in any order; many long words."""
    table = json.loads((settings.VAR / "print-fonts/signs.json").read_text())
    signs = [chr(number) for ranges in table.values() for first, last in ranges for number in range(first, last + 1)]
    unseen = (
        "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2069\ufe0f\u034f\u00ad\u3164\U000e0100\ufeff\u202e\x07\U0001f600"
    )
    marks = [sign for sign in map(chr, range(0x300, 0x3000)) if category(sign).startswith("M")]
    chance = random.Random(1)
    heaps = ["".join(chance.choice(chance.choice([signs, marks, unseen])) for _ in range(12)) for _ in range(1500)]
    whole = ["".join(signs[start : start + 16]) for start in range(0, len(signs), 16)]
    for words in (heaps, whole, ["x" * 30, "\u0645" * 30] * 1000):
        document = printed("sample", {"words": " ".join(words), "spanish": ""}, title="x")
        assert b"pdfuaid" in document
    assert caplog.records == []


NAMES = [
    "María de los Ángeles Fernández-Villaverde Ruiz de Alarcónez",
    "Wolfeschlegelsteinhausenbergerdorffvoralternwarenge",
    "W" * 19 + " Quispe",
    "A" * 150,
    "محمد" * 20,
    "李" * 60,
    "Nguyễn Thị Hồng Ánh " * 7,
    "Rosa Pop",
]
FUNCTIONS = [
    "Directora General de Asuntos Regionales y Coordinación Interinstitucional de la Secretaría de Relaciones Exteriores y Culto",
    "x" * 200,
]


@pytest.mark.parametrize(
    ("template", "first", "size", "inset", "largest"),
    [("badges", (15, 11), (90, 55), (7, 6), 17), ("place_cards", (0, 0), (210, 74), (10, 10), 36)],
)
def test_long_names_and_functions_keep_to_their_cards(monkeypatch, template, first, size, inset, largest):
    """Of the pages as pictures: whatever is not inside a card, by its inset in millimetres, is white or a line to cut at."""
    side = "United States of America · Estados Unidos de América"
    cards = [
        {"code": "USA", "side": side, "name": name, "title": FUNCTIONS[number % 2], "kind": "Head · " * 9}
        for number, name in enumerate(NAMES)
    ]
    name, data = f"participants_{template}", {"cards": cards, "meeting": "Ministerial " * 30, "nobody": ""}
    sizes = {}
    for page in read(printed(name, data, title="x")).pages:
        page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.update({text.strip(): size}))
    assert sizes["Rosa Pop"] == pytest.approx(largest)
    monkeypatch.setattr(printing, "_set", lambda *facts: facts)
    root, _name, facts = printed(name, data, title="x")
    pages = typst.compile(
        str(root / f"{name}.typ"),
        root=str(root),
        font_paths=printing._fonts(),
        format="png",
        ppi=72,
        sys_inputs={"data": facts},
    )
    for page in pages if isinstance(pages, list) else [pages]:
        picture = ImageOps.invert(Image.open(io.BytesIO(page)).convert("L"))
        black = ImageDraw.Draw(picture)
        for column in range(2):
            for row in range(5):
                left, top = first[0] + column * size[0], first[1] + row * size[1]
                edges = (left + inset[0], top + inset[1], left + size[0] - inset[0], top + size[1] - inset[1])
                black.rectangle([round(edge * 72 / 25.4) for edge in edges], fill=0)
                if first[0]:
                    frame = [round(edge * 72 / 25.4) for edge in (left, top, left + size[0], top + size[1])]
                    black.rectangle([frame[0] - 1, frame[1] - 1, frame[2] + 1, frame[3] + 1], outline=0, width=3)
        assert picture.getbbox() is None
