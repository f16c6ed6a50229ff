"""Follow-up packs: what is in them for whom, made once and whole, frozen, given out while their side may read them."""

import hashlib
import io
import json
from datetime import date, timedelta
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from docx import Document as WordFile
from pypdf import PdfReader

from meetings.documents import storing
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.people.readers import sides
from tests.factories.news import notices_of
from tests.factories.packs import COPIED, QUERIES, ask, lay, papers, words_of_pdf, words_of_word
from tests.factories.people import close_account, make_world
from tests.factories.work import (
    NOW,
    conclude,
    make_follow_up_pack,
    make_meeting,
)
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import set_due
from workinggroup.pack import operations
from workinggroup.pack.book import Line
from workinggroup.pack.cell import Cell
from workinggroup.pack.models import FollowUpPack, PackPaper
from workinggroup.pack.operations import MeetingIsOver, make_follow_up_packs
from workinggroup.pack.queries import gather, packs_of
from workinggroup.pack.saying import SHEETS, say, volumes_of
from workinggroup.pack.states import Status
from workinggroup.progress.models import ReportingRound


def kept():
    return set(storing.storage().listdir("")[1])


def test_a_pack_says_in_each_language_how_things_stand(world, ground):
    pack = make_follow_up_pack(world.usa.member, ground.asked)
    assert pack.status == Status.DONE
    assert pack.counts == {"matters": 2, "sheets": 2, "decisions": 1}
    found = papers(pack, world.usa.member)
    assert set(found) == {("json", ""), ("pdf", "en"), ("pdf", "es"), ("docx", "en"), ("docx", "es")}
    english = words_of_pdf(found["pdf", "en"])
    for words in (
        "Draft agenda", "Annotated agenda for USA", "Decisions needed from ministers", "Scorecard", "Assessment sheets",
        "Agree on one rating: USA says “Substantial”; MEX says “Limited”.", "Five offices of six.", ground.led.reference,
        "Shared work", "Secret work", pack.whole_hash[:26], "For USA, as of Monday 2 March 2026",
        # An item with its clock at the venue and its length; the line of the scorecard: lead, day, and what each side says.
        f"2 09:10 Commitments on which views differ {ground.led.reference} 10 min",
        f"{ground.led.reference} USA 30 Jun 2026 Substantial Limited",
    ):  # fmt: skip
        assert words in english, words
    quoted = ground.led.quote["es"].split()[0]
    for form, read in (("pdf", words_of_pdf), ("docx", words_of_word)):
        spanish = read(found[form, "es"])
        for words in (
            "Proyecto de agenda",
            "Fichas de evaluación",
            "Five offices of six.",
            quoted,
            ground.led.reference,
        ):
            assert words in spanish, (form, words)
    assert hashlib.sha256(found["json", ""]).hexdigest() == pack.sha256
    assert json.loads(found["json", ""])["occasion"]["made_at"] == NOW.isoformat()


def test_its_pdf_is_tagged_and_says_its_language_title_and_marking(world, ground):
    found = papers(make_follow_up_pack(world.usa.member, ground.asked), world.usa.member)
    with pikepdf.open(io.BytesIO(found["pdf", "es"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "es"
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
            assert "Reunión ministerial" in facts["dc:title"]
    for page in PdfReader(io.BytesIO(found["pdf", "es"])).pages:
        assert "Difusión: USA" in page.extract_text()
    word = WordFile(io.BytesIO(found["docx", "en"]))
    assert word.sections[0].header.paragraphs[0].text == "Releasable to USA"
    assert [each.text for each in word.paragraphs if each.style.name == "Heading 1"][1:] == [
        "Draft agenda", "Annotated agenda for USA", "Decisions needed from ministers", "Scorecard", "Assessment sheets"
    ]  # fmt: skip
    spoken = {run.text: run._r.xpath("w:rPr/w:lang/@w:val") for each in word.paragraphs for run in each.runs}
    assert spoken[ground.led.quote["es"]] == ["es-419"]


def test_a_sheet_says_by_when_as_the_commitment_does(world, ground):
    """Of each kind in its own words, in each language; not as no day at all where it goes on for ever or begins some day."""
    office = world.sec.coordinator
    later = make_meeting(office, date(2027, 3, 1), follows=ground.meeting, title={"en": "Third round", "es": "Tercera"})
    said = [
        (DueSaid("continuous"), None, "continuous", "continuo"),
        (DueSaid("not_before", date(2090, 6, 2)), None, "not before 2 June 2090", "no antes del 2 de junio de 2090"),
        (DueSaid("season", date(2090, 1, 1), "spring"), None, "spring 2090 (Wednesday 31 May 2090)", "primavera"),
        (DueSaid("year_end", date(2090, 3, 3)), None, "by the end of 2090", "antes de que termine 2090"),
        (DueSaid("event"), later, "at: Third round", "Tercera"),
    ]
    for kind, meeting, english, spanish in said:
        with reading_as(office.reader):
            facts = {"said": kind, "meeting": meeting, "reason": "As the text says."}
            set_due(commitment=Commitment.objects.get(pk=ground.other.pk), actor=office, now=NOW, **facts)
        with reading_as(world.usa.member.reader, in_one_moment=True):
            contents = gather(ground.asked, world.usa.member, now=NOW).contents
            found = {
                code: next(say(contents, ground.meeting, language=code, sha256="0" * 64)).blocks
                for code in ("en", "es")
            }
        for code, words, label in (("en", english, "Due: "), ("es", spanish, "Plazo: ")):
            lines = [each.words for each in found[code] if isinstance(each, Line) and each.lead == label]
            assert any(words in line for line in lines), (code, words, lines)


def test_each_sides_pack_holds_what_it_sees_and_says_nothing_of_the_rest(world, ground):
    theirs = make_follow_up_pack(world.mex.member, ground.asked)
    for content in papers(theirs, world.mex.member).values():
        read = (
            words_of_pdf
            if content.startswith(b"%PDF")
            else words_of_word
            if content.startswith(b"PK")
            else bytes.decode
        )
        assert "Secret work" not in read(content)
    with reading_as(world.mex.member.reader):
        seen = gather(ground.asked, world.mex.member, now=NOW)
    with reading_as(world.usa.coordinator.reader):
        ActionItem.objects.filter(pk=ground.secret.pk).update(status="blocked", reason="Money", due_on=date(2026, 1, 1))
    with reading_as(world.mex.member.reader):
        assert gather(ground.asked, world.mex.member, now=NOW) == seen
    secretariat = make_follow_up_pack(world.sec.member, ground.asked)
    words = words_of_pdf(papers(secretariat, world.sec.member)["pdf", "en"])
    assert "Secret work" not in words
    assert all(f"Annotated agenda for {code}" in words for code in ("USA", "MEX", "GTM"))


def test_a_pack_is_its_own_sides_alone(world, ground, sign_in, quickly):
    pack = make_follow_up_pack(world.usa.member, ground.asked)
    with reading_as(world.usa.member.reader):
        paper = PackPaper.objects.filter(pack=pack).first()
    for user in (world.mex.head, world.sec.coordinator):
        for address in (pack.get_absolute_url(), paper.get_absolute_url()):
            assert sign_in(user).get(address, secure=True).status_code == 404
        with reading_as(user.reader):
            assert not FollowUpPack.objects.exists()
            assert packs_of(ground.asked, user).rows == []


def test_asking_twice_makes_one_pack(world, ground, quickly):
    first = ask(world, ground)
    assert ask(world, ground, world.usa.head) == first
    assert make_follow_up_packs(sides(), now=NOW) == 1
    assert make_follow_up_packs(sides(), now=NOW) == 0
    assert ask(world, ground) != first


def test_two_who_ask_and_two_who_make_at_the_same_moment_make_one(committed, pair, quickly):
    world = make_world()
    ground = lay(world)
    first, second = pair.race(lambda: ask(world, ground, world.usa.member), lambda: ask(world, ground, world.usa.head))
    assert first.pk == second.pk
    readers = sides()
    make = lambda: make_follow_up_packs(readers, now=NOW)  # noqa: E731
    assert sorted(pair.race(make, make)) == [0, 1]
    with reading_as(world.usa.member.reader):
        assert FollowUpPack.objects.get().status == Status.DONE
        assert PackPaper.objects.count() == 5


def test_who_looks_on_has_none_made_and_none_is_made_of_what_is_over(world, ground):
    with pytest.raises(NotAllowed):
        ask(world, ground, world.usa.observer)
    conclude(ground.meeting)
    with reading_as(world.usa.member.reader):
        ground.asked = ReportingRound.objects.select_related("meeting").get(pk=ground.asked.pk)
    with pytest.raises(MeetingIsOver):
        ask(world, ground)


def test_a_crash_leaves_nothing_half_and_another_makes_it(world, ground, quickly, monkeypatch):
    """The maker dies after three papers: no row names them, the pack waits, and after a quarter of an hour it is made whole."""
    pack, calls = ask(world, ground), []
    keep = storing.keep

    def dying(file):
        calls.append(file)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return keep(file)

    monkeypatch.setattr(storing, "keep", dying)
    with pytest.raises(KeyboardInterrupt):
        make_follow_up_packs(sides(), now=NOW)
    with reading_as(world.usa.member.reader):
        half = FollowUpPack.objects.get(pk=pack.pk)
        assert (half.status, half.sha256, half.done) == (Status.WORKING, "", 3)
        assert not PackPaper.objects.exists()
    assert make_follow_up_packs(sides(), now=NOW + timedelta(minutes=10)) == 0
    assert make_follow_up_packs(sides(), now=NOW + timedelta(minutes=16)) == 1
    with reading_as(world.usa.member.reader):
        whole = FollowUpPack.objects.get(pk=pack.pk)
        assert (whole.status, whole.attempts, whole.done, whole.total) == (Status.DONE, 2, 5, 5)
        assert PackPaper.objects.count() == 5


def test_a_paper_that_cannot_be_written_fails_the_pack_and_leaves_no_file(world, ground, monkeypatch, sign_in):
    pack, before = ask(world, ground), kept()

    def failing(book):
        raise RuntimeError

    monkeypatch.setitem(operations.WRITERS, "docx", failing)
    assert make_follow_up_packs(sides(), now=NOW) == 0
    assert kept() == before
    page = sign_in(world.usa.member).get(pack.get_absolute_url(), secure=True).content.decode()
    assert "could not be made" in page


def test_who_was_overtaken_changes_nothing_and_leaves_no_file(world, ground, quickly, monkeypatch):
    pack, before = ask(world, ground), kept()

    def overtaken(book):
        with reading_as(Reader("USA")):
            FollowUpPack.objects.update(attempts=9)
        return b"x"

    monkeypatch.setitem(operations.WRITERS, "pdf", overtaken)
    assert make_follow_up_packs(sides(), now=NOW) == 0
    assert kept() == before
    with reading_as(world.usa.member.reader):
        assert FollowUpPack.objects.get(pk=pack.pk).status == Status.WORKING


def test_nothing_is_made_for_somebody_who_left(world, ground, quickly):
    ask(world, ground)
    close_account(world.usa.member)
    assert make_follow_up_packs(sides(), now=NOW) == 0
    with reading_as(world.usa.head.reader):
        assert FollowUpPack.objects.get().status == Status.FAILED
    assert not [each for each in notices_of(world.usa.member) if each.event.startswith("workinggroup.pack.")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workinggroup_followuppack SET made_at = now()",
        "UPDATE workinggroup_followuppack SET status = 'queued', made_at = NULL, sha256 = ''",
        "DELETE FROM workinggroup_followuppack",
        "UPDATE workinggroup_packpaper SET size = 1",
        "DELETE FROM workinggroup_packpaper",
        "INSERT INTO workinggroup_packpaper SELECT gen_random_uuid(), releasable_to, editable_by, form, 'fr', volume, 'k2', size,"
        " sha256, pack_id FROM workinggroup_packpaper WHERE language = 'en' AND form = 'pdf'",
    ],
)
def test_what_is_made_is_frozen(world, ground, quickly, change):
    make_follow_up_pack(world.usa.member, ground.asked)
    with reading_as(world.usa.member.reader), connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change)
        # By the guards, and not because there was nothing.
        cursor.execute("SELECT count(*) FROM workinggroup_packpaper")
        assert cursor.fetchone() == (5,)


def test_papers_are_given_out_as_long_as_their_side_may_read_all_in_them(world, ground, sign_in, quickly):
    pack = make_follow_up_pack(world.mex.member, ground.asked)
    with reading_as(world.mex.member.reader):
        paper = PackPaper.objects.get(pack=pack, form="pdf", language="en")
    client = sign_in(world.mex.member)
    answer = client.get(paper.get_absolute_url(), secure=True)
    assert answer.status_code == 200
    assert answer.getvalue() == b"en Ministerial"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="follow-up-pack-{ground.meeting.slug}-MEX-20260302-1500-en-1.pdf"'
    )
    coordinator = sign_in(world.mex.coordinator)
    assert coordinator.get(paper.get_absolute_url(), secure=True).status_code == 200

    def taken_out(side):
        with reading_as(side.head.reader):
            rows = Entry.objects.filter(action="workinggroup.pack.taken_out").order_by("at")
            return [(each.actor_name, *map(json.loads(each.detail).get, ("form", "language"))) for each in rows]

    # Who took what out is in the side's own trail.
    assert taken_out(world.mex) == [(each.name, "pdf", "en") for each in (world.mex.member, world.mex.coordinator)]
    assert taken_out(world.usa) == taken_out(world.sec) == []
    with reading_as(world.usa.coordinator.reader):
        ActionItem.objects.filter(pk=ground.shared.pk).update(releasable_to=["USA", "SEC"])
    assert client.get(paper.get_absolute_url(), secure=True).status_code == 409
    assert len(taken_out(world.mex)) == 2


def test_gathering_costs_the_same_with_one_commitment_and_with_many(world, ground):
    def spent():
        with reading_as(world.usa.member.reader), CaptureQueriesContext(connection) as asked:
            found = gather(ground.asked, world.usa.member, now=NOW)
        return len(asked), len(found.contents.sheets)

    assert spent() == (QUERIES, 2)
    values = {name: getattr(ground.led, name) for name in (*COPIED, "statement_id")}
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.bulk_create(
            Commitment(place=f"x{n}", number=n + 100, reference=f"C-2026-ZZ-{n}", **values) for n in range(400)
        )
    assert spent() == (QUERIES, 402)


def test_large_packs_are_cut_into_volumes():
    for count, parts in ((0, [5]), (SHEETS, [5]), (SHEETS + 1, [3, 1, 1, 1])):
        contents = SimpleNamespace(sheets=tuple(range(count)), cell=Cell())
        assert [len(each) for each in volumes_of(contents)] == parts


def test_the_page_lists_the_packs_and_follows_one_while_it_is_made(world, ground, sign_in, quickly):
    client = sign_in(world.usa.member)
    listed = f"/progress/{ground.meeting.slug}/packs/"
    assert "no pack made yet" in client.get(listed, secure=True).content.decode()
    answer = client.post(f"{listed}make/", secure=True)
    waiting = client.get(answer["Location"], secure=True).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert "One is being made" in client.get(listed, secure=True).content.decode()
    call_command("make_follow_up_packs", stdout=io.StringIO())
    done = client.get(answer["Location"], secure=True).content.decode()
    assert "hx-trigger" not in done
    assert "The contents as JSON" in done
    page = client.get(listed, secure=True).content.decode()
    assert "2 sheets" in page
    assert "decision" in page


def test_the_list_costs_the_same_with_one_three_and_four_hundred(world, ground):
    def spent():
        with reading_as(world.usa.member.reader), CaptureQueriesContext(connection) as asked:
            found = packs_of(ground.asked, world.usa.member)
            assert all(str(pack) and pack.short_hash == "" for pack in found.rows)
        return len(asked), found.count

    marks = {"releasable_to": ["USA"], "editable_by": ["USA"], "status": Status.FAILED, "requested_by_name": "Ada"}
    counts = []
    for more in (1, 2, 397):
        with reading_as(world.usa.member.reader):
            FollowUpPack.objects.bulk_create(
                FollowUpPack(
                    round=ground.asked, delegation_id="USA", requested_by=world.usa.member, requested_at=NOW, **marks
                )
                for _ in range(more)
            )
        counts.append(spent())
    assert counts == [(2, 1), (2, 3), (2, 400)]


def test_the_task_carries_nothing_and_does_the_same(world, ground, quickly):
    from workinggroup.pack.tasks import make as task

    ask(world, ground)
    task()
    with reading_as(world.usa.member.reader):
        assert FollowUpPack.objects.get().status == Status.DONE
