"""Papers of a gap: what the audience may read, and no rating that is still blind for somebody."""

import io
import zipfile
from datetime import date

import pytest

from meetings.agendas.models import Proposal
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.gaps import NOW, STEPS, act, make_gap, make_place, rate
from tests.factories.work import make_follow_up, make_item
from tests.scenes import scene
from workinggroup.gaps.composing import compose
from workinggroup.handling.checking import RepeatsWithheld
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
    assert dict(matter.facts)["Ref."] == shared.reference


def test_an_item_is_proposed_in_words_that_betray_nothing_to_those_who_do_not_read_the_gap(world, shared):
    meeting = make_follow_up(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    asked = {"meeting": meeting, "minutes": 20, "answer_by": date(2026, 4, 1)}
    with pytest.raises(NotAllowed):
        act("put_on_agenda", world.gtm.member, shared, title={"en": "Gates"}, **asked)
    with pytest.raises(RepeatsWithheld):
        act("put_on_agenda", world.gtm.coordinator, shared, title={"en": "The hidden lantern hangs behind us"}, **asked)
    made = act("put_on_agenda", world.gtm.coordinator, shared, title={"en": "Gates", "es": "Puertas"}, **asked)
    assert (made.title, made.minutes) == ({"en": "Gates", "es": "Puertas"}, 20)
    with reading_as(world.sec.coordinator.reader):
        assert "GAP" not in str(vars(Proposal.objects.get()))
