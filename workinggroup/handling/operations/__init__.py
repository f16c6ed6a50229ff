"""What happens to marks and passages."""

from workinggroup.handling.operations.exporting import next_number, note_export, note_reading, note_register
from workinggroup.handling.operations.lowering import lower_marks
from workinggroup.handling.operations.passages import (
    edit_passage,
    passage_as_held,
    remove_passage,
    write_gist,
    write_passage,
)
from workinggroup.handling.operations.releasing import (
    answer_release,
    ask_release,
    end_releases,
    lapse_requests,
    withdraw_release,
)
from workinggroup.handling.operations.sharing import mark, marks_as_held, narrow, share, share_passage
from workinggroup.handling.operations.tying import tie_thing, untie_thing

__all__ = [
    "answer_release",
    "ask_release",
    "edit_passage",
    "end_releases",
    "lapse_requests",
    "lower_marks",
    "mark",
    "marks_as_held",
    "narrow",
    "next_number",
    "note_export",
    "note_reading",
    "note_register",
    "passage_as_held",
    "remove_passage",
    "share",
    "share_passage",
    "tie_thing",
    "untie_thing",
    "withdraw_release",
    "write_gist",
    "write_passage",
]
