"""A head of delegation who does not sign: the text is negotiated again, with a reason that all parties read."""

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
from tests.factories.closing import heads_of, sign
from tests.factories.texts import reload


def refuse(statement: Any, head: Any, reason: str = "The cabinet wants paragraph 2 back.", seen: str = "") -> Any:
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
    assert "The cabinet wants paragraph 2 back." in said.detail
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


def test_the_third_choice_stands_with_the_other_two_and_sends_a_form_of_its_own(world, sign_in, signable):
    client = sign_in(heads_of(world)["USA"])
    address = f"/statements/{signable.slug}/sign-off/"
    page = client.get(address, secure=True).content.decode()
    choices = page[page.index('<ul class="options">') : page.index("</ul>", page.index('<ul class="options">'))]
    assert [words in choices for words in ("Final", "Ad referendum", "Do not sign")] == [True] * 3
    # Enter in the password signs: the button of the refusal belongs to another form.
    assert 'form="refusal">Do not sign' in choices
    with reading_as(world.usa.head.reader):
        seen = reload(signable).final.hashes[""]
    sent = {"seen": seen, "reason": "The cabinet wants paragraph 2 back."}
    answer = client.post(f"{address}refuse/", sent, secure=True, follow=True).content.decode()
    assert "negotiated again" in answer
    for reader in (world.mex.member, world.sec.coordinator):
        seen_by = sign_in(reader).get(address, secure=True).content.decode()
        assert "“The cabinet wants paragraph 2 back.”" in seen_by
