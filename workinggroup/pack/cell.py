"""What the operational cell has open, as one side's pack tells it: each matter once, and late tasks under their plan. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from workinggroup.handling.sanitising import ORDER, Portion, is_for

# What is marked more narrowly stands in no pack.
CEILING = "AMBER"
GRAVE = ("V", "H")
CLAIMED = "claimed"


class Topic(Enum):
    """Under which heading a matter stands, in their order."""

    CLAIMS = "claims"
    GAPS = "gaps"
    PLANS = "plans"
    REQUESTS = "requests"


@dataclass(frozen=True, slots=True)
class Late:
    """A task of a plan that is past its day."""

    number: str
    title: Mapping[str, str]
    side: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A matter by its reference and neutral title, never by its passages.

    `sides` are those on whom it waits: who verifies a claim, mends a gap, answers a request; of a plan all parties. `due_on` is
    by when, `lacks` whether a gap has no measure yet, `late` what of a plan is late.
    """

    key: UUID
    topic: Topic
    reference: str
    title: Mapping[str, str]
    marking: str
    readers: tuple[str, ...]
    originators: tuple[str, ...]
    sides: tuple[str, ...]
    due_on: date | None = None
    level: str = ""
    place: str = ""
    lacks: bool = False
    status: str = ""
    late: tuple[Late, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The matters of the operational cell under their headings, each once."""

    entries: tuple[Entry, ...] = ()

    @property
    def keys(self) -> list[UUID]:
        return [entry.key for entry in self.entries]

    def under(self, topic: Topic) -> list[Entry]:
        return [entry for entry in self.entries if entry.topic is topic]

    @property
    def marking(self) -> str:
        """The narrowest mark of what stands in it; "" where nothing does."""
        return max((entry.marking for entry in self.entries), key=ORDER.index, default="")


def topic_of(status: str, level: str) -> Topic | None:
    """Where an open gap stands: what is claimed as mended waits for verification and stands there alone; None where it is
    neither claimed nor grave."""
    if status == CLAIMED:
        return Topic.CLAIMS
    return Topic.GAPS if level in GRAVE else None


def compose_cell(entries: Iterable[Entry], audience: Sequence[str]) -> Cell:
    """What an audience is told of matters, in the order of the headings and then as they come; one that comes twice stands once,
    under the first of its headings."""
    found: dict[UUID, Entry] = {}
    for entry in sorted(entries, key=lambda each: list(Topic).index(each.topic)):
        if is_for(_portion(entry), audience, CEILING):
            found.setdefault(entry.key, entry)
    return Cell(tuple(found.values()))


def _portion(entry: Entry) -> Portion:
    return Portion(str(entry.key), "", entry.title, entry.marking, frozenset(entry.readers), entry.originators)
