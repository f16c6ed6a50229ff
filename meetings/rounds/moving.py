"""What moves when a meeting moves, and what speaks against a date; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.people.workdays.calendars import Calendar, DayOff


@dataclass(frozen=True)
class Move:
    """One thing that moves with a meeting, from a day to another; None where it was not planned, or goes no more (`why`).

    Days are those at the venue; those of a reminder are its recipient's, `who`, "" for what nobody is sent. `detail` says
    which of several it is.
    """

    what: str
    before: date | None
    after: date | None
    who: str = ""
    detail: str = ""
    why: str = ""


def next_host(delegations: Sequence[str], hosts: Sequence[str]) -> str:
    """Who is next to host: who never did, else whose turn lies longest back. `hosts` are those of earlier rounds, oldest first.

    "" where no delegation takes part. Ties fall to the order of the delegations.
    """
    last = {code: place for place, code in enumerate(hosts)}
    return min(delegations, key=lambda code: last.get(code, -1), default="")


def days_off_on(days: Sequence[date], calendars: Mapping[str, Calendar]) -> list[tuple[str, DayOff]]:
    """(delegation, day off) for each of these days on which a delegation does not work, weekends apart."""
    return [(code, off) for code, calendar in calendars.items() for day in days if (off := calendar.day_off(day))]
