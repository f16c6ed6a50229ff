"""Mails about action items."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post
from portal.people.models import User
from portal.people.states import Role
from workinggroup.actionitems.models import ActionItem, due_day
from workinggroup.actionitems.states import Status


def tell_assigned(item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the new owner; nobody is told of what they gave themselves."""
    if item.assignee is None or item.assignee == actor:
        return
    key = f"assigned:{item.pk}:{item.assignee_id}:{now.isoformat()}"
    post("workinggroup/actionitems/assigned", subject=item, recipient=item.assignee, dedupe_key=key, now=now)


def tell_done(item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the coordinators of the same delegation that an item is done."""
    side = User.objects.select_related("membership__delegation").filter(membership__delegation_id=item.delegation_id)
    for coordinator in side.filter(is_active=True, membership__role=Role.COORDINATOR).exclude(pk=actor.pk):
        key = f"done:{item.pk}:{coordinator.pk}:{now.isoformat()}"
        post("workinggroup/actionitems/done", subject=item, recipient=coordinator, dedupe_key=key, now=now)


def _facts(mail: OutgoingMail) -> tuple[ActionItem, dict[str, Any]]:
    rows = ActionItem.objects.visible_to(mail.recipient).select_related(
        "commitment__statement__meeting", "counted_from", "assignee"
    )
    item: ActionItem = subject_among(mail, rows, gone=gettext_noop("This person may no longer see the action item."))
    link = settings.PORTAL_ADDRESS + item.get_absolute_url()
    meeting = item.commitment.statement.meeting
    return item, {"item": item, "meeting": meeting, "due": due_day(item), "link": link, "person": mail.recipient}


@message("workinggroup/actionitems/assigned")
def assigned(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    item, facts = _facts(mail)
    if item.assignee_id != mail.recipient_id or item.status != Status.OPEN:
        raise NoLongerWanted(gettext_noop("The action item was given to somebody else or is done."))
    return facts


@message("workinggroup/actionitems/done")
def done(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    return _facts(mail)[1]
