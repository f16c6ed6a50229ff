"""Figures wait on those who may do the next thing; the next month of each dataset is due."""

from datetime import date, timedelta

import pytest

from portal.core.deadlines import Deadline
from portal.core.reader import Reader, reading_as
from tests.factories.flows import (
    NOW,
    agree_cause,
    approve,
    bring,
    make_counts,
    make_dataset,
    make_pair,
    propose_cause,
    publish,
    rows,
)
from workinggroup.desk.queries import waiting_on
from workinggroup.flows.deadlines import find_due, name_datasets
from workinggroup.flows.models import Vintage
from workinggroup.flows.operations import protect_vintages, return_vintage, send_vintage, withdraw_vintage
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all

JAN = date(2026, 1, 31)
FIRST = rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 4180))
# 45 days after the end of February.
DUE = date(2026, 4, 14)


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator)


def waits(user):
    with reading_as(user.reader):
        return [wait.act for wait in waiting_on(user, now=NOW).shown]


def act(user, do, vintage, **facts):
    with reading_as(user.reader):
        do(vintage=Vintage.objects.get(pk=vintage.pk), actor=user, **facts)


def due(side):
    with reading_as(Reader(side)):
        return list(find_due(side, now=NOW))


def test_a_draft_waits_on_whoever_brought_it_in_and_what_is_sent_on_those_who_may_approve(world, dataset):
    draft, sent = ["Send figures for approval:"], ["Approve figures:"]
    vintage = bring(world.gtm.coordinator, dataset, FIRST, JAN)
    assert waits(world.gtm.coordinator) == draft
    assert (
        waits(world.gtm.head) == waits(world.gtm.member) == waits(world.usa.head) == waits(world.sec.coordinator) == []
    )
    act(world.gtm.coordinator, send_vintage, vintage, now=NOW, note="As counted.")
    assert waits(world.gtm.head) == sent
    assert waits(world.gtm.coordinator) == waits(world.gtm.member) == waits(world.usa.head) == waits(world.admin) == []
    act(world.gtm.head, return_vintage, vintage, now=NOW, reason="January is a typing error.")
    assert waits(world.gtm.head) == []
    assert waits(world.gtm.coordinator) == draft
    act(world.gtm.coordinator, withdraw_vintage, vintage)
    assert waits(world.gtm.coordinator) == []


def test_a_cause_waits_on_those_who_lead_the_other_delegation_until_they_agree(world):
    pair = make_pair(world, make_counts(world, {"2026-01": 4000}, {"2026-01": 4900}, JAN))
    before = {code: waits(getattr(world, code).head) for code in ("usa", "gtm", "mex")}
    reason = propose_cause(world.usa.coordinator, pair, date(2026, 1, 1), date(2026, 1, 1))
    assert waits(world.gtm.head) == [*before["gtm"], "Answer a cause:"]
    assert {code: waits(getattr(world, code).head) for code in ("usa", "mex")} == {
        code: before[code] for code in ("usa", "mex")
    }
    assert "Answer a cause:" not in waits(world.gtm.member) + waits(world.sec.coordinator)
    agree_cause(world.gtm.coordinator, reason)
    assert waits(world.gtm.head) == before["gtm"]


def test_what_is_approved_waits_on_nobody(world, dataset):
    vintage = bring(world.gtm.member, dataset, FIRST, JAN)
    approve(world.gtm.member, world.gtm.coordinator, vintage)
    assert waits(world.gtm.member) == waits(world.gtm.coordinator) == waits(world.gtm.head) == []
    protect_vintages([Reader("GTM")], now=NOW)
    assert waits(world.gtm.coordinator) == []


def test_the_next_month_is_due_of_what_a_side_has_published(world, dataset):
    assert due("GTM") == []
    publish(world.gtm, dataset, FIRST, JAN)
    assert due("GTM") == [Deadline("figures", dataset.pk, DUE, "GTM")]
    assert due("USA") == due("SEC") == []
    with reading_as(Reader("GTM")):
        assert name_datasets([dataset.pk])[dataset.pk].address == dataset.get_absolute_url()


def test_nothing_is_due_while_what_is_approved_waits_for_its_hour_nor_of_what_others_collected(world, dataset):
    publish(world.gtm, dataset, FIRST, JAN)
    publish(world.gtm, make_dataset(world.gtm.coordinator, "Collected", origin="third_party"), FIRST, JAN)
    assert [each.subject for each in due("GTM")] == [dataset.pk]
    later = bring(world.gtm.member, dataset, FIRST + b"\n2026-02,RET_IN,GT,US,_T,_T,_T,10", date(2026, 3, 1))
    assert len(due("GTM")) == 1
    approve(world.gtm.member, world.gtm.coordinator, later, embargo_until=NOW + timedelta(days=9999))
    assert due("GTM") == []


def test_the_coordinators_of_the_delegation_are_reminded_of_a_month_that_is_due(world, dataset):
    publish(world.gtm, dataset, FIRST, JAN)
    plan_all(now=NOW)
    with reading_as(Reader("GTM")):
        planned = (
            Reminder.objects.filter(kind="figures").order_by("goes_at").values_list("recipient", "rung", "send_on")
        )
        assert list(planned) == [
            (world.gtm.coordinator.pk, "-7d", date(2026, 4, 7)),
            (world.gtm.coordinator.pk, "-1d", date(2026, 4, 13)),
            (world.gtm.coordinator.pk, "+1w", date(2026, 4, 15)),
            (world.gtm.head.pk, "+3w head", date(2026, 4, 17)),
        ]
    with reading_as(Reader("USA")):
        assert not Reminder.objects.filter(kind="figures").exists()
