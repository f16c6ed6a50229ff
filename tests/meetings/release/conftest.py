"""A text that all have signed, with a press officer in each party."""

from datetime import UTC, datetime, timedelta

from tests.factories.closing import freeze, heads_of, schedule, sign_all
from tests.factories.people import make_user, prefer
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

NOW = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)


@scene
def pressed(world):
    """A press officer in each party; they and the heads read English."""
    for side in (world.usa, world.mex, world.gtm):
        prefer(side.head, language="en")
        side.press = make_user(f"press.{side.code.lower()}@test.example", role="press", code=side.code)
    return world


@scene
def final(world, pressed):
    office = world.sec.coordinator
    return freeze(make_negotiation(world, make_meeting(office)), office, NOW - timedelta(hours=2))


@scene
def signed(world, final):
    """Signed by all three an hour before."""
    return sign_all(final, heads_of(world), world.sec.coordinator, NOW - timedelta(hours=1))


@scene
def ahead(world, signed):
    """Scheduled for a day that is far ahead of any clock."""
    schedule(signed, heads_of(world), world.sec.coordinator, NOW, at=datetime(2090, 3, 10, 15, tzinfo=UTC))
    return signed
