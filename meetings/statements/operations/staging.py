"""From the negotiation to the alignment of the languages; and what stands around the negotiated words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.statements import rules
from meetings.statements.models import Statement, TextProposal
from meetings.statements.operations.opening import require_next, turn_statement
from meetings.statements.operations.text import NotNegotiating, lock_statement
from meetings.statements.queries.table import table_of
from meetings.statements.states import UNFINISHED, ProposalStatus, Standing, Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.permissions import ensure

SETTLED = {Standing.AGREED, Standing.AD_REF}


class StillOpen(Refused):
    """Something is not agreed yet."""

    sentence = _(
        "Not agreed yet: %(paragraphs)s. Every paragraph must be agreed, at least ad ref, with no bracket open."
    )


class StillTabled(Refused):
    """A proposal waits for answers."""

    sentence = _("%(count)s proposals are still tabled. They must be answered or withdrawn first.")


class AroundWentOn(Refused):
    """Somebody else changed the lead-in or the lists meanwhile."""

    sentence = _("The lead-in or the lists changed since you opened them. Your words are still here; compare them.")


@transaction.atomic
def write_around(
    *,
    statement: Statement,
    actor: Any,
    now: datetime,
    seen: str,
    lead_in: Mapping[str, str],
    lists: Mapping[str, str],
) -> Statement:
    """Write the lead-in and the lists of delegations, which stand outside the negotiated words and their hash.

    `seen` is `Statement.around` when they were opened. Refuses `NotNegotiating` of a text that is final or ended,
    `AroundWentOn`.
    """
    ensure(rules.can_issue(actor, statement))
    statement = lock_statement(statement)
    if statement.status not in UNFINISHED:
        raise NotNegotiating(status=Status(statement.status).label)
    if statement.around != seen:
        raise AroundWentOn
    statement.lead_in, statement.lists = dict(lead_in), dict(lists)
    statement.version += 1
    statement.save(update_fields=["lead_in", "lists", "version"])
    record("meetings.statement.surrounded", statement, actor=actor)
    return statement


@transaction.atomic
def start_alignment(*, statement: Statement, actor: Any, now: datetime) -> Statement:
    """Close the negotiation: from here only the languages are brought to say the same.

    Refuses `NotFromHere`, `StillTabled`, `StillOpen` (a bracket, an objection, a reserve, or a party that has not spoken).
    """
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_next(statement, Status.ALIGNMENT)
    tabled = TextProposal.objects.filter(statement=statement, status=ProposalStatus.TABLED).count()
    if tabled:
        raise StillTabled(count=tabled)
    unsettled = [row.anchor for row in table_of(statement, actor).map if row.standing not in SETTLED]
    if unsettled:
        raise StillOpen(paragraphs=", ".join(unsettled))
    return turn_statement(statement, Status.ALIGNMENT, actor, now, "aligning")
