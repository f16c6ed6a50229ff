"""`manage.py take_bounce < message`: a mail server gives one message that came back.

Ends as mail servers expect it (sysexits.h): 0 it is taken; 65 it reports nothing of ours, and goes back to whoever sent it;
75 it must be brought again.
"""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.notifications.bounces.parts import MOST_BYTES
from portal.people.returning import Taken, take_message

CODES = {Taken.DONE: 0, Taken.NOT_OURS: 65, Taken.LATER: 75}
TRY_AGAIN = 75
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take one message that came back, from standard input. For the pipe of a mail server."
    requires_system_checks: Any = []

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            raw = sys.stdin.buffer.read(MOST_BYTES)
            # A server that cannot write its whole message takes that for a failure.
            while sys.stdin.buffer.read(MOST_BYTES):
                pass
            receipt = take_message(raw, now=timezone.now())
        except Exception:
            log.exception("a message could not be taken")
            sys.exit(TRY_AGAIN)
        self.stdout.write(receipt.words)
        sys.exit(CODES[receipt.taken])
