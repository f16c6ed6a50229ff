"""What of the releases waits on a person: a plan to propose or to confirm, an event to say or to confirm."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.release import rules
from meetings.release.queries.closing import CLOSING_IN
from meetings.release.queries.waiting import Planned, planned
from meetings.statements.models import Statement
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits

PROPOSE = gettext_lazy("Plan the release:"), gettext_lazy("All parties have signed; no time of release is planned.")
CONFIRM = gettext_lazy("Confirm the release:"), gettext_lazy("The press of every party confirms the plan.")
SAY = gettext_lazy("Say when the event has taken place:"), gettext_lazy("The release waits for it.")
WITNESS = gettext_lazy("Confirm the event:"), gettext_lazy("Another party says that it has taken place.")
Words = tuple[str | Promise, str | Promise]


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For the chair and for those who speak to the press. One SQL query where there are texts that all have signed, and one more
    when they are not remembered."""
    rows = planned(CLOSING_IN(moment))
    mine = [row for row in rows if user.code in row.parties]
    texts = Statement.objects.select_related("meeting").in_bulk([row.statement for row in mine]) if mine else {}
    found = [
        _wait(texts[row.statement], row, words, now, user)
        for row in mine
        if row.statement in texts and (words := _words(row, texts[row.statement], user, now))
    ]
    return Waits(found[:most], len(found))


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Plans that some party has not confirmed. One SQL query where there are some, and one more when they are not remembered."""
    rows = [row for row in planned(CLOSING_IN(moment)) if row.unconfirmed(now)]
    texts = Statement.objects.in_bulk([row.statement for row in rows]) if rows else {}
    found = [
        Awaited(
            str(texts[row.statement]),
            _page(texts[row.statement]),
            tuple(row.unconfirmed(now)),
            "",
            *_due(row, now, user),
        )
        for row in rows
        if row.statement in texts
    ]
    return [Awaiting(_("Plans of release to confirm"), len(found), tuple(found[:most]))] if found else []


def _words(row: Planned, text: Statement, user: Person, now: datetime) -> Words | None:
    """What this person is to do about a release, if anything."""
    if not row.has_plan(now):
        return PROPOSE if rules.can_chair(user, text) else None
    if user.code in row.unconfirmed(now):
        return CONFIRM if rules.can_confirm(user, text) else None
    if not row.waits_for_event or user.code in row.event:
        return None
    if row.event:
        return WITNESS if rules.can_confirm(user, text) else None
    return SAY if rules.can_chair(user, text) else None


def _wait(text: Statement, row: Planned, words: Words, now: datetime, user: Person) -> Wait:
    act, why = words
    due, days = _due(row, now, user)
    return Wait(str(act), str(text), _("a statement"), _page(text), due, days, str(why), str(text.meeting))


def _due(row: Planned, now: datetime, user: Person) -> tuple[date | None, int | None]:
    """The day of the plan as the person's calendar has it, and how far it is."""
    if row.at is None or not row.has_plan(now):
        return None, None
    return times.local(row.at, user.zone).date(), times.days_until(row.at, now, user.zone)


def _page(text: Statement) -> str:
    return reverse("release:blocks", args=[text.slug])
