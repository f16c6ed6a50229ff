"""Those whose signature is waited for are reminded by hand, once a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from meetings.adoption.operations import reminding
from meetings.negotiation.operations import opt_out
from meetings.statements.gate import NotInThisStage
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.core.clock import database_now
from portal.core.reader import Reader, reading_as
from portal.notifications.models import OutgoingMail
from tests.factories.closing import sign, turn
from tests.factories.texts import reload
from tests.factories.work import NOW

DAY = timedelta(days=1)


def remind(statement: Any, actor: Any, after: timedelta = timedelta()) -> list[str]:
    with reading_as(actor.reader):
        return reminding.remind_signers(statement=reload(statement), actor=actor, clock=lambda: database_now() + after)


def mailed(*codes: str) -> list[str]:
    found = []
    for code in codes:
        with reading_as(Reader(code)):
            rows = OutgoingMail.objects.filter(event=reminding.REMINDED, recipient__membership__delegation=code)
            found += rows.values_list("recipient__email", flat=True)
    return sorted(found)


def test_one_mail_goes_to_each_head_who_is_waited_for_once_a_day(world, signable):
    sign(signable, world.mex.head, NOW)
    sign(signable, world.usa.head, NOW, kind="ad_ref", expires_on=NOW.date())
    assert sorted(remind(signable, world.sec.coordinator)) == ["GTM", "USA"]
    assert mailed("GTM", "MEX", "USA") == [world.gtm.head.email, world.usa.head.email]
    for person in (world.sec.coordinator, world.gtm.head):
        with pytest.raises(reminding.RemindedToday):
            remind(signable, person, DAY - timedelta(seconds=1))
    assert len(remind(signable, world.gtm.head, DAY)) == 2
    assert len(mailed("GTM", "MEX", "USA")) == 4
    with reading_as(world.mex.member.reader):
        acts = list(Entry.objects.filter(action=reminding.REMINDED).order_by("at").values_list("actor_name", flat=True))
    assert acts == [world.sec.coordinator.name, world.gtm.head.name]


def test_nobody_else_reminds_and_only_while_signatures_are_waited_for(world, signable):
    for person in (world.usa.head, world.sec.member, world.gtm.member):
        with pytest.raises(PermissionDenied):
            remind(signable, person)
    turn(signable, Status.FINAL_TEXT, world.sec.coordinator)
    with pytest.raises(NotInThisStage):
        remind(signable, world.sec.coordinator)


def test_the_page_offers_it_once_and_tells_who_left_and_who_asked(world, sign_in, signable):
    with reading_as(world.usa.head.reader):
        opt_out(statement=reload(signable), actor=world.usa.head, now=NOW, reason="The capital decided so.")
    turn(signable, Status.SIGN_OFF, world.sec.coordinator)
    address, office = f"/statements/{signable.slug}/sign-off/", sign_in(world.sec.coordinator)
    page = office.get(address, secure=True).content.decode()
    assert "opted out on" in page
    assert "The capital decided so." in page
    assert "Remind those still waited for" in page
    page = office.post(f"{address}remind/", secure=True, follow=True).content.decode()
    assert "They are reminded; all parties see that you asked." in page
    assert f"Those still waited for were reminded by {world.sec.coordinator.name}" in page
    assert "Remind those still waited for" not in page
    page = sign_in(world.mex.member).get(address, secure=True).content.decode()
    assert world.sec.coordinator.name in page
    assert "sign-off/remind/" not in page
