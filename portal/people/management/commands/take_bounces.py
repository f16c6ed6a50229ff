"""`manage.py take_bounces`: what lies in the mailbox for mail that comes back is taken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.notifications.mailbox import MailboxAway
from portal.people.returning import collect_messages


class Command(BaseCommand):
    help = "Take every message in the mailbox that BOUNCES_URL names. Safe to repeat, also at once."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            collected = collect_messages(clock=timezone.now)
        except MailboxAway as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from None
        for folder, count in sorted(collected.moved.items()):
            self.stdout.write(f"{count} moved to {folder}")
        self.stdout.write(f"{collected.left} to be taken later, {collected.failed} failed")
