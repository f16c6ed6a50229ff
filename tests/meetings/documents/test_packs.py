"""Packs: what is inside for whom, made once, given out while true, in constant memory."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from meetings.documents import operations, packs, storing
from meetings.documents.models import Pack
from meetings.documents.operations import Source
from meetings.documents.packing import write_pack
from meetings.documents.packs import make_packs, request_pack
from meetings.documents.states import PackStatus
from portal.core.reader import Reader, reading_as
from portal.core.texts import content_languages
from portal.people.readers import sides
from tests.factories.documents import make_document, make_pack, text_source
from tests.factories.people import close_account
from tests.factories.work import NOW, make_follow_up
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


def opened(sign_in, user, pack) -> zipfile.ZipFile:
    answer = sign_in(user).get(f"/documents/packs/{pack.pk}/file/", secure=True)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def manifest(archive) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig"))))


def files(archive) -> list[str]:
    return sorted(set(archive.namelist()) - {"manifest.csv"})


def test_a_pack_holds_what_its_side_reads(world, meeting, sign_in):
    pair = [text_source("Words", "en", "paper.txt"), text_source("Palabras", "es", "paper.txt")]
    make_document(world.usa.member, meeting, title="Both", sources=pair)
    make_document(world.mex.member, meeting, title="Secret", readers=["GTM"])
    make_document(world.usa.member, meeting, title="Link", sources=[Source("en", url="https://example.org/a")])
    make_document(world.usa.member, meeting, title="=Red", marking="RED")
    archive = opened(sign_in, world.usa.coordinator, make_pack(world.usa.member, meeting))
    assert files(archive) == ["English/paper.txt", "Español/paper.txt"]
    assert archive.read("Español/paper.txt") == b"Palabras"
    assert archive.testzip() is None
    rows = manifest(archive)
    assert sorted(row["title_en"] for row in rows) == ["'=Red", "Both", "Both", "Link"]
    left_out = next(row for row in rows if row["title_en"] == "'=Red")
    assert left_out["file"] == ""
    assert left_out["left_out"]
    theirs = opened(sign_in, world.gtm.member, make_pack(world.gtm.member, meeting))
    assert files(theirs) == ["English/paper (2).txt", "English/paper.txt", "Español/paper.txt"]


def test_a_pack_has_titles_and_folders_in_every_content_language(world, meeting, settings):
    settings.CONTENT_LANGUAGES = ("en", "es", "pt")
    sources = [text_source("Palavras", "pt", "papel.txt"), text_source("All", "both", "all.txt")]
    make_document(world.usa.member, meeting, sources=sources)
    target = io.BytesIO()
    with reading_as(world.usa.member.reader):
        found = packs.entries_of(meeting.pk, world.usa.member)
    title = {"en": "Paper", "es": "Documento", "pt": "Documento em português"}
    entries, names = [replace(each, title=title) for each in found], dict(content_languages())
    write_pack(target, entries, storing.fetch, languages=names, progress=lambda count: None)
    with zipfile.ZipFile(target) as archive:
        assert files(archive) == ["English+Español+Português/all.txt", "Português/papel.txt"]
        assert {row["title_pt"] for row in manifest(archive)} == {"Documento em português"}


def test_only_the_latest_version_of_each_language_is_inside(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting, text="First")
    with reading_as(world.usa.member.reader):
        operations.revise_document(document=paper, actor=world.usa.member, now=NOW, source=text_source("Second"))
    archive = opened(sign_in, world.mex.member, make_pack(world.mex.member, meeting))
    assert archive.read("English/paper.txt") == b"Second"
    assert len(files(archive)) == 1


def test_a_pack_is_its_own_sides_alone(world, meeting, sign_in):
    make_document(world.usa.member, meeting)
    pack = make_pack(world.usa.member, meeting)
    for user in (world.mex.head, world.sec.coordinator):
        assert sign_in(user).get(f"/documents/packs/{pack.pk}/", secure=True).status_code == 404
        assert sign_in(user).get(f"/documents/packs/{pack.pk}/file/", secure=True).status_code == 404


@pytest.mark.parametrize("act", ["withdraw", "narrow", "red"])
def test_a_pack_is_not_given_out_when_something_inside_was_taken_back(world, meeting, sign_in, act):
    paper = make_document(world.usa.member, meeting)
    pack = make_pack(world.mex.member, meeting)
    assert opened(sign_in, world.mex.member, pack)
    facts = {"document": paper, "actor": world.usa.member, "now": NOW}
    with reading_as(world.usa.member.reader):
        if act == "withdraw":
            operations.withdraw_document(**facts, reason="x")
        else:
            readers = ["GTM"] if act == "narrow" else ["MEX"]
            operations.mark_document(**facts, marking="RED" if act == "red" else "AMBER", readers=readers)
    answer = sign_in(world.mex.member).get(f"/documents/packs/{pack.pk}/file/", secure=True)
    assert answer.status_code == 409


def test_asking_twice_makes_one_pack(world, meeting):
    with reading_as(world.usa.member.reader):
        first = request_pack(meeting=meeting, actor=world.usa.member, now=NOW)
        assert request_pack(meeting=meeting, actor=world.usa.head, now=NOW) == first
    assert make_packs(sides(), now=NOW) == 1
    assert make_packs(sides(), now=NOW) == 0
    with reading_as(world.usa.member.reader):
        assert request_pack(meeting=meeting, actor=world.usa.head, now=NOW) != first


def test_a_pack_whose_maker_died_is_made_by_another(world, meeting):
    with reading_as(world.usa.member.reader):
        pack = request_pack(meeting=meeting, actor=world.usa.member, now=NOW)
        Pack.objects.update(status=PackStatus.WORKING, started_at=NOW, attempts=1)
    assert make_packs(sides(), now=NOW + timedelta(minutes=10)) == 0
    assert make_packs(sides(), now=NOW + timedelta(minutes=16)) == 1
    with reading_as(world.usa.member.reader):
        assert Pack.objects.get(pk=pack.pk).attempts == 2


def test_who_was_overtaken_changes_nothing_and_leaves_no_file(world, meeting, monkeypatch):
    make_document(world.usa.member, meeting)
    with reading_as(world.usa.member.reader):
        request_pack(meeting=meeting, actor=world.usa.member, now=NOW)
    before = set(storing.storage().listdir("")[1])
    fetch = storing.fetch

    def overtaken(key):
        with reading_as(Reader("USA")):
            Pack.objects.update(attempts=9)
        return fetch(key)

    monkeypatch.setattr(storing, "fetch", overtaken)
    assert make_packs(sides(), now=NOW) == 0
    assert set(storing.storage().listdir("")[1]) == before


def test_a_lost_file_fails_the_pack_and_says_so(world, meeting, sign_in):
    paper = make_document(world.usa.member, meeting)
    with reading_as(world.usa.member.reader):
        storing.storage().delete(paper.versions.get().key)
    pack = make_pack(world.usa.member, meeting)
    assert pack.status == PackStatus.FAILED
    page = sign_in(world.usa.member).get(f"/documents/packs/{pack.pk}/", secure=True).content.decode()
    assert "could not be made" in page
    assert sign_in(world.usa.member).get(f"/documents/packs/{pack.pk}/file/", secure=True).status_code == 409


def test_nothing_is_made_for_somebody_who_left(world, meeting):
    with reading_as(world.usa.member.reader):
        request_pack(meeting=meeting, actor=world.usa.member, now=NOW)
    close_account(world.usa.member)
    assert make_packs(sides(), now=NOW) == 0


def test_an_expired_pack_loses_its_file(world, meeting, sign_in):
    make_document(world.usa.member, meeting)
    pack = make_pack(world.usa.member, meeting)
    assert pack.key in storing.storage().listdir("")[1]
    make_packs(sides(), now=timezone.now() + packs.LIFE + timedelta(minutes=1))
    assert pack.key not in storing.storage().listdir("")[1]
    assert sign_in(world.usa.member).get(f"/documents/packs/{pack.pk}/file/", secure=True).status_code == 409


def test_the_page_asks_again_until_the_pack_is_made(world, meeting, sign_in):
    client = sign_in(world.usa.member)
    answer = client.post(f"/meetings/{meeting.slug}/documents/pack/", secure=True)
    waiting = client.get(answer["Location"], secure=True).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert "Look again" in waiting
    call_command("make_packs", stdout=io.StringIO())
    done = client.get(answer["Location"], secure=True).content.decode()
    assert "hx-trigger" not in done
    assert "Look again" not in done
    assert "Download the pack" in done


def test_the_task_carries_nothing_and_does_the_same(world, meeting):
    from meetings.documents.tasks import pack as task

    make_document(world.usa.member, meeting)
    with reading_as(world.usa.member.reader):
        request_pack(meeting=meeting, actor=world.usa.member, now=NOW)
    task()
    with reading_as(world.usa.member.reader):
        assert Pack.objects.get().status == PackStatus.DONE


LARGE = """
import tempfile
from datetime import UTC, datetime
from uuid import uuid4
from meetings.documents.packing import Entry, write_pack

class Endless:
    def __init__(self): self.left = 2_500_000
    def read(self, size):
        size = min(size, self.left); self.left -= size
        return b"x" * size
    def __enter__(self): return self
    def __exit__(self, *_): pass

entries = [
    Entry(uuid4(), {"en": "x"}, "paper", "AMBER", "x", ["USA"], "USA", "en", 1, datetime.now(UTC), "k", "same.pdf",
          2_500_000, "0" * 64, "application/pdf", "", uuid4())
    for _ in range(200)
]
with tempfile.TemporaryFile() as target:
    write_pack(target, entries, lambda key: Endless(), languages={"en": "English"}, progress=lambda count: None)
    assert target.tell() > 500_000_000
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the kernel tells no high-water mark")
def test_200_files_of_500_megabytes_are_packed_in_constant_memory():
    done = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True, env=os.environ)
    assert int(done.stdout) < 100 * 1024
