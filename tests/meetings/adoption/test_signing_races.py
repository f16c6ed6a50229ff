"""Two people on two real connections at the same moment: the last two signatures, and a revocation against a plan."""

from collections import Counter
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import transaction

from meetings.adoption.operations.signing import revoke_sign_off, sign_off
from meetings.statements.course import require_step
from meetings.statements.gate import lock_statement
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.core.reader import reading_as
from tests.factories.closing import freeze, heads_of, turn
from tests.factories.people import make_world
from tests.factories.racing import met
from tests.factories.texts import reload
from tests.factories.work import make_meeting, make_negotiation

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)


def sign(statement: Statement, head: Any) -> Any:
    with reading_as(head.reader):
        text = reload(statement)
        facts = {"kind": "final", "seen": text.final.hashes[""], "capacity": "Minister"}
        return sign_off(statement=text, actor=head, **facts)


def revoke(statement: Statement, head: Any) -> Any:
    with reading_as(head.reader):
        return revoke_sign_off(statement=reload(statement), actor=head, reason="Not yet.")


def plan(statement: Statement, chair: Any) -> Any:
    """What a plan does to the text, by its lock and its step."""
    with reading_as(chair.reader), transaction.atomic():
        text = lock_statement(statement)
        require_step(text, Status.SCHEDULED)
        text.status = Status.SCHEDULED
        text.save(update_fields=["status"])
        return text


def test_the_last_two_sign_at_once_and_then_one_takes_it_back_while_the_text_is_planned(committed, pair, attack):
    world, orders = make_world(), Counter()
    meeting, office, heads = make_meeting(world.sec.coordinator), world.sec.coordinator, heads_of(world)
    for _turn in range(max(attack.rounds // 3, 3)):
        text = turn(freeze(make_negotiation(world, meeting), office, NOW), Status.SIGN_OFF, office)
        sign(text, heads["GTM"])
        found = pair.race(partial(sign, text, heads["USA"]), partial(sign, text, heads["MEX"]))
        assert sorted(each.delegation_id for each in found) == ["MEX", "USA"]
        with reading_as(office.reader):
            assert reload(text).status == Status.SIGNED
            acts = Entry.objects.filter(action="meetings.statement.signed", subject_id=str(text.pk))
            assert acts.count() == 1
        found = pair.race(partial(revoke, text, heads["USA"]), partial(plan, text, heads["GTM"]))
        orders[type(found[1]).__name__] += 1
        with reading_as(office.reader):
            after = reload(text)
            assert (after.status, after.signed_at) == (Status.SIGN_OFF, None)
    met(attack, "a revocation and a plan", orders) if attack.is_full else attack.tell(f"revocation and plan: {orders}")
