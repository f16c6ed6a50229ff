"""`manage.py verify_audit`: does the trail still say what was written?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.verifying import faults
from portal.people.readers import everybody

# The head of a trail in which nothing was ever written, as of a new installation.
EMPTY = "0:"
NOTHING = "The trail is empty: nothing was verified. Where anybody was ever invited, this is not the portal's database."


class Command(BaseCommand):
    help = "Verify the whole audit chain and every entry; exits with 1 and the first faults if it does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            help="noted earlier, must still be in the chain: SEQ:HASH, a hash as mailed, READER:ACTS:HASH as shown",
        )
        parser.add_argument(
            "--note", type=Path, metavar="FILE", help="add the present head to a file, if the trail holds"
        )
        parser.add_argument(
            "--expect", type=Path, metavar="FILE", help="every head noted in this file must be in the chain"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        noted = [*options["head"], *(_noted_in(options["expect"]) if options["expect"] else [])]
        found, head = faults(everybody(), [each for each in noted if each != EMPTY])
        if found:
            lines = [f"{fault.seq}: {fault.reason}" for fault in found[:20]]
            raise CommandError("The trail does not hold.\n" + "\n".join(lines))
        if head == EMPTY and EMPTY not in noted and not options["note"]:
            raise CommandError(NOTHING)
        if options["note"]:
            with options["note"].open("a", encoding="utf-8") as file:
                file.write(f"{head}\n")
        self.stdout.write(f"{head.partition(':')[0]} entries, unbroken. Head {head}")


def _noted_in(path: Path) -> list[str]:
    try:
        noted = path.read_text(encoding="utf-8").split()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    if not noted:
        raise CommandError(f"No head is noted in {path}.")
    return noted
