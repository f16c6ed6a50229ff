"""Mails about a text under negotiation. They name the meeting, never the text, its title or a delegation's words."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from meetings.rounds.states import Status as MeetingStatus
from meetings.statements import rules
from meetings.statements.models import Reviewer, Statement
from meetings.statements.queries.waiting import moves_since
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_each
from portal.people.models import User

# What happens within so many minutes is told in one mail, at their end.
GATHERED = timedelta(minutes=30)

# What those who speak for the parties are told at once: the words, and the page.
NEWS = {
    "begun": (gettext_lazy("The negotiation of a text is open."), "statement"),
    "suspended": (gettext_lazy("The negotiation of a text is suspended."), "stage"),
    "resumed": (gettext_lazy("A text is negotiated again."), "statement"),
    "aligning": (gettext_lazy("A text is agreed; its languages are now brought to say the same."), "alignment"),
    "finalised": (gettext_lazy("The final text is frozen."), "revisions"),
    "abandoned": (gettext_lazy("The negotiation has ended without a text."), "stage"),
    "opted_out": (gettext_lazy("A party has opted out of a text."), "stage"),
    "revision": (
        gettext_lazy("A revision is issued; it can be compared with the one before and downloaded."),
        "revisions",
    ),
}


def tell_news(statement: Statement, event: str, *, actor: Any, now: datetime) -> None:
    """Tell those who speak for the parties, the secretariat and language reviewers of an event in `NEWS`; not its actor.

    Of a text for a meeting that is still a draft, nobody is told.
    """
    key = f"text:{event}:{statement.pk}:{now.isoformat()}"
    post_each(
        "meetings/statements/news",
        _concerned(statement, actor),
        dedupe_key=key,
        now=now,
        statement=str(statement.pk),
        event=event,
    )


def tell_moved(statement: Statement, *, actor: Any, now: datetime) -> None:
    """Tell the same people of proposals, answers and changed words, gathered: one mail for each half hour, at its end."""
    since = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % GATHERED
    post_each(
        "meetings/statements/moved",
        _concerned(statement, actor),
        dedupe_key=f"text:moved:{statement.pk}:{since.isoformat()}",
        now=now,
        not_before=since + GATHERED,
        statement=str(statement.pk),
        since=since.isoformat(),
    )


def _concerned(statement: Statement, actor: Any) -> list[User]:
    if statement.meeting.status == MeetingStatus.DRAFT:
        return []
    speaking = Q(membership__role__in=rules.NEGOTIATORS)
    reviewing = Q(pk__in=Reviewer.objects.filter(statement=statement).values("person"))
    people = User.objects.filter(
        speaking | reviewing, membership__delegation__in=statement.releasable_to, is_active=True
    )
    return list(people.exclude(pk=actor.pk).select_related("membership__delegation"))


@message("meetings/statements/news")
def news(mail: OutgoingMail) -> dict[str, Any]:
    statement = _statement(mail)
    words, page = NEWS[mail.payload["event"]]
    return _facts(mail, statement, [words], page)


@message("meetings/statements/moved")
def moved(mail: OutgoingMail) -> dict[str, Any]:
    """What others tabled, answered and changed since, as far as it still stands when the mail leaves."""
    statement = _statement(mail)
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
    return _facts(mail, statement, lines, "statement")


def _statement(mail: OutgoingMail) -> Statement:
    rows = Statement.objects.visible_to(mail.recipient).select_related("meeting")
    found: Statement | None = rows.filter(pk=mail.payload["statement"]).first()
    if found is None:
        raise NoLongerWanted(gettext_noop("This person may no longer see the text."))
    return found


def _facts(mail: OutgoingMail, statement: Statement, lines: list[Any], page: str) -> dict[str, Any]:
    link = settings.PORTAL_ADDRESS + reverse(f"statements:{page}", args=[statement.slug])
    return {"person": mail.recipient, "meeting": statement.meeting, "lines": lines, "link": link}
