"""Codes that stand side by side and hold the same people: added up, they would count them twice. Pure.

Of each group it is known what it says of a person, in one respect or in several. Two groups are apart where they say different
things in one respect; else somebody may be in both.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.faults import Code, Fault, Reason, line_in
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.importing.rows import At, Figure

Pairs = set[frozenset[str]]
# The structure has groups of as many parts.
MOST_PARTS = 2
AREA, GROUP = (DIMENSIONS.index(each) for each in (Meaning.AREA, Meaning.GROUP))
# Adults alone and in families; children in families, with somebody else, and alone, those under 12 years first.
_GROWN, _IN_FAMILY, _WITH, _ALONE = {"s", "f"}, {"1", "2"}, {"3", "4"}, {"5", "6"}
_AGES: Mapping[str, set[str]] = {
    "ADULT": _GROWN,
    "SINGLE_ADULT": {"s"},
    "FAMILY_UNIT": {"f"} | _IN_FAMILY,
    "CHILD": _IN_FAMILY | _WITH | _ALONE,
    # Who counts families counts those apart who come with somebody else.
    "ACC_MIN": _WITH,
    "UNACC_MIN": _ALONE,
    "12_17": {"2", "4", "6"},
    "U12_ACC": {"1", "3"},
    "U12_UNACC": {"5"},
}
# What else is told of people, one thing in each respect. Returns and what becomes of those in custody are one.
_ALIKE = (
    ("M", "F"),
    (
        "REMOVAL", "ENF_RETURN", "ADM_RETURN", "T42", "DEPORTATION", "ASSISTED", "ASSISTED_CHILD", "PAROLE", "RELEASE",
        "TO_HHS", "TO_ICE", "MPP",
    ),
    ("H2A", "H2B", "BORDER_WORKER"),
    ("RECOGNIZED", "OTHER_PROTECTION", "REJECTED", "CLOSED"),
    (
        "REFUGEE", "ASYLUM_SEEKER", "RETURNED_REFUGEE", "DISPLACED", "RETURNED_DISPLACED", "STATELESS", "OF_CONCERN",
        "IN_NEED", "HOST",
    ),
)  # fmt: skip
_AGE, _SEX, _RETURN = range(3)
# A group says in which respect it tells people apart, and whom of them it holds.
_SAYS: Mapping[str, tuple[int, frozenset[str]]] = {
    **{code: (_AGE, frozenset(held)) for code, held in _AGES.items()},
    **{code: (respect, frozenset({code})) for respect, codes in enumerate(_ALIKE, _SEX) for code in codes},
    # Under one title of the law there are several kinds of return.
    "T8": (_RETURN, frozenset({"REMOVAL", "ENF_RETURN", "ADM_RETURN", "DEPORTATION"})),
}


@lru_cache(maxsize=4096)
def may_share(one: str, other: str) -> bool:
    """Whether somebody may be in both groups. Of a group that the portal does not know, and of the rest, nothing is said."""
    a, b = _said_of(one), _said_of(other)
    if a is None or b is None:
        return False
    # Beside children alone, men and women are grown.
    if any(grown.keys() == {_SEX} and young.get(_AGE, _GROWN) <= _AGES["CHILD"] for grown, young in ((a, b), (b, a))):
        return False
    return all(a[respect] & b[respect] for respect in a.keys() & b.keys())


def _said_of(group: str) -> dict[int, frozenset[str]] | None:
    said: dict[int, frozenset[str]] = {}
    for part in group.split("."):
        if part not in _SAYS:
            return None
        respect, held = _SAYS[part]
        said[respect] = said.get(respect, held) & held
    return said


def _sharing(groups: Iterable[str]) -> Pairs:
    """The groups that may hold the same people; of those that the portal does not know nothing is said."""
    known = [group for group in groups if group.count(".") < MOST_PARTS and _said_of(group) is not None]
    return {frozenset(pair) for pair in combinations(known, 2) if may_share(*pair)}


def _within(areas: Collection[str]) -> Pairs:
    """The areas of which one is a part of the other, by their codes: SWB.POE of SWB."""
    found: Pairs = set()
    for area in areas:
        whole = area
        while "." in whole:
            whole = whole.rpartition(".")[0]
            if whole in areas:
                found.add(frozenset((area, whole)))
    return found


def counted_twice(figures: Mapping[At, Figure]) -> Iterator[Fault]:
    """Rows of groups, and of areas, that hold people of others beside them, where neither is a sum of others: each row that
    stands after one with which it shares people."""
    for place, pairs_of in ((GROUP, _sharing), (AREA, _within)):
        pairs = pairs_of({key[place] for key, _month in figures} - {TOTAL})
        if pairs:
            yield from _beside(figures, place, pairs)


def _beside(figures: Mapping[At, Figure], place: int, pairs: Pairs) -> Iterator[Fault]:
    told: dict[tuple[Key, Month], dict[str, Figure]] = defaultdict(dict)
    for (key, month), figure in figures.items():
        code, beside = key[place], told[(*key[:place], TOTAL, *key[place + 1 :]), month]
        first = next((other for other in beside if frozenset((code, other)) in pairs), None)
        if first is not None:
            facts = {"key": key, "month": str(month), "first": beside[first].place}
            facts |= {"beside": first, "dimension": DIMENSIONS[place].value}
            where = figure.place, line_in(figure.place), figure.column, str(figure.value)
            yield Fault(Code.TOTAL, *where, reason=Reason.TWO_WAYS, facts=facts)
        beside[code] = figure
