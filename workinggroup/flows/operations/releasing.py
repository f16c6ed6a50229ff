"""What vintages hid, what of it is let out, and what that would tell of earlier ones."""

from collections.abc import Collection
from datetime import date

from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, month_span
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.models import CODES, Observation, PublishedFigure, Vintage
from workinggroup.flows.protecting import At, told_by_showing
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import Mark, Status

NAMES = [f"series__{name}" for name in CODES]


def released_by(vintage: Vintage) -> set[At]:
    """The cells that a vintage lets out of hiding."""
    return {(tuple(each["key"]), Month.read(each["month"])) for each in vintage.released}


def hidden_ever(vintage: Vintage, months: Collection[Month]) -> set[At]:
    """The cells of these months that some vintage hid, but for those that this one lets out, and those that an earlier one let
    out and showed. Two SQL queries.
    """
    earlier = Vintage.objects.filter(dataset=vintage.dataset_id, status=Status.PUBLISHED).exclude(released=[])
    releases: dict[At, list[date]] = {}
    for each in earlier:
        for at in released_by(each):
            releases.setdefault(at, []).append(each.as_of)
    now = released_by(vintage)
    rows = PublishedFigure.objects.filter(
        series__dataset=vintage.dataset_id, mark=Mark.HIDDEN, is_out=True, month__in=[each.first for each in months]
    )
    return {
        at
        for month, as_of, until, *codes in rows.values_list("month", "as_of", "until", *NAMES)
        if (at := (tuple(codes), Month.of(month))) not in now
        and not any(as_of < day and until and until <= day for day in releases.get(at, ()))
    }


def earlier_figures_told(vintage: Vintage) -> list[str]:
    """The addresses of small figures of earlier vintages that could be told more closely, were the figures shown again that
    this vintage lets out: as if each of them were what it was. Three SQL queries for each month of them.
    """
    released = released_by(vintage)
    return [
        address
        for month in sorted({month for _key, month in released})
        for address in _told_in(vintage, month, {key for key, of_month in released if of_month == month})
    ]


def _told_in(vintage: Vintage, month: Month, released: Collection[Key]) -> list[str]:
    of_month = {"series__dataset": vintage.dataset_id, "month": month.first}
    exact = Observation.objects.filter(**of_month, since__status=Status.PUBLISHED)
    counts = list(exact.values_list("since__as_of", "until__as_of", "value", *NAMES))
    out = list(PublishedFigure.objects.filter(**of_month, is_out=True).values_list("as_of", "until", "mark", *NAMES))
    delegations = delegations_by_country()
    found: dict[Key, str] = {}
    for day in sorted({row[0] for row in (*counts, *out)}):
        figures = {
            tuple(codes): value
            for since, until, value, *codes in counts
            if value is not None and _held(since, until, day)
        }
        hidden = {
            tuple(codes) for since, until, mark, *codes in out if mark == Mark.HIDDEN and _held(since, until, day)
        }
        # What was shown later is known already.
        hidden -= {tuple(codes) for since, _until, mark, *codes in out if mark == Mark.SHOWN and since > day}
        for key in told_by_showing(figures, month, hidden=hidden, shown=released):
            found.setdefault(key, str(Citation.of(key, month_span(month), day, delegations)))
    return list(found.values())


def _held(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)
