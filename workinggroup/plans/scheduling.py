"""When the tasks of a plan begin and end at the earliest, how much time each has to spare, and which tasks decide the end. Pure.

Days are whole numbers. A task that begins on day 4 and takes 3 days ends at 7, where the next may begin; a milestone takes none.
Each kind of link says the same in the end: one task begins so many days after another began.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Circular(ValueError):
    """Tasks that wait for each other; `around` names them, the first again at the end."""

    def __init__(self, around: Sequence[Hashable]) -> None:
        super().__init__(" → ".join(map(str, around)))
        self.around = list(around)


@dataclass(frozen=True, slots=True)
class Activity:
    """A task as the schedule has it: it does not begin before `not_before`, and takes so many days."""

    not_before: int
    days: int


@dataclass(frozen=True, slots=True)
class Tie(Generic[Key]):
    """One task follows on another: FS finish to start, SS start to start, FF finish to finish, SF start to finish."""

    before: Key
    after: Key
    kind: str = "FS"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The earliest begin and end of a task, and how many days it may move before the end of all moves; negative is late."""

    start: int
    finish: int
    slack: int
    is_critical: bool


def schedule(
    activities: Mapping[Key, Activity],
    ties: Sequence[Tie[Key]],
    until: int | None = None,
    *,
    within: int | None = None,
) -> dict[Key, Span]:
    """The span of each task, in the order given. `until` is the end that is to be kept; None is the earliest one, or `within`
    where that is sooner.

    Raises `Circular`.
    """
    waits: dict[Key, dict[Key, int]] = {key: {} for key in activities}
    for tie in ties:
        gap = tie.lag + (activities[tie.before].days if tie.kind[0] == "F" else 0)
        gap -= activities[tie.after].days if tie.kind[1] == "F" else 0
        waits[tie.after][tie.before] = max(gap, waits[tie.after].get(tie.before, gap))
    try:
        order = list(TopologicalSorter(waits).static_order())
    except CycleError as error:
        raise Circular(error.args[1]) from None
    start: dict[Key, int] = {}
    for key in order:
        start[key] = max([activities[key].not_before, *(start[each] + gap for each, gap in waits[key].items())])
    finish = {key: start[key] + activities[key].days for key in order}
    end = until if until is not None else max(finish.values(), default=0)
    end = end if within is None else min(end, within)
    latest = {key: end - activities[key].days for key in order}
    for key in reversed(order):
        for each, gap in waits[key].items():
            latest[each] = min(latest[each], latest[key] - gap)
    least = min((latest[key] - start[key] for key in order), default=0)
    return {
        key: Span(start[key], finish[key], latest[key] - start[key], latest[key] - start[key] == least)
        for key in activities
    }
