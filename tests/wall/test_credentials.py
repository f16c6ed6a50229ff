"""Nobody becomes another by SQL: nothing that opens a session or an account lies readable for the running role, and what makes
somebody a member changes through the wall's own functions alone."""

import uuid

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.reader import NOBODY, PORTAL, Reader, reading_as
from portal.core.vault import InvalidToken
from portal.notifications.messages import NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.people import notices
from portal.people.models import Session, User
from portal.people.operations import invite_person
from portal.people.register import ADMINISTRATION
from portal.people.session_store import SessionStore, name_of
from tests.factories.people import PASSWORD, make_factor, make_user, reload_user

SECRETS = "SELECT t::text FROM {} AS t"


def ask(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def is_denied(statement: str, *values) -> bool:
    """Refused for want of a right, and not for another reason."""
    try:
        with transaction.atomic():
            ask(statement, *values)
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


def everything() -> str:
    """All that the running role reads of the tables that hold something of an account."""
    tables = ask(
        "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' "
        "AND has_table_privilege(c.oid, 'SELECT') AND c.relname ~ '^(people|account|mfa|notifications|django_session)'"
    )
    assert ("people_session",) in tables
    return "".join(row for (table,) in tables for (row,) in ask(SECRETS.format(table)))


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def enter(key: str) -> int:
    """What the desk answers to a browser with this cookie."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client.get("/", secure=True).status_code


# ---- Sessions ---------------------------------------------------------------------------------------------------------


def test_nothing_that_lies_in_the_tables_opens_a_session(world, sign_in):
    key = key_of(sign_in(world.usa.head))
    assert enter(key) == 200
    with reading_as(world.mex.member.reader):
        seen = everything()
        keys = [name for (name,) in ask("SELECT session_key FROM people_session")]
    assert key not in seen
    assert "mfa" not in seen.replace("mfa_", ""), "the data of a session can be read"
    assert keys == [name_of(key)]
    assert enter(keys[0]) == 302


def test_no_statement_says_a_key(world):
    """Sessions of one role see each other's statements in `pg_stat_activity`."""
    client, keys = Client(), set()
    with CaptureQueriesContext(connection) as said:
        for path, facts in (
            ("/account/login/", {"login": world.usa.head.email, "password": PASSWORD}),
            ("/account/password/change/", {"oldpassword": "wrong"}),
            ("/account/logout/", {}),
        ):
            keys.add(key_of(client) if client.cookies.get(settings.SESSION_COOKIE_NAME) else "")
            client.post(path, facts, secure=True)
            keys.add(key_of(client))
    keys.discard("")
    assert keys
    assert not [each["sql"] for each in said if any(key in each["sql"] for key in keys)]
    assert any(name_of(key) in each["sql"] for each in said for key in keys)


def test_the_name_beside_a_session_makes_nobody_its_person(world, sign_in):
    """The person comes with the session's row, and counts only if the sealed data name the same one."""
    client = sign_in(world.usa.head)
    assert client.get("/", secure=True).wsgi_request.user == world.usa.head
    for other in (world.mex.member.pk, None):
        with transaction.atomic():
            ask("UPDATE people_session SET user_id = %s", other)
        answer = client.get("/", secure=True)
        assert answer.wsgi_request.user == world.usa.head
        assert answer.wsgi_request.user.delegation.code == "USA"


def test_a_closed_account_opens_nothing_though_its_session_lasts(world, sign_in):
    client = sign_in(world.usa.member)
    assert client.get("/", secure=True).status_code == 200
    with reading_as(ADMINISTRATION):
        ask("SELECT people_set_open(%s, false)", world.usa.member.pk)
    assert client.get("/", secure=True).status_code == 302


def test_a_session_cannot_be_taken_over_by_writing_its_row(world, sign_in):
    """Neither with another's data, nor with data of the writer's own making, nor under another's name."""
    hers, mine = (key_of(sign_in(person)) for person in (world.usa.head, world.mex.member))
    copies = (
        "UPDATE people_session SET session_data = (SELECT session_data FROM people_session WHERE session_key = %s), "
        "user_id = (SELECT user_id FROM people_session WHERE session_key = %s) WHERE session_key = %s"
    )
    assert enter(mine) == enter(hers) == 200
    with transaction.atomic():
        assert ask(copies, name_of(hers), name_of(hers), name_of(mine)) == [(1,)]
        assert enter(mine) == 302
        transaction.set_rollback(True)
    made = "a" * 32
    rest = "session_data, expire_date, user_id, user_agent FROM people_session WHERE session_key = %s"
    ask(
        f"INSERT INTO people_session (session_key, {rest.partition(' FROM')[0]}) SELECT %s, {rest}",
        name_of(made),
        name_of(hers),
    )
    assert enter(made) == 302


def test_sessions_are_listed_and_ended_everywhere_else(world):
    make_factor(world.usa.member)
    browsers = [Client(headers={"User-Agent": f"Firefox/{number} Linux"}) for number in (1, 2, 3)]
    for browser in browsers:
        browser.force_login(world.usa.member)
        session = browser.session
        session["second_factor_set_up"] = True
        session["signed_in_from"] |= {"ip": "192.0.2.7", "agent": "Firefox/1 Linux"}
        session.save()
    page = browsers[0].get("/account/sessions/", secure=True).content.decode()
    assert (page.count("192.0.2.7"), page.count("This one"), page.count("Firefox, Linux")) == (3, 1, 3)
    assert browsers[0].post("/account/sessions/", secure=True).status_code == 302
    assert [enter(key_of(browser)) for browser in browsers] == [200, 302, 302]
    assert [one.pk for one in Session.objects.filter(user=world.usa.member)] == [browsers[0].session.name]


def test_expired_sessions_are_cleared(db):
    store = SessionStore()
    store["x"] = 1
    store.set_expiry(-5)
    store.create()
    kept = SessionStore()
    kept.create()
    call_command("clearsessions")
    assert [one.pk for one in Session.objects.all()] == [kept.name]


# ---- Passwords, factors, links ----------------------------------------------------------------------------------------


def test_a_password_cannot_be_tried_on_a_copy_of_the_table(world, settings):
    kept, key = world.usa.head.password, settings.SECRET_KEY
    assert check_password(PASSWORD, kept)
    settings.SECRET_KEY = "the key of somebody who has the table alone"
    assert not check_password(PASSWORD, kept)
    old = make_password(PASSWORD)
    settings.SECRET_KEY = key
    assert not check_password(PASSWORD, old)
    # While a key is being given up, what was hashed under it is hashed anew, as the person whose it is.
    settings.SECRET_KEY_FALLBACKS = ["the key of somebody who has the table alone"]
    person = world.usa.head
    person.password = old
    assert person.check_password(PASSWORD)
    settings.SECRET_KEY_FALLBACKS = []
    assert reload_user(person).password != kept
    assert reload_user(person).check_password(PASSWORD)


def test_a_second_factor_opens_nothing_in_another_row(world):
    """Who copies another's encrypted secret into a row of their own is not shown it."""
    make_factor(world.usa.head)
    with reading_as(world.usa.head.reader):
        RecoveryCodes.activate(world.usa.head)
    mine = make_factor(world.mex.member)
    copy = (
        "UPDATE mfa_authenticator SET data = (SELECT data FROM mfa_authenticator WHERE type = %s AND user_id = %s), type = %s "
        "WHERE user_id = %s"
    )
    with reading_as(world.mex.member.reader):
        for kind in ("totp", "recovery_codes"):
            assert ask(copy, kind, world.usa.head.pk, kind, world.mex.member.pk) == [(1,)]
            copied = Authenticator.objects.get(pk=mine.pk).wrap()
            with pytest.raises(InvalidToken):
                copied.validate_code("123456") if isinstance(copied, TOTP) else copied.get_unused_codes()


def test_a_link_that_sets_a_password_lies_nowhere(world):
    Client().post("/account/password/reset/", {"email": world.usa.head.email}, secure=True)
    for reader in (world.usa.member.reader, PORTAL, NOBODY):
        with reading_as(reader):
            assert "/password/reset/key/" not in everything()
    with reading_as(PORTAL):
        assert "password_reset" in everything()


def test_an_invitation_is_mailed_to_whom_it_is_for(world):
    """Whoever slips a row into the outbox gets no link to another's seat."""
    side = world.mex.coordinator
    with reading_as(world.admin.reader):
        facts = {"name": "Head", "role": "head", "delegation": side.delegation, "language": "en", "now": timezone.now()}
        invited = invite_person(actor=world.admin, email="new.head@test.example", **facts)
    with reading_as(side.reader):
        ask(
            "INSERT INTO notifications_outgoingmail (id, message, address, language, subject_kind, subject_id, event, payload, "
            "releasable_to, dedupe_key, message_id, status, created_at, not_before, attempts, reason, note, code) "
            "VALUES (gen_random_uuid(), 'people/invitation', 'mine@test.example', 'en', 'people.invitation', %s, '', '{}', "
            "'{MEX}', 'x', 'x', 'queued', now(), now(), 0, '', '', '')",
            invited.pk,
        )
    with reading_as(PORTAL):
        mine = OutgoingMail(
            message="people/invitation",
            address="mine@test.example",
            subject_kind="people.invitation",
            subject_id=invited.pk,
        )
        with pytest.raises(NoLongerWanted):
            notices.invitation(mine, now=timezone.now())
        mine.address = invited.email
        assert "/invitation/" in notices.invitation(mine, now=timezone.now())["link"]


# ---- Accounts, memberships, delegations -------------------------------------------------------------------------------

ACTS = {
    "join": "INSERT INTO people_membership (user_id, delegation_id, role, since) VALUES (%(me)s, 'USA', 'head', now())",
    "move": "UPDATE people_membership SET delegation_id = 'USA' WHERE user_id = %(me)s",
    "promote": "UPDATE people_membership SET delegation_id = NULL, role = 'administrator' WHERE user_id = %(me)s",
    "leave": "DELETE FROM people_membership WHERE user_id = %(other)s",
    "take the address": "UPDATE people_user SET email = 'mine@test.example' WHERE id = %(other)s",
    "take the verified address": "UPDATE account_emailaddress SET user_id = %(me)s WHERE user_id = %(other)s",
    "add an address": 'INSERT INTO account_emailaddress (user_id, email, verified, "primary") '
    "VALUES (%(me)s, 'x@test.example', true, true)",
    "copy my password": "UPDATE people_user SET password = (SELECT password FROM people_user WHERE id = %(me)s) "
    "WHERE id = %(other)s",
    "open an account": "UPDATE people_user SET is_active = true WHERE id = %(other)s",
    "delete an account": "DELETE FROM people_user WHERE id = %(other)s",
    "make an account": "INSERT INTO people_user SELECT * FROM people_user WHERE id = %(me)s",
    "make a delegation": "INSERT INTO people_delegation SELECT 'NEW', kind, name, seat, time_zone, holiday_country, colour, 1 "
    "FROM people_delegation WHERE code = 'MEX'",
    "rename a delegation": "UPDATE people_delegation SET name = '{}' WHERE code = 'USA'",
    "change an invitation": "UPDATE people_invitation SET role = 'administrator', delegation_id = NULL",
    "give another a passkey": "INSERT INTO mfa_authenticator (user_id, type, data, created_at) "
    "SELECT %(other)s, 'webauthn', data, now() FROM mfa_authenticator WHERE user_id = %(me)s",
    "give away my factor": "UPDATE mfa_authenticator SET user_id = %(other)s WHERE user_id = %(me)s",
    "exchange a factor": "UPDATE mfa_authenticator SET data = '{}' WHERE user_id = %(other)s",
    "remove a factor": "DELETE FROM mfa_authenticator WHERE user_id = %(other)s",
    "old sessions": "SELECT * FROM django_session",
}
CALLS = {
    "join": "SELECT people_give_place(%(me)s, 'USA', 'head', now())",
    "add": "SELECT people_add_account(%(new)s, 'new@test.example', 'x', 'en', '!', 'USA', 'head', now())",
    "add an administrator": "SELECT people_add_account(%(new)s, 'new@test.example', 'x', 'en', '!', NULL, 'administrator', "
    "now())",
    "close": "SELECT people_set_open(%(other)s, false)",
    "open": "SELECT people_set_open(%(other)s, true)",
    "a delegation": "SELECT people_save_delegation('NEW', 'delegation', '{}', '{}', 'UTC', '', 'gold', 1)",
    "another's password": "SELECT people_keep_password(%(other)s, '!')",
    "another's name": "SELECT people_save_preferences(%(other)s, 'x', 'en', '')",
}
GUESTS = "SELECT people_save_delegation('NEW', 'guests', '{}', '{}', 'UTC', '', 'gold', 1)"


def attack(statement: str, world) -> bool:
    me, other = world.mex.coordinator.pk, world.usa.head.pk
    for name, value in (("me", me), ("other", other), ("new", uuid.uuid4())):
        statement = statement.replace(f"%({name})s", f"'{value}'")
    return is_denied(statement.replace("%%", "%"))


def readers(world) -> list[Reader]:
    return [NOBODY, PORTAL, world.mex.coordinator.reader, world.sec.coordinator.reader, world.mex.coordinator.reader]


def test_nobody_makes_somebody_a_member_or_takes_an_account(world):
    for person in (world.mex.coordinator, world.usa.head):
        make_factor(person)
    for reader in readers(world):
        with reading_as(reader):
            let = [name for name in ACTS if not attack(ACTS[name], world)]
            let += [f"call: {name}" for name in CALLS if not attack(CALLS[name], world)]
            let += ["call: guests"] if reader != PORTAL and not attack(GUESTS, world) else []
        # Nothing of one's own is taken: an own factor may be.
        assert let == [], reader
    # Without a context, too.
    assert [name for name in (*ACTS, *CALLS) if not attack(ACTS.get(name) or CALLS[name], world)] == []


def test_an_administrator_writes_no_table_either(world):
    """And neither moves, closes nor opens the own account, nor takes another's password or name."""
    for person in (world.mex.coordinator, world.usa.head):
        make_factor(person)
    me = {"me": "close", "join": "join"}
    with reading_as(world.admin.reader):
        assert [name for name in ACTS if not attack(ACTS[name], world)] == ["remove a factor"]
        assert attack(CALLS["another's password"], world)
        assert attack(CALLS["another's name"], world)
        for call in me.values():
            mine = CALLS[call].replace("%(me)s", f"'{world.admin.pk}'").replace("%(other)s", f"'{world.admin.pk}'")
            assert is_denied(mine)


def test_an_administrator_does_it_through_the_functions(world):
    with reading_as(world.admin.reader):
        for name in ("join", "add", "close", "open", "a delegation"):
            assert not attack(CALLS[name], world), name
    assert reload_user(world.mex.coordinator).code == "USA"
    assert User.objects.get(email="new@test.example").is_active


def test_the_portal_writes_an_account_for_an_open_invitation_alone(world):
    """And it invites guests alone: an administrator invites whoever is to be more."""
    invited = (
        "INSERT INTO people_invitation (id, email, name, language, delegation_id, role, status, turn, created_at, expires_at, "
        "releasable_to) VALUES (gen_random_uuid(), 'new@test.example', 'x', 'en', {}, {}, 'sent', 1, now(), now(), "
        "'{{PORTAL}}')"
    )
    with reading_as(PORTAL):
        for side, role in (("NULL", "'administrator'"), ("'USA'", "'observer'"), ("'USA'", "'head'")):
            assert is_denied(invited.format(side, role))
        assert attack(CALLS["add"], world)
    with reading_as(ADMINISTRATION):
        ask(invited.format("'USA'", "'head'"))
    with reading_as(PORTAL):
        assert attack(CALLS["add an administrator"], world)
        assert not attack(CALLS["add"], world)


def test_a_person_writes_their_own_password_and_name(world):
    me = world.mex.coordinator
    with reading_as(me.reader):
        ask("SELECT people_keep_password(%s, %s)", me.pk, make_password("another sentence of mine"))
        ask("SELECT people_save_preferences(%s, 'Somebody', 'es', '')", me.pk)
    fresh = reload_user(me)
    assert (fresh.name, fresh.check_password("another sentence of mine")) == ("Somebody", True)


def test_the_running_role_holds_no_right_to_write_accounts(db):
    """What is left: the times of visits, and what becomes of an invitation."""
    tables = ("people_user", "people_membership", "people_delegation", "account_emailaddress", "people_invitation")
    held = ask(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee IN ('portal_app', 'PUBLIC') "
        "AND table_name = ANY (%s) AND privilege_type <> 'SELECT'",
        list(tables),
    )
    assert held == [("people_invitation", "INSERT")]
    columns = ask(
        "SELECT table_name, column_name FROM information_schema.column_privileges WHERE grantee = 'portal_app' "
        "AND privilege_type = 'UPDATE' AND table_name = ANY (%s) ORDER BY 1, 2",
        list(tables),
    )
    assert columns == [
        ("people_invitation", "expires_at"), ("people_invitation", "settled_at"), ("people_invitation", "status"),
        ("people_invitation", "turn"), ("people_invitation", "user_id"), ("people_user", "last_login"),
        ("people_user", "last_seen_at"),
    ]  # fmt: skip


def test_a_closed_account_stays_closed_whatever_its_row_of_a_session_says(world, sign_in):
    other = make_user("second.admin@test.example", role="administrator")
    key = key_of(sign_in(other))
    with reading_as(world.admin.reader):
        ask("SELECT people_set_open(%s, false)", other.pk)
    ask("UPDATE people_session SET expire_date = %s", timezone.now().replace(year=2099))
    assert enter(key) == 302
