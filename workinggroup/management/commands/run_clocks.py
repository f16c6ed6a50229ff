"""`manage.py run_clocks`: the second timer of what ends by itself, as marks and requests that run out; it needs no Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.handling.clocks import run_clocks


class Command(BaseCommand):
    help = "End what has run out: marks, requests, ratings, tolerations, once or every SECONDS. Harmless beside Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, for a service without Celery")

    def handle(self, *_: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"{run_clocks(sides(), now=timezone.now())} ended")
            if not options["every"]:
                return
            time.sleep(options["every"])
