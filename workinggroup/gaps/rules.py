"""Who does what with gaps. Whoever sees one reads it; these say who acts."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates_across
from workinggroup.gaps.states import SETTLED, Status
from workinggroup.handling.rules import can_commit, can_speak, can_work

SECRETARIAT = "SEC"


def can_view(user: Person, gap: Any) -> bool:
    return user.code in gap.releasable_to


def can_draft(user: Person, gap: Any = None) -> bool:
    """Whoever works for a delegation drafts for it, and edits its drafts."""
    return can_work(user) and (gap is None or user.code == gap.raised_by_id)


def can_raise(user: Person, gap: Any) -> bool:
    """Those who coordinate the side that drafted it."""
    return can_speak(user) and user.code == gap.raised_by_id


def can_answer(user: Person, gap: Any) -> bool:
    """Those who coordinate an owner accept it or contest it."""
    return can_speak(user) and user.code in gap.owners


def can_mend(user: Person, gap: Any) -> bool:
    """Those who coordinate an owner add measures of their side, and claim that it is mended."""
    return can_answer(user, gap)


def can_rate(user: Person, gap: Any) -> bool:
    """Whoever works for a side that reads it, for that side."""
    return can_work(user) and user.code in gap.releasable_to


def can_open_round(user: Person, gap: Any) -> bool:
    """Those who coordinate a side that reads it."""
    return can_speak(user) and user.code in gap.releasable_to


def can_rate_together(user: Person, gap: Any) -> bool:
    """Those who coordinate a side that reads it propose a joint rating, and agree to one or not."""
    return can_open_round(user, gap)


def can_put_on_agenda(user: Person, gap: Any) -> bool:
    """Those who coordinate a side that reads it."""
    return can_open_round(user, gap)


def is_owned_by_all(gap: Any) -> bool:
    """Whether every delegation that reads it owned it once, so that none is left that never did."""
    readers = {code for code in gap.releasable_to if code != SECRETARIAT}
    return len(readers) > 1 and readers <= set(gap.ever_owners)


def can_verify(user: Person, gap: Any) -> bool:
    """Those who coordinate a side that reads it and never owned it; where all did, each owner verifies what the others did."""
    return (
        can_speak(user)
        and user.code in gap.releasable_to
        and (user.code not in gap.ever_owners or is_owned_by_all(gap))
    )


def can_record_closing(user: Person, gap: Any) -> bool:
    """The secretariat's coordinators, where all sides that read it owned it, and the secretariat reads it, too."""
    return coordinates_across(user) and user.code in gap.releasable_to and is_owned_by_all(gap)


def can_propose_toleration(user: Person, gap: Any) -> bool:
    """Heads of an owner."""
    return can_commit(user) and user.code in gap.owners


def can_consent(user: Person, gap: Any) -> bool:
    """Heads of a side that reads it."""
    return can_commit(user) and user.code in gap.releasable_to


def can_resume(user: Person, gap: Any) -> bool:
    """Those who coordinate a side that reads it end a toleration, and open again what is closed, with a reason."""
    return can_speak(user) and user.code in gap.releasable_to


def can_hand_over(user: Person, gap: Any) -> bool:
    """Those who coordinate an owner propose other owners."""
    return can_answer(user, gap) and gap.status not in SETTLED and gap.status != Status.DRAFT


def can_agree_handover(user: Person, handover: Any) -> bool:
    """Those who coordinate an owner, or a side that is to be one."""
    return can_speak(user) and user.code in {*handover.gap.owners, *handover.owners}


def can_keep_scales(user: Person, scale: Any = None) -> bool:
    """The secretariat's coordinators propose by what gaps are rated."""
    return coordinates_across(user)


def can_withdraw_scale(user: Person, scale: Any = None) -> bool:
    """The secretariat's coordinators take back what they proposed."""
    return coordinates_across(user)


def can_answer_scales(user: Person, scale: Any = None) -> bool:
    """The heads of delegations."""
    return can_commit(user)


def can_agree_scale(user: Person, scale: Any) -> bool:
    """The heads of all delegations that there were when it was proposed."""
    return can_answer_scales(user) and user.code in scale.parties


def can_keep_places(user: Person, place: Any = None) -> bool:
    """The secretariat's coordinators."""
    return coordinates_across(user)
