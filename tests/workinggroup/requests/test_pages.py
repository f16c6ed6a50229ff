"""Requests for information as people use them: by page and form, without script."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.requests import make_answer, make_draft_request, make_request
from tests.scenes import scene
from workinggroup.desk.queries import waiting_on
from workinggroup.requests.deadlines import find_owed
from workinggroup.requests.models import InformationRequest

NEW = {
    "recipient": "MEX",
    "title_en": "Lanes",
    "title_es": "Carriles",
    "question_en": "How many <b>?",
    "question_marking": "AMBER",
    "background_marking": "AMBER",
    "purpose_en": "To plan.",
    "purpose_es": "Planificar.",
    "use": "H0",
    "urgency": "routine",
}


@scene
def asked(world):
    return make_request(world.usa, "MEX", now=timezone.now())


def page_of(client, path):
    return client.get(path, secure=True).content.decode()


def sent(client, asked, what, **words):
    return client.post(f"{asked.get_absolute_url()}{what}/", words, secure=True, follow=True).content.decode()


def test_a_request_goes_from_a_draft_to_its_end_by_forms_alone(world, sign_in):
    member, usa = sign_in(world.usa.member), sign_in(world.usa.coordinator)
    assert "No request waits for our answer" in page_of(usa, "/requests/")
    assert "Nothing is asked between your side and another." in page_of(usa, "/requests/")
    refused = member.post("/requests/new/", NEW | {"question_en": "Who is A123456789?"}, secure=True).content.decode()
    assert "an A-number" in refused
    assert "Who is A123456789?" in refused
    page = member.post("/requests/new/", NEW, secure=True, follow=True).content.decode()
    assert "How many &lt;b&gt;?" in page
    assert "No text in this language yet" in page
    assert "Those who coordinate your delegation send it." in page
    assert "Your delegation has 1 draft." in page_of(usa, "/requests/?show=owe")
    with reading_as(world.usa.member.reader):
        asked = InformationRequest.objects.get()
    assert "Send it to Mexico" in page_of(usa, asked.get_absolute_url())
    assert "Both sides read it from now on" in sent(usa, asked, "send")
    mex = sign_in(world.mex.coordinator)
    mine = page_of(mex, "/requests/")
    assert "1 solicitud espera nuestra respuesta" in mine
    assert "RFI-USA-MEX-" in mine
    assert "TLP:AMBER · MEX, USA · de USA" in page_of(mex, asked.get_absolute_url())
    assert "el plazo no corre" in sent(mex, asked, "what-is-meant", words="¿Qué cruce?").lower()
    assert "¿Qué cruce?" in page_of(usa, asked.get_absolute_url())
    assert "The clock goes on." in sent(usa, asked, "clarify", words="All of them.")
    answer = {"answer_en": "Two.", "answer_marking": "GREEN", "limits_marking": "RED", "source": "B", "accuracy": "2"}
    seen = seen_on(mex, f"{asked.get_absolute_url()}answer/")
    page = sent(mex, asked, "answer", **answer, is_whole="yes", seen=seen)
    assert "Two." in page
    assert "Darla a Estados Unidos" in page
    assert "Two." not in page_of(usa, asked.get_absolute_url())
    sent(mex, asked, "answer/give")
    page = page_of(usa, asked.get_absolute_url())
    assert "Two." in page
    assert "B2" in page
    assert "Close the request" in page
    assert "The clock begins anew." in sent(usa, asked, "send-back", words="And by day?")
    assert "la devolvió: falta algo" in page_of(mex, asked.get_absolute_url())
    sent(mex, asked, "refuse", ground="not_held")
    assert "The information is not held" in page_of(usa, asked.get_absolute_url())
    assert "RFI-USA-MEX-" in page_of(usa, "/requests/?show=over")


def test_others_find_nothing_and_members_are_turned_away_from_what_is_not_theirs(world, sign_in, asked):
    for person in (world.gtm.coordinator, world.sec.coordinator, world.can.coordinator):
        client = sign_in(person)
        assert client.get(asked.get_absolute_url(), secure=True).status_code == 404
        assert "RFI-" not in page_of(client, "/requests/")
    for person, what in ((world.mex.member, "refuse"), (world.usa.coordinator, "refuse"), (world.mex.head, "close")):
        assert sign_in(person).post(f"{asked.get_absolute_url()}{what}/", {}, secure=True).status_code == 403


def test_it_waits_on_who_answers_and_then_on_who_asked(world, asked):
    usa, mex, now = world.usa.coordinator, world.mex.coordinator, timezone.now()

    def waits(user):
        with reading_as(user.reader):
            return [(wait.act, wait.thing, wait.due) for wait in waiting_on(user, now=now).shown]

    called = f"{asked.reference} {asked.title['en']}"
    assert waits(mex) == [("Answer the request:", called, asked.due_on)]
    assert waits(usa) == waits(world.mex.member) == waits(world.gtm.coordinator) == []
    with reading_as(mex.reader):
        assert [(each.subject, each.due, each.side) for each in find_owed("MEX", now=now)] == [
            (asked.pk, asked.due_on, "MEX")
        ]
    make_answer(world.mex, asked, now=now)
    assert waits(mex) == []
    assert waits(usa) == [("Close or send back:", called, None)]


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_for_any_number(world, sign_in, asked, count):
    draft = make_draft_request(world.mex, "USA")
    with reading_as(world.mex.member.reader):
        names = [each.attname for each in InformationRequest._meta.concrete_fields if each.attname != "id"]
        values = {name: getattr(draft, name) for name in names}
        InformationRequest.objects.bulk_create(InformationRequest(**values) for _number in range(count - 1))
    client = sign_in(world.mex.coordinator)
    page_of(client, "/requests/")
    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, "/requests/")
    assert page.count('<td class="fold-first">') == min(count + 1, 50)
    assert len(queries) == LIST


def test_a_request_with_much_said_of_it_costs_no_more_queries(world, sign_in, asked):
    client, now = sign_in(world.usa.coordinator), timezone.now()
    counts = []
    for _answer in range(3):
        page_of(client, asked.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page_of(client, asked.get_absolute_url())
        counts.append(len(queries))
        now += timedelta(seconds=1)
        make_answer(world.mex, asked, now=now, is_whole=False, limits={"en": "Not all."})
    assert counts == [ONE] * 3


# Eight of them are those of any page.
LIST, ONE = 9, 13
