"""The small lists that once failed, through the pages that take them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.participants.models import Participant
from portal.core.reader import reading_as
from portal.people.models import Invitation
from tests.factories.work import make_meeting
from tests.scenes import scene

FOLDER = Path(__file__).resolve().parents[4].parent / "shared/data/cases"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the cases are not beside this checkout")


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator, slug="round")


def bring_in(world, sign_in, name):
    """The names and functions on the list after the file was shown and confirmed as the page offers it."""
    client = sign_in(world.usa.coordinator)
    path = "/meetings/round/participants/import/"
    shown = client.post(path, {"file": SimpleUploadedFile(name, (FOLDER / name).read_bytes())}, secure=True)
    assert client.post(path, shown.context["confirmed"], secure=True).status_code == 302
    with reading_as(world.usa.coordinator.reader):
        return list(Participant.objects.order_by("rank").values_list("name", "title", "kind"))


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("names-no-font-has.csv", [("李明 (Li Ming)", "", "member"), ("\uf0b7 Rosa Pop", "", "member")]),
        (
            "surname-first-columns.csv",
            [("María José de León Vides", "Directora", "member"), ("María José Ramos Cuc", "Asesora", "member")],
        ),
        ("title-rows-above.csv", [("Otto Sian Choc", "Viceministro", "member")]),
        ("two-apostrophes.csv", [("Ixkem Tz'unun", "", "member")]),
    ],
)
def test_participants_come_as_the_list_means_them(world, sign_in, meeting, name, people):
    assert bring_in(world, sign_in, name) == people


def test_a_name_over_two_lines_is_one_person_to_invite(world, sign_in):
    client = sign_in(world.admin)
    upload = SimpleUploadedFile("people.csv", (FOLDER / "people-line-break.csv").read_bytes())
    facts = {"delegation": "USA", "language": "es"}
    shown = client.post("/people/invite-many/", facts | {"file": upload, "preview": "1"}, secure=True)
    assert "Rosa Velásquez" in shown.content.decode()
    sent = client.post("/people/invite-many/", facts | shown.context["confirmed"], secure=True)
    assert sent.status_code == 302
    with reading_as(world.admin.reader):
        assert list(Invitation.objects.values_list("name", "email", "role")) == [
            ("Rosa Velásquez", "rosa.v@min.example", "member")
        ]
