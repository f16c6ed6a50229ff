"""Papers of a gap: what the audience may read, and no rating that is still blind for somebody."""

import io
import zipfile

import pytest

from portal.core.reader import reading_as
from tests.factories.gaps import NOW, STEPS, make_gap, make_place, rate
from tests.scenes import scene
from workinggroup.gaps.composing import compose
from workinggroup.handling.operations import write_passage
from workinggroup.handling.papers import make_paper


@scene
def shared(world):
    place = make_place(world.sec.coordinator)
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"], place=place)
    with reading_as(world.gtm.member.reader):
        kept = {"part": "evidence", "text": {"en": "The hidden lantern hangs behind the mill."}}
        write_passage(whole=gap, actor=world.gtm.member, now=NOW, **kept)
    return gap


def paper(person, gap, form, audience):
    with reading_as(person.reader):
        content, _name = make_paper(whole=gap, actor=person, now=NOW, audience=audience, form=form)
    if form == "pdf":
        return content.decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_rating_stands_in_no_paper_before_all_have_rated(world, shared, form):
    rate(world.gtm.member, shared, **{**STEPS, "threat": 5, "vulnerability": 5, "safety": 5})
    rate(world.mex.member, shared)
    told = paper(world.gtm.member, shared, form, ["USA"])
    assert "La Mesilla GTM" in told
    assert "Nobody watches" in told
    assert "hidden lantern" not in told
    assert "Rated by" not in told
    rate(world.usa.member, shared)
    assert "Rated by" in paper(world.gtm.member, shared, form, ["USA"])


def test_the_facts_of_a_paper_are_those_that_its_audience_reads(world, shared):
    with reading_as(world.gtm.member.reader):
        matter = compose(shared, world.gtm.member, ["USA"])
    assert [name for name, _rows in matter.tables] == []
    assert dict(matter.facts)["Ref."] == "GAP-GTM-01"
