"""What moves when a meeting moves, and what speaks against a date; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.core.later import Later

if TYPE_CHECKING:
    import holidays
else:
    holidays = Later("holidays")


@dataclass(frozen=True)
class Move:
    """One thing that moves with a meeting; days are those at the venue."""

    what: str
    before: date
    after: date

    @property
    def is_late_at_once(self) -> bool:
        return self.after < self.before


def next_host(delegations: Sequence[str], hosts: Sequence[str]) -> str:
    """Who is next to host: who never did, else whose turn lies longest back. `hosts` are those of earlier rounds, oldest first.

    "" where no delegation takes part. Ties fall to the order of the delegations.
    """
    last = {code: place for place, code in enumerate(hosts)}
    return min(delegations, key=lambda code: last.get(code, -1), default="")


def holidays_on(days: Sequence[date], countries: Mapping[str, str]) -> list[tuple[str, date, str]]:
    """(delegation, day, name) for each public holiday in these days. `countries` maps delegations to ISO codes."""
    found = []
    for delegation, country in countries.items():
        try:
            calendar = holidays.country_holidays(country) if country else {}
        except NotImplementedError:
            continue
        found += [(delegation, day, str(calendar[day])) for day in days if day in calendar]
    return found
