"""`manage.py import_statement FILE --into SLUG --as USER`: a Word file that came back, as drafts of a person's delegation."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from meetings.exchange.operations import bring_back
from meetings.exchange.planned import PlannedDraft
from meetings.exchange.source import source_named
from meetings.management.commands.statement_docx import reader_named, statement_named
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.proposing import table_proposal
from meetings.statements.naming import name_in, names_in
from meetings.statements.present import PresentText, read_present
from meetings.texts.docx.reading import read
from portal.core.errors import NotAllowed, Refused
from portal.core.reader import reading_as


class Command(BaseCommand):
    help = (
        "Draft what an edited .docx changes, inside the person's delegation; print a line for each draft and for each "
        "change that could not be placed. What others tracked is printed and not drafted, unless you say --theirs. "
        "Where the file does not say what it was exported from, --revision does. "
        "Exits with 1 where something could not be placed, 2 where nothing was done. "
        "The same file again drafts nothing more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--into", required=True, metavar="SLUG")
        parser.add_argument("--as", dest="person", required=True, metavar="USER", help="e-mail address")
        parser.add_argument("--theirs", action="store_true", help="draft what others tracked as well")
        parser.add_argument("--table", action="store_true", help="table the drafts as well")
        known = "what it was exported from, where the file does not say it: a revision's number, or present"
        parser.add_argument("--revision", metavar="REV", help=known)
        parser.add_argument("--language", choices=settings.CONTENT_LANGUAGES, help="where the file does not say it")

    def handle(self, *_: Any, **options: Any) -> None:
        person = reader_named(options["person"])
        now = timezone.now()
        try:
            returned = read(options["file"].read_bytes(), options["file"].name)
            with reading_as(person.reader):
                statement = statement_named(options["into"], person)
                language = options["language"] or returned.language or statement.drafted_in
                revision = options["revision"]
                found = bring_back(
                    statement=statement,
                    actor=person,
                    now=now,
                    returned=returned,
                    language=language,
                    with_theirs=options["theirs"],
                    exported_as=source_named(statement, revision) if revision else None,
                )
                present = read_present(statement)
                lines = [f"drafted   {_about(each, present)}" for each in found.drafts]
                lines += [f"there     {_planned(each, present)}" for each in found.there]
                lines += [f"theirs    {_planned(each, present)}, {each.authors}" for each in found.theirs]
                missed = [
                    f"not taken {names_in(present, each.anchors) or '-'}: {each.sentence} {each.text}".strip()
                    for each in found.unplaced
                ]
                for draft in found.drafts if options["table"] else ():
                    missed += self._tabled(draft, person, now, present)
        except NotAllowed:
            raise CommandError(f"{person.name} may not draft for a party to this text.", returncode=2) from None
        except (Refused, OSError) as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write("\n".join([*lines, *missed]))
        if missed:
            sys.exit(1)

    def _tabled(self, draft: TextProposal, person: Any, now: Any, present: PresentText) -> list[str]:
        """Table a draft; what is refused stays a draft and is said."""
        try:
            table_proposal(proposal=draft, actor=person, now=now)
        except Refused as refusal:
            return [f"not tabled {_about(draft, present)}: {refusal}"]
        return []


def _about(draft: TextProposal, present: PresentText) -> str:
    place = draft.paragraph or draft.after
    return f"{name_in(present, place.anchor) if place else '-'}: {draft.get_kind_display()}"


def _planned(draft: PlannedDraft, present: PresentText) -> str:
    anchor = draft.anchor or draft.after
    return f"{name_in(present, anchor) if anchor else '-'}: {draft.label}"
