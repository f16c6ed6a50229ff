"""The life of a vintage: brought in whole or not at all, approved by a second person, protected, published at its hour."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.documents import storing
from portal.core.clock import database_now
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows, shown_to
from tests.factories.news import notices_of
from tests.factories.people import make_world
from workinggroup.flows import holding
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Code
from workinggroup.flows.importing.rows import Figure
from workinggroup.flows.models import Dataset, FlowSeries, Observation, PublishedFigure, Vintage, VintageFile
from workinggroup.flows.operations import (
    BadFigures,
    NoteMissing,
    NotHidden,
    NothingNew,
    NotLater,
    NotNow,
    NotYet,
    OthersCounts,
    ReleaseReasonMissing,
    UnderWay,
    approve_vintage,
    protect_vintages,
    return_vintage,
    send_vintage,
    withdraw_vintage,
)
from workinggroup.flows.states import Status

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 9)
GTM = [Reader("GTM")]
TABLES = (Dataset, Vintage, VintageFile, FlowSeries, Observation, PublishedFigure)
FIRST = rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 4180))


def counts(user):
    with reading_as(user.reader):
        return {model.__name__: model.objects.count() for model in TABLES}


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator)


def test_a_draft_is_its_delegations_own_affair(world, dataset):
    bring(world.gtm.member, dataset, FIRST, JAN)
    assert counts(world.gtm.head) == {
        "Dataset": 1, "Vintage": 1, "VintageFile": 1, "FlowSeries": 1, "Observation": 2, "PublishedFigure": 0,
    }  # fmt: skip
    for other in (world.usa.head, world.sec.coordinator, world.admin, world.mex.coordinator):
        seen = counts(other)
        assert seen.pop("Dataset") == (0 if other is world.admin else 1)
        assert set(seen.values()) == {0}


def test_what_is_published_is_seen_by_all_and_the_exact_figures_by_their_side_alone(world, dataset):
    vintage = publish(world.gtm, dataset, FIRST, JAN)
    assert vintage.status == Status.PUBLISHED
    assert shown_to(world.usa.member, dataset) == {
        ("2025-12", "US", "_T", "_T"): 4000,
        ("2026-01", "US", "_T", "_T"): 4180,
    }
    seen = counts(world.usa.head)
    assert seen["Observation"] == seen["VintageFile"] == 0
    assert seen["Vintage"] == 1
    assert shown_to(world.admin, dataset) == {}


def test_a_later_vintage_revises_and_as_of_answers_what_stood(world, dataset):
    publish(world.gtm, dataset, FIRST, JAN)
    second = rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 5460), ("2026-02", "US", "_T", 5000))
    publish(world.gtm, dataset, second, FEB)
    january = ("2026-01", "US", "_T", "_T")
    assert shown_to(world.mex.member, dataset)[january] == 5460
    assert shown_to(world.mex.member, dataset, as_of=FEB - timedelta(days=1))[january] == 4180
    assert shown_to(world.mex.member, dataset, as_of=FEB)[january] == 5460
    assert shown_to(world.mex.member, dataset, as_of=JAN - timedelta(days=1)) == {}
    with reading_as(world.gtm.member.reader):
        # December did not change and is not written again.
        assert Observation.objects.count() == 4
        assert PublishedFigure.objects.count() == 4


def test_small_figures_are_hidden_and_stay_hidden(world, dataset):
    first = rows(("2026-01", "US", "GT", 8), ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200))
    publish(world.gtm, dataset, first, JAN)
    seen = shown_to(world.usa.member, dataset)
    assert {at[2]: said for at, said in seen.items()} == {"GT": "c", "HN": "c", "MX": 200, "_T": 258}
    later = rows(("2026-01", "US", "GT", 12), ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200))
    publish(world.gtm, dataset, later, FEB)
    seen = shown_to(world.usa.member, dataset)
    assert {at[2]: said for at, said in seen.items()} == {"GT": "c", "HN": "c", "MX": 200, "_T": 262}
    with reading_as(world.usa.member.reader):
        assert not PublishedFigure.objects.filter(mark="c", value__isnull=False).exists()
        assert set(PublishedFigure.objects.filter(mark="c").values_list("status", flat=True)) == {"A"}


def test_what_a_vintage_hid_is_shown_again_where_who_approves_says_so_in_writing(world, dataset):
    first = rows(("2026-01", "US", "GT", 8), ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200))
    publish(world.gtm, dataset, first, JAN)
    mexicans, small = "GTM.RET_IN.USA.MX/2026-01", "GTM.RET_IN.USA.GT/2026-01"
    hidden = "GTM.RET_IN.USA.HN/2026-01@2026-01-31"

    lines = [("2026-01", "US", "GT", 12), ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200)]
    vintage = bring(world.gtm.member, dataset, rows(*lines), FEB)
    with reading_as(world.gtm.member.reader):
        send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW, note="As it is.")
    act = {"vintage": vintage, "actor": world.gtm.coordinator, "now": NOW}
    with reading_as(world.gtm.coordinator.reader):
        for wrong in (mexicans, "here", "GTM.RET_IN.USA.GT/2026", "USA.RET_OUT.GTM.GT/2026-01"):
            with pytest.raises(NotHidden):
                approve_vintage(**act, released=[wrong], release_reason="Agreed.")
        with pytest.raises(ReleaseReasonMissing):
            approve_vintage(**act, released=[small])
        approve_vintage(**act, released=[small, hidden], release_reason="Nobody can be told by it.")
    protect_vintages([Reader("GTM")], now=NOW)
    assert {at[2]: said for at, said in shown_to(world.usa.member, dataset).items()} == {
        "GT": 12, "HN": 50, "MX": 200, "_T": 262,
    }  # fmt: skip
    # What is small again is hidden again, by the total where all others are known; and what is no more stays hidden for that.
    later = ("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200)
    publish(world.gtm, dataset, rows(("2026-01", "US", "GT", 7), *later), MAR - timedelta(days=1))
    publish(world.gtm, dataset, rows(("2026-01", "US", "GT", 14), *later), MAR)
    assert {at[2]: said for at, said in shown_to(world.usa.member, dataset).items()} == {
        "GT": "c", "HN": 50, "MX": 200, "_T": "c",
    }  # fmt: skip


def test_a_figure_that_is_told_no_more_is_marked_so(world, dataset):
    first = rows(("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200))
    publish(world.gtm, dataset, first, JAN)
    publish(world.gtm, dataset, rows(("2026-01", "US", "MX", 200), ("2026-01", "US", "SV", 50)), FEB)
    assert shown_to(world.usa.member, dataset)["2026-01", "US", "HN", "_T"] == "-"


def test_provisional_months_become_final_with_a_later_vintage(world, dataset):
    publish(world.gtm, dataset, FIRST, JAN, provisional_from=date(2026, 1, 15))
    publish(world.gtm, dataset, FIRST + b"\n2026-02,RET_IN,GT,US,_T,_T,_T,10", FEB)
    with reading_as(world.usa.member.reader):
        rows_of = PublishedFigure.objects.filter(month=date(2026, 1, 1)).order_by("as_of")
        assert list(rows_of.values_list("status", "until")) == [("P", FEB), ("A", None)]


def test_nothing_of_a_file_with_a_fault_is_brought_in(world, dataset):
    before, kept = counts(world.gtm.member), set(storing.kept_keys())
    bad = rows(
        ("2026-01", "US", "GT", 8), ("2026-13", "US", "GT", 5), ("2026-01", "US", "XXX", 5), ("2026-02", "US", "GT", "five")
    )  # fmt: skip
    with pytest.raises(BadFigures) as refusal:
        bring(world.gtm.member, dataset, bad, JAN)
    found = {(fault.code, fault.line) for fault in refusal.value.reading.faults}
    assert {(Code.PERIOD, 3), (Code.UNKNOWN, 4), (Code.VALUE, 5)} <= found
    assert counts(world.gtm.member) == before
    assert set(storing.kept_keys()) == kept


@pytest.mark.parametrize(
    "data",
    [
        b"period,indicator,reporting,passport,value\n2026-01,RET_IN,GT,A1,1\n",
        rows(*(("2026-01", "US", country, 1) for country in ("GT", "HN") for _ in range(501))),
        rows(("2026-01", "US", "GT", 12, "POPA900101MGTXYZ09")),
        rows(("2026-01", "US", "GT", 12, "_T"), ("2026-01", "2345 67899 0101", "GT", 1)),
    ],
    ids=["heading", "one by one", "number for a group", "number for a country"],
)
def test_rows_about_persons_are_refused_and_not_kept(world, dataset, data, caplog):
    kept, before = set(storing.kept_keys()), counts(world.gtm.member)
    with pytest.raises(BadFigures) as refusal:
        bring(world.gtm.member, dataset, data, JAN)
    assert refusal.value.reading.is_of_persons
    assert len(refusal.value.reading.faults) == 1
    assert set(storing.kept_keys()) == kept
    assert counts(world.gtm.member) == before
    # Only the fact is noted.
    assert [each.getMessage() for each in caplog.records if each.name.startswith("workinggroup")] == [
        "a file that looks like rows about persons was refused and not kept"
    ]


def test_a_file_of_another_countrys_counts_is_refused(world, dataset):
    with pytest.raises(OthersCounts, match="MX"):
        bring(world.gtm.member, dataset, rows(("2026-01", "US", "_T", 5), reporting="MX"), JAN)


def test_two_datasets_of_one_delegation_agree_on_what_both_tell(world, dataset):
    """The defect of mixed vintages: by citizenship and by group, two totals for one month."""
    publish(world.gtm, dataset, rows(("2026-01", "US", "GT", 500), ("2026-01", "US", "HN", 300)), JAN)
    other = make_dataset(world.gtm.coordinator, "Returns by age")
    by_age = rows(("2026-01", "US", "_T", 700, "ADULT"), ("2026-01", "US", "_T", 108, "CHILD"))
    with pytest.raises(BadFigures) as refusal:
        bring(world.gtm.member, other, by_age, JAN)
    assert [fault.code for fault in refusal.value.reading.faults] == [Code.DISAGREE]
    bring(
        world.gtm.member, other, rows(("2026-01", "US", "_T", 700, "ADULT"), ("2026-01", "US", "_T", 100, "CHILD")), JAN
    )


def test_vintages_follow_each_other(world, dataset):
    with pytest.raises(NotYet):
        bring(world.gtm.member, dataset, FIRST, NOW.date() + timedelta(days=1))
    bring(world.gtm.member, dataset, FIRST, JAN)
    with pytest.raises(UnderWay):
        bring(world.gtm.member, dataset, FIRST, FEB)
    with reading_as(world.gtm.member.reader):
        withdraw_vintage(vintage=Vintage.objects.get(), actor=world.gtm.member)
        assert Observation.objects.count() == FlowSeries.objects.count() == 0
    publish(world.gtm, dataset, FIRST, JAN)
    with pytest.raises(NotLater):
        bring(world.gtm.member, dataset, rows(("2026-01", "US", "_T", 9)), JAN)
    with pytest.raises(NothingNew):
        bring(world.gtm.member, dataset, FIRST, FEB)


def test_the_day_is_that_of_the_person_who_brings_figures_in(world, dataset):
    """In Guatemala it is still the 9th when the 10th has begun in Greenwich."""
    at = NOW.replace(hour=2)
    with pytest.raises(NotYet):
        bring(world.gtm.member, dataset, FIRST, at.date(), now=at)
    bring(world.gtm.member, dataset, FIRST, at.date() - timedelta(days=1), now=at)


def test_a_second_person_approves(world, dataset):
    vintage = bring(world.gtm.coordinator, dataset, FIRST, JAN)
    with reading_as(world.gtm.coordinator.reader):
        send_vintage(vintage=vintage, actor=world.gtm.coordinator, now=NOW)
    for nobody in (world.gtm.coordinator, world.gtm.member, world.gtm.observer):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            approve_vintage(vintage=vintage, actor=nobody, now=NOW)
    assert [each.event for each in notices_of(world.gtm.head)] == ["workinggroup.vintage.sent"]
    assert notices_of(world.gtm.coordinator) == notices_of(world.usa.head) == []
    with reading_as(world.gtm.head.reader):
        with pytest.raises(DatabaseError, match="two_people"), transaction.atomic():
            Vintage.objects.update(status=Status.QUEUED, approved_by=world.gtm.coordinator)
        approve_vintage(vintage=vintage, actor=world.gtm.head, now=NOW)
        with pytest.raises(NotNow):
            approve_vintage(vintage=vintage, actor=world.gtm.head, now=NOW)


def test_one_that_is_returned_says_why_and_is_sent_again(world, dataset):
    vintage = bring(world.gtm.member, dataset, FIRST, JAN)
    with reading_as(world.gtm.member.reader):
        send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW)
    with reading_as(world.gtm.head.reader):
        return_vintage(vintage=vintage, actor=world.gtm.head, now=NOW, reason="January is a typing error.")
    assert [each.event for each in notices_of(world.gtm.member)] == ["workinggroup.vintage.returned"]
    with reading_as(world.gtm.member.reader):
        send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW)


def test_what_the_check_warns_of_is_explained(world, dataset):
    months = [(f"2025-{month:02}", "US", "_T", 1000 + month) for month in range(1, 13)]
    vintage = bring(world.gtm.member, dataset, rows(*months, ("2026-01", "US", "_T", 9000)), JAN)
    with reading_as(world.gtm.member.reader):
        assert [each["code"] for each in vintage.file.warnings] == ["W12"]
        with pytest.raises(NoteMissing):
            send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW)
        send_vintage(vintage=vintage, actor=world.gtm.member, now=NOW, note="Flights were resumed.")


def test_nothing_is_out_before_its_hour(world, dataset):
    hour = database_now() + timedelta(hours=1)
    vintage = approve(
        world.gtm.member, world.gtm.coordinator, bring(world.gtm.member, dataset, FIRST, JAN), embargo_until=hour
    )
    # A host whose clock is an hour fast.
    protect_vintages(GTM, now=hour + timedelta(minutes=1))
    assert shown_to(world.usa.member, dataset) == {}
    assert shown_to(world.gtm.member, dataset) == {}
    with reading_as(world.gtm.member.reader):
        assert PublishedFigure.objects.count() == 2
        with pytest.raises(DatabaseError, match="waits for its hour"), transaction.atomic():
            PublishedFigure.objects.update(is_out=True, releasable_to=["GTM", "USA"])
        Vintage.objects.update(embargo_until=database_now() - timedelta(seconds=1))
    assert protect_vintages(GTM, now=timezone.now()) == 1
    assert len(shown_to(world.usa.member, dataset)) == 2
    with reading_as(world.gtm.member.reader):
        assert Vintage.objects.get(pk=vintage.pk).status == Status.PUBLISHED


def test_what_is_out_stays_as_it_is(world, dataset):
    publish(world.gtm, dataset, FIRST, JAN)
    with reading_as(world.gtm.coordinator.reader):
        for act in (
            lambda: PublishedFigure.objects.update(value=1),
            lambda: PublishedFigure.objects.all().delete(),
            lambda: PublishedFigure.objects.update(is_out=False, releasable_to=["GTM"]),
            lambda: Vintage.objects.update(note="Another."),
            lambda: VintageFile.objects.update(sha256="0" * 64),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    with reading_as(world.usa.coordinator.reader):
        assert PublishedFigure.objects.update(value=1) == 0
        assert Dataset.objects.update(licence="Mine") == 0
        assert Vintage.objects.update(note="Theirs.") == 0


def test_a_transaction_in_which_a_long_file_is_read_is_not_idle(world, dataset):
    """The server ends one in which nothing is asked for a minute."""
    months = [str(Month(2000, 1).plus(back)) for back in range(300)]
    countries = ("GT", "HN", "SV", "MX", "NI", "CU", "HT", "VE", "CO", "EC", "PE", "BR", "CR", "PA")
    data = rows(*((month, "US", country, 100) for month in months for country in countries))
    with CaptureQueriesContext(connection) as asked:
        bring(world.gtm.member, dataset, data, JAN)
    assert [each["sql"] for each in asked].count("SELECT 1") == 2


# Ends its own connection at the five hundredth row that a statement writes.
KILLING = """
CREATE SEQUENCE killing;
GRANT USAGE ON killing TO PUBLIC;
CREATE FUNCTION killing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('killing') = 500 THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER killing BEFORE INSERT ON workinggroup_observation FOR EACH ROW EXECUTE FUNCTION killing();
"""
MENDED = "DROP TRIGGER killing ON workinggroup_observation; DROP FUNCTION killing; DROP SEQUENCE killing"


def test_an_import_that_is_killed_while_its_rows_are_written_leaves_nothing(committed, owner_url):
    """All of the operation, killed in the middle of the statement that writes its figures; then the same file comes in."""
    world = make_world()
    dataset = make_dataset(world.gtm.coordinator)
    before = counts(world.gtm.member)
    months = [str(Month(2000, 1).plus(back)) for back in range(300)]
    data = rows(
        *((month, "US", country, 100 + at) for at, month in enumerate(months) for country in ("GT", "HN", "SV"))
    )
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(KILLING)
        try:
            with pytest.raises(DatabaseError):
                bring(world.gtm.member, dataset, data, JAN)
            connection.close()
        finally:
            owner.execute(MENDED)
    assert counts(world.gtm.member) == before
    bring(world.gtm.member, dataset, data, JAN)
    assert counts(world.gtm.member)["Observation"] == 900


def test_an_import_that_is_killed_leaves_nothing(committed):
    """The connection ends when some hundred figures are written and not yet kept."""
    world = make_world()
    dataset = make_dataset(world.gtm.coordinator)
    before = counts(world.gtm.member)
    keys = [("RET_IN", "GT", "US", "_T", country, "_T") for country in ("GT", "HN", "SV")]
    figures = {(key, Month(2000, 1).plus(back)): Figure(100 + back, "A", "") for key in keys for back in range(300)}

    def begin():
        with reading_as(world.gtm.member.reader):
            vintage = Vintage(
                dataset=dataset, number=1, as_of=JAN, imported_by=world.gtm.member, imported_by_name="A", imported_at=NOW,
                delegation_id="GTM", releasable_to=["GTM"], editable_by=["GTM"],
            )  # fmt: skip
            vintage.save(force_insert=True)
            holding.write(vintage, holding.current(dataset), figures)
            assert Observation.objects.count() == 900
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(DatabaseError):
        begin()
    connection.close()
    assert counts(world.gtm.member) == before
