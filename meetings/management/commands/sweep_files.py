"""`manage.py sweep_files`: the same as Celery's sweep, by hand or from cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from meetings.documents.sweeping import MostAreOrphans, sweep_files


class Command(BaseCommand):
    help = "Remove files older than 24 hours that no row names. Harmless beside Celery and beside uploads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="even when most files have no row")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            removed = sweep_files(now=timezone.now(), force=options["force"])
        except MostAreOrphans as refusal:
            raise CommandError(f"{refusal} --force removes them all the same.") from None
        self.stdout.write(f"{removed} removed")
