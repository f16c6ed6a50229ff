"""The life of a personal link to a text under embargo."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from meetings.release.gate import IsHeld
from meetings.release.models import EmbargoAccess, EmbargoGrant
from meetings.release.operations import grant_copy, lift_hold, place_hold, revoke_copy, withdraw_plan
from meetings.release.operations.embargo import NoSuchLanguage, RevokedAlready
from meetings.statements.gate import NotInThisStage
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.closing import heads_of, schedule, turn
from tests.meetings.release.conftest import NOW

WORDS = "shared calendar"


def act(person, operation, **facts):
    with reading_as(person.reader):
        return operation(actor=person, clock=lambda: NOW + timedelta(minutes=1), **facts)


def grant(person, text, language="both"):
    facts = {"recipient": "Rosa Luz", "organisation": "Daily Paper", "language": language}
    given, token = act(person, grant_copy, statement=text, **facts)
    return given, reverse("release:embargo", args=[given.delegation_id, token])


def opened(path, client=None, *, accept=True):
    client = client or Client()
    if accept:
        client.post(path, {"accept": "yes"}, secure=True)
    return client.get(path, secure=True)


def test_terms_first_then_the_text_with_the_mark_and_each_use_noted(world, ahead):
    given, path = grant(world.usa.press, ahead)
    client = Client()
    terms = client.get(path, secure=True)
    assert (terms.status_code, WORDS in terms.content.decode()) == (200, False)
    assert "Joint statement" not in terms.content.decode()
    assert client.get(path + "text.pdf", secure=True).status_code == 302
    shown = opened(path, client)
    page = shown.content.decode()
    assert WORDS in page
    assert "calendario común" in page
    assert page.count("Rosa Luz") >= 2
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    paper = client.get(path + "text.pdf", secure=True)
    assert paper["Content-Type"] == "application/pdf"
    with reading_as(Reader("MEX")):
        assert list(EmbargoAccess.objects.order_by("at").values_list("what", flat=True)) == ["terms", "text", "pdf"]
        assert EmbargoGrant.objects.get(pk=given.pk).terms_accepted_at


def test_every_page_of_the_pdf_names_its_recipient(world, ahead, tmp_path):
    _given, path = grant(world.usa.press, ahead, "en")
    client = Client()
    opened(path, client)
    file = tmp_path / "copy.pdf"
    file.write_bytes(client.get(path + "text.pdf", secure=True).content)
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(file).pages]
    assert all("Rosa Luz" in page for page in pages)
    assert WORDS in pages[0]


def test_only_the_hash_of_a_token_is_kept(world, ahead):
    given, path = grant(world.usa.press, ahead)
    token = path.rstrip("/").rpartition("/")[2]
    assert len(token) >= 32
    assert given.token_hash == hashlib.sha256(token.encode()).hexdigest()


def closed(path):
    answer = Client().get(path, secure=True)
    assert answer.status_code == 410
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|value="/embargo/[^"]+"', "", answer.content.decode())


def test_whatever_is_closed_answers_as_a_forged_link_does(world, ahead):
    """Revoked, held, of a plan that is void, of another party, forged: the same page, and it says nothing more."""
    given, path = grant(world.usa.press, ahead)
    opened(path)
    forged = closed("/embargo/USA/" + "x" * 32 + "/")
    assert closed(path.replace("USA", "MEX")) == forged
    assert closed(path.replace("USA", "SEC")) == forged
    hold = act(world.mex.head, place_hold, statement=ahead, reason="Wait.")
    assert closed(path) == forged
    act(world.mex.head, lift_hold, hold=hold)
    assert opened(path).status_code == 200
    _other, second = grant(world.mex.press, ahead)
    act(world.usa.head, revoke_copy, grant=given)
    assert (closed(path), closed(path + "text.pdf")) == (forged, forged)
    assert opened(second).status_code == 200
    with pytest.raises(RevokedAlready):
        act(world.usa.head, revoke_copy, grant=given)
    with reading_as(world.gtm.head.reader):
        plan = ahead.plans.get()
    act(world.gtm.head, withdraw_plan, statement=ahead, plan=plan, reason="Another day.")
    assert closed(second) == forged


def test_after_the_release_the_link_leads_to_the_public_page(world, signed):
    schedule(signed, heads_of(world), world.sec.coordinator, NOW, at=NOW + timedelta(hours=1))
    _given, path = grant(world.usa.press, signed)
    revoked, gone = grant(world.usa.press, signed)
    act(world.usa.press, revoke_copy, grant=revoked)
    answer = Client().get(path, secure=True)
    # The instant is past by the clock of the database: the door itself releases.
    assert (answer.status_code, answer["Location"]) == (302, "/releases/2026-05-07-joint-statement/")
    assert Client().get(gone, secure=True).status_code == 410


def test_a_new_signing_does_not_open_an_old_link(world, signed):
    office = world.sec.coordinator
    schedule(signed, heads_of(world), office, NOW, at=NOW + timedelta(days=30000))
    _given, path = grant(world.usa.press, signed)
    turn(signed, "signed", office, signed_at=NOW)
    assert Client().get(path, secure=True).status_code == 410


def test_who_gives_and_who_revokes(world, ahead):
    for person in (world.usa.coordinator, world.usa.negotiator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            grant(person, ahead)
    given, _path = grant(world.usa.head, ahead)
    with pytest.raises(NotAllowed):
        act(world.mex.press, revoke_copy, grant=given)
    with pytest.raises(NoSuchLanguage):
        grant(world.usa.press, ahead, "fr")
    act(world.mex.head, place_hold, statement=ahead, reason="Wait.")
    with pytest.raises(IsHeld):
        grant(world.usa.press, ahead)


def test_only_while_it_is_scheduled(world, signed):
    with pytest.raises(NotInThisStage):
        grant(world.usa.press, signed)


def test_the_page_shows_the_link_once(world, ahead, sign_in):
    client, page = sign_in(world.usa.press), reverse("release:copies", args=[ahead.slug])
    facts = {"recipient": "Rosa Luz", "organisation": "Daily Paper", "language": "es"}
    made = client.post(page, facts, secure=True).content.decode()
    (path,) = set(re.findall(r"/embargo/USA/[\w-]+/", made))
    assert opened(path).status_code == 200
    again = client.get(page, secure=True).content.decode()
    assert "/embargo/" not in again
    assert "Rosa Luz" in again
    assert "terms accepted" in again
    assert "Rosa Luz" in sign_in(world.sec.member).get(page, secure=True).content.decode()
