"""The reader's context: who the database believes is reading."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from meetings.rounds.models import Meeting
from portal.core.reader import NOBODY, Reader, reading_as, store_keys
from tests.factories.people import make_world
from tests.factories.work import make_meeting

USA, MEX = Reader("USA"), Reader("MEX")


def who() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_reader()")
        return cursor.fetchone()[0]


def token() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.context', true)")
        return cursor.fetchone()[0]


def pretend(value: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.context', %s, true)", [value])
    return who()


def test_nobody_reads_without_a_context(db):
    assert who() is None


def test_the_context_holds_inside_the_block_and_no_longer(db):
    with reading_as(USA):
        assert who() == "USA"
    assert who() is None


def test_an_inner_context_gives_way_to_the_outer_one(db):
    with reading_as(USA):
        with reading_as(MEX):
            assert who() == "MEX"
        assert who() == "USA"


def test_a_failing_inner_block_gives_way_too(db):
    with reading_as(USA):
        with pytest.raises(ZeroDivisionError), reading_as(MEX):
            raise ZeroDivisionError
        assert who() == "USA"


def test_a_block_marked_for_rollback_gives_way_too(db):
    with reading_as(USA):
        with reading_as(MEX):
            transaction.set_rollback(True)
        assert who() == "USA"


def test_somebody_without_a_code_reads_nothing_but_acts(db, world):
    with reading_as(world.admin.reader), connection.cursor() as cursor:
        cursor.execute("SELECT portal_reader(), portal_actor(), portal_administers()")
        assert cursor.fetchone() == (None, str(world.admin.pk), True)


@pytest.mark.parametrize(
    "forged",
    [
        "USA",
        "USA|x",
        "x|USA|-|no|1:1|00",
        "||||||||",
        "x|USA|-|no|1:1|" + "0" * 64,
        "'; SELECT 1; --",
        "USA\n|a|b|c|d|e",
    ],
)
def test_a_forged_context_reads_nothing(db, forged):
    assert pretend(forged) is None


def test_a_signature_for_one_side_is_worth_nothing_for_another(db):
    with reading_as(USA):
        signed = token()
        assert pretend(signed.replace("|USA|", "|MEX|")) is None
        assert pretend(signed) == "USA"


def test_a_signature_made_with_another_key_is_refused(db, settings):
    settings.SECRET_KEY = "somebody else's key, as long as the portal's own key is"
    with reading_as(USA):
        assert who() is None


def test_a_context_cannot_be_replayed_in_a_later_transaction(committed):
    with reading_as(USA):
        signed = token()
    with transaction.atomic():
        assert pretend(signed) is None


def test_a_context_cannot_be_used_by_another_connection(committed):
    seen = []

    def steal(signed: str) -> None:
        with transaction.atomic():
            seen.append(pretend(signed))
        connections.close_all()

    with reading_as(USA):
        thief = threading.Thread(target=steal, args=[token()])
        thief.start()
        thief.join()
    assert seen == [None]


def test_the_context_ends_with_its_transaction(committed):
    with reading_as(USA):
        assert who() == "USA"
    assert who() is None
    with transaction.atomic():
        assert who() is None


def test_after_a_rotation_the_old_key_is_believed_while_it_is_a_fallback(committed, settings):
    old, new = settings.SECRET_KEY, "the next key, which the owner stores when it migrates"
    try:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, [old]
        store_keys("owner")
        for key in (old, new):
            settings.SECRET_KEY = key
            with reading_as(USA):
                assert who() == "USA"
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, []
        store_keys("owner")
        settings.SECRET_KEY = old
        with reading_as(USA):
            assert who() is None
    finally:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = old, []
        store_keys("owner")


def test_the_app_role_stores_no_keys(db):
    """`store_keys` is for the owner alone: as the running role it does nothing."""
    store_keys("default")


def test_nobody_is_a_reader_of_nothing(db):
    with reading_as(NOBODY), connection.cursor() as cursor:
        cursor.execute("SELECT portal_reader(), portal_actor(), portal_administers()")
        assert cursor.fetchone() == (None, "-", False)


def test_a_block_in_one_moment_sees_nothing_that_is_written_meanwhile(committed):
    """Of what another connection commits; a block that is not sees it between two of its queries."""
    world = make_world()

    def write():
        """A meeting more, on a connection of its own."""
        with ThreadPoolExecutor(1) as pool:
            pool.submit(make_meeting, world.sec.coordinator).result()
            pool.submit(connections.close_all).result()

    with reading_as(USA, in_one_moment=True):
        assert Meeting.objects.count() == 0
        write()
        assert Meeting.objects.count() == 0
    with reading_as(USA):
        assert Meeting.objects.count() == 1
        write()
        assert Meeting.objects.count() == 2
        with reading_as(MEX, in_one_moment=True):
            # The level is that of the transaction that is open.
            write()
            assert Meeting.objects.count() == 3
