"""Which action items somebody asks for: one filter for the list, the board and what is taken out of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.utils.datastructures import MultiValueDict

from workinggroup.actionitems.states import OPEN, Priority, Status, Urgency
from workinggroup.actionitems.tally import OPEN as OPEN_URGENCIES

NOBODY = "nobody"
MOST_WORDS = 100
NUMBERED, ZEROS = re.compile("-[0-9]+$"), re.compile("(?<=-)0+(?=[0-9])")
# The views: which urgencies they show, and what else, as SQL over an item.
VIEWS: dict[str, tuple[tuple[Urgency, ...], str]] = {
    "all": (OPEN_URGENCIES, "true"),
    "ours": (OPEN_URGENCIES, "delegation_id = %(code)s"),
    "mine": (OPEN_URGENCIES, "assignee_id = %(me)s"),
    "late": ((Urgency.LATE,), "true"),
    "unowned": (OPEN_URGENCIES, "assignee_id IS NULL"),
    "done": ((Urgency.DONE, Urgency.VERIFIED), "true"),
    "dropped": ((Urgency.DROPPED,), "true"),
}
# What a list shows beside the reference and the title of an item, in this order; and what it shows where nobody chose.
COLUMNS = ("lead", "owner", "due", "before", "status", "priority", "commitment", "agenda", "reports")
USUAL_COLUMNS = ("lead", "owner", "due", "before", "status", "reports")
# As SQL over an item.
STATEMENT = """commitment_id IN (
    SELECT promise.id FROM workinggroup_commitment AS promise
    JOIN meetings_statement AS text ON text.id = promise.statement_id WHERE text.slug = %(statement)s)"""
WORDS = """(title ILIKE %(words)s OR description ILIKE %(words)s
    OR series || '-' || lpad(number::text, greatest(3, length(number::text)), '0') ILIKE %(words)s
    OR series || '-' || number ILIKE %(reference)s)"""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What is asked for, "" where nothing is: a view, the leading delegation, a state, an owner (a key, or `NOBODY`), a
    priority, the statement (its slug) or the row of an agenda (its key) it comes from, and words of its title, details or
    reference. `columns` are those that the list shows, parted by dots, "" for the usual ones."""

    show: str = "all"
    lead: str = ""
    state: str = ""
    owner: str = ""
    priority: str = ""
    statement: str = ""
    words: str = ""
    columns: str = ""
    agenda: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Self:
        """A filter from an address; what nobody offers is passed over."""
        said = {each.name: str(asked.get(each.name, "")).strip() for each in fields(cls)}
        return cls(
            show=said["show"] if said["show"] in VIEWS else "all",
            lead=said["lead"],
            state=said["state"] if said["state"] in Status.values else "",
            owner=said["owner"] if said["owner"] == NOBODY or is_key(said["owner"]) else "",
            priority=said["priority"] if said["priority"] in map(str, Priority.values) else "",
            statement=said["statement"],
            words=said["words"][:MOST_WORDS],
            columns=_columns_said(asked),
            agenda=said["agenda"] if is_key(said["agenda"]) else "",
        )

    @property
    def address(self) -> str:
        """As it stands in an address, "" for all that is open."""
        asked = {each.name: getattr(self, each.name) for each in fields(self)}
        said = {name: value for name, value in asked.items() if value and (name, value) != ("show", "all")}
        return f"?{urlencode(said)}" if said else ""

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than a view and a delegation."""
        return bool(self.narrow)

    @property
    def narrow(self) -> str:
        """What is asked for beside the view and the delegation, as SQL over an item; "" for nothing."""
        asked = {
            "status = %(state)s": self.state,
            "assignee_id IS NULL": self.owner == NOBODY,
            "assignee_id = %(owner)s": self.owner and self.owner != NOBODY,
            "priority = %(priority)s": self.priority,
            STATEMENT: self.statement,
            "agenda_item_id = %(agenda)s": self.agenda,
            WORDS: self.words,
        }
        return " AND ".join(sql for sql, is_asked in asked.items() if is_asked)

    @property
    def values(self) -> dict[str, Any]:
        """The values of `narrow` and of the delegation."""
        plain = self.words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return {
            "lead": self.lead,
            "state": self.state,
            "owner": self.owner if self.owner != NOBODY else None,
            "priority": int(self.priority or 0),
            "statement": self.statement,
            "agenda": self.agenda or None,
            "words": f"%{plain}%",
            # "USA-07" is what bears this number, however many zeros stand before it.
            "reference": f"%{ZEROS.sub('', plain)}" if NUMBERED.search(plain) else None,
        }

    @property
    def beside(self) -> Self:
        """What is asked for beside the view and the delegation, by which things are counted."""
        return replace(self, show="all", lead="", columns="")

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """What the list shows beside reference and title."""
        return tuple(self.columns.split(".")) if self.columns else USUAL_COLUMNS

    @property
    def urgencies(self) -> tuple[Urgency, ...]:
        """The groups of a list: those of the view, or of the state where one is asked for."""
        shown = VIEWS[self.show][0]
        if not self.state or shown != OPEN_URGENCIES:
            return shown
        return OPEN_URGENCIES if self.state in OPEN else (Urgency[self.state.upper()],)


def _columns_said(asked: Mapping[str, Any]) -> str:
    """The columns that an address asks for, ticked one by one or parted by dots; "" for the usual ones and for none."""
    said = asked.getlist("columns") if isinstance(asked, MultiValueDict) else [asked.get("columns", "")]
    wanted = {name for each in said for name in str(each).split(".")}
    found = tuple(name for name in COLUMNS if name in wanted)
    return "" if found == USUAL_COLUMNS else ".".join(found)


def is_key(said: str) -> bool:
    """Whether somebody said what a key looks like."""
    try:
        UUID(said)
    except ValueError:
        return False
    return True
