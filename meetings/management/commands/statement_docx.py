"""`manage.py statement_docx SLUG --out FILE`: a statement, or a redline of it, as a Word document."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.exchange.exporting import Form, export_of
from meetings.exchange.looks import Look
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.errors import Refused
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from portal.people.rules import SECRETARIAT


class Secretariat:
    """Who reads where no person is named."""

    pk, role, language, zone, delegation = None, "", "en", "UTC", None
    is_guest = administers = False
    code = SECRETARIAT
    reader = Reader(SECRETARIAT)

    @property
    def name(self) -> str:
        return _("Secretariat")


class Command(BaseCommand):
    help = (
        "Write a statement under negotiation as .docx: with brackets, or as a redline since a revision. Reads as the person "
        "given, else as the secretariat. Exits with 2 and a sentence where it cannot."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--redline-from", type=int, metavar="REV", help="show the changes since this revision")
        parser.add_argument("--language", choices=settings.CONTENT_LANGUAGES, default="en")
        parser.add_argument("--as", dest="person", metavar="USER", help="e-mail address of the person who reads")

    def handle(self, *_args: Any, **options: Any) -> None:
        against = options["redline_from"]
        look = Look.BRACKETS if against is None else Look.REDLINE
        person = reader_named(options["person"]) if options["person"] else Secretariat()
        try:
            with reading_as(person.reader):
                statement = statement_named(options["slug"], person)
                now, language = timezone.now(), options["language"]
                made = export_of(statement, user=person, now=now, language=language, look=look, against=against)
            options["out"].write_bytes(made.written(Form.DOCX))
        except (Refused, OSError) as error:
            raise CommandError(str(error), returncode=2) from None


def reader_named(email: str) -> User:
    """The active person with this e-mail address; ends the command with 2 where there is none."""
    rows = User.objects.select_related("membership__delegation").filter(is_active=True)
    found = rows.filter(email=User.objects.normalize_email(email)).first()
    if found is None:
        raise CommandError(f"There is no active person {email}.", returncode=2)
    return found


def statement_named(slug: str, person: Any) -> Statement:
    """The negotiated statement that this person sees; ends the command with 2 where there is none."""
    rows = Statement.objects.visible_to(person).exclude(status=Status.RECORDED).select_related("meeting")
    found: Statement | None = rows.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no negotiated statement {slug} that this person sees.", returncode=2)
    return found
