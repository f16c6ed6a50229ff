"""What happens to action items."""

from workinggroup.actionitems.operations.dating import reschedule_item
from workinggroup.actionitems.operations.gate import (
    DueInThePast,
    ItemIsDone,
    ItemIsOpen,
    NotAccepted,
    NotConfirmed,
    NotInYourDelegation,
    OneDueDate,
)
from workinggroup.actionitems.operations.giving import assign_action_item, reassign_item
from workinggroup.actionitems.operations.reporting import reopen_item, report_progress

__all__ = [
    "DueInThePast", "ItemIsDone", "ItemIsOpen", "NotAccepted", "NotConfirmed", "NotInYourDelegation", "OneDueDate",
    "assign_action_item", "reassign_item", "reopen_item", "report_progress", "reschedule_item",
]  # fmt: skip
