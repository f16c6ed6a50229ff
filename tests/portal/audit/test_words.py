"""Every act is told in a sentence of the reader's language, without addresses' anchors and without another language's words."""

import re

import pytest
from django.utils.translation import override

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


def test_every_act_has_words_in_both_languages():
    for act, words in sentences():
        with override("en"):
            english = str(words)
        with override("es"):
            spanish = str(words)
        assert english != spanish, act
        assert not ENGLISH.search(spanish), (act, spanish)
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
