"""`manage.py publish_figures`: the second timer of figures that are approved, which needs no Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.flows.operations import protect_vintages


class Command(BaseCommand):
    help = "Hide what must be hidden of approved figures and publish what is due, once or every SECONDS. Harmless beside Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, for a service without Celery")

    def handle(self, *_: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"{protect_vintages(sides(), now=timezone.now())} done")
            if not options["every"]:
                return
            time.sleep(options["every"])
