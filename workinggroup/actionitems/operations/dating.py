"""When an action item is due, and who asks for more time."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import DUE, ActionItem, TimeRequest
from workinggroup.actionitems.operations.gate import (
    close_request,
    due_facts,
    enter,
    held,
    keep_batch,
    lock,
    require_open,
    require_reason,
    set_due,
)
from workinggroup.actionitems.states import Answer, Change

DUE_FIELDS = ["due_on", "weeks_before", "workdays_before", "counted_from"]


class NotMoreTime(Refused):
    """More time ends after the present day."""

    sentence = _("It is due on %(day)s. Ask for a day after it.")
    field = "due_on"


class AskedAlready(Refused):
    """One question at a time."""

    sentence = _("You asked for more time until %(day)s; your coordinators have not answered yet.")


class NothingAsked(Refused):
    """Somebody else answered, or the item went to another person."""

    sentence = _("This request is not open any more.")


@transaction.atomic
def reschedule_item(
    *,
    item: ActionItem,
    actor: Person,
    now: datetime,
    due_on: date | None = None,
    weeks_before: int | None = None,
    workdays_before: int | None = None,
    counted_from: Meeting | None = None,
    reason: str = "",
    seen: str | None = None,
) -> ActionItem:
    """Change when an item is due and tell its owner; what is asked about the day before lapses.

    `seen` is the digest of its `DUE` as the form was opened with. Refuses `ItemIsSettled`, `ChangedMeanwhile`, `OneDueDate`,
    `DueInThePast`.
    """
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    require_open(item)
    require_seen(seen, values_of(item, DUE))
    before, stood = item.due_on, held(item)
    set_due(item, due_facts(actor, now, due_on, weeks_before, workdays_before, counted_from))
    item.save(update_fields=DUE_FIELDS)
    keep_batch(Change.RESCHEDULED, [item], {str(item.pk): stood}, actor, now)
    close_request(item, Answer.LAPSED, now)
    enter(Change.RESCHEDULED, item, actor, now, before=before, after=item.due_on, reason=reason)
    notices.tell_decided(item, actor, now=now)
    return item


@transaction.atomic
def ask_more_time(*, item: ActionItem, actor: Person, now: datetime, due_on: date, reason: str) -> TimeRequest:
    """The owner asks the own coordinators for a later day; they are told.

    Refuses `ItemIsSettled`, `ReasonIsMissing`, `AskedAlready`, `NotMoreTime`.
    """
    item = lock(item)
    ensure(rules.can_answer(actor, item))
    require_open(item)
    require_reason(reason)
    asked = TimeRequest.objects.filter(item=item, answer=Answer.OPEN).first()
    if asked:
        raise AskedAlready(day=times.long_day(asked.due_on))
    before = item.due_on
    if due_on <= max(before, times.local(now, actor.zone).date()):
        raise NotMoreTime(day=times.long_day(before))
    asked = TimeRequest(item=item, author_id=actor.pk, due_on=due_on, reason=reason, at=now)
    asked.releasable_to = asked.editable_by = [item.delegation_id]
    asked.save(force_insert=True)
    enter(Change.MORE_TIME_ASKED, item, actor, now, before=before, after=due_on, reason=reason)
    notices.tell_coordinators("more_time_asked", item, actor, now=now)
    return asked


@transaction.atomic
def grant_more_time(*, item: ActionItem, actor: Person, now: datetime, asked: TimeRequest) -> ActionItem:
    """A coordinator lets the owner have the day asked for, and the owner is told. Refuses `NothingAsked`, `DueInThePast`."""
    item, asked = _answer(item, actor, asked)
    before = item.due_on
    set_due(item, due_facts(actor, now, asked.due_on, None, None, None))
    item.save(update_fields=DUE_FIELDS)
    close_request(item, Answer.GRANTED, now)
    enter(Change.RESCHEDULED, item, actor, now, before=before, after=asked.due_on)
    notices.tell_decided(item, actor, now=now)
    return item


@transaction.atomic
def refuse_more_time(*, item: ActionItem, actor: Person, now: datetime, asked: TimeRequest, reason: str) -> ActionItem:
    """A coordinator leaves the day as it is, and says why. Refuses `NothingAsked`, `ReasonIsMissing`."""
    item, asked = _answer(item, actor, asked)
    require_reason(reason)
    close_request(item, Answer.REFUSED, now)
    enter(Change.MORE_TIME_REFUSED, item, actor, now, before=item.due_on, after=asked.due_on, reason=reason)
    notices.tell_decided(item, actor, now=now)
    return item


def _answer(item: ActionItem, actor: Person, asked: TimeRequest) -> tuple[ActionItem, TimeRequest]:
    """The locked item and the request that is open on it."""
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    found = TimeRequest.objects.filter(item=item, pk=asked.pk, answer=Answer.OPEN).first()
    if found is None:
        raise NothingAsked
    return item, found
