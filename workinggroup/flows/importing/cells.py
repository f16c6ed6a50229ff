"""What the cells of one table say: codes, months, counts, and what is wrong where they say none. Pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from workinggroup.flows.cube.months import Month, Span, fiscal_year_of, year_of
from workinggroup.flows.cube.relations import OTHER
from workinggroup.flows.importing.countries import is_part_of_world
from workinggroup.flows.importing.faults import Code, Fault, Reason, line_in
from workinggroup.flows.importing.fitting import Fitted, Found, constants_of
from workinggroup.flows.importing.known import IRREGULAR
from workinggroup.flows.importing.layouts import DIMENSIONS, Given, Key, Meaning, bounded, joined, key_of
from workinggroup.flows.importing.listed import Listed
from workinggroup.flows.importing.numbers import NotWhole, whole
from workinggroup.flows.importing.periods import NoMonth, in_year, is_whole_year, month_in, number_of, year_in
from workinggroup.flows.importing.sources import Table
from workinggroup.flows.importing.words import fold

M = Meaning
K = TypeVar("K")
V = TypeVar("V")
# What files write where nothing was counted; a layout says whether it may be.
AWAY = frozenset({"x", "na", "n/a", "nd", "n/d", "-", "--", "...", "s/d"})


# So many different rows of labels are remembered: of more few come again.
MOST_LABELS = 20_000


class Memo(dict[K, V]):
    """What each different cell says, found once; where there may be as many as rows, after the `most` of them anew."""

    def __init__(self, find: Callable[[K], V], most: int | None = None) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, cell: K) -> V:
        if len(self) == self._most:
            self.clear()
        found = self[cell] = self._find(cell)
        return found


class Cells:
    """How the cells of one table are understood. Each `find` gives None for what is wrong; `explain` then says what it is."""

    def __init__(self, fitted: Fitted, table: Table, first: Month | None, latest: Month | None) -> None:
        self.fitted, self.table, self.first, self.latest = fitted, table, first, latest
        self.layout = fitted.layout
        self.constants = constants_of(fitted)
        self.dimensions = [each for each in fitted.found if each.meaning in DIMENSIONS]
        meanings = (M.PERIOD,) if fitted.of(M.PERIOD) else (M.YEAR, M.FISCAL_YEAR, M.MONTH)
        self.period = [each for meaning in meanings for each in fitted.of(meaning)]
        self.is_fiscal = bool(fitted.of(M.FISCAL_YEAR))
        # The keys with a code that is not valid in every month.
        self.bounded: dict[Key, Sequence[tuple[Meaning, Listed]]] = {}

    # Keys

    def key(self, cells: tuple[str, ...], given: Given | None = None) -> Key | None:
        """The key of the cells of all dimensions."""
        codes = self.codes(cells)
        if codes is None:
            return None
        given = given or {}
        if self.fitted.of(M.GROUP) and M.GROUP in given:
            # The row tells an age, say, and the heading a sex.
            given = {**given, M.GROUP: joined((codes[M.GROUP], given[M.GROUP]))}
        return self.whole_key({**codes, **given})

    def codes(self, cells: tuple[str, ...]) -> dict[Meaning, str] | None:
        parts: dict[Meaning, list[str]] = {}
        for each, cell in zip(self.dimensions, cells, strict=True):
            code = self.code(each, cell)
            if code is None:
                return None
            parts.setdefault(each.meaning, []).append(code)
        return {**self.constants, **{meaning: joined(codes) for meaning, codes in parts.items()}}

    def code(self, found: Found, cell: str) -> str | None:
        cell = cell.strip()
        return found.column.labels.read(cell) if cell else self.layout.blanks.get(found.meaning)

    def rest(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The labels that are counted in the rest; several of them are parts of it, and each may stand once."""
        pairs = zip(self.dimensions, cells, strict=True)
        return tuple(fold(cell) for each, cell in pairs if self.code(each, cell) == OTHER)

    def whole_key(self, codes: Given) -> Key | None:
        if codes[M.INDICATOR] in IRREGULAR and codes.get(M.CITIZENSHIP) == codes[M.REPORTING]:
            return None
        key = key_of(codes)
        if held := bounded(key):
            self.bounded[key] = held
        return key

    # Months

    def month(self, cells: tuple[str, ...], number: str = "") -> Month | None:
        found = self.written_month(cells, number)
        return None if isinstance(found, NoMonth) or self.is_outside(found) else found

    def written_month(self, cells: tuple[str, ...], number: str = "", year: str = "") -> Month | NoMonth:
        """The month of the cells of the period; `number` is a month's that a heading gives, `year` a year's."""
        if self.period and self.period[0].meaning == M.PERIOD:
            return month_in(cells[0])
        year = year or (cells[0] if self.period and self.period[0].meaning != M.MONTH else self.fitted.year)
        if self.layout.is_annual:
            known = year_in(year)
            return Month(known, 12) if known else NoMonth(Reason.NO_YEAR)
        month = number or (cells[-1] if self.period else "")
        if month and not number_of(month) and not isinstance(full := month_in(month), NoMonth):
            return full
        return in_year(year, month, fiscal=self.is_fiscal)

    def is_outside(self, month: Month) -> bool:
        return bool((self.latest and month > self.latest) or (self.first and month < self.first))

    def year(self, cells: tuple[str, ...], year: str = "") -> Span | None:
        """The year that a row of totals is of, None for any other row; `year` is what a heading gives."""
        if not self.period or self.period[-1].meaning != M.MONTH or not is_whole_year(cells[-1]):
            return None
        known = year_in(year or (cells[0] if len(self.period) > 1 else self.fitted.year))
        if not known:
            return None
        return fiscal_year_of(Month(known, 1)) if self.is_fiscal else year_of(Month(known, 1))

    # Counts

    def value(self, cell: str) -> int | None:
        found = whole(cell)
        return found * self.layout.multiplier if isinstance(found, int) else None

    def is_away(self, cell: str) -> bool:
        return fold(cell) in self.layout.not_applicable or cell.strip().casefold() in self.layout.signs

    def is_withheld(self, cell: str) -> bool:
        return cell.strip().casefold() in self.layout.withheld

    # What is wrong

    def explain(self, line: int, cells: Sequence[str]) -> Iterator[Fault]:
        """All that is wrong with a row besides its counts."""
        codes: dict[Meaning, list[str]] = {}
        for each in self.dimensions:
            cell = cells[each.place].strip()
            code = self.code(each, cell)
            if code is not None:
                codes.setdefault(each.meaning, []).append(code)
            elif cell:
                reason = Reason.PART_OF_WORLD if is_part_of_world(cell) else None
                yield self.fault(Code.UNKNOWN, line, each, cell, reason=reason, fix=each.column.labels.suggest(cell))
            else:
                yield self.fault(Code.EMPTY, line, each)
        whole_codes = {**self.constants, **{meaning: joined(some) for meaning, some in codes.items()}}
        if whole_codes.get(M.INDICATOR) in IRREGULAR and whole_codes.get(M.CITIZENSHIP) == whole_codes.get(M.REPORTING):
            for each in self.fitted.of(M.CITIZENSHIP) or self.fitted.of(M.REPORTING):
                yield self.fault(Code.OWN_CITIZENS, line, each, cells[each.place], indicator=whole_codes[M.INDICATOR])
        yield from self.explain_month(line, cells)

    def explain_month(self, line: int, cells: Sequence[str]) -> Iterator[Fault]:
        if not self.period:
            return
        if {M.MONTH, M.YEAR} & {m for _place, _heading, given in self.fitted.figures for m in given}:
            return
        written = tuple(cells[each.place] for each in self.period)
        found = self.written_month(written)
        last = self.period[-1]
        if isinstance(found, NoMonth):
            wrong = self.period[0] if found.reason == Reason.NO_YEAR else last
            said = " ".join(part for part in written if part.strip())
            yield self.fault(Code.PERIOD, line, wrong, said, reason=found.reason, fix=found.fix)
        elif self.is_outside(found):
            yield self.outside(line, last.place, last.heading, cells[last.place], found)

    def outside(self, line: int, place: int, heading: str, cell: str, month: Month) -> Fault:
        is_future = self.latest is not None and month > self.latest
        reason, bound = (Reason.FUTURE, self.latest) if is_future else (Reason.BEFORE, self.first)
        facts = {"month": str(month), "bound": str(bound)}
        return Fault(Code.MONTHS, self.table.place(line, place), line, heading, cell, reason, facts=facts)

    def out_of_time(self, key: Key, month: Month, place: str, column: str) -> Iterator[Fault]:
        """What of a key is not valid in a month; in one of the months of its year where figures are of years."""
        first = month.plus(-11) if self.layout.is_annual else month
        for meaning, code in self.bounded.get(key, ()):
            if code.holds(first, month):
                continue
            reason = Reason.NOT_THEN if code.first and code.last else Reason.NOT_YET if code.first else Reason.NO_LONGER
            heading = column or next((each.heading for each in self.fitted.of(meaning)), "")
            facts = {
                "dimension": meaning.value,
                "code": code.code,
                "month": str(month),
                "from": str(code.first),
                "to": str(code.last),
                "use": code.use,
            }
            yield Fault(Code.UNKNOWN, place, line_in(place), heading, code.code, reason, facts=facts)

    def count(self, line: int, place: int, heading: str, cell: str) -> Fault:
        found = whole(cell)
        assert isinstance(found, NotWhole)
        is_like_others = cell.strip().casefold() in AWAY
        reason = Reason.NOT_APPLICABLE if is_like_others else found.reason
        at = self.table.place(line, place)
        return Fault(Code.VALUE, at, line, heading, cell, reason, found.fix)

    def fault(
        self,
        code: Code,
        line: int,
        found: Found,
        value: str = "",
        *,
        reason: Reason | None = None,
        fix: str = "",
        **facts: object,
    ) -> Fault:
        return Fault(code, self.table.place(line, found.place), line, found.heading, value, reason, fix, facts)
