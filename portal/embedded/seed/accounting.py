"""What the demo's later texts say of the commitments of Washington: the final ones all, the one under negotiation some."""

from datetime import datetime, timedelta
from typing import Any

from meetings.statements.models import Statement
from portal.core.reader import reading_as
from workinggroup.accounting.operations import account_for, keep_commitments
from workinggroup.accounting.queries import owed_by
from workinggroup.accounting.states import Outcome
from workinggroup.commitments.models import Commitment

# The paragraph of the commitment, who says it, what, and why.
SAID = [
    ("p04", "coordinator.usa", Outcome.KEPT, "", ""),
    ("p06", "head.usa", Outcome.AMENDED, "The fund opens for the whole Dry Corridor, with a first call this year.", "p05"),
    ("p12", "coordinator.gtm", Outcome.KEPT, "", ""),
    ("p10", "coordinator.mex", Outcome.DROPPED, "Las inspecciones pasan al nuevo acuerdo laboral; ya no se promete aquí.", ""),
]  # fmt: skip


def seed_accounting(people: dict[str, Any], text: Statement, *, now: datetime) -> None:
    """The first of the text under negotiation; the others wait for their delegations."""
    for place, (paragraph, mailbox, outcome, reason, anchor) in enumerate(SAID):
        actor = people[mailbox]
        with reading_as(actor.reader):
            owed = [each.commitment for each in owed_by(text)]
            found = Commitment.objects.filter(pk__in=owed, paragraph__anchor=paragraph).order_by("number")[0]
            facts: dict[str, Any] = {"outcome": outcome, "reason": reason, "anchor": anchor}
            account_for(statement=text, commitment=found, actor=actor, now=now - timedelta(days=5 - place), **facts)


def keep_all(people: dict[str, Any], text: Statement, now: datetime) -> None:
    """Every delegation keeps what it leads."""
    for mailbox in ("coordinator.usa", "coordinator.mex", "coordinator.gtm"):
        with reading_as(people[mailbox].reader):
            keys = [each.commitment for each in owed_by(text)]
            keep_commitments(statement=text, actor=people[mailbox], now=now, keys=keys)
