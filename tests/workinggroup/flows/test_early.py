"""Who opened figures before they were published: written once a day, for their delegation alone, and for good."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.reader import Reader, reading_as
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows
from workinggroup.flows.early import EarlyReading
from workinggroup.flows.operations import note_early_reading, protect_vintages
from workinggroup.flows.queries.early import MOST_OPENED, opened_early

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
FIRST = rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 4180))
SECOND = rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 5460))


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator)


@pytest.fixture
def draft(world, dataset):
    return bring(world.gtm.member, dataset, FIRST, JAN)


def test_a_delegation_gets_all_that_its_vintage_changes_and_nobody_else_does(world, dataset, draft, sign_in):
    client = sign_in(world.gtm.member)
    address = reverse("flows:changes", args=[draft.pk])

    def told():
        answer = client.get(address, secure=True)
        assert answer["Content-Type"].startswith("text/csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return [
            (row["period"], row["before"], row["after"], row["change"]) for row in csv.DictReader(io.StringIO(text))
        ]

    assert told() == [("2026-01", "", "4180", "4180"), ("2025-12", "", "4000", "4000")]
    assert address in client.get(draft.get_absolute_url(), secure=True).content.decode()
    # It is figures before they are published, and who opens them is noted.
    assert readings(world.gtm.head) == [(JAN, world.gtm.member.name)]
    approve(world.gtm.member, world.gtm.coordinator, draft)
    protect_vintages([Reader("GTM")], now=NOW)
    for other in (world.usa.head, world.sec.coordinator):
        assert sign_in(other).get(address, secure=True).status_code == 404
    second = bring(world.gtm.member, dataset, SECOND, FEB)
    address = reverse("flows:changes", args=[second.pk])
    assert told() == [("2026-01", "4180", "5460", "1280")]


def readings(user):
    with reading_as(user.reader):
        return [(each.vintage.as_of, each.reader_name) for each in EarlyReading.objects.select_related("vintage")]


def opened(client, vintage, name="vintage"):
    return client.get(reverse(f"flows:{name}", args=[vintage.pk]), secure=True).status_code


@pytest.mark.parametrize("name", ["vintage", "file"])
def test_whoever_opens_a_vintage_or_its_file_before_its_release_is_noted_once_a_day(sign_in, world, draft, name):
    for _ in range(2):
        assert opened(sign_in(world.gtm.member), draft, name) == 200
    assert opened(sign_in(world.gtm.head), draft, name) == 200
    assert sorted(readings(world.gtm.coordinator)) == sorted([(JAN, world.gtm.head.name), (JAN, world.gtm.member.name)])


def test_on_another_day_by_the_readers_clock_it_is_noted_anew(world, draft):
    with reading_as(world.gtm.member.reader):
        for hours in (0, 1, 24, 25):
            note_early_reading(vintage=draft, actor=world.gtm.member, now=NOW + timedelta(hours=hours))
    assert len(readings(world.gtm.member)) == 2


def test_it_takes_one_statement(world, draft):
    with reading_as(world.gtm.member.reader):
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                note_early_reading(vintage=draft, actor=world.gtm.member, now=NOW)
            assert len(asked) == 1


def test_once_it_is_out_nobody_is_noted_and_what_was_noted_stays(sign_in, world, dataset):
    vintage = publish(world.gtm, dataset, FIRST, JAN)
    for each in (world.gtm.member, world.usa.member, world.sec.coordinator):
        assert opened(sign_in(each), vintage) == 200
    assert opened(sign_in(world.gtm.member), vintage, "file") == 200
    assert readings(world.gtm.member) == []
    second = bring(world.gtm.member, dataset, SECOND, FEB)
    opened(sign_in(world.gtm.head), second)
    approve(world.gtm.member, world.gtm.coordinator, second)
    protect_vintages([Reader("GTM")], now=NOW)
    assert readings(world.gtm.member) == [(FEB, world.gtm.head.name)]


def test_until_its_hour_has_come_it_is_noted(sign_in, world, dataset, draft):
    approve(world.gtm.member, world.gtm.coordinator, draft, embargo_until=timezone.now() + timedelta(days=1))
    protect_vintages([Reader("GTM")], now=NOW)
    opened(sign_in(world.gtm.head), draft)
    assert readings(world.gtm.head) == [(JAN, world.gtm.head.name)]


def test_its_delegation_alone_sees_who_it_was(sign_in, world, dataset, draft):
    opened(sign_in(world.gtm.head), draft)
    for other in (world.usa.head, world.mex.coordinator, world.sec.coordinator, world.admin):
        assert readings(other) == []
    page = sign_in(world.gtm.member).get(dataset.get_absolute_url(), secure=True).content.decode()
    assert 'id="early"' in page
    assert page.count(world.gtm.head.name) == 2, "among those who may, and among those who have"
    approve(world.gtm.member, world.gtm.coordinator, draft)
    protect_vintages([Reader("GTM")], now=NOW)
    for other in (world.usa.head, world.sec.coordinator):
        page = sign_in(other).get(dataset.get_absolute_url(), secure=True).content.decode()
        assert 'id="early"' not in page
        assert world.gtm.head.name not in page
        assert readings(other) == []


def test_whom_nobody_lets_in_leaves_no_trace(sign_in, world, draft):
    for other, told in ((world.usa.member, 404), (world.sec.coordinator, 404), (world.admin, 403)):
        for name in ("vintage", "file"):
            assert opened(sign_in(other), draft, name) == told
    assert readings(world.gtm.member) == []


def test_what_is_noted_is_kept_and_is_never_anybody_elses(world, draft):
    with reading_as(world.gtm.member.reader):
        note_early_reading(vintage=draft, actor=world.gtm.member, now=NOW)
        for change in (EarlyReading.objects.all().delete, lambda: EarlyReading.objects.update(reader_name="Nobody")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        one = EarlyReading.objects.get()
        one.pk, one.releasable_to, one.day = None, ["GTM", "USA"], JAN
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)
    with reading_as(world.usa.member.reader), pytest.raises(DatabaseError), transaction.atomic():
        note_early_reading(vintage=draft, actor=world.usa.member, now=NOW)


def test_the_latest_release_comes_first_with_the_days_of_each_person_and_the_rest_is_counted(world, dataset):
    first = bring(world.gtm.member, dataset, FIRST, JAN)
    with reading_as(world.gtm.member.reader):
        for days in range(3):
            note_early_reading(vintage=first, actor=world.gtm.member, now=NOW + timedelta(days=days))
        note_early_reading(vintage=first, actor=world.gtm.head, now=NOW)
    approve(world.gtm.member, world.gtm.coordinator, first)
    protect_vintages([Reader("GTM")], now=NOW)
    second = bring(world.gtm.member, dataset, SECOND, FEB)
    with reading_as(world.gtm.member.reader):
        note_early_reading(vintage=second, actor=world.gtm.head, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            found = opened_early(dataset, world.gtm.member)
        assert len(asked) == 1
        assert [(each.as_of, each.name, len(each.days)) for each in found.rows] == [
            (FEB, world.gtm.head.name, 1),
            *sorted([(JAN, world.gtm.head.name, 1), (JAN, world.gtm.member.name, 3)]),
        ]
        assert found.more == 0
        with CaptureQueriesContext(connection) as asked:
            assert opened_early(dataset, world.usa.member) is None
        assert len(asked) == 0
    assert MOST_OPENED >= 20
