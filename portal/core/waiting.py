"""What waits on a person: each slice says what of its own does, the desk shows all of it, the digest mails it.

The secretariat is shown besides what waits on the delegations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mail offers to answer at once: its words, the act, what it is about, and which address shows its form."""

    words: str
    act: str
    subject: UUID
    route: str


@dataclass(frozen=True)
class Wait:
    """One thing that waits on somebody: the verb, the thing, where to do it, by when, and one more sentence.

    `days` counts from today; below 0 it is late; None has no date. `discreet` is what a mail may say of the thing: never
    the words or the title of a statement. `meeting` is what the meeting is called that it belongs to, "" for what belongs to
    the work between meetings. `answers` are what a mail offers besides. Of what `is_restricted` a mail says no more than that
    something waits.
    """

    act: str
    thing: str
    discreet: str
    address: str
    due: date | None
    days: int | None
    why: str
    meeting: str = ""
    answers: tuple[Answer, ...] = ()
    is_restricted: bool = False

    def mailed(self, act: str, address: str) -> "Wait":
        """It as a mail may say it; of what is restricted, as `act` and no more, leading to `address`."""
        return replace(self, act=act, address=address, why="", answers=()) if self.is_restricted else self


@dataclass(frozen=True)
class Waits:
    """What waits on somebody, the nearest date first and undated last; `count` says how many things do, shown here or not."""

    shown: list[Wait]
    count: int

    @property
    def hidden(self) -> int:
        return self.count - len(self.shown)


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that others are waited for: whose delegations, which person if it is one, and by when.

    `days` counts from today; below 0 it is late; None has no date.
    """

    thing: str
    address: str
    sides: tuple[str, ...]
    who: str
    due: date | None
    days: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Things of one kind that others are waited for, under their title; `count` says how many there are, shown here or not,
    `address` where all of them stand, "" where they stand on no page together."""

    title: str
    count: int
    shown: tuple[Awaited, ...]
    address: str = ""

    @property
    def hidden(self) -> int:
        return self.count - len(self.shown)


def nearest(found: Iterable[Waits], most: int | None = None) -> Waits:
    """Several slices' waits as one, in order, at most so many of them."""
    parts = list(found)
    shown = sorted((wait for part in parts for wait in part.shown), key=_place)
    return Waits(shown[:most], sum(part.count for part in parts))


def _place(wait: Wait) -> tuple[bool, date, str]:
    return wait.due is None, wait.due or date.min, wait.thing
