"""What happens to practices."""

from workinggroup.practices.operations.reporting import (
    ConfirmedAlready,
    LinkedAlready,
    NotLive,
    SayWhatCame,
    confirm_evidence,
    link_gap,
    report_use,
    unlink_gap,
)
from workinggroup.practices.operations.sharing import (
    NothingWritten,
    NoTitle,
    NotNow,
    begin_reviews,
    change_practice,
    draft_practice,
    practice_as_held,
    review_practice,
    share_practice,
    withdraw_practice,
)

__all__ = [
    "ConfirmedAlready",
    "LinkedAlready",
    "NoTitle",
    "NotLive",
    "NotNow",
    "NothingWritten",
    "SayWhatCame",
    "begin_reviews",
    "change_practice",
    "confirm_evidence",
    "draft_practice",
    "link_gap",
    "practice_as_held",
    "report_use",
    "review_practice",
    "share_practice",
    "unlink_gap",
    "withdraw_practice",
]
