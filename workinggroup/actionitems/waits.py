"""What of the action items waits on a person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.addresses import address_of
from portal.core.kept import said_once
from portal.core.people import Person
from portal.core.questions import SOME_KEYS, Question, among
from portal.core.waiting import Answer, Awaited, Awaiting, Wait, Waits
from portal.people.rules import coordinates, is_secretariat
from workinggroup.actionitems.lines import ItemLine, lines_at, read_ahead
from workinggroup.actionitems.mailing import ROUTE, MailAct
from workinggroup.actionitems.states import Status, Urgency
from workinggroup.actionitems.tally import IS_OPEN, RULES, TALLY, Stretch, first_keys, values_of
from workinggroup.commitments.models import Commitment

# So many items without owner before they share one line.
SINGLE = 3
# More than anybody has.
ALL = 1_000_000
UNOWNED, LATE = range(2)
# So many days a report holds, that on which it was written among them.
RESTS = 7
# Commitments that a side leads, has accepted where it was asked, and that have no item of its own, in the order of their days.
IDLE = """
SELECT id, count(*) OVER () FROM workinggroup_commitment AS led
WHERE status = 'confirmed' AND closed_as = '' AND lead_id = %(code)s AND (NOT asks_acceptance OR EXISTS (
    SELECT FROM workinggroup_leadanswer AS answer
    WHERE answer.commitment_id = led.id AND answer.delegation_id = %(code)s AND accepts)) AND NOT EXISTS (
    SELECT FROM workinggroup_actionitem AS item WHERE item.commitment_id = led.id AND item.delegation_id = %(code)s)
ORDER BY due_on NULLS LAST, number, id LIMIT %(most)s
"""


# A person's open items that wait for a report, in the order of their days. One that was reported on rests for some days; a
# report from before the due day holds no longer than to it.
OWN = """
SELECT id, count(*) OVER () FROM (
    SELECT id, due_on AS due, series, number FROM workinggroup_actionitem
    WHERE {is_open} AND assignee_id = %(me)s OFFSET 0) AS item
WHERE NOT EXISTS (
    SELECT FROM workinggroup_itemreport AS report WHERE report.item_id = item.id
        AND report.taken_back_at IS NULL AND report.at >= %(rests_since)s
        AND (item.due >= %(today)s OR report.at >= item.due + 1))
ORDER BY due, series, number LIMIT %(most)s
"""


# The same for several people.
OWN_OF_EACH = """
SELECT asked.me, own.id FROM unnest(%(people)s::uuid[], %(todays)s::date[], %(rests)s::timestamptz[])
    AS asked (me, today, rests_since) JOIN (
    SELECT id, assignee_id, status, due_on AS due, series, number FROM workinggroup_actionitem
    WHERE {is_open} AND assignee_id = ANY (%(people)s) OFFSET 0) AS own ON own.assignee_id = asked.me
WHERE NOT EXISTS (
    SELECT FROM workinggroup_itemreport AS report WHERE report.item_id = own.id
        AND report.taken_back_at IS NULL AND report.at >= asked.rests_since
        AND (own.due >= asked.today OR report.at >= own.due + 1))
ORDER BY due, series, number
"""


# What of a side a coordinator decides: what is done and waits for a second person, and who asks for more time.
DECIDE = """
SELECT id, count(*) OVER () FROM (
    SELECT id, due_on AS due, series, number FROM workinggroup_actionitem
    WHERE delegation_id = %(code)s AND status = 'done' AND assignee_id IS DISTINCT FROM %(me)s
        AND done_by_id IS DISTINCT FROM %(me)s
    UNION ALL SELECT id, due_on, series, number FROM workinggroup_actionitem
    WHERE delegation_id = %(code)s AND {is_open} AND assignee_id IS DISTINCT FROM %(me)s
        AND id IN (SELECT item_id FROM workinggroup_timerequest WHERE answer = 'open')) AS item
ORDER BY due, series, number LIMIT %(most)s
"""


class Counted(NamedTuple):
    """Things of one kind: the nearest of them, and how many there are."""

    keys: tuple[UUID, ...]
    number: int


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """The person's open items, except those just reported on; for those who coordinate a side also the commitments it leads
    that have no item, items without owner, what is to be verified and who asks for more time. At most two SQL queries, and
    five more when numbers and keys are not remembered.

    At most `most` of each kind, those with the nearest dates.
    """
    today = times.local(now, user.zone).date()
    own, unowned, nobodys, decide = _counted(user, today, moment, most)
    lines = lines_at([*own.keys, *nobodys, *decide.keys], today, moment)
    found = [_own_item(lines[key]) for key in own.keys if key in lines]
    if not coordinates(user):
        return Waits(found, own.number)
    found += [_decide(lines[key]) for key in decide.keys if key in lines]
    idle = IDLE_OF(moment, user.code, most or ALL)
    found += _assign(idle.keys, today)
    first = [lines[key] for key in nobodys if key in lines]
    found += [_owners(unowned, first[0], user)] if unowned > SINGLE and first else map(_name, first)
    return Waits(found, own.number + decide.number + idle.number + (unowned if unowned <= SINGLE else 1))


def waits_of_each(people: Sequence[Person], *, now: datetime, moment: Moment) -> dict[Any, Waits]:
    """The same for several people: one SQL query, one for each day that it is where they live, and what those who coordinate
    count. The items of all of them are read together."""
    todays = {person.pk: times.local(now, person.zone).date() for person in people}
    others = [person for person in people if not coordinates(person)]
    values = {
        "people": [person.pk for person in others],
        "todays": [todays[person.pk] for person in others],
        "rests": [_rests_since(todays[person.pk], person.zone) for person in others],
    }
    keys: dict[Any, list[UUID]] = {person.pk: [] for person in others}
    with connection.cursor() as cursor:
        cursor.execute(OWN_OF_EACH.format(is_open=IS_OPEN), values)
        for me, key in cursor.fetchall():
            keys[me].append(key)
    coordinating = [person for person in people if coordinates(person)]
    lines: dict[date, dict[UUID, ItemLine]] = {}
    for today in set(todays.values()):
        mine = [key for me in keys if todays[me] == today for key in keys[me]]
        here = [person for person in coordinating if todays[person.pk] == today]
        shown = [key for each in here for key in keys_shown(each, today=today, moment=moment, most=None)]
        read_ahead([*mine, *shown], today, moment)
        lines[today] = lines_at(mine, today, moment)
    found = {person.pk: waits(person, now=now, moment=moment) for person in coordinating}
    for today, there in lines.items():
        own_of = [(me, key) for me, own in keys.items() if todays[me] == today for key in own if key in there]
        told: dict[Any, list[Wait]] = {me: [] for me in keys if todays[me] == today}
        for (me, _key), wait in zip(own_of, (_own_item(there[key]) for _me, key in own_of), strict=True):
            told[me].append(wait)
        found |= {me: Waits(waits, len(waits)) for me, waits in told.items()}
    return found


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Items of any delegation that are late, and items that nobody does, the nearest dates first. At most one SQL query, and
    two more when numbers and keys are not remembered."""
    today = times.local(now, user.zone).date()
    tally = TALLY(moment, today)
    late, unowned = FIRST_OF_ALL(moment, today, most)
    lines = lines_at([*late, *unowned], today, moment)
    found = (
        (_("Late action items"), tally.count((Urgency.LATE,)), late, "late"),
        (_("Action items without an owner"), tally.count(unowned=True), unowned, "unowned"),
    )
    return [
        Awaiting(
            title,
            count,
            tuple(_awaited(lines[key]) for key in keys if key in lines),
            reverse("actionitems:list") + f"?show={view}",
        )
        for title, count, keys, view in found
        if count
    ]


def keys_awaited(*, today: date, moment: Moment, most: int) -> list[UUID]:
    """The keys of the items that `awaited` shows, for who reads them with others."""
    return [key for keys in FIRST_OF_ALL(moment, today, most) for key in keys]


def keys_shown(user: Person, *, today: date, moment: Moment, most: int | None) -> list[UUID]:
    """The keys of the items that `waits` shows, for who reads them with others."""
    own, _unowned, nobodys, decide = _counted(user, today, moment, most)
    return [*own.keys, *nobodys, *decide.keys]


def _counted(
    user: Person, today: date, moment: Moment, most: int | None
) -> tuple[Counted, int, tuple[UUID, ...], Counted]:
    """The person's items that wait for a word, how many of the side have no owner, the first of these, and what the person
    decides for the side."""
    own = OWN_OF(moment, user.pk, today, _rests_since(today, user.zone), most or ALL)
    if not coordinates(user):
        return own, 0, (), Counted((), 0)
    unowned = TALLY(moment, today).count(side=user.code, unowned=True)
    nobodys = UNOWNED_OF(moment, user.code, today, min(unowned, SINGLE)) if unowned else ()
    # The secretariat has no items.
    decide = Counted((), 0) if is_secretariat(user) else DECIDE_OF(moment, user.code, user.pk, most or ALL)
    return own, unowned, nobodys, decide


def _rests_since(today: date, zone: str) -> datetime:
    """Since when a report lets its item rest."""
    return times.instant(today - timedelta(days=RESTS - 1), "00:00", zone)


def _own(me: Any, today: date, rests_since: datetime, most: int) -> Counted:
    """One SQL query."""
    return _counted_by(
        OWN.format(is_open=IS_OPEN), {"me": me, "today": today, "rests_since": rests_since, "most": most}
    )


def _unowned(code: str, today: date, most: int) -> tuple[UUID, ...]:
    """The side's first items without owner. One SQL query."""
    stretch = Stretch(IS_OPEN, "assignee_id IS NULL AND delegation_id = %(code)s", most)
    return tuple(first_keys({UNOWNED: stretch}, values_of(today) | {"code": code})[UNOWNED])


def _first_of_all(today: date, most: int) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The first late items and the first without owner, of all delegations. One SQL query."""
    stretches = {
        LATE: Stretch(RULES[Urgency.LATE], "true", most),
        UNOWNED: Stretch(IS_OPEN, "assignee_id IS NULL", most),
    }
    found = first_keys(stretches, values_of(today))
    return tuple(found[LATE]), tuple(found[UNOWNED])


def _idle(code: str, most: int) -> Counted:
    """One SQL query."""
    return _counted_by(IDLE, {"code": code, "most": most})


def _to_decide(code: str, me: Any, most: int) -> Counted:
    """One SQL query."""
    return _counted_by(DECIDE.format(is_open=IS_OPEN), {"code": code, "me": me, "most": most})


def _counted_by(sql: str, values: dict[str, Any]) -> Counted:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return Counted(tuple(key for key, _count in rows), rows[0][1] if rows else 0)


OWN_OF: Remembered[Counted] = Remembered(_own)
UNOWNED_OF: Remembered[tuple[UUID, ...]] = Remembered(_unowned)
DECIDE_OF: Remembered[Counted] = Remembered(_to_decide)
IDLE_OF: Remembered[Counted] = Remembered(_idle)
FIRST_OF_ALL: Remembered[tuple[tuple[UUID, ...], tuple[UUID, ...]]] = Remembered(_first_of_all)


def _awaited(line: ItemLine) -> Awaited:
    who = line.owner or _("nobody yet")
    return Awaited(f"{line.reference} {line.title}", line.address, (line.side,), who, line.due, line.days)


@said_once
def _own_item(line: ItemLine) -> Wait:
    """An item of the person's own."""
    act, words, first = _("Report progress:"), _("Report progress"), MailAct.REPORT
    if line.status == Status.PROPOSED:
        act, words, first = _("Accept or refuse:"), _("Accept"), MailAct.ACCEPT
    answers = [Answer(words, first.value, line.key, ROUTE)]
    if not line.asks_time:
        answers.append(Answer(_("Ask for more time"), MailAct.MORE_TIME.value, line.key, ROUTE))
    whence = (
        _("%(reference)s, from the agenda item “%(origin)s”.")
        if line.agenda
        else _("%(reference)s, from commitment %(origin)s.")
    )
    why = whence % {"reference": line.reference, "origin": line.agenda or line.commitment}
    return Wait(act, line.title, line.title, line.address, line.due, line.days, why, answers=tuple(answers))


@said_once
def _decide(line: ItemLine) -> Wait:
    """What is done has no date any more."""
    who = {"owner": line.owner or _("nobody yet"), "reference": line.reference}
    if line.status == Status.DONE:
        why = _("%(reference)s is done; a second person confirms it.") % who
        return Wait(_("Verify:"), line.title, line.title, line.address, None, None, why)
    why = _("%(owner)s asks for more time for %(reference)s.") % who
    return Wait(_("Answer the request for more time:"), line.title, line.title, line.address, line.due, line.days, why)


LED: Question[Commitment] = Question(
    lambda keys: Commitment.objects.filter(among("id", keys)).only("reference", "chapeau", "quote", "due_on"), SOME_KEYS
)


def _assign(keys: tuple[UUID, ...], today: date) -> list[Wait]:
    """An item to be assigned for each of these commitments. One SQL query, none for no key."""
    if not keys:
        return []
    led = {commitment.pk: commitment for commitment in LED(list(keys))}
    return [
        Wait(
            _("Assign an action item:"),
            str(commitment),
            _("commitment %(reference)s") % {"reference": commitment.reference},
            address_of("actionitems:assign", commitment.pk),
            commitment.due_on,
            (commitment.due_on - today).days if commitment.due_on else None,
            _("Your delegation leads commitment %(reference)s and has no action item for it.")
            % {"reference": commitment.reference},
        )
        for commitment in (led[key] for key in keys if key in led)
    ]


@said_once
def _name(line: ItemLine) -> Wait:
    why = _("%(reference)s has nobody who does it.") % {"reference": line.reference}
    address = address_of("actionitems:change", line.key)
    return Wait(_("Name an owner:"), line.title, line.title, address, line.due, line.days, why)


def _owners(count: int, first: ItemLine, user: Person) -> Wait:
    """Many items without owner as one thing to do, due when the first of them is."""
    words = ngettext("%(count)s action item", "%(count)s action items", count) % {"count": count}
    address = reverse("actionitems:list") + f"?show=unowned&lead={user.code}"
    why = _("Nobody does them yet; the first is due on %(day)s.") % {"day": times.long_day(first.due)}
    return Wait(_("Name owners:"), words, words, address, first.due, first.days, why)
