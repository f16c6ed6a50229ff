"""Things that are due: each slice says which of its own are and whose they are; reminders are planned for all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils.functional import Promise

# A side and an hour for questions that are built once (`portal.core.questions`) and asked for each side anew.
SOME_SIDE, SOME_DAY = "a side", datetime(2001, 2, 3, 4, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due on a day: of which kind, of which delegation, in the work before which meeting, who does it.

    `people` are the persons whose it is; where there are none it is the coordinators'. `at` is the instant at which it is
    too late, where an hour counts and not the day alone.
    """

    kind: str
    subject: UUID
    due: date
    side: str
    meeting: UUID | None = None
    people: tuple[UUID, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a page calls the subject of a deadline, and where it is. Of what `is_restricted` a mail says neither.

    `words` are what it is about, which pages say after its name and no mail says.
    """

    name: str
    address: str
    is_restricted: bool = False
    words: str = ""

    def mailed(self, name: str, address: str) -> "Named":
        """It as a mail may say it; what is restricted by this name and leading to this address."""
        named = replace(self, words="") if self.words else self
        return replace(named, name=name, address=address) if self.is_restricted else named


def _nothing_heard(keys: Sequence[UUID]) -> dict[UUID, datetime]:
    return {}


@dataclass(frozen=True)
class Kind:
    """A kind of deadline.

    `label` is what its rule is called. `find` returns what is due for a side, in that side's reader context; for the
    secretariat also what delegations have to do, as far as it may see it. `name` returns names by subject, for those that the
    reader sees; one SQL query. `waits` says whether the slice's `waits` tell of it, too; else the digest says when it is due.
    `heard` returns by subject when somebody last reported on it; at most one SQL query. `is_task` says whether there is
    something to do, which can be acknowledged.
    """

    key: str
    label: Promise
    find: Callable[..., Iterable[Deadline]]
    name: Callable[[Sequence[UUID]], dict[UUID, Named]]
    waits: bool = True
    heard: Callable[[Sequence[UUID]], dict[UUID, datetime]] = _nothing_heard
    is_task: bool = True


def find_deadlines(kinds: Iterable[Kind], side: str, *, now: datetime) -> list[Deadline]:
    """Everything that is due for a side, kind by kind. Must run in the side's reader context."""
    return [deadline for kind in kinds for deadline in kind.find(side, now=now)]
