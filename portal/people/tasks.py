"""Celery's tasks: the outbox, and mail that came back."""

import logging
from typing import Any

from celery import shared_task
from django.utils import timezone

from portal.notifications.mailbox import MailboxAway
from portal.notifications.states import Timer
from portal.people.delivering import run_delivery
from portal.people.returning import collect_messages

log = logging.getLogger(__name__)


@shared_task(name="portal.people.tasks.deliver")
def deliver(**_: Any) -> None:
    """Deliver what is due. Safe to run twice and at once with another timer."""
    run_delivery(timer=Timer.OUTBOX)


@shared_task(name="portal.people.tasks.collect")
def collect(**_: Any) -> None:
    """Take what lies in the mailbox for mail that comes back. Safe to run twice and at once."""
    try:
        collect_messages(clock=timezone.now)
    except MailboxAway as error:
        log.warning("the mailbox for mail that comes back cannot be read: %s", error)
