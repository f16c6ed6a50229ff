"""Mails about what moves in a text, gathered by the half hour."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop, ngettext

from meetings.negotiation.queries.waiting import moves_since
from meetings.statements.models import Statement
from meetings.statements.notices import concerned, mail_facts, statement_of
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_each

# What happens within so many minutes is told in one mail, at their end.
GATHERED = timedelta(minutes=30)


def tell_moved(statement: Statement, *, actor: Any, now: datetime) -> None:
    """Tell the same people of proposals, answers and changed words, gathered: one mail for each half hour, at its end."""
    since = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % GATHERED
    post_each(
        "meetings/negotiation/moved",
        concerned(statement, actor),
        dedupe_key=f"text:moved:{statement.pk}:{since.isoformat()}",
        now=now,
        not_before=since + GATHERED,
        statement=str(statement.pk),
        since=since.isoformat(),
    )


@message("meetings/negotiation/moved")
def moved(mail: OutgoingMail) -> dict[str, Any]:
    """What others tabled, answered and changed since, as far as it still stands when the mail leaves."""
    statement = statement_of(mail)
    moves = moves_since(statement, mail.recipient, datetime.fromisoformat(mail.payload["since"]))
    lines = []
    if moves.tabled:
        words = ngettext("%(count)s proposal was tabled.", "%(count)s proposals were tabled.", moves.tabled)
        lines.append(words % {"count": moves.tabled})
    if moves.changed:
        words = ngettext(
            "The words of %(count)s paragraph changed.", "The words of %(count)s paragraphs changed.", moves.changed
        )
        lines.append(words % {"count": moves.changed})
    if moves.answered:
        words = ngettext(
            "%(count)s of your delegation's proposals was answered.",
            "%(count)s of your delegation's proposals were answered.",
            moves.answered,
        )
        lines.append(words % {"count": moves.answered})
    if not lines:
        raise NoLongerWanted(gettext_noop("Nothing of it stands any more."))
    if moves.waiting:
        words = ngettext(
            "%(count)s paragraph waits for your delegation.",
            "%(count)s paragraphs wait for your delegation.",
            moves.waiting,
        )
        lines.append(words % {"count": moves.waiting})
    return mail_facts(mail, statement, lines, "negotiation:statement")
