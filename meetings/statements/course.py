"""The course of a text from one state to the next: asked and written in one place."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.states import NEXT, Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person


class NotFromHere(Refused):
    """Another stage must come first."""

    sentence = _("The text is “%(status)s”; from there it cannot become “%(wanted)s”.")


def turn_statement(statement: Statement, to: str, actor: Person, now: datetime, verb: str, **detail: Any) -> Statement:
    """Write the new state of a locked statement, record it and tell the parties."""
    before, statement.status = statement.status, to
    statement.version += 1
    statement.save(update_fields=["status", "version"])
    record(f"meetings.statement.{verb}", statement, actor=actor, before=before, **detail)
    tell_news(statement, verb, actor=actor, now=now)
    return statement


def require_step(statement: Statement, wanted: str, from_only: set[Status] | None = None) -> None:
    """Refuse `NotFromHere` unless the state `wanted` may follow the present one, and that is in `from_only` if given."""
    here = Status(statement.status)
    if wanted not in NEXT[here] or (from_only is not None and here not in from_only):
        raise NotFromHere(status=here.label, wanted=Status(wanted).label)
