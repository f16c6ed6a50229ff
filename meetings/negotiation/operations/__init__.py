"""What happens in a negotiation."""

from meetings.negotiation.operations.bracketing import add_option, open_brackets_in, support_option
from meetings.negotiation.operations.ending import abandon_statement, answer_ending, propose_ending, withdraw_ending
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.operations.opting_out import opt_out
from meetings.negotiation.operations.proposing import (
    answer_proposal,
    carry_out_instruction,
    change_draft,
    draft_proposal,
    instruct,
    table_proposal,
    withdraw_proposal,
)
from meetings.negotiation.operations.proposing_now import propose_now
from meetings.negotiation.operations.speaking import take_position, write_comment
from meetings.negotiation.operations.stages import (
    begin_negotiation,
    resume_negotiation,
    start_alignment,
    suspend_negotiation,
)

__all__ = [
    "abandon_statement", "add_option", "answer_ending", "answer_proposal", "begin_negotiation", "carry_out_instruction",
    "change_draft", "draft_proposal", "instruct", "open_brackets_in", "open_statement", "opt_out", "propose_ending",
    "propose_now", "resume_negotiation", "start_alignment", "support_option", "suspend_negotiation", "table_proposal",
    "take_position", "withdraw_ending", "withdraw_proposal", "write_comment",
]  # fmt: skip
