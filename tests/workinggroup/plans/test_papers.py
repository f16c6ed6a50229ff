"""Papers of a plan: one version with its sections and no other, marked on each page, for who may read it."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.core.reader import reading_as
from tests.factories.plans import NOW, agree, fill, make_plan, put, share, table, write
from workinggroup.handling.models import Export, ExportedPassage
from workinggroup.handling.operations import mark
from workinggroup.handling.papers import NoSuchEdition, SaysWithheld, make_paper
from workinggroup.handling.sanitising import PUBLIC
from workinggroup.plans.models import PlanPhase, PlanSection, PlanVersion
from workinggroup.plans.operations import add_part, revise_plan


def paper(person, plan, form, audience=(), **facts):
    with reading_as(person.reader):
        content, name = make_paper(
            whole=plan, actor=person, now=NOW, audience=audience or [person.code], form=form, **facts
        )
    assert name == f"{plan.reference}.{form}"
    return content


def words(content, form):
    if form == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if form == "xlsx":
        sheets = load_workbook(io.BytesIO(content))
        return " ".join(
            str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell
        )
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith("xml"))


@pytest.fixture
def revised(world, agreed):
    """Version 1 is agreed; version 2, which is drafted, says one section anew and another task."""
    with reading_as(world.mex.coordinator.reader):
        revise_plan(plan=agreed, actor=world.mex.coordinator, now=NOW)
    write(world.mex.coordinator, agreed, "aim", text={"en": "A later aim.", "es": "Un fin posterior."})
    write(world.gtm.coordinator, agreed, "annex", text={"en": "Zebra quota five.", "es": "Cuota cebra cinco."})
    return agreed


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_paper_has_the_sections_of_one_version(world, revised, form):
    first, second = (words(paper(world.gtm.member, revised, form, number=n), form) for n in (1, 2))
    assert "About aim." in first
    assert "A later aim." not in first
    assert "A later aim." in second
    assert "About aim." not in second
    for text in (first, second):
        for said in (
            "About area.",
            "Sobre area.",
            "Shorter waits.",
            "Half the wait.",
            "1.1FS+2",
            "1.2",
            "Count",
            revised.reference,
        ):
            assert said in text, said
    assert words(paper(world.gtm.member, revised, form), form).count("About aim.") == 1


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_an_annex_stands_in_no_paper_for_another(world, revised, form):
    assert "Zebra quota five." in words(paper(world.gtm.member, revised, form, number=2), form)
    for readers in (["MEX"], ["GTM", "MEX"]):
        assert "Zebra" not in words(paper(world.gtm.member, revised, form, readers, number=2), form)
    assert "Zebra" not in words(paper(world.mex.member, revised, form, number=2), form)


@pytest.mark.parametrize("repeats", ["About the aim of this plan", "TWG-2026"])
def test_an_annex_that_repeats_what_all_parties_read_stops_no_paper(world, revised, repeats):
    write(world.mex.coordinator, revised, "area", text={"en": "About the aim of this plan.", "es": "Sobre su fin."})
    with reading_as(world.gtm.member.reader):
        words_of = {"TWG-2026": revised.commitment.reference}.get(repeats, repeats)
    write(world.gtm.coordinator, revised, "annex", text={"en": f"Zebra: {words_of}", "es": f"Cebra: {words_of}"})
    for readers in (["MEX"], ["GTM", "MEX", "USA"]):
        assert "Zebra" not in words(paper(world.gtm.member, revised, "xlsx", readers, number=2), "xlsx")


def test_what_is_read_here_alone_leaves_in_no_words_of_a_task(world, revised):
    said = "Four boats leave the old pier before dawn."
    write(world.mex.coordinator, revised, "area", text={"en": said, "es": "Cuatro lanchas salen."})
    with reading_as(world.mex.coordinator.reader):
        row = PlanSection.objects.get(plan=revised, part="area", version__number=2)
        mark(thing=row, actor=world.mex.coordinator, now=NOW, marking="RED")
    assert said not in words(paper(world.gtm.member, revised, "xlsx", number=2), "xlsx")
    with reading_as(world.mex.coordinator.reader):
        phase = PlanPhase.objects.filter(version__plan=revised, version__number=2).first()
    put(world.mex.coordinator, revised, phase, title=said)
    for person in (world.gtm.member, world.mex.member):
        with pytest.raises(SaysWithheld):
            paper(person, revised, "xlsx", number=2)


def test_each_page_bears_the_mark_and_whose_copy_it_is(world, revised):
    for page in PdfReader(io.BytesIO(paper(world.usa.member, revised, "pdf"))).pages:
        text = " ".join(page.extract_text().split())
        assert text.count("TLP:AMBER · Releasable to GTM, MEX, USA") == 2
        assert f"USA · {world.usa.member.name}" in text
    book = load_workbook(io.BytesIO(paper(world.usa.member, revised, "xlsx")))
    assert len(book.worksheets) > 2
    assert all(str(sheet.cell(1, 1).value).startswith("TLP:AMBER") for sheet in book)


def test_what_leaves_is_noted_with_the_sections_that_stand_in_it(world, revised):
    paper(world.usa.member, revised, "docx", number=1)
    with reading_as(world.usa.member.reader):
        export = Export.objects.get()
        version = PlanVersion.objects.get(plan=revised, number=1)
        assert set(export.passages) == set(version.sections.values_list("pk", flat=True))
    with reading_as(world.mex.member.reader):
        assert ExportedPassage.objects.filter(side="USA").count() == len(export.passages)


def test_a_version_that_is_not_there_is_refused(world, revised):
    with pytest.raises(NoSuchEdition):
        paper(world.usa.member, revised, "pdf", number=9)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_who_is_no_party_is_told_of_what_was_agreed_and_not_how(world, promise, form):
    mex = world.mex.coordinator
    plan = make_plan(mex, promise, ("GTM", "USA"), marking="CLEAR")
    fill(world.mex, plan)
    plan = share(mex, plan)

    def refused(**facts):
        with pytest.raises(NoSuchEdition):
            paper(mex, plan, form, [PUBLIC], **facts)

    refused()
    agree(world, plan)
    with reading_as(mex.reader):
        revise_plan(plan=plan, actor=mex, now=NOW)
    refused(number=2)
    write(mex, plan, "aim", text={"en": "A later aim.", "es": "Un fin posterior."})
    version = table(mex, plan)
    refused(number=2)
    told, among = words(paper(mex, plan, form, [PUBLIC]), form), words(paper(mex, plan, form, ["GTM"]), form)
    with reading_as(mex.reader):
        agreed = PlanVersion.objects.get(plan=plan, number=1)
    for said in ("Dry-season crossings", "Shorter waits."):
        assert said in told, said
    for said in ("Consent", "What it says", "Tabled", "A later aim.", agreed.sha256[:12], version.sha256[:12]):
        assert said not in told, said
    assert "A later aim." in among
    assert "What it says" in among
    assert version.sha256[:12] in among


def test_what_each_side_brings_stands_in_it(world, draft):
    with reading_as(world.gtm.coordinator.reader):
        add_part(
            plan=draft, actor=world.gtm.coordinator, what="safeguard",
            risk={"en": "Long queues in the heat", "es": "Filas largas bajo el sol"},
            measure={"en": "Shade and water", "es": "Sombra y agua"},
        )  # fmt: skip
    for form in ("pdf", "docx", "xlsx"):
        assert "Shade and water" in words(paper(world.mex.member, draft, form), form)


def test_it_is_made_from_the_page_of_a_version(world, revised, sign_in):
    client = sign_in(world.gtm.member)
    page = client.get(f"{revised.get_absolute_url()}?version=1", secure=True).content.decode()
    address = f"/handling/plan/{revised.pk}/paper/?version=1"
    assert address in page
    answer = client.post(address, {"audience": ["GTM"], "form": "xlsx"}, secure=True)
    assert answer["Content-Disposition"] == f'attachment; filename="{revised.reference}.xlsx"'
    assert "About aim." in words(answer.content, "xlsx")
    assert client.get(f"/handling/plan/{revised.pk}/readers/", secure=True).status_code == 200
