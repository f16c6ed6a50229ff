"""Celery's task of reminding."""

import logging
from typing import Any

from celery import shared_task

from portal.notifications.states import Timer
from workinggroup.reminders.round import run_round

log = logging.getLogger(__name__)


@shared_task(name="workinggroup.reminders.tasks.remind")
def remind(**_: Any) -> None:
    """Plan, post and deliver what is due. Safe to run twice and at once with the second timer."""
    tally = run_round(timer=Timer.ROUND)
    if tally.paused:
        log.warning(tally.paused)
