"""Celery's bell for reminders."""

import logging
from typing import Any

from celery import shared_task

from portal.notifications.states import Ringer
from workinggroup.reminders.round import run_round

log = logging.getLogger(__name__)


@shared_task(name="workinggroup.reminders.tasks.ring")
def ring(**_: Any) -> None:
    """Plan, post and deliver what is due. Safe to run twice and at once with the second bell."""
    tally = run_round(ringer=Ringer.ROUND)
    if tally.paused:
        log.warning(tally.paused)
