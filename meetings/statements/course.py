"""The course of a text from one state to the next: asked and written in one place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.statements.gate import StaysAsReleased
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.states import FINAL, NEXT, Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person

# All parties have signed off.
SIGNED = {Status.SIGNED, Status.SCHEDULED, Status.RELEASED}


class NotFromHere(Refused):
    """Another stage must come first."""

    sentence = _("The text is “%(status)s”; from there it cannot become “%(wanted)s”.")


def turn_statement(
    statement: Statement,
    to: str,
    actor: Person | None,
    now: datetime,
    verb: str,
    *,
    final: Any = None,
    watchers: Sequence[str] = (),
    **detail: Any,
) -> Statement:
    """Write the new state of a locked statement, record it and tell the parties; without an `actor` the portal acts itself.
    `watchers` are sides that may see whether those mails arrive.

    `final` is the revision that becomes the final text. What was said of it (silence, sign-offs, plans of release, embargo
    copies) names it, or the instant at which all had signed it. So a text that goes back to where its words may change has
    no final text any more, and one that not all parties sign any longer no such instant: all of it is void from here, and
    stays void when the same words are frozen anew.
    """
    before, statement.status = statement.status, to
    statement.version += 1
    statement.turns += 1
    statement.final = None if to not in FINAL else (final or statement.final)
    if to == Status.SIGNED and not statement.signed_at:
        statement.signed_at = now
    elif to not in SIGNED:
        statement.signed_at = None
    statement.save(update_fields=["status", "version", "turns", "final", "signed_at"])
    record(f"meetings.statement.{verb}", statement, actor=actor, before=before, **detail)
    tell_news(statement, verb, actor=actor, now=now, watchers=watchers)
    return statement


def require_step(statement: Statement, wanted: str, from_only: set[Status] | None = None) -> None:
    """Refuse `NotFromHere` unless the state `wanted` may follow the present one, and that is in `from_only` if given;
    `StaysAsReleased` from a released text."""
    here = Status(statement.status)
    if here == Status.RELEASED:
        raise StaysAsReleased
    if wanted not in NEXT[here] or (from_only is not None and here not in from_only):
        raise NotFromHere(status=here.label, wanted=Status(wanted).label)
