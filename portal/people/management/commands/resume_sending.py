"""`manage.py resume_sending`: mails leave again after a restore, and none goes twice."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from portal.notifications.pausing import count_waiting, drop_waiting, is_restored, message_ids, settle_sent, why_paused
from portal.people.readers import everybody

CHOOSE = (
    "%s mails wait that may have been sent before the restore. Say which: --sent FILE names the mail server's log since the "
    "backup, and what stands in it does not go again; --drop gives up all that wait."
)


class Command(BaseCommand):
    help = "After a restore: settle the mails that went before it, and let the others leave. Needs DATABASE_OWNER_URL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sent", action="append", default=[], type=Path, metavar="FILE", help="a log with Message-IDs"
        )
        parser.add_argument("--drop", action="store_true", help="send nothing of what waits now")

    def handle(self, *_: Any, **options: Any) -> None:
        if not why_paused():
            raise CommandError("Sending is not paused. Nothing was changed.")
        try:
            logs = [path.read_text(encoding="utf-8", errors="replace") for path in options["sent"]]
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}. Nothing was changed.") from None
        readers, now = everybody(), timezone.now()
        waiting = count_waiting(readers)
        if waiting and not logs and not options["drop"]:
            raise CommandError(CHOOSE % waiting)
        sent = settle_sent(readers, set().union(*map(message_ids, logs)), now=now)
        dropped = drop_waiting(readers, now=now) if options["drop"] else 0
        if is_restored():
            self._claim()
        self.stdout.write(f"{sent} were sent before, {dropped} are given up, {waiting - sent - dropped} go now.")
        if settings.SENDING_PAUSED:
            self.stdout.write("They wait until PORTAL_SENDING_PAUSED is 0.")

    def _claim(self) -> None:
        """From now on this database is the portal's own, and no copy."""
        using = "owner" if "owner" in settings.DATABASES else "default"
        try:
            with transaction.atomic(using=using), connections[using].cursor() as cursor:
                cursor.execute("SELECT portal_private.claim()")
        except ProgrammingError:
            raise CommandError(
                "Set DATABASE_OWNER_URL: only the owner may say that this database is the portal's."
            ) from None
