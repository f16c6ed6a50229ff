"""A head of delegation who does not sign: the text is negotiated again, with a reason that all parties read."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.adoption.models import SignOff
from meetings.adoption.operations import signing
from meetings.adoption.operations.signing import TextDiffers
from meetings.adoption.queries.standing import standing_of
from meetings.statements.gate import NotInThisStage, ReasonNeeded
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.core.reader import reading_as
from tests.factories.closing import sign
from tests.factories.people import PASSWORD, code_now, make_factor
from tests.factories.texts import reload

REASON = "The cabinet wants paragraph 2 back."


def refuse(statement: Any, head: Any, reason: str = REASON, seen: str = "") -> Any:
    with reading_as(head.reader):
        text = reload(statement)
        shown = seen or (text.final.hashes[""] if text.final else "0" * 64)
        return signing.refuse_sign_off(statement=text, actor=head, seen=shown, reason=reason)


def test_the_text_is_negotiated_again_and_no_signature_under_it_counts(world, signable):
    sign(signable, world.gtm.head, timezone.now())
    refuse(signable, world.usa.head)
    with reading_as(world.mex.head.reader):
        text = reload(signable)
        assert (text.status, text.final) == (Status.NEGOTIATING, None)
        assert standing_of(text) == []
        assert SignOff.objects.count() == 1
        said = Entry.objects.get(action="meetings.statement.sign_off_refused")
    assert REASON in said.detail
    with pytest.raises(NotInThisStage):
        refuse(signable, world.mex.head)


def test_it_needs_a_reason_the_text_that_was_read_and_the_head_of_a_party(world, signable):
    with pytest.raises(ReasonNeeded):
        refuse(signable, world.usa.head, reason=" ")
    with pytest.raises(TextDiffers):
        refuse(signable, world.usa.head, seen="0" * 64)
    for nobody in (world.usa.coordinator, world.sec.coordinator):
        with pytest.raises(PermissionDenied):
            refuse(signable, nobody)
    with reading_as(world.usa.head.reader):
        assert reload(signable).status == Status.SIGN_OFF


@pytest.fixture
def head(world: Any) -> Any:
    make_factor(world.usa.head)
    return world.usa.head


@pytest.fixture
def address(signable: Any) -> str:
    return f"/statements/{signable.slug}/sign-off/"


@pytest.fixture
def sent(world: Any, signable: Any) -> dict[str, str]:
    """What the head of a delegation sends who does not sign."""
    with reading_as(world.usa.head.reader):
        seen = reload(signable).final.hashes[""]
    facts = {"seen": seen, "kind": "refuse", "reason": REASON, "capacity": "Secretary"}
    return facts | {"password": PASSWORD, "code": code_now()}


def test_the_third_choice_stands_with_the_other_two_and_all_three_ask_for_one_proof(
    world, sign_in, head, address, sent
):
    client = sign_in(head)
    page = client.get(address, secure=True).content.decode()
    choices = page[page.index('<ul class="options">') : page.index("</ul>", page.index('<ul class="options">'))]
    assert re.findall(r'name="kind" value="(\w+)"', choices) == ["final", "ad_ref", "refuse"]
    assert [words in choices for words in ("Final", "Ad referendum", "Do not sign")] == [True] * 3
    assert page.count('type="password"') == 1
    answer = client.post(address, sent, secure=True, follow=True).content.decode()
    assert "negotiated again" in answer
    for reader in (world.mex.member, world.sec.coordinator):
        seen_by = sign_in(reader).get(address, secure=True).content.decode()
        assert f"“{REASON}”" in seen_by


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "another sentence"}, "This is not your password."),
        ({"password": ""}, "This field is required."),
        ({"code": "000000"}, "This code is not valid."),
        ({"code": ""}, "This field is required."),
        ({"reason": " "}, "Say why, in a sentence"),
        ({"seen": "0" * 64}, "You read the text 0000-0000-0000"),
    ],
)
def test_who_refuses_proves_who_it_is_as_who_signs(sign_in, signable, head, address, sent, wrong, said):
    page = sign_in(head).post(address, sent | wrong, secure=True, follow=True).content.decode()
    assert said in page
    assert (REASON in page) == ("reason" not in wrong)
    with reading_as(head.reader):
        assert reload(signable).status == Status.SIGN_OFF


@pytest.mark.parametrize("unfinished", [{"kind": "refuse", "reason": ""}, {"kind": "ad_ref"}])
def test_what_is_not_finished_uses_up_no_code(sign_in, head, address, sent, unfinished):
    client = sign_in(head)
    assert "Say " in client.post(address, sent | unfinished, secure=True).content.decode()
    page = client.post(address, sent | {"kind": "final"}, secure=True, follow=True).content.decode()
    assert "Signed. All parties see it." in page
