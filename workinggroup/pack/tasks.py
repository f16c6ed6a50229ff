"""Celery's task of making follow-up packs."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.pack.operations import make_follow_up_packs


@shared_task(name="workinggroup.pack.tasks.make")
def make(**_: Any) -> None:
    """Make the follow-up packs that wait. Safe to run twice and at once with the second timer."""
    make_follow_up_packs(sides(), now=timezone.now())
