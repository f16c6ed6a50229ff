"""Celery's bell for the outbox."""

from typing import Any

from celery import shared_task

from portal.notifications.states import Ringer
from portal.people.delivering import run_delivery


@shared_task(name="portal.people.tasks.deliver")
def deliver(**_: Any) -> None:
    """Deliver what is due. Safe to run twice and at once with another bell."""
    run_delivery(ringer=Ringer.OUTBOX)
