"""Copies under embargo: personal links, given while a release is scheduled, dead with the plan, with a hold, and at the release.

The database keeps the SHA-256 of a link's token alone. What is done behind a link is done in the reader context of the party
that gave it.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.release import rules
from meetings.release.gate import require_plan, require_unheld, standing_of
from meetings.release.models import EmbargoAccess, EmbargoGrant
from meetings.release.queries.copies import token_hash
from meetings.statements.gate import enter, lock_statement
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.audit.operations import record
from portal.core.clock import Clock, database_now, stopped
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.printing import BOTH

TOKEN_BYTES = 24


class NoSuchLanguage(Refused):
    """The text has no words in that language."""

    sentence = _("The text is not in this language.")
    field = "language"


class RevokedAlready(Refused):
    """A link is revoked once."""

    sentence = _("This copy is revoked already.")


@transaction.atomic
def grant_copy(
    *,
    statement: Statement,
    actor: Person,
    recipient: str,
    organisation: str,
    language: str,
    clock: Clock = database_now,
) -> tuple[EmbargoGrant, str]:
    """Give somebody outside a personal link to the text before its release; returns it with its token, which nobody sees again.

    Refuses `NotInThisStage`, `OptedOut`, `NoPlan`, `IsHeld`, `NoSuchLanguage`.
    """
    ensure(rules.can_confirm(actor, statement))
    clock = stopped(clock)
    statement = enter(statement, actor, Status.SCHEDULED, clock=clock)
    now, standing = clock(), standing_of(statement)
    plan = require_plan(standing)
    require_unheld(standing)
    if language not in {*statement.languages, BOTH}:
        raise NoSuchLanguage
    token = secrets.token_urlsafe(TOKEN_BYTES)
    grant = EmbargoGrant(plan=plan, delegation_id=actor.code, by_name=actor.name, granted_at=now)
    grant.recipient, grant.organisation, grant.language = recipient.strip(), organisation.strip(), language
    grant.token_hash = token_hash(token)
    grant.releasable_to, grant.editable_by = plan.releasable_to, [actor.code]
    grant.save(force_insert=True)
    record("meetings.statement.copy_granted", grant, actor=actor, recipient=grant.recipient, organisation=organisation)
    return grant, token


@transaction.atomic
def revoke_copy(*, grant: EmbargoGrant, actor: Person, clock: Clock = database_now) -> EmbargoGrant:
    """Close a link that one's own party gave, at once. Refuses `RevokedAlready`."""
    statement = grant.plan.statement
    ensure(rules.can_confirm(actor, statement) and grant.delegation_id == actor.code)
    lock_statement(statement, clock)
    grant = EmbargoGrant.objects.get(pk=grant.pk)
    if grant.revoked_at:
        raise RevokedAlready
    grant.revoked_at, grant.revoked_by_name = clock(), actor.name
    grant.save(update_fields=["revoked_at", "revoked_by_name"])
    record("meetings.statement.copy_revoked", grant, actor=actor, recipient=grant.recipient)
    return grant


def accept_terms(grant: EmbargoGrant, now: datetime) -> None:
    """Note that its recipient has accepted the terms; the first time counts."""
    if EmbargoGrant.objects.filter(pk=grant.pk, terms_accepted_at__isnull=True).update(terms_accepted_at=now):
        note_access(grant, "terms", now)


def note_access(grant: EmbargoGrant, what: str, now: datetime) -> None:
    """Note one use of a link."""
    access = EmbargoAccess(grant=grant, what=what, at=now)
    access.releasable_to, access.editable_by = grant.releasable_to, grant.editable_by
    access.save(force_insert=True)
