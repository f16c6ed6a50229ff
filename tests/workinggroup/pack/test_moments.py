"""Follow-up packs are of one moment, hold their side's own notes of the agenda, and who asked is told when they are there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from meetings.agendas.operations import annotate_item
from portal.core.reader import reading_as
from portal.notifications.composing import compose
from portal.people.readers import reader_of, sides
from tests.factories.news import choose, notices_of
from tests.factories.packs import COPIED, QUERIES, ask, lay, papers, words_of_pdf, words_of_word
from tests.factories.people import mails, make_world
from tests.factories.work import NOW, make_action_item, make_follow_up_pack, make_item, make_report
from workinggroup.commitments.models import Commitment
from workinggroup.pack import operations
from workinggroup.pack.models import FollowUpPack
from workinggroup.pack.operations import make_follow_up_packs
from workinggroup.pack.queries import gather
from workinggroup.progress.models import ReportingRound
from workinggroup.progress.operations import rate_report


def told(person):
    return [each.event for each in notices_of(person) if each.event.startswith("workinggroup.pack.")]


def test_who_asked_is_told_when_it_is_ready_and_when_it_could_not_be_made(world, ground, quickly, monkeypatch, sign_in):
    """By bell and mail, as chosen; the others of the side are not, and the mail says nothing of what is in it."""
    pack = make_follow_up_pack(world.usa.member, ground.asked)
    assert told(world.usa.member) == ["workinggroup.pack.made"]
    assert all(told(each) == [] for each in (world.usa.head, world.mex.head, world.sec.coordinator))
    bell = sign_in(world.usa.member).get("/notices/", secure=True).content.decode()
    assert "The follow-up pack that you asked for is ready" in bell
    [mail] = [each for each in mails() if each.subject_id == pack.pk]
    assert (mail.recipient, mail.event) == (world.usa.member, "workinggroup.pack.made")
    said = compose(mail, reader_of(mail), now=NOW)
    assert "The follow-up pack that you asked for is ready" in said.body
    assert pack.get_absolute_url() in said.body
    assert ground.led.reference not in said.body
    choose(world.usa.member, "packs", bell=True)
    ask(world, ground)
    monkeypatch.setitem(operations.WRITERS, "docx", None)
    assert make_follow_up_packs(sides(), now=NOW) == 0
    assert sorted(told(world.usa.member)) == ["workinggroup.pack.failed", "workinggroup.pack.made"]


def test_a_side_finds_its_own_notes_of_the_agenda_and_nobody_elses(world, ground):
    """In its annotated agenda, in Word, PDF and what the hash is of. What is no longer its to read takes the papers back."""
    item = make_item(world.sec.coordinator, ground.meeting, title="Visas")
    make_item(world.sec.coordinator, ground.meeting, title="Lunch")
    for side in (world.usa, world.mex):
        with reading_as(side.member.reader):
            words = {name: f"{name} of {side.code}" for name in ("briefing", "position", "red_lines", "talking_points")}
            annotate_item(item=item, actor=side.member, seen=0, **words)
    for person in (world.usa.member, world.mex.member, world.gtm.member, world.sec.member):
        pack = make_follow_up_pack(person, ground.asked)
        for (form, language), content in papers(pack, person).items():
            read = {"pdf": words_of_pdf, "docx": words_of_word, "json": bytes.decode}[form]
            for code in ("USA", "MEX"):
                for name in ("briefing", "position", "red_lines", "talking_points"):
                    assert (f"{name} of {code}" in read(content)) == (person.code == code), (
                        person.code,
                        form,
                        language,
                    )
    with reading_as(world.mex.member.reader):
        pack = FollowUpPack.objects.get()
        operations.require_current(pack, world.mex.member)
    with reading_as(world.sec.coordinator.reader):
        type(item).objects.filter(pk=item.pk).update(releasable_to=["USA", "GTM", "SEC"])
    with reading_as(world.mex.member.reader), pytest.raises(operations.PackIsTakenBack):
        operations.require_current(pack, world.mex.member)


def test_a_pack_is_of_one_moment_while_others_write(committed):
    """Between any two of its queries somebody adds a commitment, reports on another anew, rates and assigns: what is gathered is
    what stood when it began, with every unassessed commitment once; the next pack has the rest."""
    world = make_world()
    ground = lay(world)
    usa, mex, sec = world.usa.member, world.mex.head, world.sec.coordinator
    with reading_as(sec.reader):
        text = ground.led.statement

    def write(number):
        at = NOW + timedelta(minutes=number)
        report = make_report(
            world.usa, ground.asked, ground.led, completion="limited", text=f"Version {number}.", now=at
        )
        with reading_as(mex.reader):
            rate_report(report=report, actor=mex, now=at, completion="complete", reason="Seen.")
        again = Commitment(
            place=f"x{number}", number=number + 100, reference=f"C-2026-ZZ-{number}", statement=text,
            **{name: getattr(ground.led, name) for name in COPIED},
        )  # fmt: skip
        with reading_as(sec.reader):
            again.save(force_insert=True)
        make_action_item(world.usa.coordinator, again, title=f"Item {number}", assignee=world.usa.member)

    later = NOW + timedelta(days=1)

    def gathered(after=0):
        """What is gathered while somebody writes after so many of its queries, and how many those were."""
        count = 0

        def between(execute, *args):
            nonlocal count
            answer = execute(*args)
            count += 1
            if count == after:
                with ThreadPoolExecutor(1) as pool:
                    pool.submit(write, after).result()
                    pool.submit(connections.close_all).result()
            return answer

        with reading_as(usa.reader, in_one_moment=True):
            # The moment is that of the first query.
            asked = ReportingRound.objects.select_related("meeting").get(pk=ground.asked.pk)
            with connection.execute_wrapper(between):
                found = gather(asked, usa, now=later)
        return found, count

    before, queries = gathered()
    assert queries == QUERIES
    for place in range(1, QUERIES + 1):
        found, _count = gathered(after=place)
        assert found == before, place
        before, _count = gathered()
        sheets = before.contents.sheets
        assert len(sheets) == len(set(sheets)) == 2 + place == before.contents.unassessed
        assert len(before.items) == 2 + place
