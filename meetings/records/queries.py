"""What the records page needs."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from meetings.agendas.models import Item, shown
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.records.states import AmendmentStatus, Status
from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from meetings.statements.states import CLOSING, UNFINISHED
from portal.core.people import Person


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda with what came out of it; `number` counts as on the agenda the reader sees."""

    item: Item
    number: int
    outcomes: list[Outcome]


@dataclass(frozen=True)
class RecordsPage:
    """The records of a meeting as one reader may see them."""

    records: Records | None
    lines: list[ItemLine]
    amendments: list[Amendment]
    readouts: list[Readout]
    mine: Readout | None
    follow_up: Meeting | None

    @property
    def status(self) -> Status:
        return Status(self.records.status) if self.records else Status.DRAFT

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_circulated(self) -> bool:
        return self.status == Status.CIRCULATED

    @property
    def has_open_amendments(self) -> bool:
        return any(amendment.status == AmendmentStatus.PROPOSED for amendment in self.amendments)


def records_of(meeting: Meeting, user: Person) -> RecordsPage:
    """Everything on the records page. Six SQL queries."""
    rows = (
        Item.objects.visible_to(user).filter(agenda__meeting=meeting, status=ItemStatus.ON).exclude(kind=ItemKind.BREAK)
    )
    items = shown(list(rows.order_by("rank", "id")), lambda item: item.pk, lambda item: item.stands_for_id)
    outcomes: dict[Any, list[Outcome]] = defaultdict(list)
    for outcome in Outcome.objects.visible_to(user).filter(item__agenda__meeting=meeting).order_by("written_at", "id"):
        outcomes[outcome.item_id].append(outcome)
    lines = [ItemLine(item, number, outcomes[item.pk]) for number, item in enumerate(items, start=1)]
    records = (
        Records.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("approval_item__agenda__meeting")
        .first()
    )
    amendments = Amendment.objects.visible_to(user).filter(records__meeting=meeting).order_by("proposed_at", "id")
    readouts = list(
        Readout.objects.visible_to(user).filter(meeting=meeting).order_by("delegation__order", "delegation")
    )
    mine = next((readout for readout in readouts if readout.delegation_id == user.code), None)
    follow_up = Meeting.objects.visible_to(user).filter(follows=meeting).order_by("starts_at").first()
    return RecordsPage(records, lines, list(amendments), readouts, mine, follow_up)


def readout_of(meeting: Meeting, user: Person) -> Readout | None:
    """The readout of the user's own side, if there is one. One SQL query."""
    found: Readout | None = Readout.objects.visible_to(user).filter(meeting=meeting, delegation=user.code).first()
    return found


def unreleased_texts(meeting: Meeting, user: Person) -> list[Statement]:
    """Joint texts of the meeting on their way to the public, as the user sees them. One SQL query."""
    rows = Statement.objects.visible_to(user).filter(meeting=meeting, status__in=[*UNFINISHED, *CLOSING])
    return list(rows.order_by("dated", "pk"))
