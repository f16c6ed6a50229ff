"""Files that no row names are removed; a file of any side, a young one and one that is being kept stay."""

import io
import os
from datetime import timedelta
from threading import Event, Thread

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from meetings.documents import operations, storing, sweeping
from meetings.documents.models import Version
from meetings.documents.sweeping import MostAreOrphans, keys_in_use, sweep_files
from portal.core.reader import Reader, reading_as
from portal.walls import gaps
from tests.factories.documents import make_document, make_pack, text_source
from tests.factories.work import NOW, make_follow_up
from tests.scenes import scene

LATER = timedelta(hours=25)


@pytest.fixture(params=["disk", "s3"])
def storage(request):
    """Both kinds of storage, one after the other."""
    if request.param == "s3":
        request.getfixturevalue("s3")
    return request.param


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


def orphan() -> str:
    return storing.take_in([b"Words of nobody"], "orphan.txt").key


def kept() -> set[str]:
    return set(storing.kept_keys())


def test_files_of_every_side_stay_and_orphans_go(world, meeting, storage):
    sides = (world.usa, world.mex, world.gtm, world.sec)
    for side in sides:
        make_document(side.member, meeting, title="Ours alone", readers=[])
        make_pack(side.member, meeting)
    before = kept()
    assert len(before) == 8
    lost = orphan()
    assert sweep_files(now=timezone.now() + LATER) == 1
    assert kept() == before
    assert lost not in before
    assert sweep_files(now=timezone.now() + LATER) == 0


def test_a_young_file_stays(world, storage):
    young = orphan()
    assert sweep_files(now=timezone.now() + timedelta(hours=23)) == 0
    assert kept() == {young}
    assert sweep_files(now=timezone.now() + LATER) == 1


def test_a_file_that_no_side_can_read_any_more_stays(world, meeting):
    """A meeting narrowed after the paper came: its own side is out, and nobody else ever was in."""
    paper = make_document(world.mex.member, meeting, readers=[])
    with reading_as(world.sec.coordinator.reader):
        type(meeting).objects.filter(pk=meeting.pk).update(releasable_to=["SEC", "GTM"], delegations=["GTM"])
    for code in ("USA", "MEX", "GTM", "SEC", "CAN"):
        with reading_as(Reader(code)):
            assert not Version.objects.filter(document=paper.pk).exists()
    before = kept()
    assert len(before) == 1
    assert sweep_files(now=timezone.now() + LATER) == 0
    assert kept() == before


def test_withdrawn_and_earlier_versions_stay(world, meeting):
    paper = make_document(world.usa.member, meeting)
    with reading_as(world.usa.member.reader):
        operations.revise_document(document=paper, actor=world.usa.member, now=NOW, source=text_source("Second"))
        operations.withdraw_document(document=paper, actor=world.usa.member, now=NOW, reason="x")
    assert sweep_files(now=timezone.now() + LATER) == 0
    assert len(kept()) == 2


def test_a_page_that_fails_late_leaves_a_file_that_the_sweep_removes(world, meeting):
    with transaction.atomic():
        make_document(world.usa.member, meeting)
        transaction.set_rollback(True)
    assert len(kept()) == 1
    assert sweep_files(now=timezone.now() + LATER) == 1
    assert kept() == set()


def test_a_pack_that_ran_out_is_no_longer_known(world, meeting):
    pack = make_pack(world.usa.member, meeting)
    assert keys_in_use([pack.key]) == {pack.key}
    with reading_as(world.usa.member.reader):
        type(pack).objects.update(status="expired", key="")
    assert keys_in_use([pack.key]) == set()


def test_what_is_not_ours_is_left_alone(world):
    storing.storage().save("readme.txt", io.BytesIO(b"of the operator"))
    assert sweep_files(now=timezone.now() + LATER) == 0
    assert kept() == {"readme.txt"}


def test_another_portals_storage_is_not_emptied(world, monkeypatch):
    monkeypatch.setattr(sweeping, "FEW", 2)
    keys = {orphan() for _ in range(3)}
    with pytest.raises(MostAreOrphans, match="3 of 3"):
        sweep_files(now=timezone.now() + LATER)
    assert kept() == keys
    assert sweep_files(now=timezone.now() + LATER, force=True) == 3


def test_the_command_and_the_task_do_the_same(world, monkeypatch):
    from meetings.documents.tasks import sweep

    for run in (sweep, lambda: call_command("sweep_files", stdout=io.StringIO())):
        path = storing.storage().path(orphan())
        run()
        assert len(kept()) == 1
        os.utime(path, (0, 0))
        run()
        assert kept() == set()
    monkeypatch.setattr(sweeping, "FEW", 0)
    os.utime(storing.storage().path(orphan()), (0, 0))
    with pytest.raises(CommandError, match="--force"):
        call_command("sweep_files")
    told = io.StringIO()
    call_command("sweep_files", force=True, stdout=told)
    assert told.getvalue() == "1 removed\n"


def test_an_upload_that_runs_at_the_same_time_survives(committed):
    from tests.factories.people import make_world

    world = make_world()
    meeting = make_follow_up(world.sec.coordinator)
    arrived, swept = Event(), Event()

    def slowly():
        yield b"First half, "
        yield b"second half"

    def upload():
        try:
            with reading_as(world.usa.member.reader):
                operations.add_document(
                    meeting=meeting, actor=world.usa.member, now=NOW, title={"en": "x", "es": "x"}, kind="paper",
                    marking="AMBER", readers=[], sources=[operations.Source("en", name="a.txt", chunks=slowly())],
                )  # fmt: skip
                arrived.set()
                assert swept.wait(20)
        finally:
            arrived.set()
            connection.close()

    uploading = Thread(target=upload)
    uploading.start()
    assert arrived.wait(20)
    # The file is there, its row is not committed yet.
    assert len(kept()) == 1
    assert keys_in_use(storing.kept_keys()) == set()
    assert sweep_files(now=timezone.now()) == 0
    swept.set()
    uploading.join(20)
    assert sweep_files(now=timezone.now() + LATER) == 0
    with reading_as(world.usa.member.reader):
        assert {Version.objects.get().key} == kept()


def test_rows_from_before_the_upgrade_are_known_too(committed, owner_url):
    from tests.factories.people import make_world

    world = make_world()
    meeting = make_follow_up(world.sec.coordinator)
    for side in (world.usa, world.mex):
        make_document(side.member, meeting, readers=[])
        make_pack(side.member, meeting)
    with psycopg.connect(owner_url) as owner:
        owner.execute("DELETE FROM portal_private.stored_key")
        for table in ("meetings_version", "meetings_pack"):
            owner.execute(f"DROP TRIGGER portal_note_keys ON {table}")
            owner.execute("SELECT portal_note_keys(%s)", [table])
        owner.commit()
    assert keys_in_use(storing.kept_keys()) == kept()
    assert len(kept()) == 4
    assert gaps() == []
