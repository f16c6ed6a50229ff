"""Guessing: a stranger keeps nobody out, an office is not kept out together, and nothing tells which accounts there are."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from portal.people import register
from tests.factories.people import PASSWORD, mails, make_factor, make_user

TOO_MANY = "Too many failed login attempts"
RESET = ["people/password_reset"]
HOME, STRANGE = "192.0.2.10", "203.0.113.66"


def login(client, email="member.usa@test.example", password=PASSWORD, address=HOME):
    return client.post("/account/login/", {"login": email, "password": password}, secure=True, REMOTE_ADDR=address)


def is_in(answer) -> bool:
    return answer.status_code == 302


def guess(times: int, *, address=STRANGE, email="member.usa@test.example", client=None) -> list[bool]:
    """Try wrong passwords; tells for each whether it was stopped before it was looked at."""
    answers = [login(client or Client(), email, f"wrong {number}", address) for number in range(times)]
    return [TOO_MANY in answer.content.decode() for answer in answers]


def test_a_strangers_guesses_do_not_keep_the_owner_out(world):
    assert guess(8) == [False] * 5 + [True] * 3
    assert is_in(login(Client()))


def test_guesses_from_many_addresses_do_not_keep_the_owner_out_either(world):
    for number in range(60):
        guess(2, address=f"203.0.113.{number}")
    assert is_in(login(Client()))


def test_a_device_that_signed_in_before_has_its_own_allowance(world):
    """Somebody guesses from the same office as the owner, without end."""
    device = Client()
    assert is_in(login(device))
    device.post("/account/logout/", secure=True)
    assert guess(8, address=HOME)[-1]
    assert not is_in(login(Client()))
    assert is_in(login(device))


def test_a_known_device_guesses_no_further_than_its_allowance(world):
    device = Client()
    login(device)
    device.post("/account/logout/", secure=True)
    assert guess(12, client=device, address=HOME) == [False] * 10 + [True] * 2


def test_the_mark_of_one_account_says_nothing_for_another(world):
    device = Client()
    login(device)
    device.post("/account/logout/", secure=True)
    assert guess(7, email="head.usa@test.example", client=device)[-1]
    device.cookies["__Host-portal_device"] = "forged.mark~" + "x" * 3000
    assert guess(7, client=device)[-1]


def test_a_shared_computer_keeps_a_mark_for_each_who_signed_in(world):
    device = Client()
    for who in ("member.usa", "head.usa", "coordinator.usa"):
        assert is_in(login(device, f"{who}@test.example"))
        device.post("/account/logout/", secure=True)
    marks = device.cookies["__Host-portal_device"]
    assert len(marks.value.split("~")) == 3
    assert "member.usa" not in marks.value
    assert (marks["secure"], marks["httponly"], marks["samesite"], marks["path"]) == (True, True, "Lax", "/")
    guess(6, address=HOME)
    assert is_in(login(device))


def test_an_office_is_not_kept_out_together(world):
    """Forty people sign in from one address within a minute, while one of them has forgotten a password."""
    people = [make_user(f"office{number}@test.example", role="member", code="USA") for number in range(40)]
    guess(12, address=HOME, email="office0@test.example")
    assert [is_in(login(Client(), person.email)) for person in people[1:]] == [True] * 39


def test_one_origin_that_tries_every_account_is_stopped(world):
    stopped = [guess(1, email=f"nobody{number}@test.example")[0] for number in range(105)]
    assert stopped == [False] * 100 + [True] * 5


@pytest.mark.parametrize("times", [1, 7])
def test_known_and_unknown_accounts_are_told_the_same(world, times):
    pages = []
    for email in ("member.usa@test.example", "nobody.usa@test.example"):
        client = Client()
        guess(times - 1, email=email, client=client)
        answer = login(client, email, "wrong", STRANGE)
        said = answer.content.decode().replace(email, "").partition('role="alert"')[2].partition("</div>")[0]
        pages.append((answer.status_code, said, sorted(answer.cookies)))
    assert pages[0] == pages[1]


def test_known_and_unknown_accounts_cost_the_same_work(world, settings, monkeypatch):
    """With the hasher that is used, whose one run is nearly all of the time that a refusal takes."""
    settings.PASSWORD_HASHERS = ["portal.people.passwords.KeyedHasher"]
    world.usa.member.set_password(PASSWORD)
    register.keep_password(world.usa.member)
    runs: list[int] = []
    count = PBKDF2PasswordHasher.encode

    def counted(self, password, salt, iterations=None):
        runs.append(iterations or self.iterations)
        return count(self, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    for email in ("member.usa@test.example", "nobody.usa@test.example"):
        login(Client(), email, "wrong")
    assert runs == [PBKDF2PasswordHasher.iterations] * 2


def test_a_stranger_who_asks_for_reset_mails_sends_one_and_stops_nobody(world):
    for number in range(30):
        answer = Client().post(
            "/account/password/reset/",
            {"email": "member.usa@test.example"},
            secure=True,
            REMOTE_ADDR=f"203.0.113.{number % 3}",
        )
        assert answer.status_code == 302
    assert [mail.message for mail in mails()] in (RESET, RESET * 2)
    assert (
        Client().post("/account/password/reset/", {"email": "member.usa@test.example"}, secure=True).status_code == 302
    )


def test_wrong_codes_are_still_stopped(world):
    make_factor(world.usa.member)
    device = Client()
    login(device)
    said = [
        device.post("/account/2fa/authenticate/", {"code": f"{number:06}"}, secure=True).content.decode()
        for number in range(7)
    ]
    assert [TOO_MANY in page for page in said][-1]
