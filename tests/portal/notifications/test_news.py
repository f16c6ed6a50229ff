"""News: every event has words, and a mail says what is so when it leaves."""

import pytest
from django.utils.translation import override

from meetings.statements import notices as of_texts
from portal.audit.words import SENTENCES
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.lines import lines_of
from portal.notifications.news import DESCRIBED, tell_news
from portal.people.bell.queries import own_notices
from portal.people.readers import everybody, reader_of
from tests.factories.people import mails
from tests.factories.work import NOW, make_meeting, make_statement


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


def test_news_names_whose_act_it_was_in_mail_and_list_where_that_is_known(world, smtp):
    """Told by the operations' own way, which hands on who acted; by the portal itself, nobody is named."""
    held, lapsed = (make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator)) for _each in range(2))
    with reading_as(world.usa.head.reader):
        of_texts.tell_news(held, "held", actor=world.usa.head, now=NOW)
        of_texts.tell_news(lapsed, "held", actor=None, now=NOW)
    deliver_due(everybody(), reader_of, clock=lambda: NOW)
    mexican = world.mex.head
    (mail,) = (each.get_body(("plain",)).get_content() for each in smtp.to(mexican.email))
    assert "Estados Unidos retiene una publicación." in mail
    assert "Una parte retiene una publicación." in mail
    with reading_as(mexican.reader), override("en"):
        words = {line.words for line in lines_of(own_notices(mexican, now=NOW), mexican)}
    assert words == {"The United States holds a release.", "A party holds a release."}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_of_whose_act_it_was_begins_with_the_side(language):
    with override(language):
        sentences = [str(each.acted) % {"side": "Malta"} for each in DESCRIBED.values() if each.acted]
    assert len(sentences) > 25
    assert all(each.startswith("Malta") and each.endswith(".") for each in sentences)
