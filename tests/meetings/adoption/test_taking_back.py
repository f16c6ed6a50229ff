"""A head of delegation who takes a signature back proves who it is, as who signs does."""

from typing import Any

import pytest
from django.utils import timezone

from meetings.adoption.models import SignOff
from portal.core.reader import reading_as
from tests.factories.closing import sign
from tests.factories.people import PASSWORD, code_now, make_factor

REASON = "The cabinet wants paragraph 2 back."


@pytest.fixture
def head(world: Any) -> Any:
    make_factor(world.usa.head)
    return world.usa.head


@pytest.fixture
def address(signable: Any, head: Any) -> str:
    """Where the head, who has signed ad referendum, takes it back."""
    sign(signable, head, timezone.now(), kind="ad_ref", expires_on=timezone.now().date())
    return f"/statements/{signable.slug}/sign-off/revoke/"


def stands(head: Any) -> bool:
    with reading_as(head.reader):
        return SignOff.objects.filter(delegation=head.delegation, revoked_at=None).exists()


def test_it_is_asked_on_a_page_of_its_own_with_one_proof(sign_in, signable, head, address):
    client = sign_in(head)
    signing = client.get(f"/statements/{signable.slug}/sign-off/", secure=True).content.decode()
    assert f'href="{address}"' in signing
    assert signing.count('type="password"') == 1
    page = client.get(address, secure=True).content.decode()
    assert page.count('type="password"') == 1
    assert page.index('name="reason"') < page.index('name="password"') < page.index('name="code"')
    sent = {"reason": REASON, "password": PASSWORD, "code": code_now()}
    assert "taken back" in client.post(address, sent, secure=True, follow=True).content.decode()
    assert not stands(head)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "another sentence"}, "This is not your password."),
        ({"password": ""}, "This field is required."),
        ({"code": "000000"}, "This code is not valid."),
        ({"code": ""}, "This field is required."),
        ({"reason": " "}, "This field is required."),
    ],
)
def test_without_the_proof_or_a_reason_the_signature_stands(sign_in, head, address, wrong, said):
    sent = {"reason": REASON, "password": PASSWORD, "code": code_now()} | wrong
    page = sign_in(head).post(address, sent, secure=True, follow=True).content.decode()
    assert said in page
    assert (REASON in page) == ("reason" not in wrong)
    assert PASSWORD not in page
    assert stands(head)


def test_who_has_signed_nothing_is_led_to_the_signatures(sign_in, world, signable):
    answer = sign_in(world.mex.head).get(f"/statements/{signable.slug}/sign-off/revoke/", secure=True)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/statements/{signable.slug}/sign-off/")
