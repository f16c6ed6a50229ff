"""What acts on an action item must pass, and the steps that they share."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import User
from workinggroup.actionitems.models import MOST_WEEKS, ActionItem, due_day


class NotConfirmed(Refused):
    """Only confirmed commitments have action items."""

    sentence = _("This commitment is not confirmed; it cannot have action items.")


class NotAccepted(Refused):
    """Nothing is a delegation's before it accepts it."""

    sentence = _("Your delegation is named to lead %(reference)s and has not accepted it. Accept it on its page first.")


class NotInYourDelegation(Refused):
    """A coordinator assigns inside the own delegation."""

    sentence = _("%(name)s is not an active member of your delegation.")
    field = "assignee"


class OneDueDate(Refused):
    """A day, or weeks before a meeting: exactly one."""

    sentence = _("Give either a day or a number of weeks before the ministerial.")
    field = "due_on"


class DueInThePast(Refused):
    """Nobody can be asked to have finished yesterday."""

    sentence = _("%(day)s is in the past. Choose a day to come.")
    field = "due_on"


class ItemIsDone(Refused):
    """A finished item is opened again before it is changed."""

    sentence = _("This action item is done. Open it again to change it.")


class ItemIsOpen(Refused):
    """Only a finished item can be opened again."""

    sentence = _("This action item is open.")


def lock(item: ActionItem) -> ActionItem:
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related("assignee", "counted_from", "commitment")
    found: ActionItem | None = rows.filter(pk=item.pk).first()
    # Another side's item cannot even be locked: the wall lets nobody else change it.
    ensure(found is not None)
    assert found
    return found


def set_assignee(item: ActionItem, assignee: User | None, actor: Person) -> None:
    if assignee and (assignee.code != actor.code or not assignee.is_active):
        raise NotInYourDelegation(name=assignee.name)
    item.assignee = assignee


def set_due(
    item: ActionItem,
    actor: Person,
    now: datetime,
    due_on: date | None,
    weeks_before: int | None,
    counted_from: Meeting | None,
) -> None:
    counted = weeks_before is not None and counted_from is not None
    if (due_on is not None) == counted or (weeks_before or 0) > MOST_WEEKS:
        raise OneDueDate
    item.due_on = due_on
    item.weeks_before, item.counted_from = (weeks_before, counted_from) if counted else (None, None)
    day = due_day(item)
    if day < times.local(now, actor.zone).date():
        raise DueInThePast(day=times.long_day(day))


def write_down(verb: str, item: ActionItem, actor: Person, **detail: Any) -> None:
    record(f"workinggroup.actionitem.{verb}", item, actor=actor, **detail)
