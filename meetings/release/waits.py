"""What of the releases waits on a person: to put a final text before the parties, to propose or confirm a plan, to say or
confirm an event, to sign a corrigendum."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.release import rules
from meetings.release.models import TextCorrigendum
from meetings.release.queries.closing import CLOSING_IN
from meetings.release.queries.waiting import CORRIGENDA_IN, OpenCorrigendum, Planned, planned
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits
from portal.people.states import Role

OPEN = (
    gettext_lazy("Put before the parties:"),
    gettext_lazy("It is final. Open the silence procedure, or go to sign-off."),
)
PROPOSE = gettext_lazy("Plan the release:"), gettext_lazy("All parties have signed; no time of release is planned.")
CONFIRM = gettext_lazy("Confirm the release:"), gettext_lazy("The press of every party confirms the plan.")
SAY = gettext_lazy("Say when the event has taken place:"), gettext_lazy("The release waits for it.")
WITNESS = gettext_lazy("Confirm the event:"), gettext_lazy("Another party says that it has taken place.")
Words = tuple[str | Promise, str | Promise]


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For the chair and for those who speak to the press; for a party's head also corrigenda. One SQL query for each of both
    where there are some, and one more when they are not remembered."""
    closing = CLOSING_IN(moment)
    mine = [row for row in planned(closing) if user.code in row.parties]
    final = [row.statement for row in closing if row.status == Status.FINAL_TEXT and row.host == user.code]
    keys = [*final, *(row.statement for row in mine)]
    texts = Statement.objects.select_related("meeting").in_bulk(keys) if keys else {}
    found = [_opening(texts[key], now, user) for key in final if key in texts and rules.can_chair(user, texts[key])]
    found += [
        _wait(texts[row.statement], row, words, now, user)
        for row in mine
        if row.statement in texts and (words := _words(row, texts[row.statement], user, now))
    ]
    found += _corrigenda(user, moment)
    found.sort(key=lambda each: each.due or date.max)
    return Waits(found[:most], len(found))


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Plans that some party has not confirmed, and corrigenda that one has not signed. One SQL query for each of both where there
    are some, and one more when they are not remembered."""
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
    unsigned = [
        Awaited(str(row.text), _sign_page(row), missing, "", None, None)
        for row, missing in _open_ones(CORRIGENDA_IN(moment))
    ]
    kinds: list[tuple[str, list[Awaited]]]
    kinds = [(_("Plans of release to confirm"), found), (_("Corrigenda to sign"), unsigned)]
    return [Awaiting(title, len(found), tuple(found[:most])) for title, found in kinds if found]


def _corrigenda(user: Person, moment: Moment) -> list[Wait]:
    """The corrigenda that a party's head has not signed."""
    if user.role != Role.HEAD or not user.code:
        return []
    mine = [each for each in CORRIGENDA_IN(moment) if user.code in each.missing]
    return [
        Wait(
            _("Sign the corrigendum:"),
            str(row.text),
            _("a corrigendum to a released text"),
            _sign_page(row),
            None,
            None,
            _("With the signature of the last party it is public at once."),
            str(row.text.statement.meeting),
        )
        for row, _missing in _open_ones(mine)
    ]


def _open_ones(rows: Sequence[OpenCorrigendum]) -> list[tuple[TextCorrigendum, tuple[str, ...]]]:
    """These corrigenda with the parties that have not signed them. One SQL query where there are some."""
    related = TextCorrigendum.objects.select_related("text__statement__meeting")
    there = related.in_bulk([each.key for each in rows]) if rows else {}
    return [(there[each.key], each.missing) for each in rows if each.key in there]


def _sign_page(row: TextCorrigendum) -> str:
    return reverse("release:corrigendum-sign", args=[row.text.statement.slug, row.number])


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


def _opening(text: Statement, now: datetime, user: Person) -> Wait:
    """A final text that its chair has yet to put before the parties, due on the day that it carries."""
    act, why = OPEN
    days = (text.dated - times.local(now, user.zone).date()).days
    page = reverse("adoption:silence", args=[text.slug])
    return Wait(str(act), str(text), _("a final text"), page, text.dated, days, str(why), str(text.meeting))


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
