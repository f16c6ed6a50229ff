"""What tests of plans begin with: a commitment, and plans at their stages."""

from tests.factories.plans import agree, begin, fill, make_plan, share
from tests.factories.work import make_commitment, make_meeting, make_statement
from tests.scenes import scene


@scene
def promise(world):
    """A commitment that the three delegations read."""
    statement = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    return make_commitment(world.sec.coordinator, statement, lead="MEX", supporting=["GTM", "USA"])


@scene
def draft(world, promise):
    """A plan of Mexico's, whole, and shared with Guatemala and the United States."""
    plan = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
    fill(world.mex, plan)
    return share(world.mex.coordinator, plan)


@scene
def agreed(world, draft):
    return agree(world, draft)


@scene
def active(world, agreed):
    return begin(world, agreed)
