"""What happens to gaps."""

from workinggroup.gaps.operations.answering import accept_gap, contest_gap
from workinggroup.gaps.operations.drafting import change_gap, draft_gap, drop_gap, gap_as_held, raise_gap
from workinggroup.gaps.operations.importing import check_gaps, import_gaps
from workinggroup.gaps.operations.mending import add_measure, claim_gap, say_done, take_back_done
from workinggroup.gaps.operations.owning import agree_to_handover, propose_handover
from workinggroup.gaps.operations.places import add_place
from workinggroup.gaps.operations.rating import bring_measures_forward, open_round, rate_gap
from workinggroup.gaps.operations.scaling import agree_to_scale, decline_scale, propose_scale, withdraw_scale
from workinggroup.gaps.operations.tabling import put_on_agenda
from workinggroup.gaps.operations.together import (
    agree_to_joint_rating,
    decline_joint_rating,
    propose_joint_rating,
)
from workinggroup.gaps.operations.tolerating import (
    consent_to_toleration,
    decline_toleration,
    end_toleration,
    is_overtaken,
    lapse_tolerations,
    propose_toleration,
)
from workinggroup.gaps.operations.verifying import record_closing, reopen_gap, verify_gap

__all__ = [
    "accept_gap",
    "add_measure",
    "add_place",
    "agree_to_handover",
    "agree_to_joint_rating",
    "agree_to_scale",
    "bring_measures_forward",
    "change_gap",
    "check_gaps",
    "claim_gap",
    "consent_to_toleration",
    "contest_gap",
    "decline_joint_rating",
    "decline_scale",
    "decline_toleration",
    "draft_gap",
    "drop_gap",
    "end_toleration",
    "gap_as_held",
    "import_gaps",
    "is_overtaken",
    "lapse_tolerations",
    "open_round",
    "propose_handover",
    "propose_joint_rating",
    "propose_scale",
    "propose_toleration",
    "put_on_agenda",
    "raise_gap",
    "rate_gap",
    "record_closing",
    "reopen_gap",
    "say_done",
    "take_back_done",
    "verify_gap",
    "withdraw_scale",
]
