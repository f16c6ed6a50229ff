"""What of the action items waits on a person."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits
from portal.people.rules import coordinates
from workinggroup.actionitems.queries import ItemLine, lines_at
from workinggroup.actionitems.states import Urgency
from workinggroup.actionitems.tally import TALLY, Stretch, first_keys, values_of
from workinggroup.commitments.models import Commitment

# So many items without owner before they share one line.
SINGLE = 3
# More than anybody has.
ALL = 1_000_000
OWN, UNOWNED, LATE = range(3)
# Commitments that a side leads and that have no item of its own, in the order of their days.
IDLE = """
SELECT id, count(*) OVER () FROM workinggroup_commitment AS led
WHERE status = 'confirmed' AND lead_id = %(code)s AND NOT EXISTS (
    SELECT FROM workinggroup_actionitem AS item WHERE item.commitment_id = led.id AND item.delegation_id = %(code)s)
ORDER BY due_on NULLS LAST, number, id LIMIT %(most)s
"""


class Idle(NamedTuple):
    """Commitments without items: the nearest of them, and how many there are."""

    keys: tuple[UUID, ...]
    number: int


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """The person's open items; for those who coordinate a side also the commitments it leads that have no item, and items
    without owner. At most two SQL queries, and four more when numbers and keys are not remembered.

    At most `most` of each kind, those with the nearest dates.
    """
    today = times.local(now, user.zone).date()
    count, unowned, keys = _counted(user, today, moment, most)
    lines = lines_at([*keys[OWN], *keys[UNOWNED]], today, moment)
    found = [_report(lines[key]) for key in keys[OWN] if key in lines]
    if not coordinates(user):
        return Waits(found, count)
    idle = IDLE_OF(moment, user.code, most or ALL)
    found += _assign(idle.keys, today)
    nobodys = [lines[key] for key in keys[UNOWNED] if key in lines]
    found += [_owners(unowned, nobodys[0], user)] if unowned > SINGLE and nobodys else map(_name, nobodys)
    return Waits(found, count + idle.number + (unowned if unowned <= SINGLE else 1))


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


def keys_shown(user: Person, *, today: date, moment: Moment, most: int) -> list[UUID]:
    """The keys of the items that `waits` shows, for who reads them with others."""
    _count, _unowned, keys = _counted(user, today, moment, most)
    return [*keys[OWN], *keys[UNOWNED]]


def _counted(
    user: Person, today: date, moment: Moment, most: int | None
) -> tuple[int, int, tuple[tuple[UUID, ...], tuple[UUID, ...]]]:
    """How many items the person has, how many of the side have no owner, and the first of both."""
    count = TALLY(moment, today, user.pk).count()
    unowned = TALLY(moment, today).count(side=user.code, unowned=True) if coordinates(user) else 0
    return count, unowned, KEYS(moment, user.code, user.pk, today, min(count, most or ALL), min(unowned, SINGLE))


def _keys(code: str, me: Any, today: date, own: int, unowned: int) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The person's first open items, and the side's first without owner. One SQL query."""
    is_open = "status = 'open'"
    stretches = {
        OWN: Stretch(is_open, "assignee_id = %(me)s", own),
        UNOWNED: Stretch(is_open, "assignee_id IS NULL AND delegation_id = %(code)s", unowned),
    }
    wanted = {name: each for name, each in stretches.items() if each.last}
    found = first_keys(wanted, values_of(today) | {"me": me, "code": code})
    return tuple(found.get(OWN, ())), tuple(found.get(UNOWNED, ()))


def _first_of_all(today: date, most: int) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The first late items and the first without owner, of all delegations. One SQL query."""
    stretches = {
        LATE: Stretch("status = 'open' AND {due} < %(today)s", "true", most),
        UNOWNED: Stretch("status = 'open' AND assignee_id IS NULL", "true", most),
    }
    found = first_keys(stretches, values_of(today))
    return tuple(found[LATE]), tuple(found[UNOWNED])


def _idle(code: str, most: int) -> Idle:
    with connection.cursor() as cursor:
        cursor.execute(IDLE, {"code": code, "most": most})
        rows = cursor.fetchall()
    return Idle(tuple(key for key, _count in rows), rows[0][1] if rows else 0)


KEYS: Remembered[tuple[tuple[UUID, ...], tuple[UUID, ...]]] = Remembered(_keys)
IDLE_OF: Remembered[Idle] = Remembered(_idle)
FIRST_OF_ALL: Remembered[tuple[tuple[UUID, ...], tuple[UUID, ...]]] = Remembered(_first_of_all)


def _awaited(line: ItemLine) -> Awaited:
    who = line.owner or _("nobody yet")
    return Awaited(f"{line.reference} {line.title}", line.address, (line.side,), who, line.due, line.days)


def _report(line: ItemLine) -> Wait:
    why = _("%(reference)s, from commitment %(commitment)s.") % {
        "reference": line.reference,
        "commitment": line.commitment,
    }
    return Wait(_("Report progress:"), line.title, line.title, line.address, line.due, line.days, why)


def _assign(keys: tuple[UUID, ...], today: date) -> list[Wait]:
    """An item to be assigned for each of these commitments. One SQL query, none for no key."""
    if not keys:
        return []
    led = Commitment.objects.filter(pk__in=keys).only("number", "chapeau", "quote", "due_on").in_bulk()
    return [
        Wait(
            _("Assign an action item:"),
            str(commitment),
            _("commitment %(reference)s") % {"reference": commitment.reference},
            reverse("actionitems:assign", args=[commitment.pk]),
            commitment.due_on,
            (commitment.due_on - today).days if commitment.due_on else None,
            _("Your delegation leads commitment %(reference)s and has no action item for it.")
            % {"reference": commitment.reference},
        )
        for commitment in (led[key] for key in keys if key in led)
    ]


def _name(line: ItemLine) -> Wait:
    why = _("%(reference)s has nobody who does it.") % {"reference": line.reference}
    address = reverse("actionitems:change", args=[line.key])
    return Wait(_("Name an owner:"), line.title, line.title, address, line.due, line.days, why)


def _owners(count: int, first: ItemLine, user: Person) -> Wait:
    """Many items without owner as one thing to do, due when the first of them is."""
    words = ngettext("%(count)s action item", "%(count)s action items", count) % {"count": count}
    address = reverse("actionitems:list") + f"?show=unowned&lead={user.code}"
    why = _("Nobody does them yet; the first is due on %(day)s.") % {"day": times.long_day(first.due)}
    return Wait(_("Name owners:"), words, words, address, first.due, first.days, why)
