"""Celery's bell for reminders."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from workinggroup.reminders.bell import ring_once


@shared_task(name="workinggroup.reminders.tasks.ring")
def ring(**_: Any) -> None:
    """Plan, post and deliver what is due. Safe to run twice and at once with the second bell."""
    ring_once(now=timezone.now())
