"""`manage.py dispatch_reminders`: the second bell, which needs no Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workinggroup.reminders.round import run_round


class Command(BaseCommand):
    help = "Plan, post and deliver reminders once, or every SECONDS with --every. Harmless beside Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="go on ringing, for a service without Celery"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        while True:
            tally = run_round()
            self.stdout.write(
                f"{tally.sent} sent, {tally.postponed} postponed, {tally.failed} failed, {tally.dropped} not sent"
            )
            if tally.paused:
                self.stdout.write(tally.paused)
            if not options["every"]:
                return
            time.sleep(options["every"])
