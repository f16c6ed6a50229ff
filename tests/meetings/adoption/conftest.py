"""A final text that waits for its signatures."""

from datetime import UTC, datetime
from typing import Any

from meetings.statements.states import Status
from tests.factories.closing import freeze, turn
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

FROZEN = datetime(2026, 4, 1, 12, tzinfo=UTC)


@scene
def signable(world: Any) -> Any:
    """Three paragraphs in two languages, frozen, open for signature by three parties."""
    office = world.sec.coordinator
    return turn(freeze(make_negotiation(world, make_meeting(office)), office, FROZEN), Status.SIGN_OFF, office)
