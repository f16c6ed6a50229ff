"""A text on record with commitments of three kinds, and one under negotiation that comes after."""

from datetime import date
from typing import Any

from tests.factories.work import make_commitment, make_meeting, make_negotiation, make_statement
from tests.scenes import scene


@scene
def earlier(world: Any) -> Any:
    """Of February, with no commitment yet."""
    return make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator, date(2026, 2, 28)))


@scene
def promised(world: Any, earlier: Any) -> list[Any]:
    """What USA leads, what MEX leads, what nobody leads."""
    return [
        make_commitment(world.sec.coordinator, earlier, lead=lead, number=number)
        for lead, number in (("USA", 1), ("MEX", 2), (None, 3))
    ]


@scene
def text(world: Any, promised: Any) -> Any:
    """Of May, between the same parties."""
    return make_negotiation(world, make_meeting(world.sec.coordinator))
