"""What happens in a reporting round."""

from workinggroup.progress.operations.rating import answer_joint_rating, propose_joint_rating, rate_report
from workinggroup.progress.operations.reporting import submit_report, write_draft
from workinggroup.progress.operations.rounds import name_reporters, open_round

__all__ = [
    "answer_joint_rating",
    "name_reporters",
    "open_round",
    "propose_joint_rating",
    "rate_report",
    "submit_report",
    "write_draft",
]
