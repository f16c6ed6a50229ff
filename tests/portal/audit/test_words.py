"""Every act is told in a sentence of the reader's language, without addresses' anchors and without another language's words."""

import re

import pytest
from django.utils.translation import override

from meetings.rounds.operations import advance_meeting
from meetings.rounds.states import Status
from meetings.statements.models import Paragraph
from portal.audit.words import SENTENCES, Varied
from portal.core.reader import reading_as
from portal.people.operations import save_preferences
from tests.factories.texts import at, do, propose
from tests.factories.work import NOW, make_meeting, make_negotiation
from tests.scenes import scene

ENGLISH = re.compile(r"\b(the|of|to|on|in session|for|proposal|agreed|position)\b", re.IGNORECASE)


def sentences():
    for act, words in SENTENCES.items():
        yield from ((act, each) for each in (words.words.values() if isinstance(words, Varied) else [words]))


# What somebody did, at the head of a sentence that goes on after who it was; a part may be asked not to, or asked it of itself.
DID = re.compile(r"(se (retiró)|((no|ya no|le) )?(\w+(ó|io|zo|vo|uso|ijo|ujo|ino|udo)|fue))\b")
# Their sentences name nothing but who did them.
ALONE = {
    "people.person.joined", "people.person.preferences_saved", "people.person.feed_made", "people.person.feed_revoked",
    "people.person.signed_in", "people.person.signed_out", "people.person.sign_in_failed",
    "people.person.second_factor_added", "people.person.second_factor_removed", "people.person.password_changed",
    "people.person.ways_chosen",
    "workinggroup.cadence.group_chosen", "workinggroup.cadence.group_reset", "workinggroup.cadence.own_chosen",
    "workinggroup.cadence.own_reset",
    # A draft has no reference yet.
    "workinggroup.request.changed", "workinggroup.request.drafted",
}  # fmt: skip


def test_every_act_has_words_in_both_languages():
    for act, words in sentences():
        assert ("%(thing)s" in str(words)) != (act in ALONE), act
        with override("en"):
            english = str(words)
        with override("es"):
            spanish = str(words)
        assert english != spanish, act
        assert not ENGLISH.search(spanish), (act, spanish)
        assert DID.match(spanish), (act, spanish)
        assert ("%(thing)s" in english) == ("%(thing)s" in spanish), act
        assert spanish % {"thing": "x"}


@scene
def text(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator))


@pytest.mark.parametrize(
    ("language", "agreed", "tabled", "inserted"),
    [
        ("en", "agreed to ¶ 1", "proposed other words for ¶ 1", "a new paragraph"),
        ("es", "expresó su acuerdo con el ¶ 1", "propuso otra redacción para el ¶ 1", "un párrafo nuevo"),
    ],
)
def test_a_paragraph_is_named_by_its_number_of_today(world, sign_in, text, language, agreed, tabled, inserted):
    """The first paragraph has left the text since: what was the second is the first, in what was done before, too."""
    do(world.gtm.head, "take_position", version=at(world.gtm.head, text)[1], value="agree")
    propose(world.mex.negotiator, text)
    propose(world.mex.negotiator, text, kind="insert", paragraph=None, base=None)
    with reading_as(world.sec.coordinator.reader):
        Paragraph.objects.filter(statement=text, anchor="p01").update(withdrawn_at=NOW)
    person = world.usa.head
    with reading_as(person.reader):
        save_preferences(actor=person, name=person.name, language=language, time_zone="")
    client = sign_in(person)
    for path in "/audit/", "/":
        page = client.get(path, secure=True).content.decode()
        seen = " ".join(re.sub(r"<[^>]*>", " ", page).split())
        assert agreed in seen, path
        assert tabled in seen, path
        assert seen.count(inserted) == 1, path
        assert f"/statements/{text.slug}/p/p02/" in page
        assert not re.search(r"\bp\d\d\b", seen), path


def test_a_meeting_is_named_in_the_readers_language_with_a_link(world, sign_in):
    """Whoever wrote its title, and in which language; the act begins with who did it."""
    meeting = make_meeting(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader), override("en"):
        advance_meeting(meeting=meeting, actor=world.sec.coordinator, now=NOW, to=Status.POSTPONED)
    person = world.gtm.head
    with reading_as(person.reader):
        save_preferences(actor=person, name=person.name, language="es", time_zone="")
    client, link = (
        sign_in(person),
        f'aplazó la reunión <a href="{meeting.get_absolute_url()}">{meeting.title["es"]}</a>',
    )
    assert link in client.get("/audit/", secure=True).text
    desk = client.get("/", secure=True).text
    assert link in desk
    assert re.search(rf'<b class="dl dl--name dl--\w+">[^<]+</b> {re.escape(link)}', desk)


def test_a_proposed_paragraph_is_linked_to_its_proposal(world, sign_in, text):
    proposal = propose(world.mex.negotiator, text, kind="insert", paragraph=None, base=None)
    for client in map(sign_in, (world.mex.negotiator, world.mex.head)):
        page = client.get("/audit/", secure=True).text
        assert f'<a href="/statements/{text.slug}/proposals/{proposal.pk}/">un párrafo nuevo</a>' in page
