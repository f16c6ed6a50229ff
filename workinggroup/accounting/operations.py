"""What happens when a text accounts for commitments of earlier rounds."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.statements.gate import lock_statement
from meetings.statements.models import Paragraph, Statement
from meetings.statements.states import Status
from portal.audit.operations import record, record_each
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.rules import coordinates
from workinggroup.accounting import rules
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.accounting.notices import tell_accounted
from workinggroup.accounting.queries import Owed, owed_by
from workinggroup.accounting.states import OPEN, REASONED, Outcome
from workinggroup.commitments.models import Commitment


class AccountingClosed(Refused):
    """What was said when a text left for its adoption stays."""

    sentence = _(
        "The text is in the stage “%(status)s”: what it says of earlier commitments stands. It is said anew only when the text is"
        " opened again."
    )


class NotOwed(Refused):
    """The commitment is taken back, or over, or none of the parties' own."""

    sentence = _("This text does not account for %(reference)s, or no longer. The list is up to date.")


class SaidMeanwhile(Refused):
    """Nobody passes over what a colleague said."""

    sentence = _("%(name)s said “%(outcome)s” of it since you opened this page. See that, then decide again.")


class WhyNeeded(Refused):
    """A promise that changes or ends has a reason."""

    sentence = _("Say why, in a sentence; all parties read it.")
    field = "reason"


class NotInThisText(Refused):
    """An amendment stands in the text itself."""

    sentence = _("This paragraph is not in the text any more. Choose another, or none.")
    field = "anchor"


class NothingLeft(Refused):
    """All of it was said."""

    sentence = _(
        "Nothing was marked: of each of your delegation's commitments here it is said already what becomes of it."
    )


@transaction.atomic
def account_for(
    *,
    statement: Statement,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    outcome: str,
    reason: str = "",
    anchor: str = "",
    after: int | None = None,
) -> CommitmentAccount:
    """Say, for the side that answers for it, what becomes of a commitment of an earlier round in a text. What is amended may name
    the paragraph that promises it anew. `after` is how often it was said what becomes of it as the person saw it.

    Refuses `NotOwed`, `AccountingClosed`, `SaidMeanwhile`, `WhyNeeded`, `NotInThisText`.
    """
    statement = lock_statement(statement)
    owed = next((each for each in owed_by(statement) if each.commitment == commitment.pk), None)
    if owed is None:
        raise NotOwed(reference=commitment.reference)
    ensure(rules.can_account(actor, owed.side))
    _require_open(statement)
    if after is not None and after != owed.number:
        last = CommitmentAccount.objects.get(statement=statement, commitment=commitment, number=owed.number)
        raise SaidMeanwhile(name=last.by_name, outcome=last.get_outcome_display())
    if outcome in REASONED and not reason.strip():
        raise WhyNeeded
    row = _row(statement, commitment, owed, actor, now, Outcome(outcome))
    row.reason = reason.strip()
    row.paragraph = _paragraph(statement, anchor) if outcome == Outcome.AMENDED and anchor else None
    row.save(force_insert=True)
    record(f"workinggroup.account.{row.outcome}", row, actor=actor, reason=row.reason, paragraph=anchor)
    tell_accounted(statement, actor=actor, now=now)
    return row


@transaction.atomic
def keep_commitments(
    *, statement: Statement, actor: Person, now: datetime, keys: Collection[UUID]
) -> list[CommitmentAccount]:
    """Say of those of one's own among these commitments that they are kept; those of which something is said already are left.

    Refuses `AccountingClosed`, `NothingLeft`. The same number of SQL queries for one as for many.
    """
    statement = lock_statement(statement)
    ensure(coordinates(actor) and bool(actor.code))
    _require_open(statement)
    mine = {
        each.commitment: each
        for each in owed_by(statement)
        if each.commitment in keys and not each.outcome and rules.can_account(actor, each.side)
    }
    if not mine:
        raise NothingLeft
    there = Commitment.objects.select_related("statement__meeting").in_bulk(mine)
    rows = [_row(statement, there[key], owed, actor, now, Outcome.KEPT) for key, owed in mine.items()]
    CommitmentAccount.objects.bulk_create(rows)
    record_each("workinggroup.account.kept", [(row, {}) for row in rows], actor=actor)
    tell_accounted(statement, actor=actor, now=now)
    return rows


def _require_open(statement: Statement) -> None:
    if statement.status not in OPEN:
        raise AccountingClosed(status=Status(statement.status).label)


def _row(
    statement: Statement, commitment: Commitment, owed: Owed, actor: Person, now: datetime, outcome: Outcome
) -> CommitmentAccount:
    return CommitmentAccount(
        statement=statement,
        commitment=commitment,
        number=owed.number + 1,
        outcome=outcome,
        delegation_id=owed.side,
        by_name=actor.name,
        at=now,
        releasable_to=[code for code in commitment.releasable_to if code in statement.releasable_to],
        editable_by=[owed.side],
    )


def _paragraph(statement: Statement, anchor: str) -> Paragraph:
    found: Paragraph | None = Paragraph.objects.filter(
        statement=statement, anchor=anchor, withdrawn_at__isnull=True
    ).first()
    if found is None:
        raise NotInThisText
    return found
