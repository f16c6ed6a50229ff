"""Pages of marked commitments: marking, changing, taking back, and where a text says what is still open."""

import pytest
from django.urls import reverse

from meetings.alignment.blocking import checklist_of
from meetings.promises.models import Promise
from portal.core.reader import reading_as
from tests.factories.pages import fields_of
from tests.factories.texts import CALENDAR, align, bracket, do, make_promise, reload


def said(page):
    return page.content.decode()


def test_a_sentence_is_marked_from_its_paragraphs_page(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    paragraph = f"{statement.get_absolute_url()}p/p02/"
    assert "Mark a commitment" in said(client.get(paragraph, secure=True))
    form = client.get(f"{paragraph}mark/", secure=True)
    # One sentence alone stands in the form.
    assert CALENDAR["en"] in said(form)
    answer = client.post(f"{paragraph}mark/", fields_of(said(form), "quotes_en")[0] | {"lead": "USA"}, secure=True)
    assert answer.url == paragraph
    page = said(client.get(paragraph, secure=True))
    assert CALENDAR["en"] in page
    assert "no date" in page
    assert "no lead" not in page


def test_words_that_are_not_in_the_text_come_back_with_the_reason(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    address = f"{statement.get_absolute_url()}p/p02/mark/"
    fields = fields_of(said(client.get(address, secure=True)), "quotes_en")[0] | {"quotes_es": "Otra cosa"}
    answer = said(client.post(address, fields, secure=True))
    assert "In ES these words do not stand in the paragraph" in answer
    assert "Otra cosa" in answer


def test_a_suggestion_is_marked_in_one_press_in_both_languages(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    address = reverse("promises:promises", args=[statement.slug])
    page = said(client.get(address, secure=True))
    assert "Sounds like a commitment and is not marked" in page
    key = page.partition('name="passage" value="')[2].partition('"')[0]
    client.post(reverse("promises:mark-suggested", args=[statement.slug]), {"passage": key}, secure=True)
    with reading_as(world.mex.negotiator.reader):
        assert Promise.objects.get().quotes == CALENDAR
    client.post(reverse("promises:mark-suggested", args=[statement.slug]), {"passage": "p09.en:0-4"}, secure=True)
    with reading_as(world.mex.negotiator.reader):
        assert Promise.objects.count() == 1


def test_others_read_and_change_nothing(world, statement, sign_in):
    promise = make_promise(world.usa.negotiator, statement)
    client = sign_in(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader):
        address = Promise.objects.select_related("paragraph__statement").get(pk=promise.pk).get_absolute_url()
    page = said(client.get(address, secure=True))
    assert CALENDAR["es"] in page
    assert "Take the mark back" not in page
    assert client.post(f"{address}withdraw/", secure=True).status_code == 403
    assert sign_in(world.can.coordinator).get(address, secure=True).status_code == 404


@pytest.mark.parametrize("aligned", [False, True])
def test_what_is_missing_says_what_marks_lack_and_blocks_nothing(world, statement, sign_in, aligned):
    make_promise(world.mex.negotiator, statement, lead="USA")
    text = align(world, statement) if aligned else statement
    with reading_as(world.usa.member.reader):
        found = checklist_of(reload(text), world.usa.member)
    assert [each.sentence for each in found.asked] == ["¶ 2: no date"]
    assert found.count == len(found.now) + len(found.later)
    client = sign_in(world.usa.member)
    assert "¶ 2: no date" in said(client.get(f"{text.get_absolute_url()}missing/", secure=True))
    table = said(client.get(text.get_absolute_url(), secure=True))
    assert "1 marked commitment lacks a lead, a date or its words" in table


def test_a_mark_is_seen_on_the_table_at_once_also_by_those_who_hold_it(world, statement, sign_in):
    """The table is answered 304 until something happens in the text; a mark is something."""
    client = sign_in(world.mex.member)
    first = client.get(statement.get_absolute_url(), secure=True)
    make_promise(world.usa.negotiator, statement)
    again = client.get(statement.get_absolute_url(), secure=True, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


def test_sentences_with_brackets_are_not_offered(world, statement, sign_in):
    words = {
        "en": "The [delegations] agree to establish a shared calendar.",
        "es": "Las [delegaciones] acuerdan establecer un calendario común.",
    }
    bracket(world.usa.negotiator, statement, **words)
    client = sign_in(world.usa.negotiator)
    page = said(client.get(f"{statement.get_absolute_url()}p/p02/mark/", secure=True))
    assert "Its sentences" not in page
    do(world.gtm.head, "suspend_negotiation", statement=statement, reason="Enough for today.")
    assert "Mark a commitment" not in said(client.get(f"{statement.get_absolute_url()}p/p03/", secure=True))
