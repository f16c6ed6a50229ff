"""The demo's figures of migration flows: invented files as three delegations would send them, and one that waits."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from workinggroup.flows.cube.months import Month
from workinggroup.flows.indicators import indicators
from workinggroup.flows.inventing import Invented, invented
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.operations import (
    approve_vintage,
    import_vintage,
    make_edition,
    open_dataset,
    protect_vintages,
    send_vintage,
)

COUNTRIES = {"USA": "US", "MEX": "MX", "GTM": "GT"}
NOTE = "Invented for the demonstration. · Inventado para la demostración."
# Behind the month that ends so many days before today, no figures are expected.
USUAL_LAG = 45


def seed_flows(people: dict[str, Any], *, now: datetime, only: Collection[str] = ()) -> None:
    """Bring in the invented files, of `only` these indicators where some are named, each by one person and approved by another;
    the last one of Guatemala still waits."""
    until = Month.of((now - timedelta(days=USUAL_LAG)).date().replace(day=1) - timedelta(days=1))
    files = [each for each in invented(until) if not only or each.indicator in only]
    files.sort(key=lambda each: (each.delegation, each.indicator, each.as_of))
    waits = max((each for each in files if each.delegation == "GTM"), key=lambda each: (each.as_of, each.indicator))
    for (delegation, _indicator), group in groupby(files, key=lambda each: (each.delegation, each.indicator)):
        vintages = [each for each in group if each.as_of <= now.date()]
        side = delegation.lower()
        dataset = _open(vintages[0], people[f"coordinator.{side}"], now)
        for each in vintages:
            _bring(
                dataset, each, people[f"member.{side}"], people[f"coordinator.{side}"], now, is_out=each is not waits
            )


def _open(file: Invented, coordinator: Any, now: datetime) -> Dataset:
    indicator = indicators()[file.indicator]
    with reading_as(coordinator.reader):
        return open_dataset(
            actor=coordinator,
            name=dict(indicator.name),
            about=dict(indicator.definition),
            now=now,
            reporting=COUNTRIES[file.delegation],
            source="Invented for the demonstration",
            licence="CC BY 4.0",
            due_after=USUAL_LAG,
        )


def _bring(dataset: Dataset, file: Invented, member: Any, coordinator: Any, now: datetime, *, is_out: bool) -> None:
    last = file.last.plus(-1).first
    with reading_as(member.reader):
        vintage: Vintage = import_vintage(
            dataset=dataset,
            actor=member,
            data=file.data,
            name=file.name,
            as_of=file.as_of,
            now=now,
            provisional_from=last,
        )
        send_vintage(vintage=vintage, actor=member, now=now, note=NOTE)
    if is_out:
        with reading_as(coordinator.reader):
            approve_vintage(vintage=vintage, actor=coordinator, now=now)
        protect_vintages([Reader(dataset.delegation_id)], now=now)


def seed_edition(secretariat: Any, meeting: Meeting, *, now: datetime) -> None:
    """The figures that the follow-up ministerial speaks of, as of the last month but one; some have changed since."""
    day = Month.of(now.date()).plus(-1).first
    with reading_as(secretariat.reader):
        make_edition(meeting=meeting, actor=secretariat, now=now, today=now.date(), as_of=day)
