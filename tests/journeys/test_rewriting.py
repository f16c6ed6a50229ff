"""Of two people who rewrite the same, the second is stopped, sees what the first wrote, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.participants.models import Participant
from meetings.records.models import Readout
from meetings.rounds.models import Deadline, Meeting
from portal.core.reader import reading_as
from portal.people.models import Delegation, User
from tests.factories.documents import make_document
from tests.factories.work import make_meeting, make_participant
from tests.scenes import scene

STOPPED = "Somebody changed this while you were writing."


@scene
def things(world):
    meeting = make_meeting(world.sec.coordinator, timezone.localdate() + timedelta(days=90))
    return {
        "meeting": meeting,
        "participant": make_participant(world.usa.coordinator, meeting, "Ada Lovelace"),
        "document": make_document(world.usa.coordinator, meeting),
    }


def meeting_now(things, reader):
    return Meeting.objects.get(pk=things["meeting"].pk)


# Address, who writes, the field that both write, what each writes there, and how the database tells it.
FORMS = {
    "facts": (
        lambda things, world: reverse("rounds:change", args=[things["meeting"].slug]), "sec.coordinator",
        "title_en", "First title", "Second title", lambda things, world: meeting_now(things, world).title["en"],
    ),
    "date and place": (
        lambda things, world: reverse("rounds:move", args=[things["meeting"].slug]), "sec.coordinator",
        "venue_en", "Hall 3", "Hall 4", lambda things, world: meeting_now(things, world).venue["en"],
    ),
    "deadlines": (
        lambda things, world: reverse("rounds:deadlines", args=[things["meeting"].slug]), "sec.coordinator",
        "items", "30", "31", lambda things, world: str(Deadline.objects.get(kind="items").days_before),
    ),
    "participant": (
        lambda things, world: reverse("participants:change", args=[things["participant"].pk]), "usa.coordinator",
        "name", "Ada First", "Ada Second", lambda things, world: Participant.objects.get().name,
    ),
    "readout": (
        lambda things, world: reverse("records:records", args=[things["meeting"].slug]), "usa.coordinator",
        "text_en", "First words", "Second words", lambda things, world: Readout.objects.get().text["en"],
    ),
    "mark of a document": (
        lambda things, world: reverse("documents:mark", args=[things["document"].pk]), "usa.coordinator",
        "marking", "CLEAR", "GREEN", lambda things, world: type(things["document"]).objects.get().marking,
    ),
    "preferences": (
        lambda things, world: reverse("people:me"), "usa.coordinator",
        "name", "First Name", "Second Name", lambda things, world: User.objects.get(pk=world.usa.coordinator.pk).name,
    ),
    "account": (
        lambda things, world: reverse("people:person", args=[world.usa.member.pk]), "admin",
        "role", "negotiator", "observer", lambda things, world: User.objects.get(pk=world.usa.member.pk).role,
    ),
    "delegation": (
        lambda things, world: reverse("people:delegation", args=["USA"]), "admin",
        "seat_en", "First City", "Second City", lambda things, world: Delegation.objects.get(pk="USA").seat["en"],
    ),
}  # fmt: skip


def fields_of(page, name):
    """The values of the form that holds a field, as a browser sends them."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'name="{name}"' in each)
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = told.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if "name" in told and ticked:
            values.setdefault(told["name"], []).append(
                told.get("value", "on" if told.get("type") == "checkbox" else "")
            )
    for key, text in re.findall(r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[key] = [text.strip()]
    for key, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        values[key] = re.findall(r'value="([^"]*)" selected', options) or [""]
    action = re.search(r'<form[^>]*action="([^"]+)"', form)
    return values, action and action[1]


@pytest.mark.parametrize("name", FORMS)
def test_the_second_writer_is_stopped_and_sees_what_the_first_wrote(world, things, sign_in, name):
    address_of, who, field, first, second, held = FORMS[name]
    person = world.admin if who == "admin" else getattr(getattr(world, who[:3]), who[4:])
    address, client = address_of(things, world), sign_in(person)

    def there():
        with reading_as(person.reader):
            return held(things, world)

    def send(values, action):
        return client.post(action or address, values, secure=True)

    values, action = fields_of(client.get(address, secure=True).content.decode(), field)
    assert values["seen"]
    more = {"confirm": ["1"]} if name == "date and place" else {}
    assert send(values | more | {field: [first]}, action).status_code == 302
    assert there() == first
    answer = send(values | more | {field: [second]}, action)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert STOPPED in page
    assert "There now:" in page
    assert there() == first
    # What the second wrote is still in the form; saving again is a decision.
    again, action = fields_of(page, field)
    assert again[field] == [second]
    assert send(again | more, action).status_code == 302
    assert there() == second
