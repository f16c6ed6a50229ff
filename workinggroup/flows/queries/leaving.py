"""All published figures of an indicator, read while they are written."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from portal.core.people import Person
from workinggroup.flows.cube.months import Month, Span, month_span, quarter_of
from workinggroup.flows.exporting.shown import STATUSES, Line, Shown, shown
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import CODES, AsOf, FlowSeries, PublishedFigure
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import PROVISIONAL, delegations_by_country, latest_vintages
from workinggroup.flows.states import Mark

CHUNK = 2_000
# What files of figures show, for `version_of`: the datasets, and how many vintages, editions and events there are;
# ministerials are on the charts.
SHOWN = """
SELECT ARRAY(SELECT id::text FROM workinggroup_dataset ORDER BY id),
    (SELECT count(*) FROM workinggroup_vintage WHERE status = 'published'),
    (SELECT count(*) FROM workinggroup_edition),
    (SELECT count(*) + count(removed_at) FROM workinggroup_flowevent),
    (SELECT md5(string_agg(concat(id, title, starts_at, status), ',' ORDER BY id)) FROM meetings_meeting
        WHERE level = 'ministerial')
"""


def codes_in_use(user: Person) -> tuple[set[str], set[str]]:
    """The codes of areas and of groups that published figures have. One SQL query."""
    out, quarters = (
        Exists(table.objects.visible_to(user).filter(series=OuterRef("pk")))
        for table in (PublishedFigure, QuarterFigure)
    )
    rows = FlowSeries.objects.visible_to(user).filter(out | quarters)
    pairs = set(rows.order_by().values_list("area", "group").distinct())
    return {area for area, _group in pairs}, {group for _area, group in pairs}


def days_of(key: str, user: Person, *, as_of: AsOf = None) -> dict[Any, date]:
    """The datasets of which somebody sees a figure of an indicator, with the day of the vintage that is told. Two SQL queries, of
    an edition one; they read no figures but one of each series."""
    out = PublishedFigure.objects.visible_to(user).as_of(as_of).filter(series=OuterRef("pk")).exclude(mark=Mark.GONE)
    # One is looked up for each series: asked whether there are any, the server would read all.
    rows = FlowSeries.objects.visible_to(user).filter(indicator=key).annotate(one=Subquery(out.values("pk")[:1]))
    datasets = set(rows.filter(one__isnull=False).order_by().values_list("dataset", flat=True).distinct())
    days = as_of if isinstance(as_of, Mapping) else latest_vintages(user, datasets, as_of=as_of)
    return {pk: day for pk, day in days.items() if pk in datasets}


def hiding_datasets(key: str, code: str, datasets: Collection[Any], *, as_of: AsOf = None) -> set[Any]:
    """Those of these datasets of which a side reads that something of an indicator is hidden, by the month or by the quarter. Two
    SQL queries, none for no dataset."""
    hidden: set[Any] = set()
    tables: tuple[Any, ...] = (PublishedFigure, QuarterFigure) if datasets else ()
    for table in tables:
        rows = table.objects.read_with(code).as_of(as_of).filter(series__indicator=key, mark=Mark.HIDDEN)
        rows = rows.filter(series__dataset__in=list(datasets))
        hidden.update(rows.order_by().values_list("series__dataset", flat=True).distinct())
    return hidden


def all_figures(key: str, code: str, *, as_of: AsOf = None) -> Iterator[Shown]:
    """Every figure of an indicator that a side reads, by dataset, series and month, then those that only a quarter tells; three
    SQL queries, of which the second and the third are read as they are written."""
    known, sides = indicators()[key], delegations_by_country()
    lines: dict[tuple[str, ...], Line] = {}
    names = [f"series__{name}" for name in CODES]
    order = ("series__dataset__delegation__order", "series__dataset", *names, "month")
    facts = ("series__dataset__id", *names, "month", "value", "mark", "status", "as_of")
    tables: tuple[tuple[Any, Callable[[Month], Span]], ...] = (
        (PublishedFigure, month_span),
        (QuarterFigure, quarter_of),
    )
    for table, span_of in tables:
        rows = table.objects.read_with(code).as_of(as_of).filter(series__indicator=key).exclude(mark=Mark.GONE)
        for dataset, *told in rows.order_by(*order).values_list(*facts).iterator(chunk_size=CHUNK):
            codes, (month, value, mark, status, day) = tuple(told[: len(CODES)]), told[len(CODES) :]
            at = (str(dataset), *codes)
            yield shown(
                lines.get(at) or lines.setdefault(at, Line.of(str(dataset), known, codes, sides)),
                span_of(Month.of(month)),
                value,
                day,
                status=status if status in STATUSES else "A",
                is_hidden=mark == Mark.HIDDEN,
                is_provisional=status == PROVISIONAL,
            )
