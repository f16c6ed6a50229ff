"""Both pages that take lists: what they show before anything is written, and that what was shown is what is written."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.participants.models import Participant
from portal.core.reader import reading_as
from portal.people.models import Invitation
from tests.factories.lists import xlsx
from tests.factories.people import prefer, reload_user
from tests.factories.work import make_meeting
from tests.growing import grows_at_most
from tests.scenes import scene

BRING, INVITE = "/meetings/round/participants/import/", "/people/invite-many/"
FACTS = {"delegation": "USA", "language": "en"}
HEADS = ["No.", "Apellidos", "Nombre", "Cargo", "Tipo", "Correo", "Teléfono", "Institución"]
ROSA = [1, "Ramos Cuc", "Rosa", "Asesora", "Traductora", "rosa@min.example", "+502 5555 5555", "MinEx"]
EVA = [2, "de León", "Eva", "Ministra", "Titular", "eva@min.example", "", "MinEx"]


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator, slug="round")


def words(answer):
    """What a page says, without its markup."""
    text = re.sub(r"<(style|script|title).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def upload(data, name="lista.xlsx"):
    return SimpleUploadedFile(name, data)


def speak(user, language):
    prefer(user, language=language)
    return reload_user(user)


def test_the_preview_says_who_comes_of_each_line_and_what_is_left_out(world, sign_in, meeting):
    data = xlsx(["LISTA DE PARTICIPANTES"], HEADS, ROSA, EVA, Otra=[["x"]])
    client = sign_in(world.usa.coordinator)
    shown = client.post(BRING, {"file": upload(data)}, secure=True)
    text = words(shown)
    for said in (
        "Rosa Ramos Cuc , Interpreter · line 3 Asesora", "Eva de León , Member · line 4 Ministra",
        "Sheet “Lista”", "Not read: “Otra”",
        "“Apellidos”: family names", "“Nombre”: given names", "“Cargo”: function", "“Tipo”: comes as",
        "“Correo”: not kept here", "“Teléfono”: the portal keeps no telephone numbers", "“Institución”: not understood",
        "1 “LISTA DE PARTICIPANTES”", "Enter 2 people",
    ):  # fmt: skip
        assert said in text, said
    assert "5555 5555" not in text
    assert client.post(BRING, shown.context["confirmed"], secure=True).status_code == 302
    with reading_as(world.usa.coordinator.reader):
        assert list(Participant.objects.order_by("rank").values_list("name", "title", "kind")) == [
            ("Rosa Ramos Cuc", "Asesora", "interpreter"),
            ("Eva de León", "Ministra", "member"),
        ]


def test_the_preview_of_invitations_says_address_and_role(world, sign_in):
    client = sign_in(world.admin)
    shown = client.post(INVITE, FACTS | {"file": upload(xlsx(HEADS, ROSA, EVA)), "preview": "1"}, secure=True)
    text = words(shown)
    for said in (
        "Rosa Ramos Cuc , Member · line 2 rosa@min.example · EN", "“Correo”: e-mail address", "“Cargo”: not kept here",
        "“Teléfono”: the portal keeps no telephone numbers", "Send 2 invitations",
    ):  # fmt: skip
        assert said in text, said
    assert client.post(INVITE, shown.context["confirmed"], secure=True).status_code == 302
    with reading_as(world.admin.reader):
        assert set(Invitation.objects.values_list("name", "email", "role", "language", "delegation_id")) == {
            ("Rosa Ramos Cuc", "rosa@min.example", "member", "en", "USA"),
            ("Eva de León", "eva@min.example", "member", "en", "USA"),
        }


@pytest.mark.parametrize("path", [BRING, INVITE])
def test_the_preview_speaks_spanish(world, sign_in, meeting, path):
    client = sign_in(speak(world.admin if path == INVITE else world.gtm.coordinator, "es"))
    data = "Apellidos;Nombre;Correo;Teléfono;Observaciones\nPop;Ana;ana@min.example;5555 5555;x\nPop;=A1;b@min.example".encode(
        "cp1252"
    )
    text = words(client.post(path, FACTS | {"file": upload(data, "lista.csv"), "preview": "1"}, secure=True))
    for said in (
        "«Teléfono»: el portal no guarda teléfonos",
        "«Observaciones»: no se entiende",
        "Windows-1252",
        "Línea 3",
    ):
        assert said in text, said


def test_the_preview_shows_what_is_in_the_form_that_confirms_it(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    people = 'Nombre;Cargo;Tipo\nO\'Neil "<Ana>" & Pop;"a\nb;c";prensa\nBea;;astronauta'
    shown = client.post(BRING, {"people": people}, secure=True)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.content.decode()))
    assert json.loads(html.unescape(hidden["lines"])) == [[2, 'O\'Neil "<Ana>" & Pop', "a b;c", "press", "", ""]]
    assert hidden["confirm"] == "1"


@pytest.mark.parametrize(
    "lines",
    ["[", "{}", "[[1]]", '[["1","a","","","",""]]', "[[1,2,3,4,5,6]]", "[" * 9000, '[[1,"a\\u0000","","","",""]]'],
)
def test_what_was_not_shown_is_not_confirmed(world, sign_in, meeting, lines):
    client = sign_in(world.usa.coordinator)
    answer = client.post(BRING, {"lines": lines, "confirm": "1"}, secure=True)
    assert "Show the list again" in answer.content.decode() or "Nothing was saved" in answer.content.decode()
    with reading_as(world.usa.coordinator.reader):
        assert not Participant.objects.exists()


def test_a_confirmed_line_is_judged_again(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    lines = json.dumps(
        [[2, "x" * 151, "", "head", "", ""], [3, "Ana", "", "emperor", "", ""], [4, "Eva", "", "head", "", ""]]
    )
    for count in (1, 1):
        client.post(BRING, {"lines": lines, "confirm": "1"}, secure=True)
        with reading_as(world.usa.coordinator.reader):
            assert Participant.objects.count() == count


def test_a_sign_that_cannot_be_stored_is_said_with_its_line(world, sign_in, meeting):
    people = "Nombre;Correo\nAna;ana@b.example\nTom\0;tom@b.example"
    assert "Line 3: cell A3" in words(sign_in(world.usa.coordinator).post(BRING, {"people": people}, secure=True))
    assert "Line 3: cell A3" in words(sign_in(world.admin).post(INVITE, FACTS | {"people": people}, secure=True))


def test_a_list_that_names_nobody_is_said(world, sign_in, meeting):
    text = words(sign_in(world.usa.coordinator).post(BRING, {"people": "Nombre;Tipo\n;\n"}, secure=True))
    assert "No line of this list names a person." in text


def many(count):
    rows = [f"P{n} Ramos Cuc;Directora {n};Alterno/a;p{n}@min.example;+502 5555 {n:04}" for n in range(count)]
    return "Nombre;Cargo;Tipo;Correo;Teléfono\n" + "\n".join(rows)


@pytest.mark.parametrize("path", [BRING, INVITE])
def test_a_preview_costs_the_same_queries_with_1_3_and_400_lines(world, sign_in, meeting, path):
    client = sign_in(world.admin if path == INVITE else world.usa.coordinator)
    costs = []
    for count in (1, 1, 3, 400):
        with CaptureQueriesContext(connection) as counted:
            assert (
                f"P{count - 1} Ramos Cuc"
                in client.post(path, FACTS | {"people": many(count)}, secure=True).content.decode()
            )
        costs.append(len(counted))
    assert len(set(costs[1:])) == 1, costs


@pytest.mark.parametrize("path", [BRING, INVITE])
def test_500_lines_cost_little_more_than_ten_times_50(world, sign_in, meeting, path):
    client = sign_in(world.admin if path == INVITE else world.usa.coordinator)

    def preview(count):
        assert client.post(path, FACTS | {"people": many(count)}, secure=True).status_code == 200

    assert grows_at_most(15, preview, 50, 500)
