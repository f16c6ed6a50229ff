"""Celery: the first timer and its workers; rows in PostgreSQL are the truth."""

import os

from celery import Celery
from celery.signals import worker_init, worker_ready

from meetings.slices import SLICES as MEETINGS
from portal.core.slices import dotted
from workinggroup.slices import SLICES as WORKING_GROUP

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal.people", *dotted("meetings", MEETINGS), *dotted("workinggroup", WORKING_GROUP)])


@worker_init.connect
def refuse_unsafe_role(**_: object) -> None:
    """A worker whose database role could bypass row-level security does not start."""
    from portal.walls import require_safe_role  # noqa: PLC0415 - Django must be set up first

    require_safe_role()


@worker_ready.connect
def remind_at_once(**_: object) -> None:
    """A worker that starts runs a round without waiting for beat's first minute: after an upgrade nothing is late."""
    app.send_task("workinggroup.reminders.tasks.remind")
