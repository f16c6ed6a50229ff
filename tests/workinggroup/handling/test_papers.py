"""Papers for an audience: nothing of what is withheld is in any byte of them, and what is withheld changes none."""

import base64
import io
import re
import zipfile
import zlib
from unicodedata import normalize

import pytest
from django.db import transaction
from pypdf import PdfReader

from portal.core.reader import reading_as
from tests.factories.gaps import NOW, make_gap
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.handling import operations
from workinggroup.handling.models import Export, ExportedPassage
from workinggroup.handling.papers import HeadsTakeStrict, NotForThem, NotOnPaper, SaysWithheld, make_paper
from workinggroup.handling.sanitising import PUBLIC

FORMS = ["pdf", "docx", "xlsx"]
# With an accent, so that its composed and its decomposed form differ.
CANARY = "Canário Zephyrñia 90417"


def does(operation, actor, **facts):
    with reading_as(actor.reader):
        return getattr(operations, operation)(actor=actor, now=NOW, **facts)


@scene
def gap(world):
    """On the ground of Guatemala, read by the United States and Mexico, with a passage for each case."""
    gtm = world.gtm.coordinator
    made = make_gap(gtm, ("GTM",), ("USA", "MEX"))
    for text, marking, readers, trace in (
        ("For all of the three.", "AMBER", ["USA", "MEX"], "silent"),
        (f"For one alone: {CANARY}.", "AMBER", ["USA"], "named"),
        (f"Ours: {CANARY} itself.", "RED", [], "silent"),
        ("For the public.", "CLEAR", ["USA", "MEX"], "silent"),
        (f"Strictly, {CANARY} again.", "AMBER+STRICT", ["USA"], "silent"),
    ):
        words = {"en": text, "es": f"{text} (es)"}
        facts = {"text": words, "marking": marking, "readers": readers, "trace": trace}
        does("write_passage", gtm, whole=made, part="evidence", **facts)
    return made


def paper(actor, gap, audience, form="pdf"):
    """A paper as it would be made now; afterwards as if it had not been."""
    with reading_as(actor.reader), transaction.atomic():
        content, name = make_paper(whole=Gap.objects.get(pk=gap.pk), actor=actor, now=NOW, audience=audience, form=form)
        transaction.set_rollback(True)
    return content, name


def parts(content, form):
    """All there is in a file, unpacked: parts of a package by name, streams of a PDF."""
    if form == "pdf":
        streams = []
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                streams.append(zlib.decompress(stream))
            except zlib.error:
                streams.append(stream)
        return [content, *streams, read(content).encode()]
    package = zipfile.ZipFile(io.BytesIO(content))
    return [part for name in sorted(package.namelist()) for part in (name.encode(), package.read(name))]


def read(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def forms_of(word):
    """A word in the ways in which it may stand in a file."""
    for text in {normalize("NFC", word), normalize("NFD", word)}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            try:
                raw = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            yield raw
            yield raw.hex().encode()
            # Of a short word base64 has too little that is the word's alone.
            yield from (base64.b64encode(b" " * shift + raw)[4:-4] for shift in range(3) if len(raw) > 7)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("audience", [["MEX"], ["MEX", "USA"], ["GTM", "MEX"]], ids=", ".join)
def test_nothing_withheld_is_in_any_part_of_a_paper(world, gap, audience, form):
    content, name = paper(world.gtm.coordinator, gap, audience, form)
    whole = parts(content, form)
    for word in CANARY.split():
        assert not [each for each in forms_of(word) for part in whole if each in part], word
    assert CANARY not in name
    # What is for them is there: else nothing would be easy.
    assert any(b"three" in part for part in whole)


def test_who_may_read_it_has_it_in_the_paper(world, gap):
    content, _name = paper(world.gtm.coordinator, gap, ["USA"], "docx")
    assert any(CANARY.encode() in part for part in parts(content, "docx"))
    text = read(paper(world.gtm.coordinator, gap, ["MEX"])[0])
    # The banner, portion marks, the trace, and who took it when.
    assert "TLP:AMBER · Releasable to GTM, MEX, USA" in text
    assert "(TLP:CLEAR · GTM, MEX, USA)" in text
    assert "withheld by GTM" in text
    assert re.search(r"GTM · coordinator.gtm · 2026-03-02 09:00 · export \d{4}", text)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_withheld_changes_no_byte(world, gap, form, monkeypatch):
    # The number of a paper is drawn, and rolled back with it: here the same each time.
    monkeypatch.setattr("workinggroup.handling.numbering.randbelow", lambda most: 7)
    gtm = world.gtm.coordinator
    before = parts(paper(gtm, gap, ["MEX"], form)[0], form)
    with reading_as(gtm.reader):
        for passage in GapPassage.objects.filter(gap=gap, text__en__contains=CANARY):
            words = {"en": "Other words. " * 30, "es": "Otras."}
            operations.edit_passage(passage=passage, actor=gtm, now=NOW.replace(month=5), text=words)
            operations.mark(thing=passage, actor=gtm, now=NOW, marking="RED")
    assert parts(paper(gtm, gap, ["MEX"], form)[0], form) == before


def test_the_public_is_given_what_is_clear_alone(world, gap):
    gtm = world.gtm.coordinator
    with pytest.raises(NotForThem):
        paper(gtm, gap, [PUBLIC])
    with pytest.raises(NotForThem):
        paper(gtm, gap, ["CAN"])
    does("mark", gtm, thing=gap, marking="CLEAR")
    text = read(paper(gtm, gap, [PUBLIC])[0])
    assert "For the public." in text
    assert "For all of the three." not in text


def test_a_paper_that_says_what_it_withholds_is_stopped(world, gap):
    gtm = world.gtm.coordinator
    # Past the check of saving: as if it had been written before.
    with reading_as(gtm.reader):
        shown = GapPassage.objects.get(gap=gap, text__en="For the public.")
        GapPassage.objects.filter(pk=shown.pk).update(text={"en": "About zephyrñia  90417."})
    with pytest.raises(SaysWithheld):
        paper(gtm, gap, ["MEX"])
    # Mexico reads nothing of it, so nothing stops Mexico.
    assert paper(world.mex.coordinator, gap, ["MEX"])


def test_strict_is_taken_out_by_who_coordinates_and_red_by_nobody(world, gap):
    with pytest.raises(HeadsTakeStrict):
        paper(world.usa.member, gap, ["USA"])
    assert paper(world.usa.coordinator, gap, ["USA"])
    assert paper(world.mex.member, gap, ["MEX"])
    does("mark", world.gtm.coordinator, thing=gap, marking="RED")
    with pytest.raises(NotOnPaper):
        paper(world.usa.coordinator, gap, ["USA"])


def test_what_left_is_noted_and_originators_know_of_their_own(world, gap):
    for _each in range(2):
        with reading_as(world.usa.coordinator.reader), transaction.atomic():
            make_paper(whole=gap, actor=world.usa.coordinator, now=NOW, audience=["USA"], form="xlsx")
    with reading_as(world.usa.coordinator.reader):
        numbers = set(Export.objects.filter(audience=["USA"]).values_list("number", flat=True))
    assert len(numbers) == 2
    with reading_as(world.gtm.coordinator.reader):
        assert not Export.objects.exists()
        assert {each.number for each in ExportedPassage.objects.all()} == numbers
    with reading_as(world.mex.coordinator.reader):
        assert not ExportedPassage.objects.exists()
