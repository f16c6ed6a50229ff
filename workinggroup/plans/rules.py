"""Who drafts, consents, takes over and evaluates. Whoever sees a plan reads it."""

from typing import Any

from portal.core.people import Person
from workinggroup.handling.rules import can_commit as commits
from workinggroup.handling.rules import can_speak as speaks
from workinggroup.handling.rules import can_work as works
from workinggroup.plans.states import IN_FORCE, OVER, Status


def can_draft(user: Person, *_: Any) -> bool:
    """Whoever works for a delegation."""
    return works(user)


def can_edit(user: Person, plan: Any) -> bool:
    """Whoever works for a party, of what is drafted."""
    return works(user) and user.code in plan.editable_by


def can_lead(user: Person, plan: Any) -> bool:
    """Those who coordinate a party share, table, take back, activate and complete."""
    return speaks(user) and user.code in plan.parties and user.code in plan.editable_by


def can_share(user: Person, plan: Any) -> bool:
    """Those who coordinate the side that drafts it, as long as nobody else has seen it."""
    return speaks(user) and user.code == plan.drafted_by_id and not plan.is_shared


def can_withdraw(user: Person, plan: Any) -> bool:
    """The side that drafted it, before it is in force."""
    return speaks(user) and user.code == plan.drafted_by_id and plan.status in {Status.DRAFT, Status.AGREED}


def can_consent(user: Person, plan: Any) -> bool:
    """The heads of the parties' delegations, and nobody in their place."""
    return commits(user) and user.code in plan.parties and plan.is_shared


def can_suspend(user: Person, plan: Any) -> bool:
    """Any party's head stops a plan in force, and says that it goes on."""
    return can_consent(user, plan) and plan.status in IN_FORCE


def can_take_over(user: Person, plan: Any) -> bool:
    """Those who coordinate a party, for their own side."""
    return can_lead(user, plan) and plan.status in {Status.AGREED, *IN_FORCE}


def can_count(user: Person, plan: Any) -> bool:
    """Whoever works for a party, for their own side, once it has begun."""
    return can_edit(user, plan) and plan.status in {*IN_FORCE, Status.COMPLETED, Status.EVALUATED}


def can_rate(user: Person, plan: Any) -> bool:
    """Those who coordinate a party, for their own side, once it is carried out."""
    return can_lead(user, plan) and plan.status == Status.COMPLETED


def can_improve(user: Person, plan: Any) -> bool:
    """Whoever works for a party, until it is closed."""
    return can_edit(user, plan) and plan.status in {Status.COMPLETED, Status.EVALUATED}


def can_close(user: Person, plan: Any) -> bool:
    """Those who coordinate a party."""
    return can_lead(user, plan) and plan.status == Status.EVALUATED


def is_live(plan: Any) -> bool:
    """Whether something may still follow."""
    return plan.status not in OVER
