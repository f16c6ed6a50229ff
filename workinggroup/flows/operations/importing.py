"""What happens to a vintage before it is out: brought in, sent, returned, withdrawn. All of a file is brought in, or nothing."""

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.documents import storing
from portal.audit.operations import record
from portal.core import times
from portal.core.collecting import uncollected
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.flows import holding, notices, rules
from workinggroup.flows.citing import Citation, CitationNotUnderstood
from workinggroup.flows.codes import structure_codes
from workinggroup.flows.cube.months import Kind, Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.importing.faults import Fault
from workinggroup.flows.importing.keeping import plain
from workinggroup.flows.importing.known import by_name
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.reading import Reading, Told, held_against, read_figures, silent
from workinggroup.flows.importing.rows import Figure
from workinggroup.flows.importing.totals import disagreements
from workinggroup.flows.importing.vintages import Difference, differences
from workinggroup.flows.models import CODES, Dataset, Observation, PublishedFigure, Vintage, VintageFile
from workinggroup.flows.operations.letting_out import ever_hidden
from workinggroup.flows.protecting import COUNTED, TOLD
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import NEXT, UNDER_WAY, Mark, Status

log = logging.getLogger(__name__)
# So many warnings are kept with a vintage; the others are counted.
MOST_WARNINGS = 500
# So many countries are named, of which a file has counts besides.
MOST_COUNTRIES = 10
# What is hidden by the month, and by the quarter.
TABLES: dict[Kind, Any] = {Kind.MONTH: PublishedFigure, Kind.QUARTER: QuarterFigure}


class BadFigures(Refused):
    """Nothing of a file with a fault is brought in; `reading` tells all of them."""

    sentence = _("Nothing was brought in: the file has %(count)s faults.")
    field = "file"

    def __init__(self, reading: Reading) -> None:
        super().__init__(count=len(reading.faults))
        self.reading = reading


class OthersCounts(Refused):
    """A dataset holds the counts of one country."""

    sentence = _(
        "Nothing was brought in: the file has counts of %(countries)s, this dataset is of %(country)s. Leave their rows "
        "out, or say in the form of the dataset that third parties collected its figures: then those of %(country)s alone "
        "are taken."
    )
    field = "file"


class NothingNew(Refused):
    """A vintage changes something."""

    sentence = _("Nothing was brought in: every figure is as it was published on %(day)s.")
    field = "file"


class UnderWay(Refused):
    """One vintage at a time, so that each says what it changes."""

    sentence = _("A vintage of this dataset is under way. Publish it or withdraw it first.")
    field = "file"


class NotLater(Refused):
    """Vintages follow each other by their days."""

    sentence = _("The figures published last are as of %(day)s. Those of a later vintage are as of a later day.")
    field = "as_of"


class NotYet(Refused):
    """Figures are as of a day that has come."""

    sentence = _("This day has not come yet.")
    field = "as_of"


class NoteMissing(Refused):
    """What the check warned of is explained, and the explanation is published."""

    sentence = _("The check warned. Say in a note, which is published, why these figures are right.")
    field = "note"


class NotHidden(Refused):
    """What is let out of hiding is hidden."""

    sentence = _("No month or quarter of this dataset that is hidden now has the address %(address)s.")
    field = "released"


class ReleaseReasonMissing(Refused):
    """A figure leaves its hiding in writing."""

    sentence = _("Say in writing why these figures may be shown again. It is published.")
    field = "release_reason"


class NotNow(Refused):
    """Somebody else was faster."""

    sentence = _("This vintage has gone on meanwhile: it is “%(status)s”.")


@transaction.atomic
def import_vintage(
    *,
    dataset: Dataset,
    actor: Person,
    data: bytes,
    name: str,
    as_of: date,
    now: datetime,
    provisional_from: date | None = None,
    note: str = "",
    told: Told = silent,
) -> Vintage:
    """Bring in a file as the dataset's next vintage, a draft of its delegation; `told` hears how many rows are read.

    Refuses `BadFigures` where anything is wrong with the file, `OthersCounts`, `NothingNew`, `UnderWay`, `NotLater`, `NotYet`;
    then nothing is changed. A file that looks like rows about persons is not kept, and only that fact is noted.
    """
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    ensure(rules.can_import(actor, dataset))
    _require_turn(dataset, as_of, times.local(now, actor.zone).date())
    held = holding.current(dataset)
    reading = _read(dataset, data, held, as_of, told)
    changes = differences(held.values, reading.values)
    if not changes:
        last = Vintage.objects.filter(dataset=dataset, status=Status.PUBLISHED).latest("as_of")
        raise NothingNew(day=times.dated(last.as_of))
    own = {"releasable_to": [actor.code], "editable_by": [actor.code], "delegation_id": actor.code}
    number = Vintage.objects.filter(dataset=dataset).aggregate(last=Max("number"))["last"] or 0
    vintage = Vintage(
        dataset=dataset,
        number=number + 1,
        as_of=as_of,
        definition_version=dataset.definition_version,
        provisional_from=provisional_from.replace(day=1) if provisional_from else None,
        note=note,
        imported_by_id=actor.pk,
        imported_by_name=actor.name,
        imported_at=now,
        **own,
    )
    vintage.save(force_insert=True)
    holding.write(vintage, held, reading.figures)
    stored = storing.take_in([data], name)
    facts = _facts(reading, changes)
    warnings = [plain(each) for each in reading.warnings[:MOST_WARNINGS]]
    file = VintageFile(vintage=vintage, key=stored.key, name=stored.name, size=stored.size, sha256=stored.sha256, **own)
    file.warnings, file.facts = warnings, facts
    file.save(force_insert=True)
    record("workinggroup.vintage.imported", vintage, actor=actor, rows=reading.rows)
    return vintage


@transaction.atomic
def send_vintage(*, vintage: Vintage, actor: Person, now: datetime, note: str = "") -> None:
    """Send a draft to those of the delegation who may approve it. Refuses `NoteMissing` where the check warned, and `NotNow`."""
    vintage = _locked(vintage)
    ensure(rules.can_send(actor, vintage))
    _require(vintage, Status.SENT)
    if vintage.file.warnings and not note:
        raise NoteMissing
    vintage.status, vintage.note = Status.SENT, note
    vintage.save(update_fields=["status", "note"])
    record("workinggroup.vintage.sent", vintage, actor=actor)
    notices.tell_sent(vintage, actor, now=now)


@transaction.atomic
def return_vintage(*, vintage: Vintage, actor: Person, now: datetime, reason: str) -> None:
    """Give a vintage back to who brought it in, with the reason. Refuses `NotNow`."""
    vintage = _locked(vintage)
    ensure(rules.can_return(actor, vintage))
    _require(vintage, Status.DRAFT)
    vintage.status = Status.DRAFT
    vintage.save(update_fields=["status"])
    record("workinggroup.vintage.returned", vintage, actor=actor, reason=reason)
    notices.tell_returned(vintage, now=now)


@transaction.atomic
def approve_vintage(
    *,
    vintage: Vintage,
    actor: Person,
    now: datetime,
    embargo_until: datetime | None = None,
    released: Sequence[str] = (),
    releases_all: bool = False,
    release_reason: str = "",
) -> None:
    """Let a vintage be protected and then published, at its hour where it has one.

    `released` are addresses of figures of the dataset, of a month or a quarter, that are hidden now, or that tell of a month more
    than is ever shown, and stay so no more for an earlier vintage's sake;
    those that are small in this one, or protect a small one, are hidden all the same. Then it is approved when whoever protects
    it has found that they tell no small figure of an earlier vintage that is not named, and else is where it was. Of a dataset
    that is public already it `releases_all` that any vintage hid. Refuses `NotNow`, `NotHidden`, `NotPublicAlready`,
    `NothingHidden`, `ReleaseReasonMissing`.
    """
    vintage = _locked(vintage)
    ensure(rules.can_approve(actor, vintage))
    _require(vintage, Status.QUEUED)
    vintage.releases_all = releases_all
    named = dict.fromkeys(released)
    vintage.released = ever_hidden(vintage) if releases_all else [_hidden_at(vintage, each) for each in named]
    if vintage.released and not release_reason:
        raise ReleaseReasonMissing
    vintage.release_reason = release_reason if vintage.released else ""
    vintage.refused = {}
    vintage.status, vintage.requested_at, vintage.attempts = Status.QUEUED, now, 0
    vintage.approved_by_id, vintage.approved_by_name = actor.pk, actor.name
    vintage.embargo_until = embargo_until if embargo_until and embargo_until > now else None
    vintage.save()
    told: dict[str, Any] = {"embargo_until": vintage.embargo_until}
    if vintage.released:
        record("workinggroup.vintage.asked", vintage, actor=actor, **told, released=vintage.released_at or "all")
    else:
        record("workinggroup.vintage.approved", vintage, actor=actor, **told)


@transaction.atomic
def withdraw_vintage(*, vintage: Vintage, actor: Person, reason: str = "") -> None:
    """Take back a vintage that is not out; its figures go, the fact and its file stay. Refuses `NotNow`."""
    vintage = _locked(vintage)
    ensure(rules.can_withdraw(actor, vintage))
    _require(vintage, Status.WITHDRAWN)
    vintage.published.all().delete()
    vintage.quarters.all().delete()
    holding.drop(vintage)
    vintage.status = Status.WITHDRAWN
    vintage.save(update_fields=["status"])
    record("workinggroup.vintage.withdrawn", vintage, actor=actor, reason=reason)


def _hidden_at(vintage: Vintage, address: str) -> dict[str, Any]:
    """The figure of the dataset that is hidden at an address, with or without its day. Refuses `NotHidden`."""
    delegations = delegations_by_country()
    try:
        citation = Citation.read(address if "@" in address else f"{address}@{vintage.as_of}")
    except CitationNotUnderstood:
        raise NotHidden(address=address) from None
    key, span = citation.key(delegations), citation.span
    if span.kind not in TABLES:
        raise NotHidden(address=address)
    of_dataset = {"series__dataset": vintage.dataset_id, "month": span.first.first}
    codes = {f"series__{name}": code for name, code in zip(CODES, key, strict=True)}
    cells = TABLES[span.kind].objects.filter(**of_dataset, **codes, until__isnull=True, is_out=True)
    if not cells.filter(mark=Mark.HIDDEN).exists():
        # What tells more than two things apart no month shows, and it may be known all the same.
        told = {name: code for name, code in codes.items() if code != TOTAL}
        rows = Observation.objects.filter(**of_dataset, **told, since__status=Status.PUBLISHED)
        if len(told) <= COUNTED + TOLD or span.kind != Kind.MONTH or cells.exists() or not rows.exists():
            raise NotHidden(address=address)
    plain = Citation.of(key, span, vintage.as_of, delegations)
    return {"address": str(plain).partition("@")[0], "key": list(key), "month": span.name}


def _require_turn(dataset: Dataset, as_of: date, today: date) -> None:
    if as_of > today:
        raise NotYet
    others = Vintage.objects.filter(dataset=dataset)
    if others.filter(status__in=UNDER_WAY).exists():
        raise UnderWay
    last = others.filter(status=Status.PUBLISHED).order_by("-as_of").first()
    if last and last.as_of >= as_of:
        raise NotLater(day=times.dated(last.as_of))


@uncollected()
def _read(dataset: Dataset, data: bytes, held: holding.Held, as_of: date, told: Told) -> Reading:
    """A file as it was understood, held against all that the delegation has published before."""
    declared = dataset.declared
    constants = {Meaning.REPORTING: dataset.reporting}
    constants |= {Meaning(name): code for name, code in declared.get("constants", {}).items()}
    first = Month.of(dataset.first) if dataset.first else None
    bounds: dict[str, Any] = {"first": first, "latest": Month.of(as_of), "only": dataset.reporting}

    def heard(rows: int) -> None:
        # A transaction in which nothing is asked for long is ended by the server.
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told(rows)

    said = {name: value for name, value in declared.items() if name not in {"constants", "blanks"}}
    said["blanks"] = {Meaning(name): code for name, code in declared.get("blanks", {}).items()}
    said["codes"] = structure_codes()
    reading = read_figures(data, by_name(dataset.layout), constants=constants, declared=said, told=heard, **bounds)
    if reading.is_of_persons:
        log.warning("a file that looks like rows about persons was refused and not kept")
    if reading.faults:
        raise BadFigures(reading)
    countries = reading.elsewhere
    named = countries if len(countries) <= MOST_COUNTRIES else [*countries[:MOST_COUNTRIES], "…"]
    if countries and (dataset.origin != Origin.THIRD_PARTY or not reading.figures):
        raise OthersCounts(countries=", ".join(named), country=dataset.reporting)
    # What others collected may be of the whole world: the counts of this country are taken, and the rest is said.
    reading = replace(reading, others=(*reading.others, *named))
    reading = held_against(reading, held.values, at=Month.of(as_of), earlier=holding.earlier(dataset))
    faults = _against_others(dataset, reading)
    if reading.faults or faults:
        raise BadFigures(Reading(faults=(*reading.faults, *faults)))
    return reading


def _against_others(dataset: Dataset, reading: Reading) -> list[Fault]:
    """Where other datasets of the delegation that count the same do not agree with the file: one of both is older."""
    counted = {key[:2] for key, _month in reading.figures}
    faults: list[Fault] = []
    for other in Dataset.objects.filter(delegation=dataset.delegation_id, reporting=dataset.reporting).exclude(
        pk=dataset.pk
    ):
        if not counted & {key[:2] for key in holding.keys_of(other)}:
            continue
        figures = {
            at: Figure(value, "A", "") for at, value in holding.current(other).values.items() if at[0][:2] in counted
        }
        both = {key[:2] for key, _month in figures}
        own = {at: figure for at, figure in reading.figures.items() if at[0][:2] in both}
        if own and figures:
            rounding = max(reading.rounding, dataset.rounding, other.rounding)
            tolerance = rounding * max(1, len({key for key, _month in (*own, *figures)}))
            faults += disagreements(own, figures, names=(str(dataset), str(other)), tolerance=tolerance)
    return faults


def _facts(reading: Reading, changes: Sequence[Difference]) -> dict[str, Any]:
    months = sorted({month for _key, month in reading.figures})
    return {
        "rows": reading.rows,
        "figures": len(reading.figures),
        "first": str(months[0]),
        "last": str(months[-1]),
        **Counter(str(each.change) for each in changes),
        "warnings": len(reading.warnings),
        "separator": reading.separator,
        "encoding": reading.encoding,
        "others": list(reading.others),
        "parts": [
            {
                "sheet": part.sheet,
                "layout": part.layout,
                "columns": [[heading, str(meaning)] for heading, meaning in part.columns],
                "rows": part.rows,
                "left_out": list(part.left_out[:20]),
            }
            for part in reading.parts
        ],
    }


def _locked(vintage: Vintage) -> Vintage:
    found: Vintage = Vintage.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=vintage.pk)
    return found


def _require(vintage: Vintage, status: Status) -> None:
    allowed: Collection[Status] = NEXT[Status(vintage.status)]
    if status not in allowed:
        raise NotNow(status=vintage.get_status_display())
