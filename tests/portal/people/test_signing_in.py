"""Signing in, second factors, sessions."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import settings as configured
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.audit.models import Entry
from portal.core.reader import PORTAL, reading_as
from portal.notifications.messages import REGISTERED
from portal.notifications.models import OutgoingMail
from portal.people.models import Invitation
from portal.people.notices import invitation_link
from tests.factories.people import PASSWORD, close_account, make_factor

SECRET = "JBSWY3DPEHPK3PXP"


def login(client, email="member.usa@test.example", password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": email, "password": password}, secure=True, **extra)


def code() -> str:
    return f"{hotp_value(SECRET, next(yield_hotp_counters_from_time())):06}"


def test_a_password_alone_leads_to_setting_up_a_second_factor(world):
    client = Client()
    assert login(client).status_code == 302
    for path in ("/", "/meetings/", "/people/me/"):
        assert client.get(path, secure=True)["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/", secure=True).status_code == 200


def test_with_a_second_factor_the_code_is_asked_for(world):
    make_factor(world.usa.member)
    client = Client()
    assert login(client)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/", secure=True).status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}, secure=True).status_code == 200
    assert client.get("/", secure=True).status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": code()}, secure=True).status_code == 302
    assert client.get("/", secure=True).status_code == 200


def test_a_code_is_good_for_one_use(world):
    make_factor(world.usa.member)
    used = code()
    for expected in (302, 200):
        client = Client()
        login(client)
        assert client.post("/account/2fa/authenticate/", {"code": used}, secure=True).status_code == expected


def test_a_session_from_before_the_second_factor_must_sign_in_again(world, sign_in):
    client = sign_in(world.usa.member, factor=False)
    make_factor(world.usa.member)
    assert client.get("/meetings/", secure=True)["Location"] == "/account/login/?next=/meetings/"


def test_the_last_factor_cannot_be_given_up(world, sign_in):
    factor = make_factor(world.usa.member)
    client = sign_in(world.usa.member)
    client.post("/account/2fa/totp/deactivate/", secure=True)
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_secrets_are_kept_encrypted(world):
    factor = make_factor(world.usa.member)
    assert SECRET not in str(factor.data)
    assert factor.data["secret"].startswith("gAAAA")


def test_setting_up_a_factor_here_lets_me_in(world, client):
    browser = Client()
    login(browser)
    page = browser.get("/account/2fa/totp/activate/", secure=True)
    assert page.status_code == 200
    secret = browser.session["mfa.totp.secret"]
    value = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    answer = browser.post("/account/2fa/totp/activate/", {"code": value}, secure=True)
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=world.usa.member, type="totp").exists()


def test_nobody_signs_up(db):
    assert Client().get("/account/signup/", secure=True).status_code == 404


def test_unknown_and_known_addresses_are_told_the_same(world):
    pages = [
        login(Client(), email, "wrong password").content for email in ("member.usa@test.example", "nobody@test.example")
    ]
    assert [b"is-invalid" in page for page in pages] == [False, False]
    strip = lambda page: page.split(b'role="alert"')[1].split(b"</div>")[0]  # noqa: E731
    assert strip(pages[0]) == strip(pages[1])


def test_resetting_the_password_of_an_unknown_address_mails_nobody_and_looks_the_same(world):
    answers = [
        Client().post("/account/password/reset/", {"email": email}, secure=True)
        for email in ("member.usa@test.example", "nobody@test.example")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/account/password/reset/done/")
    ] * 2
    with reading_as(PORTAL):
        assert list(OutgoingMail.objects.values_list("address", "message")) == [
            ("member.usa@test.example", "people/password_reset")
        ]


def test_a_password_reset_still_asks_for_the_second_factor(world):
    make_factor(world.usa.member)
    Client().post("/account/password/reset/", {"email": "member.usa@test.example"}, secure=True)
    with reading_as(PORTAL):
        link = REGISTERED["people/password_reset"].prepare(OutgoingMail.objects.get(), now=timezone.now())["link"]
    browser = Client()
    page = browser.get(link.removeprefix("https://testserver"), secure=True, follow=True)
    path = page.redirect_chain[-1][0]
    new = "an entirely new sentence"
    browser.post(path, {"password1": new, "password2": new}, secure=True)
    assert browser.get("/", secure=True).status_code == 302
    assert login(Client(), password=new)["Location"] == "/account/2fa/authenticate/"


def test_guessing_is_slowed_down(world):
    for _ in range(5):
        login(Client(), password="wrong")
    page = login(Client()).content.decode()
    assert "Too many failed login attempts" in page


def test_a_spoofed_address_does_not_reset_the_limit(world):
    for number in range(5):
        login(Client(), password="wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert "Too many failed login attempts" in login(Client(), HTTP_X_FORWARDED_FOR="10.9.9.9").content.decode()


def test_signing_in_and_failing_are_recorded(world):
    login(Client(), password="wrong")
    login(Client())
    with reading_as(world.usa.member.reader):
        acts = list(Entry.objects.order_by("at").values_list("action", flat=True))
    assert acts == ["people.person.sign_in_failed", "people.person.signed_in"]


@pytest.mark.parametrize(
    ("clock", "seconds"), [("seen", configured.SESSION_IDLE_SECONDS + 1), ("since", configured.SESSION_COOKIE_AGE + 1)]
)
def test_a_session_ends_when_idle_and_after_a_working_day(world, sign_in, clock, seconds):
    client = sign_in(world.usa.member)
    assert client.get("/", secure=True).status_code == 200
    session = client.session
    session[clock] = int(time.time()) - seconds
    session.save()
    assert client.get("/", secure=True).status_code == 302


def test_signing_in_goes_nowhere_else(world):
    client = Client()
    answer = client.post(
        "/account/login/?next=https://evil.example/",
        {"login": "member.usa@test.example", "password": PASSWORD},
        secure=True,
    )
    assert answer["Location"] == "/"


def test_a_strange_host_is_refused(db):
    assert Client().get("/account/login/", secure=True, HTTP_HOST="evil.example").status_code == 400


def test_without_redis_people_still_sign_in(world, settings):
    from django.core.cache import caches

    cache = caches["default"]
    cache._away_until = time.monotonic() + 60
    try:
        assert login(Client()).status_code == 302
    finally:
        cache._away_until = 0.0


def test_a_forged_invitation_token_is_not_ours():
    from portal.people.notices import read_invitation_token

    assert read_invitation_token(signing.dumps(["x", 1], salt="another salt")) is None
    assert read_invitation_token("x" * 5000) is None


def test_who_has_just_chosen_a_password_is_not_asked_for_it_again(world):
    """From the invitation's link to the recovery codes: the password is typed once."""
    call_command("invite", "new.admin@test.example", "--name", "Nora New")
    with reading_as(PORTAL):
        link = invitation_link(Invitation.objects.get(email="new.admin@test.example"))
    browser = Client()
    chosen = {"password": PASSWORD, "again": PASSWORD}
    entered = browser.post(link.removeprefix("https://testserver"), chosen, secure=True, follow=True)
    assert entered.redirect_chain[-1][0] == "/account/2fa/"
    page = browser.get("/account/2fa/totp/activate/", secure=True)
    assert page.status_code == 200
    value = f"{hotp_value(browser.session['mfa.totp.secret'], next(yield_hotp_counters_from_time())):06}"
    codes = browser.post("/account/2fa/totp/activate/", {"code": value}, secure=True, follow=True)
    assert [path for path, _status in codes.redirect_chain] == ["/account/2fa/recovery-codes/"]


def test_signing_out_empties_what_the_browser_keeps(world, sign_in):
    answer = sign_in(world.usa.member).post("/account/logout/", secure=True)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    idle = sign_in(world.usa.member)
    session = idle.session
    session["seen"] = int(time.time()) - configured.SESSION_IDLE_SECONDS - 1
    session.save()
    assert idle.get("/", secure=True)["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in sign_in(world.usa.member).get("/", secure=True)


@pytest.mark.parametrize("end", ["closed account", "signed out elsewhere"])
def test_a_session_that_ended_elsewhere_empties_it_too(world, sign_in, end):
    client = sign_in(world.usa.member)
    if end == "closed account":
        close_account(world.usa.member)
    else:
        client.session.delete(client.session.session_key)
    assert client.get("/", secure=True)["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/account/login/", secure=True)


def test_who_is_between_password_and_code_has_ended_nothing(world):
    make_factor(world.usa.member)
    client = Client()
    login(client)
    assert "Clear-Site-Data" not in client.get("/account/2fa/authenticate/", secure=True)


def test_no_cache_answers_for_the_health_of_the_process(db):
    for path in ("/healthz", "/readyz"):
        assert Client().get(path, secure=True)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("said", ["[" * 20_000, "9" * 5000, '{"id": "\\ud800"}', '{"id": "\\u0000"}', "NaN", "{}"])
def test_what_no_key_says_is_refused_by_the_form_for_keys(world, said):
    answer = Client().post("/account/2fa/webauthn/login/", {"credential": said}, secure=True)
    assert answer.status_code in {200, 302}
