"""Celery's bell for the outbox."""

from typing import Any

from celery import shared_task

from portal.notifications.delivery import deliver_due
from portal.people.readers import everybody, reader_of


@shared_task(name="portal.people.tasks.deliver")
def deliver(**_: Any) -> None:
    """Deliver what is due. Safe to run twice and at once with another bell."""
    deliver_due(everybody(), reader_of)
