"""The negotiation from stage to stage."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.states import SETTLED, ProposalStatus
from meetings.statements.course import require_step, turn_statement
from meetings.statements.gate import lock_statement, require_reason
from meetings.statements.models import Statement
from meetings.statements.present import label_of, marked_label
from meetings.statements.states import CLOSING, Status
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Membership
from portal.people.states import Role


class TooFewParties(Refused):
    """A negotiation needs two sides that can speak."""

    sentence = _(
        "At least two parties need a head of delegation and somebody else who negotiates. Missing: %(missing)s."
    )


@transaction.atomic
def begin_negotiation(*, statement: Statement, actor: Person, now: datetime) -> Statement:
    """Let the parties negotiate: parties and languages are frozen from here. Refuses `NotFromHere`, `TooFewParties`."""
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.NEGOTIATING, from_only={Status.PLANNED})
    ready = _ready_sides(statement)
    if len(ready) < 2:
        missing = ", ".join(code for code in statement.parties if code not in ready)
        raise TooFewParties(missing=missing)
    return turn_statement(statement, Status.NEGOTIATING, actor, now, "begun")


@transaction.atomic
def suspend_negotiation(*, statement: Statement, actor: Person, now: datetime, reason: str) -> Statement:
    """Let the text rest. Refuses `NotFromHere`, `ReasonNeeded`."""
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.SUSPENDED)
    return turn_statement(statement, Status.SUSPENDED, actor, now, "suspended", reason=require_reason(reason))


@transaction.atomic
def resume_negotiation(*, statement: Statement, actor: Person, now: datetime, reason: str = "") -> Statement:
    """Go back to negotiating: the chair from a suspended or final text, with a reason; any party from alignment.

    Everything that vouched for the final text is void, for it names another text. Refuses `NotFromHere`, `ReasonNeeded`.
    """
    statement = lock_statement(statement)
    is_party = rules.can_negotiate(actor, statement) and actor.code in statement.active_parties
    from_alignment = statement.status == Status.ALIGNMENT and is_party
    ensure(rules.can_chair(actor, statement) or from_alignment)
    require_step(statement, Status.NEGOTIATING, from_only={Status.ALIGNMENT, *CLOSING, Status.SUSPENDED})
    return turn_statement(statement, Status.NEGOTIATING, actor, now, "resumed", reason=require_reason(reason))


def _ready_sides(statement: Statement) -> list[str]:
    """Parties with a head of delegation and somebody who negotiates."""
    rows = Membership.objects.filter(delegation__in=statement.parties, user__is_active=True)
    roles: dict[str, set[str]] = {}
    for code, role in rows.values_list("delegation_id", "role"):
        roles.setdefault(str(code), set()).add(role)
    speaking = {Role.DEPUTY, Role.NEGOTIATOR, Role.COORDINATOR}
    return [code for code in statement.parties if Role.HEAD in roles.get(code, set()) and roles[code] & speaking]


class StillOpen(Refused):
    """Something is not agreed yet."""

    sentence = _(
        "Not agreed yet: %(paragraphs)s. Every paragraph must be agreed, at least ad ref, with no bracket open."
    )


class StillTabled(Refused):
    """A proposal waits for answers."""

    sentence = _("%(count)s proposals are still tabled. They must be answered or withdrawn first.")


@transaction.atomic
def start_alignment(*, statement: Statement, actor: Person, now: datetime) -> Statement:
    """Close the negotiation: from here only the languages are brought to say the same.

    Refuses `NotFromHere`, `StillTabled`, `StillOpen` (a bracket, an objection, a reserve, or a party that has not spoken).
    """
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.ALIGNMENT)
    tabled = TextProposal.objects.filter(statement=statement, status=ProposalStatus.TABLED).count()
    if tabled:
        raise StillTabled(count=tabled)
    unsettled = [row for row in table_of(statement, actor).map if row.agreement not in SETTLED]
    if unsettled:
        named = (marked_label(label_of(row.number, row.kind)) for row in unsettled)
        raise StillOpen(paragraphs=", ".join(named))
    return turn_statement(statement, Status.ALIGNMENT, actor, now, "aligning")
