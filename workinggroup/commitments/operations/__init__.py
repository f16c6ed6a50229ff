"""What happens to commitments."""

from workinggroup.commitments.operations.classing import NoSuchTheme, set_theme
from workinggroup.commitments.operations.dating import DueIsNotSaid, NotEverybodyKnows, follow_meeting, set_due
from workinggroup.commitments.operations.deciding import (
    AlreadyDecided,
    Decision,
    HasActionItems,
    NotInTheText,
    TextIsNotSettled,
    confirm_commitments,
    mark_of,
    set_aside,
    undo_decision,
)
from workinggroup.commitments.operations.importing import BadLines, TooManyRows, check_lines, import_commitments
from workinggroup.commitments.operations.leading import (
    AlreadyAccepted,
    LeadSupports,
    NotAParty,
    NotConfirmed,
    NothingToAccept,
    ReasonNeeded,
    accept_commitment,
    decline_commitment,
    give_up_lead,
    leave_commitments,
    name_lead,
)
from workinggroup.commitments.operations.reasons import SayWhy
from workinggroup.commitments.operations.themes import ThemeIsThere, add_theme, change_theme
from workinggroup.commitments.operations.tracking import (
    GoesNowhere,
    NotYet,
    ReachedAlready,
    add_figure,
    add_indicator,
    add_milestone,
    reach_milestone,
)

__all__ = [
    "AlreadyAccepted",
    "AlreadyDecided",
    "BadLines",
    "Decision",
    "DueIsNotSaid",
    "GoesNowhere",
    "HasActionItems",
    "LeadSupports",
    "NoSuchTheme",
    "NotAParty",
    "NotConfirmed",
    "NotEverybodyKnows",
    "NotInTheText",
    "NotYet",
    "NothingToAccept",
    "ReachedAlready",
    "ReasonNeeded",
    "SayWhy",
    "TextIsNotSettled",
    "ThemeIsThere",
    "TooManyRows",
    "accept_commitment",
    "add_figure",
    "add_indicator",
    "add_milestone",
    "add_theme",
    "change_theme",
    "check_lines",
    "confirm_commitments",
    "decline_commitment",
    "follow_meeting",
    "give_up_lead",
    "import_commitments",
    "leave_commitments",
    "mark_of",
    "name_lead",
    "reach_milestone",
    "set_aside",
    "set_due",
    "set_theme",
    "undo_decision",
]
