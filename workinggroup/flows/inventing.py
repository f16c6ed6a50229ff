"""Invented figures for demonstrations: files as three delegations would send them. Pure, and the same for the same seed.

Nothing in it was counted; every file says so in its first line and in its name. What matters is as it is in the world: seasons,
trends, groups so small that they are hidden, two governments that count one flow a little apart and one pair that does so for
months, first figures that are revised, a rest whose countries change.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import sqrt
from random import Random
from typing import Any

from workinggroup.flows.cube.months import Month, months_between
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning, key_of

M = Meaning
MONTHS = 36
SEED = "a demonstration"
NOTICE = "Invented for demonstration; nobody was counted. · Inventado para demostración; no se contó a nadie."
HEADINGS = ("period", *DIMENSIONS, "value", "status")
# What a delegation first said of the month before the last, what it says now, and what the other side counts.
FIRST_SAID, REVISED, OTHER_SAYS = 4180, 5460, 5767
# For so many months one side of one pair has counted fewer.
RUN = 8
# In how many vintages a file comes, one for each of the latest months.
VINTAGES = {
    ("USA", "RET_OUT"): 4, ("USA", "ENC_LAND"): 2, ("USA", "WRK_VISA"): 2, ("MEX", "RET_OUT"): 2, ("MEX", "RET_IN"): 2,
    ("MEX", "WRK_VISA"): 2, ("GTM", "RET_IN"): 2,
}  # fmt: skip

# How much of the mean of a year falls into each of its months.
EVEN = (98, 97, 103, 101, 102, 99, 100, 102, 100, 103, 99, 96)
SPRING = (86, 93, 110, 112, 108, 97, 92, 97, 101, 103, 103, 98)
SEASON_OF_WORK = (105, 150, 180, 160, 120, 85, 70, 60, 60, 65, 70, 75)
HOLIDAYS = (92, 90, 104, 108, 94, 95, 110, 104, 90, 94, 98, 121)

# The named countries and the rest, with their shares. Peru is of the rest in the latest vintage, China before.
COUNTRIES = {
    "MX": 300, "GT": 120, "HN": 95, "VE": 110, "CU": 60, "CO": 55, "EC": 50, "SV": 38, "NI": 34, "PE": 24, "CN": 18,
    "HT": 16, "BR": 14, "DO": 7, "CR": 0.4, "BZ": 0.15, "PA": 0.12, OTHER: 42,
}  # fmt: skip
MOVED = {True: "PE", False: "CN"}
SOUTHERN = {country: share for country, share in COUNTRIES.items() if country not in {"MX", "CN", "CR"}}
# Who asks for asylum, where there are many and where there are few.
ASYLUM = {"HN": 30, "CU": 22, "HT": 16, "SV": 12, "VE": 12, "GT": 8, "CO": 6, "NI": 3, OTHER: 5}
FEW = {"HN": 28, "SV": 17, "NI": 14, "VE": 9, "CU": 4, "CO": 3, "HT": 0.6, OTHER: 4}
# Who crosses by land, in hundreds.
NEAR = {"GT": 88, "BZ": 9, "SV": 2, "HN": 1.5, OTHER: 3}
NEIGHBOURS = {"SV": 60, "MX": 21, "HN": 16, "NI": 5, OTHER: 4}
FAMILIES = {"SINGLE_ADULT": 62, "FAMILY_UNIT": 31, "UNACC_MIN": 7}
# How many at each border, and by which name they are drawn.
BORDERS = {"SWB": (1.6, "ENC_LAND"), "NLB": (0.06, "ENC_LAND NLB")}
AGES = {"ADULT": 82, "ACC_MIN": 14, "UNACC_MIN": 4}


@dataclass(frozen=True)
class Invented:
    """One file that a delegation would send, with the day on which its figures stood so and its last month.

    `dimensions` are those that it tells.
    """

    name: str
    delegation: str
    indicator: str
    as_of: date
    last: Month
    dimensions: tuple[Meaning, ...]
    data: bytes


# The flows that two delegations count, each from its end: who reports what and of whom, on either side.
MIRRORS: tuple[tuple[Key, Key], ...] = tuple(
    (
        key_of({M.INDICATOR: "RET_OUT", M.REPORTING: sender, M.COUNTERPART: receiver}),
        key_of({M.INDICATOR: "RET_IN", M.REPORTING: receiver, M.COUNTERPART: sender}),
    )
    for sender, receiver in (("US", "GT"), ("US", "MX"), ("MX", "GT"))
)
SYSTEMATIC = MIRRORS[2]

Rows = dict[Key, int]


@dataclass(frozen=True)
class _World:
    """What happens in it: `until` is its last month, and each number depends on the seed, its own name and nothing else."""

    seed: str
    until: Month

    @property
    def first(self) -> Month:
        return self.until.plus(1 - MONTHS)

    def chance(self, *of: object) -> float:
        """A number from -1 to 1, seldom far from 0."""
        draw = Random("/".join(map(str, (self.seed, *of))))  # noqa: S311 (no secret)
        return (draw.random() + draw.random() + draw.random()) * 2 / 3 - 1

    def count(self, level: float, of: str, month: Month, season: Sequence[int] = EVEN, slope: float = 0.0) -> int:
        """How many, where a usual month has `level` and `slope` is the change over all months as a part of it."""
        at = level * season[month.number - 1] / 100 * (1 + slope * month.since(self.first) / MONTHS)
        return max(0, round(at + 2 * self.chance(of, month) * sqrt(at + (at / 20) ** 2)))

    def flow(self, sender: str, receiver: str, month: Month) -> tuple[int, int]:
        """How many were returned from one country to another: as the one counts who returned them, and as the other."""
        if (sender, receiver) == ("US", "GT") and month == self.until.plus(-1):
            return REVISED, OTHER_SAYS
        level, season, slope = _FLOWS[sender, receiver]
        true = self.count(level, f"{sender} {receiver}", month, season, slope)
        # Signs turn, so that no run is long but the one that is meant.
        apart = (0.012 + 0.02 * abs(self.chance("apart", sender, receiver, month))) * (-1) ** month.number
        if (sender, receiver) == ("MX", "GT") and self.until.since(month) < RUN:
            apart = -0.19 - 0.08 * self.chance("run", month)
        return round(true * (1 + apart)), true

    def said(self, sent: int, sender: str, receiver: str, month: Month, last: Month) -> int:
        """What the vintage of a last month says of a figure: the latest months grow in the two vintages that follow."""
        age = last.since(month)
        if (sender, receiver) == ("US", "GT") and month == self.until.plus(-1):
            return sent if age else FIRST_SAID
        return round(sent * {0: 0.972, 1: 0.994}.get(age, 1))


# How many in a usual month, in which season, and how it changes.
_FLOWS: dict[tuple[str, str], tuple[int, Sequence[int], float]] = {
    ("US", "GT"): (5200, EVEN, 0.08),
    ("US", "MX"): (16800, EVEN, -0.12),
    ("MX", "GT"): (2300, SPRING, -0.2),
}
_Rows = Callable[[_World, Month, Month], Rows]


def invented(until: Month, *, seed: str = SEED) -> Iterator[Invented]:
    """The files of 36 months, the last of which is `until`: of each delegation and indicator one, or one for each
    vintage, the latest last."""
    world = _World(seed, until)
    for (delegation, indicator), (dimensions, rows_of) in _TABLES.items():
        for back in reversed(range(VINTAGES.get((delegation, indicator), 1))):
            last = until.plus(-back)
            as_of = last.plus(2).first - timedelta(days=1)
            rows = [(month, rows_of(world, month, last)) for month in months_between(world.first, last)]
            name = f"invented-{delegation}-{indicator}-{as_of}.csv".lower().replace("_", "-")
            yield Invented(name, delegation, indicator, as_of, last, dimensions, _written(delegation, rows, last))


def _written(delegation: str, rows: Sequence[tuple[Month, Rows]], last: Month) -> bytes:
    """The rows in our own template under a line that says what they are; figures of the last two months are provisional."""
    text = io.StringIO()
    text.write(f"{NOTICE}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for month, figures in rows:
        for key, value in figures.items():
            status = "P" if last.since(month) < 2 else _break(delegation, key, month, last)
            writer.writerow([month, *key, value, status])
    return text.getvalue().encode()


def _break(delegation: str, key: Key, month: Month, last: Month) -> str:
    """A year before the end Mexico counts entries in another way."""
    return "B" if delegation == "MEX" and key[0] == "REG_CROSS" and last.since(month) == 12 else "A"


def _key(indicator: str, reporting: str, **told: str) -> Key:
    given = {M.INDICATOR: indicator, M.REPORTING: reporting}
    return key_of({**given, **{M(name): code for name, code in told.items()}})


def _shared(value: int, shares: Mapping[str, float], world: _World, *of: object) -> dict[str, int]:
    """A count in parts that add up to it, the first of which takes what is left."""
    whole = sum(shares.values())
    first, *others = shares
    parts = {
        name: min(value, round(value * shares[name] / whole * (1 + world.chance(*of, name) / 8))) for name in others
    }
    return {first: value - sum(parts.values()), **parts}


def _encounters(world: _World, month: Month, last: Month) -> Rows:
    moved = MOVED[world.until == last]
    found: Rows = {}
    for country, share in COUNTRIES.items():
        shown = OTHER if country == moved else country
        for group, part in FAMILIES.items():
            for area, (level, of) in BORDERS.items():
                key = _key("ENC_LAND", "US", area=area, citizenship=shown, group=group)
                value = world.count(level * share * part, f"{of} {country} {group}", month, SPRING, -0.35)
                found[key] = found.get(key, 0) + value
    return found


def _returns(world: _World, month: Month, last: Month, *, sender: str, groups: Mapping[str, float]) -> Rows:
    """Returns by country of destination: those whose other side is of the three, and others."""
    found: Rows = {}
    for receiver in ("GT", "MX", "HN", "SV", "EC", "CO", "BR", "BZ", OTHER):
        if receiver == sender:
            continue
        if (sender, receiver) in _FLOWS:
            sent = world.flow(sender, receiver, month)[0]
            value = world.said(sent, sender, receiver, month, last) if sender == "US" else sent
        else:
            level = 42 * COUNTRIES[receiver] * (1 if sender == "US" else 0.5)
            value = world.count(level, f"RET_OUT {sender} {receiver}", month, EVEN, 0.1)
        for group, part in _shared(value, groups, world, "RET_OUT", sender, receiver, month).items():
            found[_key("RET_OUT", sender, counterpart=receiver, group=group)] = part
    return found


def _received(world: _World, month: Month, _last: Month, *, receiver: str) -> Rows:
    found = {}
    for sender in ("US", "MX"):
        if (sender, receiver) in _FLOWS:
            value = world.flow(sender, receiver, month)[1]
            for group, part in _shared(value, AGES, world, "RET_IN", sender, receiver, month).items():
                found[_key("RET_IN", receiver, counterpart=sender, group=group)] = part
    return found


def _by_citizenship(
    world: _World,
    month: Month,
    _last: Month,
    *,
    indicator: str,
    reporting: str,
    shares: Mapping[str, float],
    level: float,
    season: Sequence[int] = EVEN,
    slope: float = 0.0,
    groups: Mapping[str, float] | None = None,
) -> Rows:
    """Counts by citizenship, and by group where there are groups."""
    found = {}
    for country, share in shares.items():
        for group, part in (groups or {TOTAL: 1}).items():
            of = f"{indicator} {reporting} {country} {group}"
            value = world.count(level * share * part, of, month, season, slope)
            found[_key(indicator, reporting, citizenship=country, group=group)] = value
    return found


def _children_received(world: _World, month: Month, _last: Month) -> Rows:
    """Children who came back alone, by who returned them; few come from the north."""
    return {
        _key("UNACC_MIN", "GT", counterpart=sender, group=sex): world.count(
            level, f"UNACC_MIN {sender} {sex}", month, SPRING
        )
        for sender, levels in {"MX": (150, 64), "US": (11, 5)}.items()
        for sex, level in zip(("M", "F"), levels, strict=True)
    }


def _counted(indicator: str, reporting: str, shares: Mapping[str, float], level: float, **more: Any) -> _Rows:
    return partial(_by_citizenship, indicator=indicator, reporting=reporting, shares=shares, level=level, **more)


_REMOVALS = {"REMOVAL": 70, "ENF_RETURN": 24, "ADM_RETURN": 6}
_DEPORTATIONS = {"DEPORTATION": 66, "ASSISTED": 22, "ASSISTED_CHILD": 12}
_H2 = {"season": SEASON_OF_WORK, "slope": 0.15, "groups": {"H2A": 210, "H2B": 62}}
_CARDS = {"slope": 0.1, "groups": {"BORDER_WORKER": 1}}
_CITIZENSHIP = (M.CITIZENSHIP,)
_BOTH = (M.CITIZENSHIP, M.GROUP)
_SIDES = (M.COUNTERPART, M.GROUP)
# What each delegation reports, which dimensions it tells, and the rows of a month as the vintage of a last month has them.
_TABLES: dict[tuple[str, str], tuple[tuple[Meaning, ...], _Rows]] = {
    ("USA", "ENC_LAND"): ((M.AREA, *_BOTH), _encounters),
    ("USA", "RET_OUT"): (_SIDES, partial(_returns, sender="US", groups=_REMOVALS)),
    ("USA", "RET_ICE"): (_CITIZENSHIP, _counted("RET_ICE", "US", COUNTRIES, 22, slope=0.2)),
    ("USA", "ASY_APP"): (_CITIZENSHIP, _counted("ASY_APP", "US", COUNTRIES, 52, slope=-0.1)),
    ("USA", "WRK_VISA"): (_BOTH, _counted("WRK_VISA", "US", {"MX": 100, "GT": 4}, 1, **_H2)),
    ("USA", "UNACC_MIN"): (_CITIZENSHIP, _counted("UNACC_MIN", "US", COUNTRIES, 9, season=SPRING, slope=-0.25)),
    ("MEX", "EVT_IRR"): (_BOTH, _counted("EVT_IRR", "MX", SOUTHERN, 0.95, season=SPRING, slope=-0.15, groups=AGES)),
    ("MEX", "RET_OUT"): (_SIDES, partial(_returns, sender="MX", groups=_DEPORTATIONS)),
    ("MEX", "RET_IN"): (_SIDES, partial(_received, receiver="MX")),
    ("MEX", "ASY_APP"): (_CITIZENSHIP, _counted("ASY_APP", "MX", ASYLUM, 66)),
    ("MEX", "WRK_VISA"): (_BOTH, _counted("WRK_VISA", "MX", {"GT": 97, "BZ": 1.2}, 13, **_CARDS)),
    ("MEX", "REG_CROSS"): (_CITIZENSHIP, _counted("REG_CROSS", "MX", NEAR, 1400, season=HOLIDAYS, slope=0.08)),
    ("GTM", "RET_IN"): (_SIDES, partial(_received, receiver="GT")),
    ("GTM", "UNACC_MIN"): (_SIDES, _children_received),
    ("GTM", "ASY_APP"): (_CITIZENSHIP, _counted("ASY_APP", "GT", FEW, 1)),
    ("GTM", "REG_CROSS"): (_CITIZENSHIP, _counted("REG_CROSS", "GT", NEIGHBOURS, 1500, season=HOLIDAYS, slope=0.05)),
}
