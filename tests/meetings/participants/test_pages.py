"""The participant pages and papers."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from meetings.participants.models import Participant
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.work import NOTE, make_credentials, make_meeting, make_participant
from tests.scenes import scene


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator, slug="round")


def get(client, path="", **query):
    return client.get(f"/meetings/round/participants/{path}", query, secure=True)


def post(client, path, **data):
    return client.post(f"/meetings/round/participants/{path}", data, secure=True)


def test_sides_stand_in_order_of_precedence_of_each_language(world, sign_in, meeting):
    client = sign_in(world.usa.member)
    english, spanish = (get(client, order=code).content.decode() for code in ("en", "es"))
    places = [[text.index(f"side-{code}") for code in ("MEX", "USA", "GTM")] for text in (english, spanish)]
    assert places[0] == sorted(places[0])
    assert places[1][1] < places[1][0] < places[1][2]


def test_a_coordinator_enters_changes_and_removes(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    facts = {"name": "Ada", "kind": "head", "answer": "none", "dietary": "no nuts"}
    assert post(client, "add/", **facts).status_code == 302
    with reading_as(world.usa.coordinator.reader):
        ada = Participant.objects.get()
    text = client.get(f"/participants/{ada.pk}/change/", secure=True).content.decode()
    assert "no nuts" in text
    assert "is the head of this delegation" in post(client, "add/", **(facts | {"name": "Bea"})).content.decode()
    client.post(f"/participants/{ada.pk}/change/", facts | {"title": "Minister", "rank": 3}, secure=True)
    assert "Minister" in get(client).content.decode()
    client.post(f"/participants/{ada.pk}/answer/", {"answer": "coming"}, secure=True)
    assert "1 person listed, 1 coming." in get(client).content.decode()
    client.post(f"/participants/{ada.pk}/remove/", secure=True)
    assert "0 people listed" in get(client).content.decode()


def test_needs_show_to_the_own_coordinators_and_the_hosts_alone(world, sign_in, meeting):
    make_participant(world.usa.coordinator, meeting, "Ada", dietary="CANARY-NEEDS")
    shown = {
        "usa": {"head": True, "coordinator": True, "member": False},
        "gtm": {"head": True, "coordinator": True, "member": False},
        "mex": {"coordinator": False},
        "sec": {"coordinator": False},
    }
    for side, roles in shown.items():
        for role, expected in roles.items():
            text = get(sign_in(getattr(getattr(world, side), role))).content.decode()
            assert "Ada" in text
            assert ("CANARY-NEEDS" in text) == expected, (side, role)


def test_a_list_is_shown_before_it_is_written(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    upload = SimpleUploadedFile("list.csv", b"Name,Function,Kind\nAda,Minister,head\nBea,,astronaut\n")
    text = post(client, "import/", file=upload).content.decode()
    assert "Enter 1 person" in text
    assert "astronaut" in text
    with reading_as(world.usa.coordinator.reader):
        assert not Participant.objects.exists()
    confirmed = {"people": "Name,Function,Kind\nAda,Minister,head\nBea,,astronaut\n", "confirm": "1"}
    assert post(client, "import/", **confirmed).status_code == 302
    with reading_as(world.usa.coordinator.reader):
        assert Participant.objects.get().name == "Ada"


def test_a_file_that_is_no_list_is_refused_at_its_field(world, sign_in, meeting):
    upload = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 cut off")
    assert (
        "list.xlsx cannot be opened as a list"
        in post(sign_in(world.usa.coordinator), "import/", file=upload).content.decode()
    )


def test_the_note_verbale_is_sent_and_saved(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    bad = post(client, "credentials/", file=SimpleUploadedFile("note.pdf", b"hello")).content.decode()
    assert "is not a PDF" in bad
    sent = {
        "file": SimpleUploadedFile("note.pdf", NOTE),
        "seen": seen_on(client, "/meetings/round/participants/credentials/"),
    }
    assert post(client, "credentials/", **sent).status_code == 302
    sent = make_credentials(world.usa.coordinator, meeting)
    answer = sign_in(world.gtm.member).get(f"/credentials/{sent.pk}/note-verbale.pdf", secure=True)
    assert answer.content == NOTE
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(world.mex.member).get(f"/credentials/{sent.pk}/note-verbale.pdf", secure=True).status_code == 404
    assert "Note verbale" not in get(sign_in(world.mex.member)).content.decode()


def fill(world, meeting, count):
    with reading_as(world.usa.coordinator.reader):
        marks = {"releasable_to": meeting.releasable_to, "editable_by": ["USA"]}
        Participant.objects.bulk_create(
            Participant(meeting=meeting, delegation_id="USA", name=f"Person {n}", rank=n, **marks)
            for n in range(1, count + 1)
        )


def test_the_page_costs_the_same_with_1_3_and_400_rows(world, sign_in, meeting):
    client = sign_in(world.usa.coordinator)
    get(client)
    costs = []
    for count in (1, 3, 400):
        with reading_as(world.usa.coordinator.reader):
            Participant.objects.all().delete()
        fill(world, meeting, count)
        with CaptureQueriesContext(connection) as counted:
            assert f"Person {count}" in get(client).content.decode()
        costs.append(len(counted))
    assert len(set(costs)) == 1, costs


def read(answer) -> PdfReader:
    assert answer.status_code == 200
    return PdfReader(io.BytesIO(answer.content))


def test_the_list_is_printed_in_order_marked_and_in_both_languages(world, sign_in, meeting):
    make_participant(world.usa.coordinator, meeting, "Ada #Lovelace", kind="head", title="Minister")
    make_participant(world.mex.coordinator, meeting, "Eva Núñez", dietary="CANARY-NEEDS")
    make_participant(world.mex.coordinator, meeting, "Absent Person", answer="not_coming")
    pdf = read(get(sign_in(world.sec.coordinator), "list.pdf", order="es"))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "es"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert text.index("Ada #Lovelace") < text.index("Eva Núñez")
    assert "Head of delegation" in text
    assert "USA" in text
    assert "Absent Person" not in text
    assert "CANARY" not in text


def test_badges_are_ten_on_a_sheet_and_place_cards_one_a_page(world, sign_in, meeting):
    fill(world, meeting, 11)
    make_participant(world.mex.coordinator, meeting, "Iris Interpreter", kind="interpreter")
    client = sign_in(world.gtm.coordinator)
    badges, cards = read(get(client, "badges.pdf")), read(get(client, "place-cards.pdf"))
    assert len(badges.pages) == 2
    assert "Iris Interpreter" in badges.pages[0].extract_text() + badges.pages[1].extract_text()
    assert len(cards.pages) == 11
    assert [round(float(size) / 72 * 25.4) for size in cards.pages[0].mediabox[2:]] == [210, 148]
    assert all("Iris" not in page.extract_text() for page in cards.pages)


def test_papers_of_an_empty_list_say_so(world, sign_in, meeting):
    client = sign_in(world.gtm.coordinator)
    for name in ("list.pdf", "badges.pdf", "place-cards.pdf"):
        text = read(get(client, name, order="en")).pages[0].extract_text()
        assert "Nobody is listed yet." in text or "Aún no figura nadie." in text
