"""A list that is confirmed twice at the same moment is written once, and nobody meets an error page."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from meetings.participants.models import Participant
from portal.core.reader import reading_as
from portal.people.models import Invitation
from tests.factories.people import make_user, make_world
from tests.factories.work import make_meeting

PEOPLE = "Nombre;Correo\n" + "\n".join(f"Ana {n};ana{n}@min.example" for n in range(20))


def pressed_twice(clients, path, data):
    """The answers of two presses that start together, each on a connection of its own."""
    barrier = Barrier(2)

    def press(client):
        barrier.wait(20)
        try:
            client.raise_request_exception = False
            return client.post(path, data, secure=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, clients))


def test_invitations_confirmed_twice_are_sent_once(committed, sign_in):
    world = make_world()
    other = make_user("second@test.example", role="administrator")
    clients = [sign_in(world.admin), sign_in(other)]
    facts = {"delegation": "USA", "language": "en", "people": PEOPLE, "send": "1"}
    answers = pressed_twice(clients, "/people/invite-many/", facts)
    assert [answer.status_code for answer in answers] == [302, 302]
    with reading_as(world.admin.reader):
        assert Invitation.objects.count() == 20


def test_participants_confirmed_twice_stand_on_the_list_once(committed, sign_in):
    world = make_world()
    make_meeting(world.sec.coordinator, slug="round")
    clients = [sign_in(world.usa.coordinator), sign_in(world.usa.head)]
    path = "/meetings/round/participants/import/"
    answers = pressed_twice(clients, path, {"people": PEOPLE, "confirm": "1"})
    assert {answer.status_code for answer in answers} <= {200, 302}
    with reading_as(world.usa.coordinator.reader):
        assert Participant.objects.count() == 20
