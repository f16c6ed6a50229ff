"""The register as a workbook: what the own side reads, marked, numbered, without what leaves by no paper."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.gaps import NOW, make_draft_gap, make_gap
from workinggroup.gaps.book import make_register
from workinggroup.gaps.index import GapFilter
from workinggroup.handling.models import Export
from workinggroup.handling.operations import mark


def register(person, **asked):
    with reading_as(person.reader):
        content, name = make_register(actor=person, now=NOW, asked=GapFilter.read(asked))
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()], name


def marked(person, gap, marking):
    with reading_as(person.reader):
        return mark(thing=gap, actor=person, now=NOW, marking=marking)


def titled(title):
    return {"en": title, "es": title}


def test_it_holds_what_the_side_reads_and_asks_for_and_nothing_else(world):
    gtm = world.gtm.coordinator
    shown = make_gap(gtm, ["GTM"], ["MEX"], title=titled("Shown gate"))
    make_gap(gtm, ["GTM"], ["USA"], title=titled("Hidden gate"))
    make_draft_gap(world.mex.member, title=titled("Own draft"))
    rows, name = register(world.mex.member)
    words = "\n".join(str(cell) for row in rows for cell in row)
    assert rows[0][0].startswith("TLP:AMBER · ")
    assert "GTM, MEX" in rows[0][0]
    assert [row[1] for row in rows if row[0] == shown.reference] == ["Shown gate"]
    assert "Hidden gate" not in words
    assert "Own draft" not in words
    assert "Own draft" in str(register(world.mex.member, show="drafts")[0])
    assert rows[-1][0].startswith(f"MEX · {world.mex.member.name} · ")
    assert name.startswith("GAP-MEX-")
    with reading_as(world.mex.head.reader):
        assert (
            list(Export.objects.order_by("at").values_list("thing_kind", "thing", "form"))
            == [("gap", None, "xlsx")] * 2
        )
    with reading_as(world.gtm.head.reader):
        assert not Export.objects.exists()


def test_what_is_hidden_changes_nothing_of_it(world):
    make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    before = [row[:-1] for row in register(world.mex.member)[0][:-1]]
    make_gap(world.gtm.coordinator, ["GTM"], ["USA"], title=titled("A much longer title than that of any other gap"))
    assert [row[:-1] for row in register(world.mex.member)[0][:-1]] == before


def test_red_leaves_by_no_paper_and_strict_by_that_of_coordinators(world):
    gtm = world.gtm.coordinator
    for marking in ("RED", "AMBER+STRICT", "AMBER"):
        marked(gtm, make_gap(gtm, ["GTM"], ["MEX"], title=titled(f"Gate {marking}")), marking)
    for person, seen in (
        (world.mex.member, ["Gate AMBER"]),
        (world.mex.coordinator, ["Gate AMBER", "Gate AMBER+STRICT"]),
    ):
        rows, _name = register(person)
        assert sorted(row[1] for row in rows if str(row[1]).startswith("Gate")) == seen
        assert rows[0][0].startswith(f"TLP:{seen[-1].removeprefix('Gate ')} · ")
    for nobody in (world.sec.coordinator, world.mex.observer):
        with pytest.raises(NotAllowed):
            register(nobody)


def test_a_title_is_no_formula(world):
    make_gap(world.gtm.coordinator, ["GTM"], ["MEX"], title=titled("=1+1"))
    with reading_as(world.mex.member.reader):
        content, _name = make_register(actor=world.mex.member, now=NOW, asked=GapFilter())
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if "1+1" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_it_is_taken_by_a_button(world, sign_in):
    make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    client = sign_in(world.mex.member)
    assert f'action="{reverse("gaps:take")}' in client.get(reverse("gaps:list"), secure=True).content.decode()
    answer = client.post(reverse("gaps:take"), secure=True)
    assert answer.headers["Content-Type"].endswith("sheet")
    assert client.get(reverse("gaps:take"), secure=True).status_code == 405
