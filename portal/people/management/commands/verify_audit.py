"""`manage.py verify_audit`: does the trail still say what was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.verifying import faults
from portal.people.readers import everybody


class Command(BaseCommand):
    help = "Verify the whole audit chain and every entry; exits with 1 and the first faults if it does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", action="append", default=[], help="SEQ:HASH noted earlier; must still be in the chain"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        found, head = faults(everybody(), options["head"])
        if found:
            lines = [f"{fault.seq}: {fault.reason}" for fault in found[:20]]
            raise CommandError("The trail does not hold.\n" + "\n".join(lines))
        self.stdout.write(f"{head.partition(':')[0]} entries, unbroken. Head {head}")
