"""`manage.py invite`: the first administrator, or anybody else, from the shell."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.core.characters import given_line
from portal.core.errors import Refused
from portal.core.reader import reading_as
from portal.people.models import Delegation
from portal.people.notices import invitation_link
from portal.people.operations import invite_person
from portal.people.register import ADMINISTRATION
from portal.people.states import Role


class Command(BaseCommand):
    help = "Invite a person and print the link; the mail goes out through the outbox as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", type=given_line)
        parser.add_argument("--name", required=True, type=given_line)
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR)
        parser.add_argument("--delegation", default="", help="code, such as USA; none for administrators")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *_: Any, **options: Any) -> None:
        with reading_as(ADMINISTRATION):
            delegation = None
            if options["delegation"]:
                delegation = Delegation.objects.filter(code=options["delegation"]).first()
                if delegation is None:
                    raise CommandError(f"There is no delegation {options['delegation']}.")
            try:
                invitation = invite_person(
                    actor=None,
                    email=options["email"],
                    name=options["name"],
                    role=options["role"],
                    delegation=delegation,
                    language=options["language"],
                    now=timezone.now(),
                )
            except Refused as refusal:
                raise CommandError(str(refusal)) from None
        self.stdout.write(invitation_link(invitation))
