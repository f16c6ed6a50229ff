"""Three parties sign, take back, leave and open again at random: a text is signed if, and only if, all its parties signed it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from meetings.adoption.models import SignOff
from meetings.adoption.operations import signing
from meetings.negotiation.operations import opt_out, resume_negotiation
from meetings.statements.models import Statement
from meetings.statements.states import PartyStatus, Status
from portal.core.errors import Refused
from portal.core.reader import reading_as
from tests.factories.closing import freeze, turn

# What was broken on purpose was met within a handful; `--attacks` plays more.
PLAYS, MANY = 8, 200
SIDE = st.sampled_from(["usa", "mex", "gtm"])


class Play(RuleBasedStateMachine):
    """`world` and `statement` are set by the test; each example is undone."""

    world: Any
    statement: Statement

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.savepoint()
        self.now = datetime(2026, 4, 2, 12, tzinfo=UTC)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.undo)

    def do(self, side: str, operation: Any, **facts: Any) -> None:
        head = getattr(self.world, side).head
        with reading_as(head.reader):
            text = Statement.objects.select_related("meeting", "final").get(pk=self.statement.pk)
            if "seen" in facts:
                facts["seen"] = text.final.hashes[""] if text.final else "0" * 64
            try:
                operation(statement=text, actor=head, **facts)
            except Refused:
                return

    @rule(side=SIDE)
    def sign(self, side: str) -> None:
        self.do(side, signing.sign_off, kind="final", seen="", capacity="x", clock=lambda: self.now)

    @rule(side=SIDE, days=st.integers(-1, 3))
    def sign_ad_ref(self, side: str, days: int) -> None:
        facts = {"kind": "ad_ref", "expires_on": self.now.date() + timedelta(days=days)}
        self.do(side, signing.sign_off, seen="", capacity="x", clock=lambda: self.now, **facts)

    @rule(side=SIDE)
    def revoke(self, side: str) -> None:
        self.do(side, signing.revoke_sign_off, reason="x", clock=lambda: self.now)

    @rule(side=SIDE)
    def leave(self, side: str) -> None:
        self.do(side, opt_out, reason="x", now=self.now)

    @rule()
    def open_and_freeze_again(self) -> None:
        chair, office = self.world.gtm.head, self.world.sec.coordinator
        with reading_as(chair.reader):
            text = Statement.objects.select_related("meeting").get(pk=self.statement.pk)
            resume_negotiation(statement=text, actor=chair, now=self.now, reason="x")
        turn(freeze(self.statement, office, self.now), Status.SIGN_OFF, office)

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def signed_means_signed_by_all(self) -> None:
        with reading_as(self.world.sec.coordinator.reader):
            text = Statement.objects.get(pk=self.statement.pk)
            sides = set(text.sides.filter(status=PartyStatus.ACTIVE).values_list("delegation_id", flat=True))
            final = SignOff.objects.filter(revision=text.final_id, kind="final", revoked_at__isnull=True)
            by = {each.delegation_id for each in final if set(each.parties) == sides}
        assert (text.status == Status.SIGNED) == (bool(sides) and by == sides), (text.status, by, sides)
        assert (text.signed_at is not None) == (text.status == Status.SIGNED)


def test_signed_if_and_only_if_all_parties_have_signed_this_text(world, signable, request):
    Play.world, Play.statement = world, signable
    plays = MANY if request.config.getoption("--attacks") else PLAYS
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Play, settings=settings(max_examples=plays, stateful_step_count=12, deadline=None, suppress_health_check=checks)
    )
