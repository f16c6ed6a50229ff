"""The pages that everybody may look up: for whom, in which language, and without asking the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.guides.help import GUIDES, guide
from tests.factories.guests import make_guest
from tests.factories.work import make_meeting
from tests.scenes import scene

OPEN = ["/glossary/", "/help/", "/accessibility/"]


def read(client: Any, path: str, **more: Any) -> str:
    answer = client.get(path, secure=True, **more)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@scene
def guest(world):
    return make_guest(world.sec.coordinator, make_meeting(world.sec.coordinator))


def asked_by(client: Any, path: str) -> int:
    read(client, path)
    with CaptureQueriesContext(connection) as asked:
        read(client, path)
    return len(asked)


@pytest.mark.parametrize("path", OPEN)
def test_whoever_is_not_signed_in_reads_them_with_no_more_queries_than_the_page_to_sign_in(world, path):
    assert asked_by(Client(), path) == asked_by(Client(), "/account/login/")


@pytest.mark.parametrize("path", [*OPEN, *(f"/help/{name}/" for name in GUIDES)])
def test_whoever_is_signed_in_reads_them_with_no_more_queries_than_any_page(world, sign_in, path):
    client = sign_in(world.usa.member)
    assert asked_by(client, path) <= asked_by(client, "/people/me/")


def test_the_glossary_is_in_the_alphabet_of_its_reader_with_the_other_word_beside(world, sign_in):
    english, spanish = (read(sign_in(each), "/glossary/") for each in (world.usa.member, world.mex.member))
    row = r'<tr id="sign-off"><th scope="row">{}</th><td lang="{}">{}</td>'
    assert re.search(row.format("sign-off", "es", "firma"), english)
    assert re.search(row.format("firma", "en", "sign-off"), spanish)
    assert re.findall(r'href="#letter-(.)"', spanish)[:3] == ["a", "b", "c"]
    anchors = [re.findall(r'<tr id="([^"]+)"', page) for page in (english, spanish)]
    assert sorted(anchors[0]) == sorted(anchors[1])
    assert len(set(anchors[0])) == len(anchors[0])


def test_a_term_is_looked_for_without_script(world):
    page = read(Client(), "/glossary/?find=ronda%20ciega")
    assert "blind round" in page
    assert ">agenda<" not in page
    assert "All terms" in page
    assert "No term has “&lt;b&gt;”" in read(Client(), "/glossary/?find=%3Cb%3E")


def test_guides_are_for_those_who_are_signed_in_and_lead_to_one_another(world, sign_in, guest):
    assert Client().get("/help/members/", secure=True).status_code == 302
    assert "/help/members/" not in read(Client(), "/help/")
    for person in (world.usa.observer, world.admin, guest):
        assert "/help/members/" in read(sign_in(person), "/help/")
    assert sign_in(world.usa.member).get("/help/nobody/", secure=True).status_code == 404
    for language in ("en", "es"):
        links = {link for name in GUIDES for link in re.findall(r'href="/help/([^"]+)"', guide(name, language).content)}
        assert links
        for link in links:
            name, _mark, anchor = link.partition("/#")
            assert f'id="{anchor}"' in guide(name, language).content


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_whole_in_each_language(name):
    for language in ("en", "es"):
        content = guide(name, language).content
        assert "**" not in content
        assert not re.search(r"\]\(|!\[|^#", content, re.MULTILINE)
        ids = re.findall(r'id="([^"]*)"', content)
        assert "" not in ids
        assert sorted({*ids}) == sorted(ids) == sorted(part.anchor for part in guide(name, language).parts)


def test_whom_to_ask_is_who_the_portal_names_else_those_who_look_after_accounts(world, sign_in, guest, settings):
    member, outsider = sign_in(world.usa.member), Client()
    assert 'href="/people/"' in read(member, "/help/").partition('id="ask"')[2].partition("</main>")[0]
    assert "Ask whoever invited you" in read(sign_in(guest), "/accessibility/")
    assert "coordinator of your delegation" in read(outsider, "/help/")
    settings.PORTAL_CONTACT = "help@group.example"
    for path in ("/help/", "/accessibility/"):
        assert 'href="mailto:help@group.example"' in read(outsider, path)


LINKS = ["/accessibility/", "/glossary/", "/help/"]


def test_the_foot_of_each_page_leads_there_and_tells_whose_time_it_is(world, sign_in, guest):
    for client, path in ((Client(), "/account/login/"), (Client(), "/help/"), (sign_in(guest), "/help/")):
        assert re.findall('href="([^"]+)"', read(client, path).partition("<footer")[2]) == LINKS
    assert "/accessibility/" in read(Client(), "/releases/").partition("<footer")[2]
    foot = read(sign_in(world.usa.member), "/people/me/").partition("<footer")[2]
    assert re.findall('href="([^"]+)"', foot)[-3:] == LINKS
    assert "Times are those of Washington" in foot
