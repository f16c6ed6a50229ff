"""What happens to statements."""

from meetings.statements.operations.aligning import (
    answer_edit,
    certify,
    edit_language,
    freeze_final,
    mark_reviewed,
    name_reviewer,
    remove_reviewer,
    withdraw_edit,
)
from meetings.statements.operations.bracketing import add_option, open_brackets_in, support_option
from meetings.statements.operations.bringing import (
    KindsDiffer,
    LanguagesDiffer,
    LanguageThere,
    TooManyParagraphs,
    add_language,
    bring_statement,
    latest_versions,
    nodes_of,
    require_aligned,
)
from meetings.statements.operations.glossary import add_word, change_word, remove_word
from meetings.statements.operations.opening import (
    abandon_statement,
    begin_negotiation,
    open_statement,
    opt_out,
    resume_negotiation,
    suspend_negotiation,
)
from meetings.statements.operations.proposing import (
    answer_proposal,
    carry_out_instruction,
    change_draft,
    draft_proposal,
    instruct,
    table_proposal,
    withdraw_proposal,
)
from meetings.statements.operations.returning import bring_back, draft_returned, plan_return
from meetings.statements.operations.revising import issue_revision
from meetings.statements.operations.speaking import take_position, write_comment
from meetings.statements.operations.staging import start_alignment, write_around
from meetings.statements.operations.waiving import lift_waiver, second_waiver, waive_finding

__all__ = [
    "KindsDiffer", "LanguageThere", "LanguagesDiffer", "TooManyParagraphs", "abandon_statement", "add_language",
    "add_option", "add_word", "answer_edit", "answer_proposal", "begin_negotiation", "bring_back", "bring_statement",
    "carry_out_instruction", "certify", "change_draft", "change_word", "draft_proposal", "draft_returned",
    "edit_language", "freeze_final", "instruct", "issue_revision", "latest_versions", "lift_waiver", "mark_reviewed",
    "name_reviewer", "nodes_of", "open_brackets_in", "open_statement", "opt_out", "plan_return", "remove_reviewer",
    "remove_word", "require_aligned", "resume_negotiation", "second_waiver", "start_alignment", "support_option",
    "suspend_negotiation", "table_proposal", "take_position", "waive_finding", "withdraw_edit", "withdraw_proposal",
    "write_around", "write_comment",
]  # fmt: skip
