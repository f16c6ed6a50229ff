"""The demo's figures of migration flows: invented files as three delegations would send them, and one that waits."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import override

from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from portal.core import times
from portal.core.numbers import number
from portal.core.reader import Reader, reading_as
from portal.embedded.seed.closing_texts import DASHBOARD
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import add_indicator
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, month_span
from workinggroup.flows.events import EventKind
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.indicators import indicators
from workinggroup.flows.inventing import FIRST_SAID, MIRRORS, OTHER_SAYS, RUN, SYSTEMATIC, Invented, invented
from workinggroup.flows.models import CODES, Dataset, FlowSeries, Vintage
from workinggroup.flows.operations import (
    agree_reason,
    approve_vintage,
    import_vintage,
    make_edition,
    mark_event,
    open_dataset,
    open_pair,
    propose_reason,
    protect_vintages,
    quote_number,
    send_vintage,
    tie_indicator,
)
from workinggroup.flows.queries.ties import series_to_follow
from workinggroup.flows.states import Cause
from workinggroup.flows.ties import Role

COUNTRIES = {"USA": "US", "MEX": "MX", "GTM": "GT"}
NOTE = "Invented for the demonstration. · Inventado para la demostración."
CONTACT = "statistics@demo.example"
FLIGHTS = {
    "en": "The flights of the last two days of the month arrived in the next one (invented).",
    "es": "Los vuelos de los dos últimos días del mes llegaron en el siguiente (inventado).",
}
BY_LAND = {
    "en": "We register arrivals by land on foot, too; the departures seem to leave them out (invented).",
    "es": "Registramos también las llegadas a pie por tierra; las salidas parecen no incluirlas (inventado).",
}
# Who marks what on which charts, so many months before the last.
EVENTS = (
    ("usa", "RET_OUT", 14, "More flights (invented)", "Más vuelos (inventado)"),
    ("mex", "WRK_VISA", 9, "New offices (invented)", "Nuevas oficinas (inventado)"),
)
# Behind the month that ends so many days before today, no figures are expected.
USUAL_LAG = 45


def seed_flows(people: dict[str, Any], *, now: datetime, only: Collection[str] = ()) -> None:
    """Bring in the invented files, of `only` these indicators where some are named, each by one person and approved by another;
    the last one of Guatemala still waits."""
    files = [each for each in invented(_until(now)) if not only or each.indicator in only]
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
            source="Invented for the demonstration · Inventado para la demostración",
            licence="CC BY 4.0",
            contact=CONTACT,
            origin=Origin.INVENTED,
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


def quoted_returns(now: datetime) -> str:
    """A number that a report of Guatemala quotes, with the address of its figure."""
    month = _until(now).plus(-1)
    day = month.plus(2).first - timedelta(days=1)
    address = Citation("GTM", "RET_IN", month_span(month), day, counterpart="USA")
    return f"Recibimos a {OTHER_SAYS:,} personas retornadas de Estados Unidos en {month} ({address})."


RETURNS = {
    "en": "In %(month)s the United States counted %(sent)s people returned to Guatemala, and Guatemala received %(received)s.",
    "es": "En %(month)s Estados Unidos contó %(sent)s personas retornadas a Guatemala, y Guatemala recibió a %(received)s.",
}


def both_counts(now: datetime) -> dict[str, str]:
    """What a communiqué says of both counts of one month, as the edition of its meeting has them."""
    found = {}
    for code, words in RETURNS.items():
        with override(code):
            month = times.month(_until(now).plus(-1).first)
            found[code] = words % {"month": month, "sent": number(FIRST_SAID), "received": number(OTHER_SAYS)}
    return found


def seed_quotes(people: dict[str, Any], *, now: datetime) -> None:
    """The two numbers of the communiqué are tied to the figures of its meeting's edition; one has been revised since."""
    month = _until(now).plus(-1)
    day = month.plus(2).first - timedelta(days=1)
    sent = Citation("USA", "RET_OUT", month_span(month), day, counterpart="GTM")
    received = Citation("GTM", "RET_IN", month_span(month), day, counterpart="USA")
    for side, value, citation in (("usa", FIRST_SAID, sent), ("gtm", OTHER_SAYS, received)):
        actor = people[f"coordinator.{side}"]
        with reading_as(actor.reader):
            text = Statement.objects.select_related("meeting").get(title__en=DASHBOARD["title"]["en"])
            quote_number(
                statement=text,
                actor=actor,
                now=now,
                latest=now.date(),
                anchor="p03",
                value=value,
                citation=str(citation),
            )


def seed_events(people: dict[str, Any], *, now: datetime) -> None:
    """What readers of the charts should know."""
    until = _until(now)
    for code, indicator, back, english, spanish in EVENTS:
        actor = people[f"coordinator.{code}"]
        facts: dict[str, Any] = {"day": until.plus(-back).first, "name": {"en": english, "es": spanish}}
        with reading_as(actor.reader):
            mark_event(actor=actor, now=now, kind=EventKind.POLICY, indicator=indicator, **facts)


def seed_edition(secretariat: Any, meeting: Meeting, *, now: datetime) -> None:
    """The figures that the follow-up ministerial speaks of, as of the last month but one; some have changed since."""
    day = Month.of(now.date()).plus(-1).first
    with reading_as(secretariat.reader):
        make_edition(meeting=meeting, actor=secretariat, now=now, today=now.date(), as_of=day)


def seed_mirrors(people: dict[str, Any], *, now: datetime) -> None:
    """Compare what two delegations count of one flow: of the first pair one month is explained by both, of the one in which one
    side is lower for months a cause waits for the other side, and of the rest nobody has said anything."""
    secretariat, until = people["secretariat"], _until(now)
    pairs = {}
    for keys in MIRRORS:
        with reading_as(secretariat.reader):
            one, other = (FlowSeries.objects.filter(**dict(zip(CODES, key, strict=True))).first() for key in keys)
            if one and other:
                pairs[keys] = open_pair(actor=secretariat, one=one, other=other, now=now)
    if MIRRORS[0] in pairs:
        revised = until.plus(-1).first
        said: dict[str, Any] = {"first": revised, "last": revised, "cause": Cause.TIMING, "words": FLIGHTS}
        usa, gtm = people["coordinator.usa"], people["coordinator.gtm"]
        with reading_as(usa.reader):
            reason = propose_reason(pair=pairs[MIRRORS[0]], actor=usa, now=now, **said)
        with reading_as(gtm.reader):
            agree_reason(reason=reason, actor=gtm, now=now)
    if SYSTEMATIC in pairs:
        gtm, first = people["coordinator.gtm"], until.plus(1 - RUN).first
        ours: dict[str, Any] = {"first": first, "last": until.first, "cause": Cause.ROUTE, "words": BY_LAND}
        with reading_as(gtm.reader):
            propose_reason(pair=pairs[SYSTEMATIC], actor=gtm, now=now, **ours)


def _until(now: datetime) -> Month:
    """The last month of which figures are expected."""
    return Month.of((now - timedelta(days=USUAL_LAG)).date().replace(day=1) - timedelta(days=1))


def seed_tie(lead: Any, *, now: datetime) -> None:
    """Guatemala's commitment on arrivals is seen against the returns that it receives from the United States."""
    act: dict[str, Any] = {"actor": lead, "now": now}
    with reading_as(lead.reader):
        promise = Commitment.objects.select_related("statement").get(paragraph__anchor="p16")
        indicator = add_indicator(
            commitment=promise, name={"en": "Returns received", "es": "Retornos recibidos"},
            unit={"en": "a month", "es": "al mes"}, baseline=Decimal(5000), target=Decimal(4000), **act,
        )  # fmt: skip
        series = next(each for each in series_to_follow(lead) if each.key[:3] == ("RET_IN", "GT", "US"))
        tie_indicator(indicator=indicator, series=series, role=Role.CONTEXT, **act)
