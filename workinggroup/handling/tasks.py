"""Celery's task of ending what ends by itself."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.handling.clocks import run_clocks


@shared_task(name="workinggroup.handling.tasks.end")
def end(**_: Any) -> None:
    """End what has run out. Safe to run twice and at once with the second timer."""
    run_clocks(sides(), now=timezone.now())
