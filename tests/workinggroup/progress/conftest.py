"""Two commitments of a text, and a round before the meeting that follows."""

from datetime import date
from types import SimpleNamespace

from tests.factories.work import make_commitment, make_meeting, make_round, make_statement
from tests.scenes import scene


@scene
def ground(world):
    """The first is led by USA and due in June, the second led by MEX; reports are due on 16 April, a Thursday."""
    sec = world.sec.coordinator
    before = make_meeting(sec, date(2026, 2, 28), status="concluded")
    meeting = make_meeting(sec, date(2026, 5, 7), follows=before)
    text = make_statement(sec, before)
    led = make_commitment(sec, text, lead="USA", due_on=date(2026, 6, 30))
    other = make_commitment(sec, text, lead="MEX", number=3)
    return SimpleNamespace(
        before=before, meeting=meeting, text=text, led=led, other=other, asked=make_round(sec, meeting)
    )
