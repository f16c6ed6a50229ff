"""A large pack made by a real Celery worker, as operators run it, in little memory."""

import os
import sys
import time
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from meetings.documents import storing
from meetings.documents.models import Document, Pack, Version
from meetings.documents.packs import request_pack
from portal.celery import app
from portal.core.reader import reading_as
from portal.embedded import process
from portal.embedded.provisioning import role_url
from tests.factories.people import make_world
from tests.factories.work import make_follow_up
from tests.servers import ROOT

FILES, SIZE = 200, 2_500_000
MOST_MIB = 300


def add_papers(person, meeting) -> None:
    """`FILES` papers in English, each a file of `SIZE` bytes that takes no room on the disk."""
    marks = {"releasable_to": meeting.parties, "editable_by": [person.code]}
    now, keys = timezone.now(), [uuid4().hex for _ in range(FILES)]
    for key in keys:
        path = Path(storing.storage().path(key))
        path.touch()
        os.truncate(path, SIZE)
    facts = {"meeting": meeting, "delegation_id": person.code, "added_by": person, "added_at": now}
    papers = [Document(title={"en": "Paper", "es": "Documento"}, **facts, **marks) for _ in keys]
    Document.objects.bulk_create(papers)
    facts = {"number": 1, "language": "en", "name": "paper.pdf", "size": SIZE, "content_type": "application/pdf"}
    facts |= {"sha256": "0" * 64, "author_name": person.name, "at": now}
    Version.objects.bulk_create(
        Version(document=paper, key=key, **facts, **marks) for paper, key in zip(papers, keys, strict=True)
    )


def highest_mib(child) -> float:
    """The most memory a running process ever held, in MiB."""
    lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel tells no high-water mark")
def test_a_worker_packs_200_files_of_500_megabytes_in_300_mib(committed, tmp_path):
    world = make_world()
    person, meeting = world.usa.member, make_follow_up(world.sec.coordinator)
    with reading_as(person.reader):
        add_papers(person, meeting)
        asked = request_pack(meeting=meeting, actor=person, now=timezone.now())
    address = role_url(os.environ["DATABASE_URL"], "portal_app", connections["default"].settings_dict["NAME"])
    env = os.environ | {"DATABASE_URL": address, "PORTAL_STORAGE": f"file://{storing.storage().base_location}"}
    env |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_SENDING_PAUSED": "1"}
    program = str(Path(sys.executable).parent / "celery")
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        worker = process.start(
            [program, "-A", "portal", "worker", "--pool", "threads", "--concurrency", "4"],
            output=output,
            env=env,
            cwd=ROOT,
        )
    try:
        app.send_task("meetings.documents.tasks.pack")
        limit = time.monotonic() + 120
        while (made := find(person, asked)).is_under_way and time.monotonic() < limit:
            assert worker.poll() is None, log.read_text()
            time.sleep(0.2)
        peak = highest_mib(worker)
    finally:
        process.stop(worker)
    assert (made.status, made.done) == ("done", FILES), log.read_text()
    assert made.size > FILES * SIZE
    with zipfile.ZipFile(storing.storage().path(made.key)) as archive:
        assert len(archive.namelist()) == FILES + 1
    # Half a gigabyte is not left to lie about until the test folders are cleared.
    storing.drop([made.key])
    print(f"the worker held {peak:.0f} MiB at most")
    assert peak < MOST_MIB


def find(person, asked) -> Pack:
    with reading_as(person.reader):
        return Pack.objects.get(pk=asked.pk)
