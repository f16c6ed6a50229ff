"""`manage.py import_flows FILE --dataset NAME --as-of DAY --by USER`: figures brought in as a person of a delegation; or public
files of a folder, for a demonstration.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.core.errors import NotAllowed, Refused
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from portal.people.rules import LEADING
from workinggroup.flows.demonstrating import DATASETS, FILES, NOTE
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.operations import (
    BadFigures,
    approve_vintage,
    import_vintage,
    open_dataset,
    protect_vintages,
    send_vintage,
)
from workinggroup.flows.saying import say_fault

SHOWN = 200


class Command(BaseCommand):
    help = (
        "Bring in a file of figures as the next vintage of a dataset, a draft of its delegation; all of it or nothing. "
        "Every fault is printed with its line. With --approved-by it is sent, approved and published. "
        "--demonstration FOLDER brings in the public files that it knows, marked as collected by third parties. "
        "Exits with 1 where a file was refused, 2 where nothing could be begun."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument("--dataset", metavar="NAME", help="its name in either language")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="2026-10-31")
        parser.add_argument("--by", metavar="USER", help="e-mail address of who brings it in")
        parser.add_argument("--approved-by", metavar="USER", help="e-mail address of a second person")
        parser.add_argument("--provisional-from", type=date.fromisoformat, metavar="DAY", help="any day of that month")
        parser.add_argument("--note", default="", help="published with the figures; needed where the check warns")
        parser.add_argument("--demonstration", type=Path, metavar="FOLDER", help="with PORTAL_DEMO=1 only")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["demonstration"]:
            refused = list(self._demonstrate(options["demonstration"]))
        elif options["file"] and options["dataset"] and options["as_of"] and options["by"]:
            person = _person(options["by"])
            second = _person(options["approved_by"]) if options["approved_by"] else None
            with reading_as(person.reader):
                dataset = _dataset(options["dataset"], person)
            refused = [self._bring(dataset, options["file"], person, second, options)]
        else:
            raise CommandError("Say FILE, --dataset, --as-of and --by; or --demonstration FOLDER alone.", returncode=2)
        if any(refused):
            sys.exit(1)

    def _bring(self, dataset: Dataset, path: Path, person: User, second: User | None, facts: dict[str, Any]) -> bool:
        """Bring in one file; tells whether it was refused."""
        now = timezone.now()
        try:
            with reading_as(person.reader):
                vintage: Vintage = import_vintage(
                    dataset=dataset,
                    actor=person,
                    data=path.read_bytes(),
                    name=path.name,
                    as_of=facts["as_of"],
                    provisional_from=facts.get("provisional_from"),
                    now=now,
                )
                told = vintage.file.facts
                self.stdout.write(f"in        {path.name}: {told['rows']} rows, {told['figures']} figures")
                for each in vintage.file.warnings[:SHOWN]:
                    self.stdout.write(f"warns     {each['code']} {each['place']}".rstrip())
                if second:
                    send_vintage(vintage=vintage, actor=person, now=now, note=facts["note"])
            if second:
                with reading_as(second.reader):
                    approve_vintage(vintage=vintage, actor=second, now=now)
                protect_vintages([Reader(dataset.delegation_id)], now=now)
        except BadFigures as refusal:
            self.stdout.write(f"refused   {path.name}: {refusal}")
            for fault in refusal.reading.faults[:SHOWN]:
                said = say_fault(fault)
                where = " · ".join(filter(None, (said.place, said.column)))
                self.stdout.write(f"  {said.code} {where}: {said.sentence} {said.fix}".rstrip())
            if len(refusal.reading.faults) > SHOWN:
                self.stdout.write(f"  … and {len(refusal.reading.faults) - SHOWN} more")
            return True
        except (Refused, OSError) as refusal:
            self.stdout.write(f"refused   {path.name}: {refusal}")
            return True
        except NotAllowed:
            raise CommandError("One of these people may not do that for this dataset.", returncode=2) from None
        return False

    def _demonstrate(self, folder: Path) -> Iterator[bool]:
        """Bring in each file that is there, in the order of their days, as two people of its delegation."""
        if not settings.DEMO:
            raise CommandError("A demonstration acts in the names of people: it needs PORTAL_DEMO=1.", returncode=2)
        found = [each for each in FILES if (folder / each.name).is_file()]
        if not found:
            raise CommandError(f"None of the files that are known is in {folder}.", returncode=2)
        for each in found:
            second, person = _two_of(each.delegation)
            dataset = _public_dataset(each.dataset, second)
            facts = {"as_of": each.as_of, "note": NOTE}
            yield self._bring(dataset, folder / each.name, person, second, facts)


def _person(email: str) -> User:
    found = User.objects.select_related("membership__delegation").filter(email=email, is_active=True).first()
    if found is None:
        raise CommandError(f"Nobody has the address {email}.", returncode=2)
    return found


def _two_of(code: str) -> tuple[User, User]:
    """Who coordinates a delegation, and somebody else of it."""
    rows = User.objects.select_related("membership__delegation").filter(is_active=True, membership__delegation=code)
    leads = rows.filter(membership__role__in=LEADING).order_by("email").first()
    other = rows.filter(membership__role="member").order_by("email").first()
    if leads is None or other is None:
        raise CommandError(f"{code} needs somebody who coordinates it, and a member.", returncode=2)
    return leads, other


def _dataset(name: str, person: User) -> Dataset:
    rows = Dataset.objects.visible_to(person).filter(delegation=person.code)
    found = next((each for each in rows if name in each.name.values()), None)
    if found is None:
        raise CommandError(f"{person.delegation} has no dataset called {name}.", returncode=2)
    return found


def _public_dataset(key: str, coordinator: User) -> Dataset:
    facts = DATASETS[key]
    with reading_as(coordinator.reader):
        rows = Dataset.objects.visible_to(coordinator).filter(delegation=coordinator.code)
        there = next((each for each in rows if each.name == facts.name), None)
        return there or open_dataset(
            actor=coordinator,
            name=facts.name,
            now=timezone.now(),
            source=facts.source,
            source_url=facts.source_url,
            licence=facts.licence,
            layout=facts.layout,
            rounding=facts.rounding,
            declared=facts.declared,
            origin=Origin.THIRD_PARTY,
        )
