"""Accounts: invited, accepted, moved, closed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import PORTAL, reading_as
from portal.notifications.models import OutgoingMail
from portal.people import operations
from portal.people.models import Invitation, User
from portal.people.notices import invitation_link
from portal.people.states import InvitationStatus
from portal.people.templatetags.people import device
from tests.factories.pages import seen_on
from tests.factories.people import PASSWORD, make_user, move, reload_user

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


def invite(world, email="new@test.example", actor=None, now=NOW, **facts):
    actor = actor or world.admin
    values = {"name": "Nora New", "role": "member", "delegation": world.usa.member.delegation, "language": "en"}
    with reading_as(actor.reader):
        return operations.invite_person(actor=actor, email=email, now=now, **(values | facts))


def accept(invitation, turn=1, now=NOW):
    with reading_as(PORTAL):
        return operations.accept_invitation(invitation=invitation, turn=turn, password=PASSWORD, now=now)


def test_an_invitation_is_mailed_recorded_and_accepted(world):
    invitation = invite(world)
    with reading_as(PORTAL):
        mail = OutgoingMail.objects.get(address="new@test.example")
        assert (mail.message, mail.language) == ("people/invitation", "en")
    user = accept(invitation)
    assert reload_user(user).code == "USA"
    assert user.emailaddress_set.get().verified
    with reading_as(world.admin.reader):
        acts = list(Entry.objects.order_by("at").values_list("action", flat=True))
    assert acts == ["people.person.invited", "people.person.joined"]


@pytest.mark.parametrize("email", ["member.usa@test.example", "Member.USA@Test.Example", "  MEMBER.usa@test.example "])
def test_an_address_in_use_is_refused_in_whichever_capitals(world, email):
    with pytest.raises(operations.EmailInUse, match="has an account already"):
        invite(world, email)


def test_the_database_refuses_a_second_account_too(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("Member.USA@test.example", role="member", code="USA")


def test_an_open_invitation_is_not_doubled(world):
    invite(world)
    with pytest.raises(operations.AlreadyInvited):
        invite(world, "NEW@test.example")


def test_an_invitation_that_ran_out_gives_way_to_a_new_one(world):
    old = invite(world)
    new = invite(world, now=NOW + timedelta(days=8))
    with reading_as(PORTAL):
        assert Invitation.objects.get(pk=old.pk).status == InvitationStatus.WITHDRAWN
        assert Invitation.objects.get(pk=new.pk).status == InvitationStatus.SENT


@pytest.mark.parametrize("spoiled", ["used", "withdrawn", "renewed"])
def test_a_link_can_be_used_once_and_not_after(world, spoiled):
    invitation = invite(world)
    if spoiled == "used":
        accept(invitation)
    elif spoiled == "renewed":
        renew(invitation, world)
    else:
        with reading_as(world.admin.reader):
            operations.withdraw_invitation(invitation=invitation, actor=world.admin, now=NOW)
    with pytest.raises(operations.InvitationOver):
        accept(invitation)


def renew(invitation, world):
    with reading_as(world.admin.reader):
        return operations.renew_invitation(invitation=invitation, actor=world.admin, now=NOW)


def test_a_link_runs_out(world):
    invitation = invite(world)
    with pytest.raises(operations.InvitationOver):
        accept(invitation, now=NOW + timedelta(days=7))


def test_a_renewed_invitation_has_a_link_that_works(world):
    invitation = renew(invite(world), world)
    assert accept(invitation, turn=2).email == "new@test.example"


def test_only_administrators_invite(world):
    for actor in (world.usa.coordinator, world.sec.coordinator, world.usa.head):
        with pytest.raises(NotAllowed):
            invite(world, actor=actor)


def test_everybody_but_an_administrator_needs_a_delegation(world):
    with pytest.raises(operations.DelegationNeeded):
        invite(world, delegation=None)
    with pytest.raises(operations.DelegationNeeded):
        invite(world, role="administrator")
    assert invite(world, role="administrator", delegation=None).role == "administrator"


def test_the_database_keeps_administrators_out_of_delegations(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        move(world.admin, "USA", role="administrator")
    with pytest.raises(IntegrityError), transaction.atomic():
        move(world.usa.member, None, role="member")


def test_a_role_change_holds_at_the_next_request(world, sign_in):
    client = sign_in(world.usa.member)
    assert client.get("/meetings/", secure=True).status_code == 200
    with reading_as(world.admin.reader):
        operations.change_role(
            person=world.usa.member, actor=world.admin, role="administrator", delegation=None, now=NOW
        )
    assert client.get("/meetings/", secure=True).status_code == 403
    assert client.get("/people/", secure=True).status_code == 200


def test_a_closed_account_is_refused_at_its_next_request(world, sign_in):
    client = sign_in(world.usa.member)
    assert client.get("/", secure=True).status_code == 200
    with reading_as(world.admin.reader):
        operations.deactivate_person(person=world.usa.member, actor=world.admin, now=NOW)
    response = client.get("/", secure=True)
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/")
    with reading_as(world.admin.reader):
        operations.reactivate_person(person=world.usa.member, actor=world.admin, now=NOW)
    # The session ended with the account: who comes back signs in.
    assert client.get("/", secure=True).status_code == 302
    assert sign_in(world.usa.member).get("/", secure=True).status_code == 200


def test_nobody_closes_their_own_account(world):
    with reading_as(world.admin.reader), pytest.raises(operations.NotYourself):
        operations.deactivate_person(person=world.admin, actor=world.admin, now=NOW)


def test_the_last_administrator_stays(world):
    other = make_user("second.admin@test.example", role="administrator")
    with reading_as(other.reader):
        operations.deactivate_person(person=world.admin, actor=other, now=NOW)
    with reading_as(world.admin.reader), pytest.raises(operations.LastAdministrator):
        operations.deactivate_person(person=other, actor=world.admin, now=NOW)


def test_a_coordinator_sees_own_people_and_invitations_alone(world):
    invite(world)
    for user, count in ((world.usa.coordinator, 1), (world.mex.coordinator, 0), (world.admin, 1)):
        with reading_as(user.reader):
            assert Invitation.objects.count() == count
            assert Invitation.objects.visible_to(user).count() == count


# ---- Pages ------------------------------------------------------------------------------------------------------------


def link_of(invitation):
    return invitation_link(invitation).removeprefix("https://testserver")


def test_the_page_behind_the_link_opens_the_account_and_signs_in(world):
    client, now = Client(), timezone.now()
    path = link_of(invite(world, now=now))
    page = client.get(path, secure=True).content.decode()
    assert "Nora New" in page
    assert "new@test.example" in page
    answer = client.post(path, {"password": PASSWORD, "again": PASSWORD}, secure=True)
    assert answer.status_code == 302
    assert client.get("/", secure=True)["Location"] == "/account/2fa/"


def test_the_link_a_second_time_and_a_forged_one_say_so(world):
    client, now = Client(), timezone.now()
    path = link_of(invite(world, now=now))
    client.post(path, {"password": PASSWORD, "again": PASSWORD}, secure=True)
    for again in (path, path[:-5] + "AAAA/", "/invitation/x/"):
        answer = Client().get(again, secure=True)
        assert answer.status_code == 410
        assert "can no longer be used" in answer.content.decode()
    assert User.objects.filter(email="new@test.example").count() == 1


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "too short"),
        ("password12345", "password12345", "too common"),
        ("a long enough sentence", "another sentence", "not the same"),
        ("new@test.example", "new@test.example", "too similar"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(world, password, again, words):
    path = link_of(invite(world, now=timezone.now()))
    page = Client().post(path, {"password": password, "again": again}, secure=True).content.decode()
    assert words in page
    assert not User.objects.filter(email="new@test.example").exists()


LIST = (
    "Ana Robles, a.robles@state.example, negotiator\nTom Bexley; t.bexley@dhs.example; expert\n"
    "Iris, i.lang@state\nM, member.usa@test.example"
)


def test_many_are_invited_after_a_preview(world, sign_in):
    client = sign_in(world.admin)
    shown = client.post(
        "/people/invite-many/", {"delegation": "USA", "language": "en", "people": LIST, "preview": "1"}, secure=True
    ).content.decode()
    assert "Send 2 invitations" in shown
    assert "“i.lang@state” is not an e-mail address" in shown
    assert "M has an account already" in shown
    with reading_as(world.admin.reader):
        assert Invitation.objects.count() == 0
    answer = client.post(
        "/people/invite-many/", {"delegation": "USA", "language": "en", "people": LIST, "send": "1"}, secure=True
    )
    assert answer.status_code == 302
    with reading_as(world.admin.reader):
        assert set(Invitation.objects.values_list("email", "role")) == {
            ("a.robles@state.example", "negotiator"),
            ("t.bexley@dhs.example", "member"),
        }


def test_sending_the_same_list_twice_invites_once(world, sign_in):
    client = sign_in(world.admin)
    for _ in range(2):
        client.post(
            "/people/invite-many/", {"delegation": "USA", "language": "en", "people": LIST, "send": "1"}, secure=True
        )
    with reading_as(world.admin.reader):
        assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7\n", "cannot be opened as a list"), (b"x" * (1024 * 1024 + 1), "larger than 1 MB")],
)
def test_a_file_that_cannot_be_read_says_why(world, sign_in, content, words):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {"delegation": "USA", "language": "en", "file": SimpleUploadedFile("people.csv", content), "preview": "1"}
    assert words in sign_in(world.admin).post("/people/invite-many/", data, secure=True).content.decode()


def test_the_shell_invites_the_first_administrator(world, capsys):
    call_command("invite", "first@test.example", "--name", "First")
    assert "/invitation/" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already"):
        call_command("invite", "FIRST@test.example", "--name", "First")
    with pytest.raises(CommandError, match="There is no delegation XXX"):
        call_command("invite", "x@test.example", "--name", "X", "--role", "member", "--delegation", "XXX")


def test_preferences_change_how_the_portal_speaks(world, sign_in):
    client = sign_in(world.usa.member)
    facts = {"name": "Dan", "language": "es", "time_zone": "Europe/Madrid", "seen": seen_on(client, "/people/me/")}
    client.post("/people/me/", facts, secure=True)
    page = client.get("/", secure=True).content.decode()
    assert '<html lang="es">' in page
    assert "Madrid" in page


def test_the_language_switch_keeps_to_the_portal(world, sign_in):
    client = sign_in(world.usa.member)
    answer = client.post("/language/", {"language": "es", "next": "https://evil.example/"}, secure=True)
    assert answer["Location"] == "/"
    assert reload_user(world.usa.member).language == "es"
    assert client.post("/language/", {"language": "xx", "next": "/meetings/"}, secure=True)["Location"] == "/meetings/"
    assert reload_user(world.usa.member).language == "es"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_device_is_named_in_two_words(agent, words):
    assert device(agent) == words


def test_the_sessions_page_names_this_one_and_the_trail_the_sign_in(world, sign_in):
    client = sign_in(world.usa.member)
    page = client.get(
        "/account/sessions/", headers={"User-Agent": "Firefox/140.0 Windows"}, secure=True
    ).content.decode()
    assert "Where I am signed in" in page
    trail = client.get("/audit/", secure=True).content.decode()
    assert re.search(r"<b>member\.usa</b> signed in\s*</td>", trail)
