"""A form that is sent twice does what it says once, and answers the second time as the first."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from meetings.agendas.models import Proposal
from meetings.documents.models import Document
from portal.core.checks import addresses
from portal.core.reader import reading_as
from portal.people.models import SentForm
from portal.people.once import KEPT, is_keyed
from tests.factories.work import make_item, make_meeting
from tests.scenes import scene

KEY = "9b2f2c7e-53e2-4f6b-9a55-0c3d2a0f6a11"
DAY = timezone.localdate() + timedelta(days=30)
TOPIC = {"title_en": "Routes", "title_es": "Rutas", "minutes": "20", "day": str(DAY), "until": "12:00", "key": KEY}
PROPOSED = "Proposed. The other delegations answer until the deadline."
# Whose forms need no key. The reasons stand at the doors of the views.
UNKEYED = {
    "people:accept",
    "language",
    "calendar",
    "sessions",
    "bell:read",
    "gaps:take",
    "handling:paper",
    "bell:stop",
    "reminders:stop",
    "release:copies",
    "release:embargo",
}


@scene
def meeting(world):
    made = make_meeting(world.sec.coordinator, DAY + timedelta(days=9))
    make_item(world.sec.coordinator, made)
    return made


def send(client, meeting, **facts):
    answer = client.post(reverse("agendas:proposals", args=[meeting.slug]), TOPIC | facts, secure=True)
    return answer.status_code, answer.get("Location"), [str(each) for each in get_messages(answer.wsgi_request)]


def proposals(world):
    with reading_as(world.usa.coordinator.reader):
        return list(Proposal.objects.values_list("title__en", flat=True))


def test_the_second_press_does_nothing_and_is_answered_as_the_first(world, meeting, sign_in):
    client = sign_in(world.usa.coordinator)
    first = send(client, meeting)
    assert first == (302, f"/meetings/{meeting.slug}/agenda/proposals/", [PROPOSED])
    # From another window of the same person, too.
    assert send(sign_in(world.usa.coordinator), meeting) == first
    assert proposals(world) == ["Routes"]


def test_other_words_another_form_or_another_person_are_another_act(world, meeting, sign_in):
    """Nobody learns by a key that somebody else has used it."""
    client = sign_in(world.usa.coordinator)
    send(client, meeting)
    for facts in ({"title_en": "Roads"}, {"key": KEY.replace("9", "8")}):
        assert send(client, meeting, **facts)[2][-1] == PROPOSED
    assert send(sign_in(world.gtm.coordinator), meeting)[0] == 302
    assert sorted(proposals(world)) == ["Roads", "Routes", "Routes", "Routes"]
    with reading_as(world.gtm.coordinator.reader):
        assert SentForm.objects.count() == 1


def test_what_was_not_done_may_be_sent_again(world, meeting, sign_in):
    """A form with a mistake, and an act that was refused, leave the key unused."""
    client = sign_in(world.usa.coordinator)
    assert send(client, meeting, minutes="none")[0] == 200
    answer = reverse("agendas:withdraw", args=[meeting.slug])
    for _press in range(2):
        refused = client.post(answer, {"key": KEY, "proposal": KEY}, secure=True)
        assert "meanwhile" in str(list(get_messages(refused.wsgi_request))[-1])
    with reading_as(world.usa.coordinator.reader):
        assert not SentForm.objects.exists()


def test_a_form_without_a_key_is_refused_with_a_sentence(world, meeting, sign_in):
    for key in ("", "x"):
        answer = sign_in(world.usa.coordinator).post(
            reverse("agendas:proposals", args=[meeting.slug]), TOPIC | {"key": key}, secure=True
        )
        assert answer.status_code == 409
        assert "this form has no key of its own" in answer.content.decode()
    assert proposals(world) == []


def test_a_file_belongs_to_what_was_sent(world, meeting, sign_in):
    client = sign_in(world.usa.member)
    facts = {"title_en": "A", "title_es": "A", "kind": "paper", "marking": "GREEN", "key": KEY}
    for words in (b"one", b"one", b"two"):
        file = SimpleUploadedFile("a.txt", words)
        answer = client.post(reverse("documents:add", args=[meeting.slug]), facts | {"file_en": file}, secure=True)
        assert answer.status_code == 302
    with reading_as(world.usa.member.reader):
        assert Document.objects.count() == 2


def test_what_was_sent_is_forgotten_after_a_day_and_read_by_its_person_alone(world, meeting, sign_in):
    client = sign_in(world.usa.coordinator)
    send(client, meeting)
    for reader, seen in ((world.usa.coordinator, 1), (world.usa.head, 0), (world.sec.coordinator, 0), (world.admin, 0)):
        with reading_as(reader.reader), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_sentform")
            assert cursor.fetchone() == (seen,)
    with reading_as(world.usa.coordinator.reader):
        SentForm.objects.update(at=timezone.now() - KEPT - timedelta(seconds=1))
    send(client, meeting, title_en="Roads")
    with reading_as(world.usa.coordinator.reader):
        assert SentForm.objects.count() == 1


def test_every_form_is_keyed_or_its_door_says_why_not():
    posted = {name: view for _route, name, view in addresses() if "POST" in view.methods}
    unkeyed = {name for name, view in posted.items() if not is_keyed(view)}
    assert {name for name in unkeyed if not name.startswith(("account_", "mfa_"))} == UNKEYED
    assert all(posted[name].unkeyed for name in unkeyed)


def test_every_form_in_the_templates_that_is_keyed_has_its_key():
    bare = set()
    for file in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        for form in re.findall(r'<form[^>]*method="post".*?(?:</form>|$)', file.read_text(), re.DOTALL):
            if "{% key %}" not in form and "account_logout" not in form:
                bare.add(file.relative_to(settings.BASE_DIR / "templates").as_posix())
    assert {name for name in bare if not name.startswith(("account/", "mfa/", "allauth/"))} == {
        "components/languages.html", "meetings/release/copies.html", "meetings/release/embargo_terms.html",
        "people/accept.html", "people/bell/notices.html", "people/bell/stop.html", "workinggroup/reminders/stop.html",
    }  # fmt: skip
