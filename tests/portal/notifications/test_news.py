"""News: every event has words, and a mail says what is so when it leaves."""

import pytest

from portal.audit.words import SENTENCES
from portal.notifications.news import DESCRIBED, tell_news
from tests.factories.people import mails
from tests.factories.work import NOW, make_meeting


def test_an_event_that_nobody_described_is_not_told(world):
    meeting = make_meeting(world.sec.coordinator)
    before = len(mails())
    with pytest.raises(LookupError, match=r"notices\.py"):
        tell_news("meetings.meeting.unheard_of", meeting, [world.usa.member], now=NOW)
    assert len(mails()) == before


def test_an_event_has_the_name_of_its_act_in_the_trail():
    """What is gathered is several acts and has a name of its own."""
    gathered = {
        "workinggroup.statement.accounted",
        "workinggroup.actionitem.decided",
        "workinggroup.actionitem.followed",
        "workinggroup.actionitem.predecessor",
        "workinggroup.actionitem.several",
    }
    assert set(DESCRIBED) - set(SENTENCES) == {"meetings.statement.moved", "meetings.statement.promised"} | gathered
