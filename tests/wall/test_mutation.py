"""Each wall is needed: with it taken down, an outsider reads what it hid. So the other tests have something to find."""

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from meetings.records.operations import propose_amendment, write_readout
from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from portal.embedded.seed.meetings import seed_meetings
from portal.embedded.seed.people import seed_people
from portal.embedded.seed.work import seed_work
from portal.people.operations import invite_person, make_feed
from portal.walls import OPEN_TABLES
from workinggroup.reminders.operations import post_due

OUTSIDER = Reader("CAN")


@pytest.fixture
def demo(committed):
    """The demo's whole content, committed."""
    now = timezone.now()
    people = seed_people(now)
    with reading_as(people["secretariat"].reader):
        washington, follow_up = seed_meetings(people["secretariat"], now=now)
    seed_work(people, washington, follow_up, now=now)
    post_due(now=now)
    _add_records(people, now)
    with reading_as(people["admin"].reader):
        invite_person(
            actor=people["admin"],
            email="a@b.example",
            name="A",
            role="administrator",
            delegation=None,
            language="en",
            now=now,
        )
    return people


def _add_records(people, now):
    """What the demo does not begin with: an amendment, a readout, a private calendar."""
    coordinator = people["coordinator.usa"]
    with reading_as(coordinator.reader):
        meeting = Meeting.objects.get(slug="guatemala-ministerial-2024")
        propose_amendment(meeting=meeting, actor=coordinator, now=now, text="Say when.")
        write_readout(meeting=meeting, actor=coordinator, now=now, text={"en": "We met."})
        make_feed(actor=coordinator, now=now)


def walled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def count(table: str) -> int:
    with reading_as(OUTSIDER), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def test_every_wall_hides_something_from_an_outsider(demo, owner_url):
    tables = walled()
    assert not set(tables) & set(OPEN_TABLES)
    hidden = {table: count(table) for table in tables}
    assert hidden == dict.fromkeys(tables, 0)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        try:
            bare = {table: count(table) for table in tables}
        finally:
            for table in tables:
                owner.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    assert [table for table in tables if not bare[table]] == []
