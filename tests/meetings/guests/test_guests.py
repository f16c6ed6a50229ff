"""Guests see one meeting, and of it what is open to them."""

import io
import re
from datetime import date

import pytest
from django.core import mail as sending
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from meetings.agendas.models import Item
from meetings.agendas.queries import agenda_of
from meetings.guests import operations
from meetings.guests.queries import guests_of
from meetings.rounds.models import Deadline, Meeting
from meetings.rounds.states import Status
from meetings.statements.models import Statement
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import PORTAL, reading_as
from portal.people.models import Delegation, Invitation, User
from portal.people.operations import AlreadyInvited, accept_invitation, invite_person
from portal.people.tasks import deliver
from tests.factories.documents import make_document
from tests.factories.people import PASSWORD, mails, reload_user
from tests.factories.work import NOW, make_item, make_meeting, make_participant, make_statement
from tests.scenes import scene

EMAIL = "ada@guests.example"
KEYS = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')


@scene
def meeting(world):
    found = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, found, title="Open item")
    make_item(world.sec.coordinator, found, title="Secret", readers=["MEX"])
    return found


def invite(actor, meeting, email=EMAIL, now=NOW):
    with reading_as(actor.reader):
        return operations.invite_guest(
            meeting=meeting, actor=actor, now=now, name="Ada Guest", email=email, language="en"
        )


def join(meeting, actor, email=EMAIL) -> User:
    invitation = invite(actor, meeting, email)
    with reading_as(PORTAL):
        user = accept_invitation(invitation=invitation, turn=1, password=PASSWORD, now=NOW)
    return reload_user(user)


def titles(user, meeting):
    with reading_as(user.reader):
        found = Meeting.objects.select_related("agenda").get(pk=meeting.pk)
        return [row.title for row in agenda_of(found, user).rows]


def test_a_guest_sees_the_one_meeting_with_neutral_lines_for_what_is_closed(world, meeting):
    other = make_meeting(world.sec.coordinator, date(2026, 6, 1))
    text = make_statement(world.sec.coordinator, meeting)
    make_participant(world.usa.coordinator, meeting)
    guest = join(meeting, world.sec.coordinator)
    assert guest.is_guest
    with reading_as(guest.reader):
        assert list(Meeting.objects.all()) == [meeting] != [other]
        assert not Statement.objects.filter(pk=text.pk).exists()
        assert not Deadline.objects.exists()
        assert not Item.objects.filter(title__en="Secret").exists()
    assert titles(guest, meeting) == ["Open item", "Closed item"]
    make_item(world.sec.coordinator, meeting, title="Added later")
    make_item(world.sec.coordinator, meeting, title="Also closed", readers=["USA"])
    assert titles(guest, meeting) == ["Open item", "Closed item", "Added later", "Closed item"]


def test_a_guest_reads_documents_released_to_guests_and_no_others(world, meeting, sign_in):
    before = make_document(world.usa.coordinator, meeting, title="Before", readers=["MEX"])
    guest = join(meeting, world.sec.coordinator)
    with reading_as(guest.reader):
        meeting.refresh_from_db()
    ours = make_document(world.usa.coordinator, meeting, title="For guests", readers=[meeting.guests])
    make_document(world.usa.coordinator, meeting, title="For parties", readers=meeting.parties)
    client = sign_in(guest)
    page = client.get(f"/meetings/{meeting.slug}/documents/", secure=True).content.decode()
    assert "For guests" in page
    assert "For parties" not in page
    assert "Before" not in page
    assert client.get(f"/documents/{ours.pk}/", secure=True).status_code == 200
    assert client.get(f"/documents/{before.pk}/", secure=True).status_code == 404


def test_host_and_secretariat_invite_nobody_else_does(world, meeting):
    invite(world.gtm.coordinator, meeting, "one@guests.example")
    for actor in (world.usa.coordinator, world.gtm.member, world.sec.member):
        with pytest.raises(NotAllowed):
            invite(actor, meeting)
    with pytest.raises(AlreadyInvited):
        invite(world.sec.coordinator, meeting, "one@guests.example")
    with reading_as(world.usa.coordinator.reader):
        assert not Entry.objects.filter(action="meetings.guest.invited").exists()
        assert not Invitation.objects.exists()
    assert [(mail.message, mail.address) for mail in mails()] == [("people/invitation", "one@guests.example")]
    assert Delegation.objects.filter(kind="guests").count() == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CONCLUDED, Status.CANCELLED, Status.POSTPONED])
def test_nobody_outside_hears_of_a_meeting_that_is_not_to_come(world, status):
    meeting = make_meeting(world.sec.coordinator, status=status)
    with pytest.raises(operations.NotAnnounced):
        invite(world.sec.coordinator, meeting)


def test_a_dismissed_guest_is_out_at_the_next_click(world, meeting, sign_in):
    guest = join(meeting, world.sec.coordinator)
    client = sign_in(guest)
    assert client.get("/", secure=True)["Location"] == f"/meetings/{meeting.slug}/"
    with reading_as(world.gtm.coordinator.reader):
        for _twice in range(2):
            operations.dismiss_guest(meeting=meeting, actor=world.gtm.coordinator, now=timezone.now(), email=EMAIL)
        assert [(each.email, each.standing) for each in guests_of(meeting)] == [(EMAIL, "closed")]
    assert client.get(f"/meetings/{meeting.slug}/", secure=True)["Location"].startswith("/account/login/")


def test_a_waiting_invitation_is_taken_back(world, meeting):
    sent = invite(world.sec.coordinator, meeting)
    with reading_as(world.sec.coordinator.reader):
        operations.dismiss_guest(meeting=meeting, actor=world.sec.coordinator, now=NOW, email=EMAIL)
    with reading_as(PORTAL):
        assert Invitation.objects.get(pk=sent.pk).status == "withdrawn"


def test_a_member_of_a_delegation_is_not_dismissed_by_this(world, meeting):
    invite(world.sec.coordinator, meeting)
    with reading_as(world.sec.coordinator.reader):
        operations.dismiss_guest(meeting=meeting, actor=world.sec.coordinator, now=NOW, email=world.usa.member.email)
    assert User.objects.get(pk=world.usa.member.pk).is_active


def test_the_page_invites_and_names_its_guests(world, meeting, sign_in):
    client = sign_in(world.gtm.coordinator)
    address = f"/meetings/{meeting.slug}/guests/"
    sent = client.post(address, {"name": "Ada", "email": EMAIL, "language": "es"}, secure=True)
    assert sent["Location"] == address
    page = client.get(address, secure=True).content.decode()
    assert EMAIL in page
    again = client.post(address, {"name": "Ada", "email": EMAIL, "language": "es"}, secure=True)
    assert again.status_code == 200
    assert EMAIL in again.content.decode()


def test_inviting_says_nothing_of_who_has_an_account_elsewhere(world, meeting, sign_in):
    """Unknown, a member, an administrator, somebody invited as a member, another meeting's guest: all answered and listed alike,
    after the same work; only the mail tells its reader."""
    other = make_meeting(world.sec.coordinator, date(2026, 6, 1))
    invite(world.sec.coordinator, other, "guest@other.example", timezone.now())
    with reading_as(world.admin.reader):
        seat = {"name": "N", "role": "member", "delegation": Delegation.objects.get(pk="USA"), "language": "en"}
        invite_person(actor=world.admin, email="seat@usa.example", now=timezone.now(), **seat)
    client, address = sign_in(world.gtm.coordinator), f"/meetings/{meeting.slug}/guests/"
    known = [world.usa.member.email, world.admin.email, "seat@usa.example", "guest@other.example"]
    answers = []
    invite(world.gtm.coordinator, meeting, "first@guests.example")
    for email in ["unknown@guests.example", *known]:
        with CaptureQueriesContext(connection) as asked:
            sent = client.post(address, {"name": "Ada", "email": email, "language": "en"}, secure=True)
        page = client.get(address, secure=True).content.decode()
        row = re.search(rf"<td>{email}</td>.*?</tr>", page, re.DOTALL)[0]
        again = client.post(address, {"name": "Ada", "email": email.upper(), "language": "en"}, secure=True)
        said = " ".join(str(each) for each in again.context["form"].errors.values())
        answers.append(
            [
                len(asked),
                sent.status_code,
                sent["Location"],
                *(KEYS.sub("", each).replace(email, "") for each in (row, said)),
            ]
        )
    assert answers[1:] == answers[:1] * 4
    deliver()
    words = {mail.to[0]: "has an account" in mail.body for mail in sending.outbox}
    assert {email: words[email] for email in known} == dict.fromkeys(known, True)
    assert not words["unknown@guests.example"]
    # Taken back, too, each is gone from the list.
    for email in ["unknown@guests.example", *known]:
        client.post(f"{address}dismiss/", {"email": email}, secure=True)
    with reading_as(world.gtm.coordinator.reader):
        assert [each.email for each in guests_of(meeting)] == ["first@guests.example"]


CODE = re.compile(r">[^<]*(GUESTS[A-Z0-9]{6})")


def test_a_guest_reads_names_and_places_and_is_offered_what_a_guest_has(world, meeting, sign_in):
    guest = join(meeting, world.sec.coordinator)
    with reading_as(guest.reader):
        meeting.refresh_from_db()
    ours = make_document(world.usa.coordinator, meeting, title="For guests", readers=[meeting.guests])
    client = sign_in(guest)
    start, pages = f"/meetings/{meeting.slug}/", {}
    for path in (
        start,
        f"{start}documents/",
        f"{start}live/",
        f"{start}agenda/revisions/",
        f"/documents/{ours.pk}/",
        "/people/me/",
    ):
        answer = client.get(path, secure=True)
        assert answer.status_code == 200
        pages[path] = answer.content.decode()
        assert CODE.findall(pages[path]) == []
        assert "Guest of a meeting" in pages[path]
        assert "· observer" not in pages[path]
        assert "Times are those of Guatemala unless" in pages[path]
    listed = pages[f"{start}documents/"]
    assert "show=ours" not in listed
    assert '<p class="lead"></p>' not in listed
    assert "that of my meeting" in pages["/people/me/"]
    assert "No revision is released to guests." in pages[f"{start}agenda/revisions/"]


def test_whoever_gives_a_paper_to_guests_reads_their_name(world, meeting, sign_in):
    join(meeting, world.sec.coordinator)
    page = sign_in(world.usa.coordinator).get(f"/meetings/{meeting.slug}/documents/new/", secure=True).content.decode()
    assert "Guests" in page
    assert CODE.findall(page) == []


def test_no_paper_of_a_guest_has_the_code_that_guests_read_with(world, meeting, sign_in):
    guest = join(meeting, world.sec.coordinator)
    paper = sign_in(guest).get(f"/meetings/{meeting.slug}/agenda.pdf", secure=True).content
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "Releasable to" in words
    assert "GUESTS" not in words
