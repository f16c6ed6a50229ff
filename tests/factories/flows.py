"""Datasets and vintages for tests, made by the operations that make them in life; every figure is invented."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from portal.core.reader import Reader, reading_as
from workinggroup.flows.models import Dataset, FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.operations import (
    agree_reason,
    approve_vintage,
    import_vintage,
    open_dataset,
    open_pair,
    propose_reason,
    protect_vintages,
    send_vintage,
)
from workinggroup.flows.pairs import MirrorPair, MirrorReason

NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)
HEADS = ("period", "indicator", "reporting", "counterpart", "area", "citizenship", "group", "value")


def make_dataset(actor: Any, name: str = "Returns", **facts: Any) -> Dataset:
    """A dataset of the actor's delegation, by default of Guatemala's counts."""
    facts = {"reporting": "GT", "source": "Invented", "licence": "Open", **facts}
    with reading_as(actor.reader):
        return open_dataset(actor=actor, name={"en": name, "es": f"{name} (es)"}, now=NOW, **facts)


def rows(*lines: tuple[Any, ...], indicator: str = "RET_IN", reporting: str = "GT") -> bytes:
    """A file in the portal's template: each line is a month, a counterpart, a citizenship, a count, and perhaps a group."""
    text = [",".join(HEADS)]
    for month, counterpart, citizenship, value, *group in lines:
        text.append(
            f"{month},{indicator},{reporting},{counterpart},_T,{citizenship},{group[0] if group else '_T'},{value}"
        )
    return "\n".join(text).encode()


def three_ways(*months: str) -> bytes:
    """A file that tells areas, citizenships and groups, of the United States' counts of encounters."""
    lines = [
        f"{month},ENC_LAND,US,_T,{area},{citizenship},{group},{100 + 10 * number}"
        for month in months
        for number, area in enumerate(("SWB", "NLB"))
        for citizenship in ("GT", "HN")
        for group in ("SINGLE_ADULT", "FAMILY_UNIT")
    ]
    return "\n".join([",".join(HEADS), *lines]).encode()


def bring(actor: Any, dataset: Dataset, data: bytes, as_of: date, **facts: Any) -> Vintage:
    """A draft of the next vintage."""
    facts = {"now": NOW, "name": "figures.csv", **facts}
    with reading_as(actor.reader):
        return import_vintage(dataset=dataset, actor=actor, data=data, as_of=as_of, **facts)


def approve(actor: Any, approver: Any, vintage: Vintage, *, note: str = "As it is.", **facts: Any) -> Vintage:
    """A vintage that was sent and approved, and waits to be protected."""
    with reading_as(actor.reader):
        send_vintage(vintage=vintage, actor=actor, now=NOW, note=note)
    with reading_as(approver.reader):
        approve_vintage(vintage=vintage, actor=approver, now=facts.pop("now", NOW), **facts)
        return Vintage.objects.select_related("dataset").get(pk=vintage.pk)


def publish(side: Any, dataset: Dataset, data: bytes, as_of: date, **facts: Any) -> Vintage:
    """A vintage brought in by a side's member, approved by its coordinator, and published."""
    vintage = bring(side.member, dataset, data, as_of, **facts)
    approve(side.member, side.coordinator, vintage)
    protect_vintages([Reader(dataset.delegation_id)], now=NOW)
    with reading_as(side.member.reader):
        return Vintage.objects.select_related("dataset").get(pk=vintage.pk)


def shown_to(user: Any, dataset: Dataset, *, as_of: date | None = None) -> dict[tuple[str, str, str, str], Any]:
    """What somebody sees of a dataset, by month, counterpart, citizenship and group: the count, or the mark in its place."""
    with reading_as(user.reader):
        found = PublishedFigure.objects.visible_to(user).filter(series__dataset=dataset).as_of(as_of)
        facts = ("month", "series__counterpart", "series__citizenship", "series__group", "value", "mark")
        return {
            (f"{month:%Y-%m}", counterpart, citizenship, group): mark or value
            for month, counterpart, citizenship, group, value, mark in found.values_list(*facts)
        }


def make_counts(world: Any, sent: Mapping[str, int], received: Mapping[str, int], as_of: date) -> SimpleNamespace:
    """What the United States and Guatemala publish of returns from the one to the other, by month, with both series."""
    usa = make_dataset(world.usa.coordinator, "Returns carried out", reporting="US")
    gtm = make_dataset(world.gtm.coordinator, "Returns received")
    out = [(month, "GT", "_T", count) for month, count in sent.items()]
    publish(world.usa, usa, rows(*out, indicator="RET_OUT", reporting="US"), as_of)
    publish(world.gtm, gtm, rows(*((month, "US", "_T", count) for month, count in received.items())), as_of)
    return SimpleNamespace(usa=usa, gtm=gtm, one=series_of(world.usa, usa, "GT"), other=series_of(world.gtm, gtm, "US"))


def series_of(side: Any, dataset: Dataset, counterpart: str, citizenship: str = "_T") -> FlowSeries:
    """One series of a dataset."""
    with reading_as(side.member.reader):
        return FlowSeries.objects.get(dataset=dataset, counterpart=counterpart, citizenship=citizenship)


def make_pair(world: Any, counts: SimpleNamespace, actor: Any = None) -> MirrorPair:
    """Both counts, compared by the secretariat or by somebody else."""
    actor = actor or world.sec.coordinator
    with reading_as(actor.reader):
        return open_pair(actor=actor, one=counts.one, other=counts.other, now=NOW)


def propose_cause(actor: Any, pair: MirrorPair, first: date, last: date, **facts: Any) -> MirrorReason:
    """A cause that one delegation proposes to the other."""
    facts = {"cause": "C2", "words": "Departures of the last days arrive in the next month.", "now": NOW, **facts}
    facts["words"] = dict.fromkeys(("en", "es"), facts["words"])
    with reading_as(actor.reader):
        return propose_reason(pair=pair, actor=actor, first=first, last=last, **facts)


def agree_cause(actor: Any, reason: MirrorReason) -> None:
    """The other delegation agrees."""
    with reading_as(actor.reader):
        agree_reason(reason=reason, actor=actor, now=NOW)
