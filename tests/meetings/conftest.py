"""What most tests of a text begin with."""

from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene


@scene
def statement(world):
    """Three paragraphs in two languages, under negotiation by three delegations."""
    return make_negotiation(world, make_meeting(world.sec.coordinator))
