"""Passages, sharing, and wider release: one yes of two releases nothing, two release once, and a day takes it back."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.gaps import NOW, make_gap
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.handling import operations
from workinggroup.handling.checking import IdentifiesPerson, RepeatsWithheld
from workinggroup.handling.deadlines import find_asked, name_asked
from workinggroup.handling.models import Grant, ReleaseRequest
from workinggroup.handling.operations.passages import HasGist, NothingWritten
from workinggroup.handling.operations.releasing import (
    AnsweredAlready,
    AskedAlready,
    EndedAlready,
    NotAskedFor,
    SayWhyNot,
)
from workinggroup.handling.operations.sharing import ControlsToo, MarkGoesDown, NobodyToRead, OthersDecideToo


@scene
def shared(world):
    """Of Guatemala, on the ground of Mexico: both control it, nobody else reads it."""
    return make_gap(world.gtm.coordinator, ("MEX",))


@pytest.fixture
def mine(world):
    """A gap of Guatemala on its own ground, read by the United States, too; Guatemala alone controls it."""
    return make_gap(world.gtm.coordinator, ("GTM",), ("USA",))


def does(operation, actor, **facts):
    with reading_as(actor.reader):
        facts = {"actor": actor, "now": NOW, **facts}
        if operation in {"remove_passage"}:
            del facts["now"]
        return getattr(operations, operation)(**facts)


def passages(person, gap):
    with reading_as(person.reader):
        return {each.text["en"]: each for each in GapPassage.objects.filter(gap=gap).select_related("gap")}


def reads(person, gap):
    with reading_as(person.reader):
        return Gap.objects.filter(pk=gap.pk).exists()


def ask(actor, thing, **facts):
    return does(
        "ask_release", actor, thing=thing, **{"sides": ["USA"], "marking": "AMBER", "purpose": "To help.", **facts}
    )


def answer(actor, request, reply="yes", **facts):
    return does("answer_release", actor, asked=request, reply=reply, **facts)


def test_one_yes_of_two_releases_nothing_and_two_release_once(world, shared):
    request = ask(world.mex.coordinator, shared)
    # Who is an originator and asks has said yes; the sides asked for hear nothing.
    assert (request.status, request.originators) == ("asked", ["GTM", "MEX"])
    assert not reads(world.usa.coordinator, shared)
    with reading_as(world.usa.coordinator.reader):
        assert not ReleaseRequest.objects.exists()
    with pytest.raises(AnsweredAlready):
        answer(world.mex.coordinator, request)
    with pytest.raises(AskedAlready):
        ask(world.mex.coordinator, shared)
    with pytest.raises(NotAllowed):
        answer(world.gtm.negotiator, request)
    done = answer(world.gtm.head, request)
    assert (done.status, done.granted) == ("granted", ["USA"])
    assert reads(world.usa.coordinator, shared)
    # The whole alone: its passages have readers of their own.
    assert passages(world.usa.coordinator, shared) == {}
    with pytest.raises(EndedAlready):
        answer(world.gtm.coordinator, request)


def test_one_no_ends_it_and_leaves_no_yes(world, shared):
    request = ask(world.mex.coordinator, shared)
    with pytest.raises(SayWhyNot):
        answer(world.gtm.coordinator, request, "no")
    done = answer(world.gtm.coordinator, request, "no", reason="Not now.")
    assert done.status == "refused"
    assert not reads(world.usa.coordinator, shared)
    # Mexico's yes of before came to nothing, and opens nothing for Guatemala later.
    with reading_as(world.gtm.coordinator.reader):
        live = Grant.objects.filter(thing=shared.pk, code="USA", revoked_at__isnull=True)
        assert list(live.values_list("by", flat=True)) == ["MEX"]
        own = {
            "releasable_to": ["GTM", "MEX"],
            "editable_by": ["GTM"],
            "thing_kind": "gap",
            "marking": "AMBER",
            "by_name": "x",
        }
        Grant(thing=shared.pk, code="USA", by="GTM", at=NOW, **own).save(force_insert=True)
        with pytest.raises(DatabaseError, match="every originator"), transaction.atomic():
            Gap.objects.filter(pk=shared.pk).update(releasable_to=["GTM", "MEX", "USA"])
    again = ask(world.mex.coordinator, shared)
    assert answer(world.gtm.coordinator, again).status == "granted"


def test_a_part_is_what_all_grant_until_the_first_day(world, shared):
    request = ask(world.mex.coordinator, shared, sides=["USA", "CAN"], until=date(2026, 6, 30))
    with pytest.raises(NotAskedFor):
        answer(world.gtm.coordinator, request, "in_part", sides=["SLV"])
    done = answer(world.gtm.coordinator, request, "in_part", sides=["USA"], until=date(2026, 5, 31))
    assert (done.status, done.granted, done.until) == ("in_part", ["USA"], date(2026, 5, 31))
    assert (reads(world.usa.coordinator, shared), reads(world.can.coordinator, shared)) == (True, False)
    # On the day itself they still read, in Guatemala and in Mexico; from the next no longer, and not again on the other's yes.
    clock = world.gtm.coordinator.reader
    with reading_as(clock):
        assert operations.end_releases(clock, NOW.replace(month=6, day=1, hour=5)) == 0
        assert operations.end_releases(clock, NOW.replace(month=6, day=1, hour=7)) == 1
        assert operations.end_releases(clock, NOW.replace(month=6, day=1, hour=8)) == 0
    assert not reads(world.usa.coordinator, shared)
    with reading_as(world.mex.coordinator.reader):
        # The yes to Canada as well, which came to nothing.
        assert operations.end_releases(world.mex.coordinator.reader, NOW.replace(month=6, day=2)) == 2
        assert not Grant.objects.filter(code="USA", revoked_at__isnull=True).exists()


def test_a_lower_mark_needs_every_yes(world, shared):
    with pytest.raises(OthersDecideToo):
        does("mark", world.gtm.coordinator, thing=shared, marking="GREEN")
    request = ask(world.gtm.coordinator, shared, sides=[], marking="CLEAR")
    done = answer(world.mex.coordinator, request, "in_part", marking="GREEN")
    assert done.status == "in_part"
    with reading_as(world.mex.coordinator.reader):
        assert Gap.objects.get(pk=shared.pk).marking == "GREEN"
    with pytest.raises(NobodyToRead):
        ask(world.gtm.coordinator, shared, sides=[], marking="AMBER")


def test_what_nobody_answers_lapses_the_day_after(world, shared):
    request = ask(world.mex.coordinator, shared)
    # Ten working days of both: Guatemala and Mexico, 3 to 16 March 2026; the sixteenth is off in Mexico.
    assert request.due == date(2026, 3, 17)
    clock = world.mex.coordinator.reader
    with reading_as(clock):
        assert operations.lapse_requests(clock, NOW.replace(day=18, hour=5)) == 0
        assert operations.lapse_requests(clock, NOW.replace(day=18, hour=7)) == 1
        assert operations.lapse_requests(clock, NOW.replace(day=18, hour=8)) == 0
    with pytest.raises(EndedAlready):
        answer(world.gtm.coordinator, request)
    assert ask(world.mex.coordinator, shared, urgency="urgent").due == date(2026, 3, 5)
    with reading_as(world.mex.coordinator.reader):
        again = ReleaseRequest.objects.get(status="asked")
    with pytest.raises(NotAllowed):
        does("withdraw_release", world.gtm.coordinator, asked=again)
    assert does("withdraw_release", world.mex.coordinator, asked=again).status == "withdrawn"


def test_a_passage_is_shared_narrowed_and_edited_by_who_wrote_it(world, mine):
    gtm, usa = world.gtm.coordinator, world.usa.coordinator
    passage = does(
        "write_passage", gtm, whole=mine, part="evidence", text={"en": "Two fords were open."}, readers=["USA", "MEX"]
    )
    # Mexico does not read the whole, so not the passage.
    assert passage.releasable_to == ["GTM", "USA"]
    assert "Two fords were open." in passages(usa, mine)
    with pytest.raises(NotAllowed):
        does("edit_passage", usa, passage=passages(usa, mine)["Two fords were open."], text={"en": "None."})
    does("edit_passage", gtm, passage=passage, text={"en": "Three fords were open.", "es": " "})
    assert passages(usa, mine)["Three fords were open."].text == {"en": "Three fords were open."}
    does("narrow", gtm, thing=passage, code="USA", reason="By mistake.")
    assert "Three fords were open." not in passages(usa, mine)
    with pytest.raises(ControlsToo):
        does("narrow", gtm, thing=passage, code="GTM")
    does("share_passage", gtm, thing=passage, sides=["USA"])
    assert "Three fords were open." in passages(usa, mine)
    does("remove_passage", gtm, passage=passage)
    assert "Three fords were open." not in passages(gtm, mine)
    with pytest.raises(NothingWritten):
        does("write_passage", gtm, whole=mine, part="evidence", text={"en": " "})


def test_a_gist_says_nothing_of_what_it_stands_for(world, mine):
    gtm, usa = world.gtm.coordinator, world.usa.coordinator
    words = {"en": "The fords at Arroyo Hondo are open to 1,250 persons."}
    passage = does("write_passage", gtm, whole=mine, part="evidence", text=words)
    for told in ("Near arroyo  HONDO.", "About 1250 persons.", "It is said: the fords at Arroyo hondo are open."):
        with pytest.raises(RepeatsWithheld):
            does("write_gist", gtm, passage=passage, text={"en": told}, readers=["USA"], marking="GREEN")
    does("write_gist", gtm, passage=passage, text={"en": "There are fords."}, readers=["USA"], marking="GREEN")
    seen = passages(usa, mine)
    assert "There are fords." in seen
    assert words["en"] not in seen
    # Its reader learns from the row that it is a passage, and nothing of another.
    assert seen["There are fords."].gist_id is None
    with pytest.raises(HasGist):
        does("write_gist", gtm, passage=passage, text={"en": "Anew."}, readers=["USA"], marking="GREEN")
    # A passage for the same readers, later, is held against what is withheld from them, too.
    with pytest.raises(RepeatsWithheld):
        does(
            "write_passage", gtm, whole=mine, part="description", text={"en": "1 250 persons in all."}, readers=["USA"]
        )


def test_words_hidden_from_who_writes_change_no_answer(world, shared):
    """Mexico's own passage is unknown to Guatemala: what Guatemala writes is never held against it."""
    hidden = {"en": "Unit ZX-9 watches Cerro Pelado by night."}
    does("write_passage", world.mex.coordinator, whole=shared, part="measures", text=hidden)
    done = does("write_passage", world.gtm.coordinator, whole=shared, part="evidence", text=hidden, readers=["MEX"])
    assert done.releasable_to == ["GTM", "MEX"]


def test_identifiers_are_refused_and_noted_nowhere(world, mine, caplog):
    curp = "XEXX850101HNEXXXA4"
    with pytest.raises(IdentifiesPerson) as refusal:
        does("write_passage", world.gtm.coordinator, whole=mine, part="evidence", text={"es": f"Con clave {curp}."})
    assert curp not in str(refusal.value)
    assert curp not in caplog.text
    with reading_as(world.gtm.coordinator.reader):
        assert curp not in "".join(str(each) for each in Entry.objects.values_list("detail", flat=True))


def test_a_mark_falls_on_its_day_by_the_originators_clock_and_adds_no_reader(world, mine):
    gtm = world.gtm.coordinator
    with pytest.raises(MarkGoesDown):
        does("mark", gtm, thing=mine, marking="AMBER", mark_until=date(2026, 6, 30), mark_then="RED")
    does("mark", gtm, thing=mine, marking="AMBER", mark_until=date(2026, 6, 30), mark_then="GREEN")
    # Midnight in Guatemala is six o'clock in UTC.
    midnight = NOW.replace(month=6, day=30, hour=6, minute=0)
    with reading_as(gtm.reader):
        readers = Gap.objects.get(pk=mine.pk).releasable_to
        assert operations.lower_marks(gtm.reader, midnight - timedelta(seconds=1)) == 0
        assert operations.lower_marks(gtm.reader, midnight) == 1
        assert operations.lower_marks(gtm.reader, midnight) == 0
        gap = Gap.objects.get(pk=mine.pk)
        assert (gap.marking, gap.mark_until, gap.mark_then) == ("GREEN", None, "")
        assert gap.releasable_to == readers


def test_who_was_asked_is_reminded_until_it_has_answered(world, shared):
    """Silence is no: each originator that has not answered has it due, the asker and whom it is for have nothing."""
    asked = ask(world.gtm.coordinator, shared)
    assert due(world.mex) == [("wider_release", asked.pk, asked.due)]
    assert due(world.gtm) == due(world.usa) == [], "its own request is its yes"
    with reading_as(world.mex.coordinator.reader):
        [named] = name_asked([asked.pk]).values()
    assert (named.name, named.address) == ("request for wider release", asked.get_absolute_url())
    with reading_as(world.usa.coordinator.reader):
        assert name_asked([asked.pk]) == {}
    does("answer_release", world.mex.coordinator, asked=asked, reply="yes")
    assert due(world.mex) == []


def due(side):
    with reading_as(Reader(side.code)):
        return [(each.kind, each.subject, each.due) for each in find_asked(side.code, now=NOW)]
