"""Totals that a file supplies, held against its details and dropped; and two tables that should agree. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from workinggroup.flows.cube.months import Month, months_between
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.faults import Code, Fault, Reason, line_in
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.importing.rows import At, Figure, Read, Total

INDICATOR, REPORTING = DIMENSIONS.index(Meaning.INDICATOR), DIMENSIONS.index(Meaning.REPORTING)
GROUP = DIMENSIONS.index(Meaning.GROUP)
# Before these come the indicator and who reports it.
COUNTED = REPORTING + 1
# Where a total is of: the dimensions that it sums over.
Mask = tuple[bool, ...]


def without_totals(read: Read) -> tuple[dict[At, Figure], list[Fault]]:
    """The figures of a table that are not sums of others in it, and a fault for every total that its details do not add up to.

    A sum may be apart by the rounding times the number of its terms. Adults of both sexes are a sum as well, where men and women
    among them stand beside.
    """
    rounding = read.fitted.layout.rounding
    faults = [*_yearly(read.figures, read.totals, rounding)]
    by_mask: dict[Mask, list[At]] = defaultdict(list)
    for at in read.figures:
        by_mask[_mask(at[0])].append(at)
    of_groups = _sums_of_groups(read.figures)
    totals: dict[At, None] = {}
    for at in of_groups.keys() & read.figures.keys():
        totals[at] = None
        faults += _differs(at[0], str(at[1]), read.figures[at], of_groups[at], rounding)
    # What a file does not say of a group it says of its parts.
    unsaid = {at: Figure(told[0], "", "") for at, told in of_groups.items() if at not in read.figures}
    by_mask_unsaid: dict[Mask, list[At]] = defaultdict(list)
    for at in unsaid:
        by_mask_unsaid[_mask(at[0])].append(at)
    every = {**read.figures, **unsaid} if unsaid else read.figures
    for coarse, supplied in by_mask.items():
        for fine in _next_finer(coarse, by_mask):
            over_groups = coarse[GROUP] and not fine[GROUP]
            some = (
                [at for at in by_mask[fine] if at not in of_groups]
                if over_groups
                else by_mask[fine] + by_mask_unsaid[fine]
            )
            sums = _summed(every, some, coarse)
            for at in supplied:
                if at in sums:
                    totals[at] = None
                    figure = read.figures[at]
                    faults += _differs(at[0], str(at[1]), figure, sums[at], rounding)
    return {at: figure for at, figure in read.figures.items() if at not in totals} if totals else read.figures, faults


def _sums_of_groups(figures: Mapping[At, Figure]) -> dict[At, tuple[int, int]]:
    """The sums of groups whose parts are told, with how many these are: M.ADULT and F.ADULT make ADULT, M.ADULT and M.CHILD make
    M, wherever a table has such a group at all."""
    codes = {key[GROUP]: frozenset(key[GROUP].split(".")) for key, _month in figures}
    wholes: dict[str, list[str]] = defaultdict(list)
    for whole, parts in codes.items():
        for finer, more in codes.items():
            if whole != TOTAL and parts < more:
                wholes[finer].append(whole)
    if not wholes:
        return {}
    # A group that is the sum of others in a row is no part of a third one there.
    inner = {((*key[:GROUP], whole), month) for key, month in figures for whole in wholes.get(key[GROUP], ())}
    sums: dict[At, tuple[int, int]] = {}
    for (key, month), figure in figures.items():
        if (key, month) in inner:
            continue
        for whole in wholes.get(key[GROUP], ()):
            at = ((*key[:GROUP], whole), month)
            value, terms = sums.get(at, (0, 0))
            sums[at] = value + figure.value, terms + 1
    return sums


def _mask(key: Key) -> Mask:
    return tuple(code == TOTAL for code in key)


def _next_finer(coarse: Mask, masks: Iterable[Mask]) -> list[Mask]:
    """The tables of which this one is the nearest total."""
    finer = [each for each in masks if each != coarse and all(c or not f for c, f in zip(coarse, each, strict=True))]
    return [
        each
        for each in finer
        if not any(other != each and all(o or not e for o, e in zip(other, each, strict=True)) for other in finer)
    ]


def _summed(figures: Mapping[At, Figure], some: Sequence[At], mask: Mask) -> dict[At, tuple[int, int]]:
    """The sums of figures over the dimensions of a mask, with how many each is of."""
    sums: dict[At, tuple[int, int]] = {}
    for at in some:
        key = tuple(TOTAL if over else code for code, over in zip(at[0], mask, strict=True))
        value, terms = sums.get((key, at[1]), (0, 0))
        sums[key, at[1]] = value + figures[at].value, terms + 1
    return sums


def _yearly(figures: Mapping[At, Figure], totals: Sequence[Total], rounding: int) -> Iterable[Fault]:
    """Totals of years that their months do not add up to; one of which no month is there says nothing."""
    for total in totals:
        months = [figures[total.key, month] for month in total.span if (total.key, month) in figures]
        told = (sum(figure.value for figure in months), len(months))
        if months:
            supplied = Figure(total.value, "", total.place, total.column)
            yield from _differs(total.key, total.span.name, supplied, told, rounding)


def _differs(key: Key, span: str, total: Figure, told: tuple[int, int], rounding: int) -> list[Fault]:
    """A fault where a total is further from the sum of its terms, told with their number, than rounding alone brings it."""
    value, terms = told
    if abs(total.value - value) <= rounding * terms:
        return []
    facts = {"key": key, "span": span, "sum": value, "terms": terms, "tolerance": rounding * terms}
    return [
        Fault(
            Code.TOTAL, total.place, line_in(total.place), total.column, str(total.value), fix=str(value), facts=facts
        )
    ]


def disagreements(
    one: Mapping[At, Figure], other: Mapping[At, Figure], *, names: tuple[object, object] = ("", ""), tolerance: int = 0
) -> list[Fault]:
    """Months in which two tables of one delegation count one thing and do not agree on it: compared is what both tell.

    A table that tells no citizenship is held against the other's sum over citizenships, and so are two whose rest ("other") is
    not of the same countries; likewise for areas and groups. Only months that both have count. `names` are what they are called.
    """
    mask = tuple(
        TOTAL in a | b or (a != b and OTHER in a | b) for a, b in zip(_codes_of(one), _codes_of(other), strict=True)
    )
    first, second = _summed(one, list(one), mask), _summed(other, list(other), mask)
    months = {at[1] for at in one} & {at[1] for at in other}
    faults = []
    for at in sorted(first.keys() & second.keys()):
        (a, _terms), (b, _more) = first[at], second[at]
        if at[1] in months and abs(a - b) > tolerance:
            facts = {"key": at[0], "month": str(at[1]), "one": a, "other": b, "names": names}
            faults.append(Fault(Code.DISAGREE, value=str(a), facts=facts))
    return faults


def disagreements_within(figures: Mapping[At, Figure], *, rounding: int = 0) -> list[Fault]:
    """The same of the tables that stand in one: rows of one indicator of one country that tell other dimensions apart, as by
    citizenship and by group. A dimension of which rows have one code alone is not summed.
    """
    shapes_of: dict[Key, set[Mask]] = defaultdict(set)
    for key, _month in figures:
        shapes_of[key[:COUNTED]].add(_mask(key))
    tables: dict[Key, dict[Mask, dict[At, Figure]]] = {
        counted: {mask: {} for mask in sorted(masks)} for counted, masks in shapes_of.items() if len(masks) > 1
    }
    # Most files are of one shape, and need no second copy.
    for at, figure in figures.items() if tables else ():
        if at[0][:COUNTED] in tables:
            tables[at[0][:COUNTED]][_mask(at[0])][at] = figure
    faults = []
    for shapes in tables.values():
        for (mask, one), (other_mask, other) in combinations(shapes.items(), 2):
            if not _is_part(one, other_mask) and not _is_part(other, mask):
                names = _told(mask), _told(other_mask)
                tolerance = rounding * max(1, len({key for key, _month in (*one, *other)}))
                where = min(other.values(), key=lambda figure: line_in(figure.place)).place
                found = disagreements(one, other, names=names, tolerance=tolerance)
                faults += [replace(each, place=where, line=line_in(where)) for each in found]
    return faults


def _is_part(figures: Mapping[At, Figure], over: Mask) -> bool:
    """Whether some rows have one code alone where others are sums: they tell of a part."""
    return any(
        is_summed and TOTAL not in codes and len(codes) == 1
        for is_summed, codes in zip(over, _codes_of(figures), strict=True)
    )


def _told(mask: Mask) -> tuple[Meaning, ...]:
    """What a table tells apart."""
    return tuple(
        meaning for meaning, is_summed in zip(DIMENSIONS[COUNTED:], mask[COUNTED:], strict=True) if not is_summed
    )


def _codes_of(figures: Iterable[At]) -> list[set[str]]:
    """The codes of each dimension that a table has."""
    return [set(codes) for codes in zip(*{key for key, _month in figures}, strict=True)] or [
        set() for _each in DIMENSIONS
    ]


def gaps(figures: Iterable[At], *, may_skip: bool = False) -> list[Fault]:
    """Months that are missing inside a series: between the first and the last of an indicator of one country there is none,
    unless its files may skip some."""
    if may_skip:
        return []
    return [
        _missing(Reason.GAP, series, missing)
        for series, has in sorted(_months_of(figures).items())
        if (missing := [month for month in months_between(min(has), max(has)) if month not in has])
    ]


def lost(figures: Iterable[At], current: Iterable[At], *, skips_months: bool = False) -> list[Fault]:
    """Months that the current vintage has and the file has no more; of what lies inside the file's, `gaps` tells unless the
    file may skip months."""
    months = _months_of(figures)
    faults = []
    for series, had in sorted(_months_of(current).items()):
        has = months.get(series, set())
        gone = sorted(month for month in had - has if skips_months or not has or not min(has) < month < max(has))
        if gone:
            faults.append(_missing(Reason.LOST, series, gone))
    return faults


def _months_of(figures: Iterable[At]) -> dict[tuple[str, str], set[Month]]:
    """The months of each indicator of each country."""
    months: dict[tuple[str, str], set[Month]] = defaultdict(set)
    for key, month in figures:
        months[key[INDICATOR], key[REPORTING]].add(month)
    return months


def _missing(reason: Reason, series: tuple[str, str], months: Sequence[Month]) -> Fault:
    facts = {
        "indicator": series[0],
        "reporting": series[1],
        "months": [str(month) for month in months],
        "first": str(months[0]),
        "last": str(months[-1]),
        "count": len(months),
    }
    return Fault(Code.MONTHS, reason=reason, facts=facts)
