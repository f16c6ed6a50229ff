"""Celery's tasks: packs and the sweep of orphaned files."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from meetings.documents.packs import make_packs
from meetings.documents.sweeping import sweep_files
from portal.people.readers import sides


@shared_task(name="meetings.documents.tasks.pack")
def pack(**_: Any) -> None:
    """Make the packs that wait. Safe to run twice and at once with the second timer."""
    make_packs(sides(), now=timezone.now())


@shared_task(name="meetings.documents.tasks.sweep")
def sweep(**_: Any) -> None:
    """Remove orphaned files. Safe to run twice and at once with the command."""
    sweep_files(now=timezone.now())
