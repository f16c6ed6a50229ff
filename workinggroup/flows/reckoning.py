"""What is reckoned of figures as it leaves: two counts held against each other, and what a figure was in each release."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext

from meetings.documents.names import inert
from portal.core.texts import in_language
from workinggroup.flows.charts.figures import NONE, Figure
from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.exporting.plain import Cells, Reckoned
from workinggroup.flows.exporting.shown import HIDDEN, NORMAL, PROVISIONAL, STATUSES, About, Line, Shown, shown
from workinggroup.flows.exporting.structure import CAUSE, CHANGE, GAP, GAP_SHARE, MIRROR, READING, REVISIONS
from workinggroup.flows.files import Leaving
from workinggroup.flows.indicators import LANGUAGES, Words, indicators
from workinggroup.flows.leaving import about_datasets, notes_of
from workinggroup.flows.models import Dataset
from workinggroup.flows.naming import in_each, name_of_flow
from workinggroup.flows.plates import Plate
from workinggroup.flows.queries.mirrors import Count, MirrorPage, Row
from workinggroup.flows.queries.numbers import Number
from workinggroup.flows.queries.revisions import Change, Revisions
from workinggroup.flows.queries.sides import Side
from workinggroup.flows.queries.status import ReportedLine
from workinggroup.flows.queries.telling import delegations_by_country

DATE, WHOLE, PART = {"type": "date"}, {"type": "integer"}, {"type": "number"}
CODE, MONTH = {"type": "string"}, {"type": "yearmonth"}
MIRRORED: Mapping[str, Mapping[str, Any]] = {
    name: {**kind, "description": words}
    for name, kind, words in (
        ("month", MONTH, "The month that both counts are of"),
        ("one", CODE, "The delegation whose count is the first"),
        ("one_value", WHOLE, "How many the first counted; empty where either hides it, or it tells none"),
        ("one_status", CODE, "c hidden, P provisional; empty: none"),
        ("one_as_of", DATE, "The day since which the first count stands so"),
        ("one_address", CODE, "Under which the first count is quoted"),
        ("other", CODE, "The delegation whose count is the second"),
        ("other_value", WHOLE, "How many the second counted; empty where either hides it, or it tells none"),
        ("other_status", CODE, "c hidden, P provisional; empty: none"),
        ("other_as_of", DATE, "The day since which the second count stands so"),
        ("other_address", CODE, "Under which the second count is quoted"),
        ("gap", WHOLE, "The first count less the second"),
        ("gap_share", PART, "The gap as a part of the mean of both counts"),
        ("reading", CODE, "What the gap asks for: agree, watch, explain"),
        ("coarser", CODE, "Over what both are summed where one side hides the month"),
        ("coarser_one_value", WHOLE, "The first count, summed so"),
        ("coarser_other_value", WHOLE, "The second count, summed so"),
        ("coarser_gap_share", PART, "The gap of both sums as a part of their mean"),
        ("cause", CODE, "Why they differ, by the closed list C0 to C8"),
        ("words_en", CODE, "The same in the words of the delegations, in English"),
        ("words_es", CODE, "The same in Spanish"),
        ("proposed_by", CODE, "The delegation that proposed the cause"),
        ("agreed_by", CODE, "The delegation that agreed; empty as long as none did"),
    )
}
REVISED: Mapping[str, Mapping[str, Any]] = {
    name: {**kind, "description": words}
    for name, kind, words in (
        ("month", CODE, "The month, or the months, that the figure is of"),
        ("as_of", DATE, "The day since which it stood so"),
        ("value", WHOLE, "How many; empty where it is hidden or no longer told"),
        ("status", CODE, "c hidden, P provisional; empty: none"),
        ("change", WHOLE, "By how much it changed what was shown before"),
        ("address", CODE, "Under which the figure is quoted"),
    )
}
STANDING: Mapping[str, Mapping[str, Any]] = {
    name: {**kind, "description": words}
    for name, kind, words in (
        ("delegation", CODE, "Who reports"),
        ("dataset", CODE, "The dataset of the delegation"),
        ("indicator", CODE, "What is counted, by its code; empty where the dataset has published nothing yet"),
        ("month", MONTH, "The month that the figures are of"),
        ("state", CODE, "on-time, late, provisional, missing, not-due"),
    )
}
Shaped = Iterator[tuple[Shown, dict[str, str | int]]]


def mirror_leaving(page: MirrorPage, address: str) -> Leaving:
    """A comparison: every month of it, the latest first."""
    one, other = page.compared.sides

    def about() -> About:
        stands = [stand for side in (one, other) for stand in side.stands]
        hiding = {each.dataset.pk for side in (one, other) for month, each in side.tellers.items()
                  if side.series.at(month).is_hidden}  # fmt: skip
        counted = [indicators()[key] for key in dict.fromkeys((one.key[0], other.key[0]))]
        return about_datasets(in_each(lambda: str(page.compared.pair)), stands, counted, address, hiding=hiding)

    return Leaving(
        f"mirror-{one.code}-{other.code}-{page.last_day or 'empty'}".lower(),
        lambda: (row for row, _more in _mirrored(page)),
        about,
        lambda: mirror_sheet(page),
        lambda: Reckoned("mirror", MIRRORED, ["month"], list(_rows(page))),
        MIRROR,
        lambda: _mirrored(page),
    )


def mirror_sheet(page: MirrorPage) -> Sheet:
    """The drawing of a pair with what it compares."""
    datasets = [each for side in page.compared.sides for each in side.datasets]
    days = {side.code: side.as_of for side in page.compared.sides if side.as_of}
    return page.plate.sheet(notes_of(datasets, days) if datasets else [])


def revisions_leaving(page: Revisions, address: str) -> Leaving:
    """Every figure of a series that was published, month by month."""
    series, dataset = page.series, page.series.dataset
    name = f"revisions-{dataset.delegation_id}-{series.indicator}-{page.latest or 'empty'}".lower().replace("_", "-")
    return _changes_leaving(
        name,
        dataset,
        series.key,
        page.changes,
        in_each(lambda: f"{name_of_flow(series.key)}: {pgettext('figures', 'Revisions')}"),
        address,
        lambda: page.plate.sheet(notes_of([dataset], {dataset.delegation_id: page.latest} if page.latest else {})),
    )


def number_leaving(number: Number, address: str) -> Leaving:
    """A figure with all that it was, the latest last."""
    changes: list[Change] = []
    before: int | None = None
    for each in reversed(number.stands):
        value = each.figure.value
        change = None if before is None or value is None else value - before
        status = each.status if each.status in STATUSES else NORMAL
        changes.append(Change(each.citation.span, each.day, each.figure, change, each.address, status))
        before = value if value is not None else before
    codes = number.stand.address.lower().replace("_", "").replace("~", "-")
    name = "figure-" + "-".join(filter(None, "".join(sign if sign.isalnum() else "-" for sign in codes).split("-")))
    return _changes_leaving(name, number.dataset, number.key, changes, in_each(lambda: number.title), address)


def reporting_leaving(lines: Sequence[ReportedLine], plate: Plate, stands: Sequence[tuple[Dataset, date]]) -> Leaving:
    """Who has reported what, month by month. No figures are in it."""
    day = max((day for _dataset, day in stands), default=None)
    days = {dataset.delegation_id: day for dataset, day in stands}
    title = in_each(lambda: gettext("Who has reported what"))
    return Leaving(
        f"reporting-{day or 'empty'}",
        None,
        lambda: about_datasets(title, stands, [], "", hiding=()),
        lambda: plate.sheet(notes_of([dataset for dataset, _day in stands], days) if stands else []),
        lambda: Reckoned("reporting", STANDING, ["dataset", "indicator", "month"], list(_standing(lines))),
    )


def _standing(lines: Sequence[ReportedLine]) -> Iterator[Cells]:
    for line in lines:
        for month, state in sorted(line.months.items()):
            code, name = line.dataset.delegation_id, inert(in_language(line.dataset.name, "en"))
            yield (code, name, line.indicator, str(month), state.value)


def _changes_leaving(
    name: str,
    dataset: Dataset,
    key: Any,
    changes: Sequence[Change],
    title: Words,
    address: str,
    sheet: Callable[[], Sheet] | None = None,
) -> Leaving:
    last = max((each.as_of for each in changes), default=None)
    hiding = {dataset.pk} if any(each.figure.is_hidden for each in changes) else set()
    counted = [indicators()[key[0]]]
    return Leaving(
        name,
        lambda: (row for row, _more in _changed(dataset, key, _latest(changes))),
        lambda: about_datasets(title, [(dataset, last)] if last else [], counted, address, hiding=hiding),
        sheet,
        lambda: Reckoned("revisions", REVISED, ["month", "as_of"], [_change(each) for each in changes]),
        REVISIONS,
        lambda: _changed(dataset, key, changes),
    )


def _mirrored(page: MirrorPage) -> Shaped:
    """Each count of each month, with how far it is from the other side's and why. One SQL query."""
    one, other = page.compared.sides
    delegations = delegations_by_country()
    lines: dict[Any, Line] = {}
    for row in reversed(page.every):
        for side, count, sign in ((one, row.one, 1), (other, row.other, -1)):
            teller = side.tellers.get(row.month)
            dataset = teller.dataset if teller else next(iter(side.datasets), None)
            if count.figure == NONE or dataset is None:
                continue
            at = dataset.pk, side.key
            line = lines.get(at) or lines.setdefault(
                at, Line.of(str(dataset.pk), indicators()[side.key[0]], side.key, delegations)
            )
            yield _shown(line, count, row, side, teller.statuses.get(row.month) if teller else None), _gap(row, sign)


def _shown(line: Line, count: Count, row: Row, side: Side, status: str | None) -> Shown:
    figure = count.figure
    # Since when a hidden one holds may be the other side's hiding.
    since = count.since or side.as_of or row.month.first
    return shown(
        line,
        row.month,
        figure.value,
        since,
        status=status or NORMAL,
        is_hidden=figure.is_hidden,
        is_provisional=figure.is_provisional,
    )


def _gap(row: Row, sign: int) -> dict[str, str | int]:
    if row.pair is None:
        return {}
    found: dict[str, str | int] = {GAP: sign * row.pair.gap, READING: row.pair.band.value.upper()}
    if row.share is not None:
        found[GAP_SHARE] = f"{sign * float(row.share):.4f}"
    if row.reason and row.reason.is_agreed:
        found[CAUSE] = row.reason.cause
    return found


def _rows(page: MirrorPage) -> Iterator[Cells]:
    one, other = page.compared.sides
    for row in page.every:
        share = row.share
        reason = row.reason
        yield (
            str(row.month),
            one.code,
            *_count(row.one),
            other.code,
            *_count(row.other),
            row.pair.gap if row.pair else "",
            f"{float(share):.4f}" if share is not None else "",
            row.pair.band.value if row.pair else "",
            *_instead(row),
            reason.cause if reason else "",
            *(inert(" ".join(reason.words.get(code, "").split())) if reason else "" for code in LANGUAGES),
            reason.delegation_id if reason else "",
            (reason.agreed_by_id or "") if reason else "",
        )


def _instead(row: Row) -> Cells:
    """What is compared where one side hides the figure."""
    if row.instead is None:
        return ("", "", "", "")
    share = row.instead.pair.share
    words = "" if share is None else f"{float(share):.4f}"
    return ("+".join(row.instead.summed), row.instead.pair.a, row.instead.pair.b, words)


def _count(count: Count) -> Cells:
    return (*_said(count.figure), count.since.isoformat() if count.since else "", count.address)


def _said(figure: Figure) -> Cells:
    """How many, and whether that is hidden or provisional."""
    status = HIDDEN if figure.is_hidden else PROVISIONAL if figure.is_provisional else ""
    return ("" if figure.value is None else figure.value, status)


def _changed(dataset: Dataset, key: Any, changes: Sequence[Change]) -> Shaped:
    """Each figure of each release that changed it, with the change. One SQL query."""
    line = Line.of(str(dataset.pk), indicators()[key[0]], key, delegations_by_country())
    for each in changes:
        figure = each.figure
        status = each.status if figure.value is not None else NORMAL
        more: dict[str, str | int] = {} if each.change is None else {CHANGE: each.change}
        yield (
            shown(
                line,
                each.span,
                figure.value,
                each.as_of,
                status=status,
                is_hidden=figure.is_hidden,
                is_provisional=figure.is_provisional,
            ),
            more,
        )


def _latest(changes: Sequence[Change]) -> list[Change]:
    """What each figure was last."""
    return list({each.span: each for each in changes}.values())


def _change(each: Change) -> Cells:
    change = "" if each.change is None else each.change
    return (each.span.name, each.as_of.isoformat(), *_said(each.figure), change, each.address)
