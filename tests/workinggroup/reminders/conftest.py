"""A follow-up ministerial with one commitment and one action item of the United States."""

from datetime import date, timedelta

from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene

MEETING = date(2026, 5, 7)  # a Thursday


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator, MEETING)


@scene
def commitment(world, follow_up):
    statement = make_statement(world.sec.coordinator, follow_up)
    return make_commitment(world.sec.coordinator, statement, lead="USA", supporting=["MEX"])


@scene
def item(world, commitment):
    """Due the day after the ministerial, so that no overdue notice mixes with the rungs."""
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=MEETING + timedelta(1))
