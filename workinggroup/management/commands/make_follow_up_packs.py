"""`manage.py make_follow_up_packs`: the second timer of follow-up packs, which needs no Redis."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.people.readers import sides
from workinggroup.pack.operations import make_follow_up_packs


class Command(BaseCommand):
    help = "Make the follow-up packs that wait once, or every SECONDS with --every. Harmless beside Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, for a service without Celery")

    def handle(self, *_: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"{make_follow_up_packs(sides(), now=timezone.now())} made")
            if not options["every"]:
                return
            time.sleep(options["every"])
