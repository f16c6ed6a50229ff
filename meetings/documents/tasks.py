"""Celery's bell for packs."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from meetings.documents.packs import make_packs
from portal.people.readers import sides


@shared_task(name="meetings.documents.tasks.pack")
def pack(**_: Any) -> None:
    """Make the packs that wait. Safe to run twice and at once with the second bell."""
    make_packs(sides(), now=timezone.now())
