"""What the pages of datasets and their vintages show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from workinggroup.flows.cube.months import Month
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.importing.faults import SHOWN
from workinggroup.flows.importing.keeping import fault_of
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.indicators import annual
from workinggroup.flows.models import Dataset, PublishedFigure, Vintage, VintageFile
from workinggroup.flows.saying import Said, say_fault
from workinggroup.flows.states import UNDER_WAY, Mark, Status

YEAR = 12
# So many of the figures that a vintage changes are shown, the biggest changes first.
BIGGEST = 20
CHANGES = KeptStatement("""
SELECT series.indicator, series.reporting, series.counterpart, series.area, series.citizenship, series."group",
    new.month, old.value, new.value
FROM workinggroup_observation AS new
JOIN workinggroup_flowseries AS series ON series.id = new.series_id
LEFT JOIN workinggroup_observation AS old ON old.series_id = new.series_id AND old.month = new.month
    AND old.since_id <> new.since_id AND old.until_id IS NOT DISTINCT FROM %(until)s
WHERE new.since_id = %(vintage)s AND old.value IS DISTINCT FROM new.value
ORDER BY abs(COALESCE(new.value, 0) - COALESCE(old.value, 0)) DESC, new.month DESC, 1, 2, 3, 4, 5, 6
LIMIT %(most)s
""")


@dataclass(frozen=True)
class DatasetLine:
    """A dataset as the list of all shows it: its vintage that holds, the last month of that, the next day on which figures
    are due, and what is under way, which its own delegation alone is shown. `step` is how many months one figure is for."""

    dataset: Dataset
    current: Vintage | None
    last: Month | None
    due: date | None
    under_way: Vintage | None
    step: int = 1

    @property
    def next(self) -> Month | None:
        """The month whose figures are due next."""
        return self.last.plus(self.step) if self.last else None


def datasets_for(user: Person) -> list[DatasetLine]:
    """All datasets, by delegation. Three SQL queries."""
    rows = Dataset.objects.visible_to(user).select_related("delegation")
    datasets = list(rows.order_by("delegation__order", "created_at", "pk"))
    current, under_way = _vintages(user, datasets)
    lasts = last_months(user)
    return [_line(each, current.get(each.pk), under_way.get(each.pk), lasts.get(each.pk)) for each in datasets]


def _line(
    dataset: Dataset, current: Vintage | None, under_way: Vintage | None, told: tuple[Month, int] | None
) -> DatasetLine:
    last, step = told or (None, 1)
    return DatasetLine(dataset, current, last, next_due(dataset, last, step), under_way, step)


def _vintages(user: Person, datasets: list[Dataset]) -> tuple[dict[Any, Vintage], dict[Any, Vintage]]:
    rows = Vintage.objects.visible_to(user).filter(dataset__in=[each.pk for each in datasets]).order_by("as_of")
    current, under_way = {}, {}
    for vintage in rows:
        if vintage.status == Status.PUBLISHED:
            current[vintage.dataset_id] = vintage
        elif vintage.status in UNDER_WAY:
            under_way[vintage.dataset_id] = vintage
    return current, under_way


def last_months(user: Person) -> dict[Any, tuple[Month, int]]:
    """The last month of which each dataset has a published figure, and how many months one is for. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT series.dataset_id, max(figure.month), bool_and(series.indicator = ANY (%(annual)s)) "
            "FROM workinggroup_flowseries AS series "
            "CROSS JOIN LATERAL (SELECT month FROM workinggroup_publishedfigure WHERE series_id = series.id "
            "AND until IS NULL AND is_out AND mark <> '-' ORDER BY month DESC LIMIT 1) AS figure GROUP BY 1",
            {"annual": annual()},
        )
        return {pk: (Month.of(month), YEAR if is_annual else 1) for pk, month, is_annual in cursor.fetchall()}


def next_due(dataset: Dataset, last: Month | None, step: int = 1) -> date | None:
    """The day on which the figures of the month after the last are due, or of the year; None before the first vintage, and of
    what others collected, which nobody owes."""
    if last is None or dataset.origin == Origin.THIRD_PARTY:
        return None
    return due_of(dataset, last.plus(step))


def due_of(dataset: Dataset, month: Month) -> date:
    """The day on which the figures of a month are due."""
    return month.plus(1).first + timedelta(days=dataset.due_after - 1)


@dataclass(frozen=True)
class VintageList:
    """The vintages of a dataset that somebody sees, the latest first, a page of them."""

    rows: list[Vintage]
    count: int
    page: Page


def vintages_of(dataset: Dataset, user: Person, *, wanted: str | None = None) -> VintageList:
    """Two SQL queries."""
    rows = Vintage.objects.visible_to(user).filter(dataset=dataset).select_related("dataset").order_by("-number")
    count = rows.count()
    part = page(rows, wanted, count=count)
    return VintageList(list(part.rows), count, part)


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that a vintage changes: what it was and what it is; None where there is none."""

    key: Key
    month: Month
    before: int | None
    after: int | None

    @property
    def size(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class OwnSide:
    """What a delegation alone sees of its vintage: the file, how it was understood, what it changes, what the check told."""

    file: VintageFile
    changes: list[Changed]
    warnings: list[Said]

    @property
    def facts(self) -> Mapping[str, Any]:
        facts: Mapping[str, Any] = self.file.facts
        return facts

    @property
    def first(self) -> date:
        """The first month in the file."""
        return Month.read(self.facts["first"]).first

    @property
    def last(self) -> date:
        """The last month in the file."""
        return Month.read(self.facts["last"]).first

    @property
    def hidden_warnings(self) -> int:
        return int(self.facts.get("warnings", 0)) - len(self.warnings)


def all_changes(vintage: Vintage) -> Iterator[Changed]:
    """Every figure that a vintage changes, the biggest change first, read while they are written. One SQL query."""
    with connection.chunked_cursor() as cursor:
        # No plan of it is kept: it is asked for seldom, and of all.
        cursor.execute(str(CHANGES), {"vintage": vintage.pk, "until": _until(vintage), "most": None})
        while rows := cursor.fetchmany(2_000):
            for *codes, month, was, now in rows:
                yield Changed(tuple(codes), Month.of(month), was, now)


def _until(vintage: Vintage) -> UUID | None:
    """By what the figures that it changed have ended."""
    return vintage.pk if vintage.is_published else None


def own_side(vintage: Vintage, user: Person) -> OwnSide | None:
    """None for everybody but the delegation. Two SQL queries at most."""
    file: VintageFile | None = VintageFile.objects.visible_to(user).filter(vintage=vintage).first()
    if file is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"vintage": vintage.pk, "until": _until(vintage), "most": BIGGEST})
        changes = [Changed(tuple(codes), Month.of(month), was, now) for *codes, month, was, now in cursor.fetchall()]
    return OwnSide(file, changes, [say_fault(fault_of(each)) for each in file.warnings[:SHOWN]])


def definitions_at(asked: Iterable[tuple[UUID, date]]) -> dict[tuple[UUID, date], str]:
    """Of datasets, each as of the day of a vintage, by which edition of its delegation's rules that is counted. One SQL query."""
    wanted = set(asked)
    rows = Vintage.objects.filter(dataset__in={pk for pk, _day in wanted}, status=Status.PUBLISHED)
    told = rows.values_list("dataset", "as_of", "definition_version")
    return {(pk, day): words for pk, day, words in told if (pk, day) in wanted}


@dataclass(frozen=True, slots=True)
class Out:
    """How many cells of a vintage are out, and of these how many are hidden."""

    cells: int
    hidden: int


def out_of(vintage: Vintage, user: Person) -> Out:
    """What of a vintage everybody sees. One SQL query."""
    rows = PublishedFigure.objects.visible_to(user).filter(since=vintage)
    marks = dict(rows.order_by().values_list("mark").annotate(count=Count("pk")))
    return Out(sum(marks.values()) - marks.get(Mark.GONE, 0), marks.get(Mark.HIDDEN, 0))
