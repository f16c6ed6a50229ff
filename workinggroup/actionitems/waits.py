"""What of the action items waits on a person."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait
from portal.people.rules import coordinates
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import Status
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus

# So many items without owner before they share one line.
SINGLE = 3


def waits(user: Person, *, now: datetime) -> list[Wait]:
    """The person's open items; for those who coordinate a side also the commitments it leads that have no item, and items
    without owner. At most three SQL queries."""
    today = times.local(now, user.zone).date()
    own = items_visible_to(user).filter(assignee_id=user.pk, status=Status.OPEN)
    return [_report(item, today) for item in own] + (_of_the_side(user, today) if coordinates(user) else [])


def _report(item: ActionItem, today: date) -> Wait:
    due = item.due  # type: ignore[attr-defined]
    why = _("%(reference)s, from commitment %(commitment)s.") % {
        "reference": item.reference,
        "commitment": item.commitment.reference,
    }
    return Wait(_("Report progress:"), item.title, item.title, item.get_absolute_url(), due, (due - today).days, why)


def _of_the_side(user: Person, today: date) -> list[Wait]:
    own_items = ActionItem.objects.filter(commitment=OuterRef("pk"), delegation_id=user.code)
    led = Commitment.objects.visible_to(user).filter(status=CommitmentStatus.CONFIRMED, lead_id=user.code)
    found = [
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
        for commitment in led.filter(~Exists(own_items)).select_related("statement").order_by("number")
    ]
    unowned = list(
        items_visible_to(user)
        .filter(delegation_id=user.code, assignee__isnull=True, status=Status.OPEN)
        .order_by("due", "number")
    )
    if len(unowned) > SINGLE:
        return [*found, _owners(unowned, user, today)]
    found += [
        Wait(
            _("Name an owner:"),
            item.title,
            item.title,
            reverse("actionitems:change", args=[item.pk]),
            item.due,
            (item.due - today).days,
            _("%(reference)s has nobody who does it.") % {"reference": item.reference},
        )
        for item in unowned
    ]
    return found


def _owners(unowned: list[Any], user: Person, today: date) -> Wait:
    """Many items without owner as one thing to do, due when the first of them is."""
    words = ngettext("%(count)s action item", "%(count)s action items", len(unowned)) % {"count": len(unowned)}
    address = reverse("actionitems:list") + f"?show=unowned&lead={user.code}"
    first = unowned[0].due
    why = _("Nobody does them yet; the first is due on %(day)s.") % {"day": times.long_day(first)}
    return Wait(_("Name owners:"), words, words, address, first, (first - today).days, why)
