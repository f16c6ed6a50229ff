"""A text goes to its adoption when it accounts for the commitments of earlier rounds."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.signals import statement_closing
from meetings.statements.blocking import Blocker
from meetings.statements.models import Statement
from portal.core.people import Person
from workinggroup.accounting.queries import owed_by
from workinggroup.accounting.rules import can_account


@receiver(statement_closing)
def unsaid(sender: Any, statement: Statement, user: Person, **__: Any) -> list[Blocker]:
    """One block for all of them, with the sides that are to say it. One SQL query."""
    rows = owed_by(statement)
    missing = [row for row in rows if not row.outcome]
    if not missing:
        return []
    mine = any(can_account(user, row.side) for row in missing)
    words = ngettext(
        "%(count)s of %(all)s commitment of earlier rounds is not accounted for.",
        "%(count)s of %(all)s commitments of earlier rounds are not accounted for.",
        len(rows),
    ) % {"count": len(missing), "all": len(rows)}
    return [
        Blocker(
            words,
            reverse("accounting:accounting", args=[statement.slug]) + ("?show=mine" if mine else "?show=open"),
            _("Earlier commitments are accounted for"),
            tuple(sorted({row.side for row in missing})),
            statement.meeting.starts_at,
            _("Account for them") if mine else _("See"),
            mine=mine,
        )
    ]
