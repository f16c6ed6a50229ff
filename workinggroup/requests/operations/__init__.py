"""What happens to requests for information."""

from workinggroup.requests.operations.answering import (
    AnswerIsEmpty,
    DraftedAlready,
    NoAnswerOwed,
    give_answer,
    refuse_request,
    write_answer,
)
from workinggroup.requests.operations.drafting import (
    ConditionsMissing,
    NotADraft,
    NotAnotherSide,
    NotKnownThere,
    change_request,
    draft_request,
)
from workinggroup.requests.operations.gate import SaySomething
from workinggroup.requests.operations.turning import (
    NotNow,
    QuestionMissing,
    SentBackAlready,
    ThirdReads,
    ask_clarity,
    clarify_request,
    close_request,
    send_back_request,
    send_request,
    withdraw_request,
)

__all__ = [
    "AnswerIsEmpty",
    "ConditionsMissing",
    "DraftedAlready",
    "NoAnswerOwed",
    "NotADraft",
    "NotAnotherSide",
    "NotKnownThere",
    "NotNow",
    "QuestionMissing",
    "SaySomething",
    "SentBackAlready",
    "ThirdReads",
    "ask_clarity",
    "change_request",
    "clarify_request",
    "close_request",
    "draft_request",
    "give_answer",
    "refuse_request",
    "send_back_request",
    "send_request",
    "withdraw_request",
    "write_answer",
]
