"""What somebody typed stands beside the refusal, also where the form has no page of its own."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from meetings.records import operations as records
from meetings.records.models import Amendment
from portal.core.reader import reading_as
from tests.attacks.pressing import lay
from tests.factories.closing import heads_of, make_released
from tests.factories.flows import bring, rows
from tests.factories.requests import make_request
from tests.factories.texts import at, do
from tests.factories.work import make_negotiation
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.models import Commitment

# More than any field takes, and the words by which they are found again.
TYPED = "Our capital needs three more days. " * 600
NONE = str(uuid4())


@scene
def addresses(world: Any) -> dict[str, str]:
    """Where the forms are sent to."""
    ground, office = lay(world), world.sec.coordinator
    with reading_as(world.usa.coordinator.reader):
        records.propose_amendment(
            meeting=ground.told, actor=world.usa.coordinator, text="So.", now=ground.told.starts_at
        )
        amendment = Amendment.objects.get()
        version = str(at(world.usa.negotiator, ground.text)[1].pk)
    with reading_as(office.reader):
        promise = Commitment.objects.get(pk=ground.promise.pk)
        assert ActionItem.objects.filter(pk=ground.task.pk).exists()
    ending = do(world.gtm.head, "propose_ending", statement=ground.text, reason="No agreement.")
    told = make_negotiation(world, ground.coming)
    released = make_released(told, heads_of(world), office, ground.told.starts_at.replace(year=2026, month=4))
    figures = rows(("2026-01", "GT", "_T", 5), indicator="RET_OUT", reporting="US")
    draft = bring(world.usa.member, ground.dataset, figures, date(2026, 2, 28))
    text, final, aligned = ground.text.slug, ground.final.slug, ground.aligned.slug
    asked = make_request(world.mex, "USA")
    places: dict[str, tuple[Any, ...]] = {
        "requests:ask-clarity": (asked.pk,), "requests:refuse": (asked.pk,),
        "adoption:interpretation-add": (final,), "adoption:sign-off-revoke": (final,),
        "adoption:silence-withdraw": (final,),
        "release:hold": (final,), "release:plan-withdraw": (final,), "release:corrigendum-withdraw": (released.slug, 1),
        "concordance:waive": (aligned,),
        "negotiation:position": (text, "p02"), "negotiation:add-option": (text, "p01"), "negotiation:comment": (text, "p02"),
        "negotiation:comment-inside": (text, "p02"), "negotiation:suspend": (text,), "negotiation:abandon": (text,),
        "negotiation:ending-propose": (text,), "negotiation:ending-answer": (text, ending.pk),
        "negotiation:opt-out": (text,), "agendas:answer": ("coming",), "records:answer": ("told", amendment.pk),
        "records:outcome": ("over", ground.said.pk), "records:amend": ("told",),
        "reminders:hold": (ground.line.pk,), "reminders:note": (ground.line.pk,),
        "actionitems:reopen": (ground.task.pk,), "actionitems:refuse-time": (ground.task.pk,),
        "actionitems:step-add": (ground.task.pk,),
        "commitments:decline": (promise.pk,), "flows:send": (draft.pk,), "flows:return": (draft.pk,),
    }  # fmt: skip
    return {name: reverse(name, args=args) for name, args in places.items()} | {"version": version}


@pytest.mark.parametrize(
    ("name", "who", "field", "rest"),
    [
        ("adoption:interpretation-add", "usa.head", "words_en", {}),
        ("adoption:sign-off-revoke", "usa.head", "reason", {}),
        ("adoption:silence-withdraw", "gtm.head", "reason", {}),
        ("agendas:answer", "usa.coordinator", "reason", {"proposal": NONE, "view": "objection"}),
        ("actionitems:reopen", "usa.coordinator", "reason", {}),
        ("actionitems:refuse-time", "usa.coordinator", "reason", {"asked": NONE}),
        ("actionitems:step-add", "usa.coordinator", "text", {}),
        ("commitments:decline", "usa.coordinator", "reason", {}),
        ("concordance:waive", "usa.negotiator", "reason", {"finding_key": "x"}),
        ("flows:send", "usa.member", "note", {}),
        ("flows:return", "usa.coordinator", "reason", {}),
        ("negotiation:abandon", "sec.coordinator", "reason", {}),
        ("negotiation:ending-propose", "gtm.head", "reason", {}),
        ("negotiation:ending-answer", "usa.head", "note", {"reply": "decline"}),
        ("negotiation:add-option", "usa.negotiator", "words_es", {"bracket": NONE}),
        ("negotiation:comment", "usa.negotiator", "text", {"beside": "1"}),
        ("negotiation:comment-inside", "usa.negotiator", "text", {}),
        ("negotiation:opt-out", "usa.head", "reason", {}),
        ("negotiation:position", "usa.negotiator", "note", {"version": NONE, "value": "object"}),
        ("negotiation:suspend", "gtm.head", "reason", {}),
        ("records:amend", "usa.coordinator", "text", {}),
        ("records:answer", "sec.coordinator", "answer", {"status": "declined"}),
        ("records:outcome", "sec.coordinator", "text_en", {"kind": "decision"}),
        ("release:hold", "usa.head", "reason", {}),
        ("release:plan-withdraw", "gtm.head", "reason", {"plan": NONE}),
        ("reminders:hold", "usa.coordinator", "reason", {}),
        ("reminders:note", "usa.coordinator", "text", {}),
        ("requests:ask-clarity", "usa.coordinator", "words", {}),
        ("requests:refuse", "usa.coordinator", "words", {"ground": "law"}),
    ],
)
def test_what_was_typed_stands_beside_the_refusal(world, sign_in, addresses, name, who, field, rest):
    side, role = who.split(".")
    person = getattr(getattr(world, side), role)
    answer = sign_in(person).post(addresses[name], {field: TYPED, **rest}, secure=True, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert TYPED.strip() in page
    assert f'name="{field}"' in page
    for each, value in rest.items():
        assert f'name="{each}"' in page
        assert f'value="{value}"' in page
    assert 'role="alert"' in page
