"""Chains of action items that recur: when each step of one is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.people.workdays.calendars import Calendar
from workinggroup.actionitems.counting import counted_day

# As many as somebody oversees on one page.
MOST_STEPS = 12


class Counted(StrEnum):
    """From what the working days of a step are counted."""

    BEFORE = "before"
    AFTER = "after"


class Fault(StrEnum):
    """Why a step does not fit into the time that is left."""

    NONE = ""
    PAST = "past"
    BEYOND = "beyond"
    BACKWARDS = "backwards"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: what is to be done, so many working days before the meeting or after the step before, and the role of
    whoever does it, "" for nobody yet."""

    title: str
    count: int
    counted: str = Counted.BEFORE
    role: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its day; `workdays_before` where it moves with the meeting. `fault` says why it does not fit, and `missing` by
    how many working days."""

    step: Step
    day: date
    workdays_before: int | None
    fault: str = Fault.NONE
    missing: int = 0


def needs_meeting(steps: Iterable[Step]) -> bool:
    return any(step.counted == Counted.BEFORE for step in steps)


def plan(steps: Sequence[Step], meets_on: date | None, today: date, calendar: Calendar) -> list[Planned]:
    """The days of a chain. What is counted after a step that moves with the meeting moves with it, too; what is counted after
    no such step begins today. Without a meeting, which `needs_meeting` asks for, what is counted before it is due today."""
    found: list[Planned] = []
    for step in steps:
        before = found[-1].workdays_before if found else None
        if step.counted == Counted.BEFORE:
            number = step.count if meets_on else None
        else:
            number = before - step.count if before is not None else None
        if number is not None and meets_on and number >= 0:
            day = counted_day(meets_on, None, number, calendar)
        elif step.counted == Counted.AFTER:
            day = calendar.later(found[-1].day if found else today, step.count)
        else:
            day = today
        found.append(_judged(step, day, number, found, today, calendar))
    return found


def _judged(
    step: Step, day: date, number: int | None, before: Sequence[Planned], today: date, calendar: Calendar
) -> Planned:
    if number is not None and number < 0:
        return Planned(step, day, None, Fault.BEYOND, -number)
    if day < today:
        return Planned(step, day, number, Fault.PAST, max(1, calendar.worked(day, today)))
    if before and day < before[-1].day:
        return Planned(step, day, number, Fault.BACKWARDS, max(1, calendar.worked(day, before[-1].day)))
    return Planned(step, day, number)


def as_rows(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps as they are kept."""
    return [asdict(step) for step in steps]


def read_rows(rows: Iterable[Mapping[str, Any]]) -> list[Step]:
    return [Step(**row) for row in rows]


def as_held(planned: Iterable[Planned]) -> dict[str, Any]:
    """What somebody saw of a plan."""
    return {str(place): [each.step.title, each.day, each.fault] for place, each in enumerate(planned)}
