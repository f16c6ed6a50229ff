"""What happens to action items."""

from workinggroup.actionitems.operations.bulk import (
    CannotChangeAll,
    CannotUndo,
    ChangedSince,
    NothingTicked,
    TooMany,
    UndoneAlready,
    drop_items,
    prioritise_items,
    reassign_items,
    reschedule_items,
    undo_batch,
)
from workinggroup.actionitems.operations.counting import follow_meeting, follow_working_days, shift_days
from workinggroup.actionitems.operations.dating import (
    AskedAlready,
    NothingAsked,
    NotMoreTime,
    ask_more_time,
    grant_more_time,
    refuse_more_time,
    reschedule_item,
)
from workinggroup.actionitems.operations.depending import (
    NoSuchItem,
    NotEnoughToChain,
    WaitsAlready,
    WouldWaitForItself,
    add_dependency,
    chain_items,
    estimate_item,
    remove_dependency,
)
from workinggroup.actionitems.operations.following import add_supporter, remove_supporter, stop_watching, watch_item
from workinggroup.actionitems.operations.gate import (
    DueInThePast,
    ItemIsOpen,
    ItemIsSettled,
    NotAccepted,
    NotConfirmed,
    NotDone,
    NotInYourDelegation,
    NotProposed,
    OneDueDate,
    ReasonIsMissing,
)
from workinggroup.actionitems.operations.giving import (
    HasItAlready,
    YoursAlready,
    accept_item,
    assign_action_item,
    drop_item,
    hand_on_item,
    reassign_item,
    refuse_item,
)
from workinggroup.actionitems.operations.importing import BadLines, TooManyRows, check_lines, import_items
from workinggroup.actionitems.operations.leaving import free_items
from workinggroup.actionitems.operations.noting import note_item
from workinggroup.actionitems.operations.reporting import reopen_item, report_progress, verify_item
from workinggroup.actionitems.operations.saving import NameIsTaken, TooManyFilters, remove_filter, save_filter
from workinggroup.actionitems.operations.steps import (
    StepIsGone,
    TooManySteps,
    add_step,
    move_step,
    remove_step,
    tick_step,
)
from workinggroup.actionitems.operations.templating import (
    DoesNotFit,
    NeedsMeeting,
    NoSteps,
    PlannedItem,
    TemplateIsThere,
    apply_template,
    change_template,
    keep_template,
    plan_chain,
    withdraw_template,
)

__all__ = [
    "AskedAlready", "BadLines", "CannotChangeAll", "CannotUndo", "ChangedSince", "DoesNotFit", "DueInThePast",
    "HasItAlready", "ItemIsOpen", "ItemIsSettled", "NameIsTaken", "NeedsMeeting", "NoSteps", "NoSuchItem", "NotAccepted",
    "NotConfirmed", "NotDone", "NotEnoughToChain", "NotInYourDelegation", "NotMoreTime", "NotProposed", "NothingAsked",
    "NothingTicked", "OneDueDate", "PlannedItem", "ReasonIsMissing", "StepIsGone", "TemplateIsThere", "TooMany",
    "TooManyFilters", "TooManyRows", "TooManySteps", "UndoneAlready", "WaitsAlready", "WouldWaitForItself",
    "YoursAlready", "accept_item", "add_dependency", "add_step", "add_supporter", "apply_template", "ask_more_time",
    "assign_action_item", "chain_items", "change_template", "check_lines", "drop_item", "drop_items", "estimate_item",
    "follow_meeting", "follow_working_days", "free_items", "grant_more_time", "hand_on_item", "import_items",
    "keep_template", "move_step", "note_item", "plan_chain", "prioritise_items", "reassign_item", "reassign_items",
    "refuse_item", "refuse_more_time", "remove_dependency", "remove_filter", "remove_step", "remove_supporter",
    "reopen_item", "report_progress", "reschedule_item", "reschedule_items", "save_filter", "shift_days",
    "stop_watching", "tick_step", "undo_batch", "verify_item", "watch_item", "withdraw_template",
]  # fmt: skip
