"""All published figures of an indicator, read while they are written."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from portal.core.people import Person
from workinggroup.flows.cube.months import Month
from workinggroup.flows.exporting.shown import STATUSES, Line, Shown, shown
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import CODES, AsOf, FlowSeries, PublishedFigure
from workinggroup.flows.queries.telling import PROVISIONAL, delegations_by_country
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
    out = PublishedFigure.objects.visible_to(user).filter(series=OuterRef("pk"))
    rows = FlowSeries.objects.visible_to(user).filter(Exists(out))
    pairs = set(rows.order_by().values_list("area", "group").distinct())
    return {area for area, _group in pairs}, {group for _area, group in pairs}


def all_figures(key: str, code: str, *, as_of: AsOf = None) -> Iterator[Shown]:
    """Every figure of an indicator that a side reads, by dataset, series and month; two SQL queries, of which the second is
    read as it is written."""
    known, sides = indicators()[key], delegations_by_country()
    rows = PublishedFigure.objects.read_with(code).as_of(as_of).filter(series__indicator=key).exclude(mark=Mark.GONE)
    names = [f"series__{name}" for name in CODES]
    order = ("series__dataset__delegation__order", "series__dataset", *names, "month")
    lines: dict[tuple[str, ...], Line] = {}
    facts = ("series__dataset__id", *names, "month", "value", "mark", "status", "as_of")
    for dataset, *told in rows.order_by(*order).values_list(*facts).iterator(chunk_size=CHUNK):
        codes, (month, value, mark, status, day) = tuple(told[: len(CODES)]), told[len(CODES) :]
        at = (str(dataset), *codes)
        if at not in lines:
            _indicator, reporting, counterpart, area, citizenship, group = codes
            lines[at] = Line(
                str(dataset),
                known,
                sides.get(reporting, reporting),
                sides.get(counterpart, counterpart),
                area,
                citizenship,
                group,
            )
        yield shown(
            lines[at],
            Month.of(month),
            value,
            day,
            status=status if status in STATUSES else "A",
            is_hidden=mark == Mark.HIDDEN,
            is_provisional=status == PROVISIONAL,
        )
