"""When reminders go. Pure: days, rules and calendars in, days and instants out.

A reminder goes at 08:00 where its reader lives. If nobody works there on its day it goes on the working day before; one of
what is overdue goes on the working day after, because it must not come before the thing is overdue.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from portal.core import times
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.states import LADDER, Audience

CLOCK = "08:00"
DAY = timedelta(days=1)
USUAL = Path(__file__).with_name("cadence.toml")
# A year to both sides is more than anybody wants, and keeps a slip of the keyboard from planning for ever.
FURTHEST = 366
WRITTEN = re.compile(r"([+-]?)(\d{1,3})([dw])(?: (coordinator|deputy|head|secretariat))?( !)?")


class RungNotUnderstood(ValueError):
    """A rung is not written as `Rung.read` reads it, or lies too far away."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a cadence: so many days from the due day (before it below 0), in calendar or working days, to whom.

    A mandatory one can be switched off by nobody.
    """

    days: int
    in_working_days: bool = False
    audience: Audience = Audience.OWNER
    is_mandatory: bool = False

    @classmethod
    def read(cls, words: str) -> "Rung":
        """The rung that is written so ("-7d", "+1w coordinator !"). Refuses anything else (`RungNotUnderstood`)."""
        found = WRITTEN.fullmatch(words)
        if not found or int(found[2]) > FURTHEST:
            raise RungNotUnderstood(words)
        days = -int(found[2]) if found[1] == "-" else int(found[2])
        return cls(days, found[3] == "w", Audience(found[4] or Audience.OWNER), bool(found[5]))

    @property
    def key(self) -> str:
        """What names the rung among those of a deadline; `read` reads it."""
        to = "" if self.audience == Audience.OWNER else f" {self.audience}"
        return f"{self.days:+d}{'w' if self.in_working_days else 'd'}{to}"

    @property
    def words(self) -> str:
        """The rung as it is written; `read` reads it."""
        return f"{self.key} !" if self.is_mandatory else self.key

    @property
    def is_after(self) -> bool:
        return self.days > 0

    @property
    def is_own(self) -> bool:
        """Whether it goes to those whose the thing is."""
        return self.audience == Audience.OWNER

    @property
    def escalates(self) -> bool:
        """Whether it goes up the ladder because a thing is late."""
        return self.is_after and self.audience in LADDER

    @property
    def rest(self) -> int:
        """For so many days what was told once is not told again, because its date moved a little."""
        return max(abs(self.days) // 2, 1)

    def day(self, due: date, calendar: Calendar) -> date:
        """The working day on which it goes."""
        if not self.in_working_days:
            day = due + self.days * DAY
            return calendar.after(day) if self.is_after else calendar.before(day)
        day = due
        for _step in range(abs(self.days)):
            day = calendar.after(day + DAY) if self.is_after else calendar.before(day - DAY)
        return day if self.days else calendar.before(due)


Cadence = tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A rung on its day, one reminder to come: its rung, the day it goes, and the instant (UTC)."""

    rung: Rung
    send_on: date
    goes_at: datetime


def read_cadence(words: Iterable[str]) -> Cadence:
    """The rungs in the order of their days, of a day those of the owner first. Refuses what is no rung
    (`RungNotUnderstood`).
    """
    return in_order(Rung.read(each) for each in words)


def in_order(rungs: Iterable[Rung]) -> Cadence:
    """Rungs in the order of their days, of a day those of the owner first."""
    return tuple(sorted(rungs, key=lambda rung: (rung.days, rung.audience != Audience.OWNER, rung.audience)))


@cache
def usual_cadences() -> Mapping[str, Cadence]:
    """The cadence of each kind where nobody has set another."""
    written = tomllib.loads(USUAL.read_text(encoding="utf-8"))
    return {kind: read_cadence(rule["rungs"]) for kind, rule in written.items()}


def occurrences(
    due: date, cadence: Cadence, zone: str, calendar: Calendar, at: datetime | None = None, quiet: date | None = None
) -> list[Occurrence]:
    """The occurrences of a deadline for a reader in `zone` who works by `calendar`, in the order of the rungs.

    Where an hour counts, nothing that asks for the thing goes at `at` or later. Up to and on the day `quiet` nothing goes up
    the ladder; it is counted from that day.
    """
    found = []
    for rung in cadence:
        day = rung.day(max(due, quiet) if quiet and rung.escalates else due, calendar)
        goes_at = times.instant(day, CLOCK, zone)
        if at is None or rung.is_after or goes_at < at:
            found.append(Occurrence(rung, day, goes_at))
    return found
