"""What a follow-up pack holds, composed of what its side sees of a reporting round. Pure: values in, contents out.

A commitment that all parties agreed is settled stands on the scorecard alone. Each other one is under exactly one item of the
draft agenda, chosen by the rule of its standing, and has exactly one assessment sheet. Agenda and clocks follow from what all
parties see alike; tasks, which may be one side's alone, add decisions and notes and move nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from meetings.agendas.timing import timetable
from meetings.rounds.days import Day
from workinggroup.commitments.dues import DueSaid
from workinggroup.pack.cell import Cell
from workinggroup.progress.forecasting import Outlook
from workinggroup.progress.standing import Rule, Said, stand

# The draft agenda's items in their order, and how many minutes a commitment under each asks for.
MINUTES = {
    Rule.DISPUTED: 10,
    Rule.LATE: 10,
    Rule.LEADERLESS: 5,
    Rule.MISSING: 5,
    Rule.UNREPORTED: 5,
    Rule.SHARED: 5,
    Rule.AGREED: 5,
}
OPENING, CLOSING, STEP = 10, 15, 5
BLOCKED = "blocked"
NO_CELL = Cell()


class Frame(Enum):
    """The items that stand around those on commitments."""

    OPENING = "opening"
    CLOSING = "closing"


class Ask(Enum):
    """What ministers are asked to decide on a commitment."""

    RATE = "rate"
    CONSENT = "consent"
    DATE = "date"
    LEAD = "lead"
    UNBLOCK = "unblock"


class Note(Enum):
    """What a side finds beside a commitment in its annotated agenda."""

    OWES = "owes"
    REPORTS = "reports"
    RATES = "rates"
    SAYS = "says"
    ANSWERS = "answers"
    TASKS = "tasks"


# Nothing is said of when.
UNSAID = DueSaid()


@dataclass(frozen=True, slots=True)
class Task:
    """An open action item under a commitment."""

    reference: str
    title: str
    side: str
    due_on: date
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The lead's last report in its own words; evidence and figures are words and addresses."""

    completion: str
    text: str
    on: date
    evidence: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What a delegation alone noted on a row of the meeting's agenda as it stands, in its own words."""

    item: UUID
    title: Mapping[str, str]
    briefing: str = ""
    position: str = ""
    red_lines: str = ""
    talking_points: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A commitment with all that its reader sees of it. `quote`, `due_text` and `event`, the meeting that `due` names, are by
    language; `before` is what the report of the round before said, `proposed` a joint rating that waits for the sides in
    `waits_for`."""

    key: UUID
    reference: str
    text: UUID
    quote: Mapping[str, str]
    said: Said
    supporting: tuple[str, ...] = ()
    due: DueSaid = UNSAID
    event: Mapping[str, str] | None = None
    due_text: Mapping[str, str] | None = None
    before: str = ""
    report: Report | None = None
    proposed: str = ""
    waits_for: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def is_unassessed(self) -> bool:
        """Whether the parties have not agreed on how far it is."""
        return not self.said.agreed


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which meeting the pack is for, whose it is and as of when; `texts` are titles by language by the key of their statement."""

    meeting: UUID
    side: str
    sides: tuple[str, ...]
    made_at: datetime
    today: date
    meets_on: date
    zone: str
    days: tuple[Day, ...]
    texts: Mapping[UUID, Mapping[str, str]]

    @property
    def noted(self) -> tuple[str, ...]:
        """For whom the agenda is annotated: the own delegation, or each of them where the secretariat reads."""
        return (self.side,) if self.side in self.sides else self.sides


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the draft agenda: the rule by which its commitments stand, or the frame; when it begins and its length."""

    about: Rule | Frame
    minutes: int
    starts_at: datetime
    day: int
    matters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is asked of ministers on a commitment; `tasks` are the references of the action items that are blocked."""

    ask: Ask
    matter: UUID
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A follow-up pack. `sheets` are the keys of the commitments that have one; `over` is by how many minutes the draft agenda
    runs past the end of the meeting. `own_notes` are private to the side whose pack it is, and `cell` is what it reads of the
    operational cell."""

    occasion: Occasion
    matters: tuple[Matter, ...]
    points: tuple[Point, ...]
    over: int
    sheets: tuple[UUID, ...]
    decisions: tuple[Decision, ...]
    own_notes: tuple[OwnNote, ...] = ()
    cell: Cell = NO_CELL

    @property
    def by_key(self) -> dict[UUID, Matter]:
        return {each.key: each for each in self.matters}

    @property
    def unassessed(self) -> int:
        return sum(matter.is_unassessed for matter in self.matters)

    def outlook(self, matter: Matter) -> Outlook:
        return Outlook(self.occasion.meets_on, self.occasion.today, matter.before)


def compose(
    occasion: Occasion, matters: Iterable[Matter], own_notes: Iterable[OwnNote] = (), cell: Cell = NO_CELL
) -> Contents:
    """The pack of an occasion from the commitments of its round, in their order; one that comes twice is taken once."""
    found = {each.key: each for each in matters}
    rules = {key: stand(each.said, occasion.today).rule for key, each in found.items()}
    under: dict[Rule, list[UUID]] = {}
    for key, rule in rules.items():
        under.setdefault(rule, []).append(key)
    sheets = tuple(key for key, rule in rules.items() if rule is not Rule.SETTLED)
    decisions = tuple(decision for key in sheets for decision in _decisions(found[key], rules[key]))
    points, over = _points(occasion, under)
    return Contents(occasion, tuple(found.values()), points, over, sheets, decisions, tuple(own_notes), cell)


def notes_on(matter: Matter, side: str, today: date) -> list[tuple[Note, Any]]:
    """What concerns a side in a commitment, and what each note says: a completion, a day, how many tasks and how many late."""
    said, found = matter.said, list[tuple[Note, Any]]()
    views = dict(said.partners)
    if side == said.lead:
        found.append((Note.REPORTS, said.reported) if said.reported else (Note.OWES, said.asked_by))
    elif side in views:
        found.append((Note.SAYS, views[side]))
    elif said.reported:
        found.append((Note.RATES, said.reported))
    if side in matter.waits_for:
        found.append((Note.ANSWERS, matter.proposed))
    if own := [task for task in matter.tasks if task.side == side]:
        found.append((Note.TASKS, (len(own), sum(task.due_on < today for task in own))))
    return found


def lengths(counts: Mapping[Rule, int], available: int) -> dict[Rule, int]:
    """How many minutes each item of the draft agenda gets: what its commitments ask for, or, where that is more than there is,
    the least and of the rest its share. Whole steps of five minutes."""
    wanted = {rule: max(2 * STEP, MINUTES[rule] * counts[rule]) for rule in MINUTES if counts.get(rule)}
    rest = available - STEP * len(wanted)
    more = sum(minutes - STEP for minutes in wanted.values())
    if sum(wanted.values()) <= available:
        return wanted
    share = {rule: max(rest, 0) * (minutes - STEP) // more for rule, minutes in wanted.items()}
    return {rule: STEP + minutes - minutes % STEP for rule, minutes in share.items()}


def canonical(contents: Contents) -> bytes:
    """The contents as UTF-8 JSON with sorted keys and no spaces: what a pack's SHA-256 is of."""
    written = json.dumps(_plain(asdict(contents)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def hash_of(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()


def in_groups(sha256: str) -> str:
    """A hash as people compare it: eight digits at a time."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))


def _points(occasion: Occasion, under: Mapping[Rule, Sequence[UUID]]) -> tuple[tuple[Point, ...], int]:
    """The draft agenda with its clocks, and by how many minutes it runs past the end."""
    available = sum(int((day.closes_at - day.opens_at).total_seconds() // 60) for day in occasion.days)
    given = lengths({rule: len(keys) for rule, keys in under.items()}, available - OPENING - CLOSING)
    rows: list[tuple[Rule | Frame, int]] = [
        (Frame.OPENING, OPENING), *((rule, minutes) for rule, minutes in given.items()), (Frame.CLOSING, CLOSING)
    ]  # fmt: skip
    plan = timetable(occasion.days, occasion.zone, ((minutes, None, None) for _about, minutes in rows))
    points = tuple(
        Point(about, minutes, slot.starts_at, slot.day, tuple(under[about]) if isinstance(about, Rule) else ())
        for (about, minutes), slot in zip(rows, plan.slots, strict=True)
    )
    return points, plan.over.get(len(occasion.days), 0)


def _decisions(matter: Matter, rule: Rule) -> Iterable[Decision]:
    if not matter.said.lead:
        yield Decision(Ask.LEAD, matter.key)
    if rule is Rule.LATE:
        yield Decision(Ask.DATE, matter.key)
    if matter.waits_for:
        yield Decision(Ask.CONSENT, matter.key)
    elif matter.said.differing and matter.is_unassessed:
        yield Decision(Ask.RATE, matter.key)
    if blocked := tuple(task.reference for task in matter.tasks if task.status == BLOCKED):
        yield Decision(Ask.UNBLOCK, matter.key, blocked)


def _plain(value: Any) -> Any:
    """Values as JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else str(value)
