"""Papers of a gap: what the audience may read, and no rating that is still blind for somebody."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import translation
from pypdf import PdfReader

from meetings.agendas.models import Proposal
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.gaps import NOW, STEPS, act, fresh, make_gap, make_place, make_promise, rate
from tests.factories.work import make_action_item, make_follow_up, make_item
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem
from workinggroup.gaps.composing import compose
from workinggroup.handling.checking import RepeatsWithheld
from workinggroup.handling.operations import share, write_passage
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
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
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


def tables(person, gap, audience, language="en"):
    with reading_as(person.reader), translation.override(language):
        return [rows[1:] for _name, rows in compose(fresh(person, gap), person, audience).tables]


def test_a_measure_stands_in_no_paper_for_who_does_not_see_its_part_or_its_item(world, shared):
    gtm = world.gtm.coordinator
    act("accept_gap", gtm, shared)
    with reading_as(gtm.reader):
        facts = {"part": "description", "text": {"en": "The lamp is broken."}, "readers": ["USA"]}
        hidden = write_passage(whole=shared, actor=gtm, now=NOW, **facts)
        [seen] = shared.passages.filter(part="description").exclude(pk=hidden.pk)
    promise = make_promise(world, "GTM")
    for part, readers in ((hidden, None), (seen, ["GTM", "USA"]), (seen, None)):
        item = make_action_item(gtm, promise, title=f"For {part.anchor}", assignee=world.gtm.member)
        act("add_measure", gtm, shared, item=item, threat_part=part.anchor)
        if readers:
            with reading_as(gtm.reader):
                # As where it is read by fewer since.
                assert ActionItem.objects.filter(pk=item.pk).update(releasable_to=readers) == 1
    assert [len(rows) for rows in tables(gtm, shared, ["MEX"])] == [1]
    assert [len(rows) for rows in tables(gtm, shared, ["USA"])] == [3]


def test_ratings_in_a_paper_are_in_its_language_and_the_newest_first(world):
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    for person in (world.gtm.member, world.mex.member):
        rate(person, gap)
    with reading_as(world.gtm.coordinator.reader):
        share(thing=gap, actor=world.gtm.coordinator, now=NOW, sides=["USA"])
    # Who opens the second has not read the first, and counts from one as well.
    later = NOW + timedelta(days=30)
    act("open_round", world.usa.coordinator, gap, now=later)
    for person in (world.gtm.member, world.mex.member, world.usa.member):
        rate(person, gap, now=later, **dict.fromkeys(STEPS, 5))
    [rows] = tables(world.gtm.member, gap, ["GTM", "MEX"], "es")
    assert [row[4] for row in rows] == ["MA"] * 3 + ["A"] * 2


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
