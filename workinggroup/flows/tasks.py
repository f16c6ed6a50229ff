"""Celery's task of publishing vintages that are approved."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.flows.operations import protect_vintages


@shared_task(name="workinggroup.flows.tasks.protect")
def protect(**_: Any) -> None:
    """Protect and publish what is approved. Safe to run twice and at once with the second timer."""
    protect_vintages(sides(), now=timezone.now())
