"""`manage.py suggest_commitments FILE --language en|es`: the suggester on a text file, for checking from outside."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.promises.suggesting import suggest
from meetings.promises.suggesting.reading import read_statement


class Command(BaseCommand):
    help = (
        "Print one JSON object a line for each suggested commitment: paragraph (from 1), quote, class, due_text, due. "
        "FILE is UTF-8 text: a first line '# title | date | source', blocks parted by empty lines, '## ' headings, "
        "'- ' list items. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=["en", "es"], required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read as UTF-8 text: {error}") from None
        _title, day, blocks = read_statement(text)
        for found in suggest(blocks, options["language"], meeting_date=day):
            row = {
                "paragraph": found.paragraph,
                "quote": found.quote,
                "class": found.strength,
                "due_text": found.due_text,
                "due": found.due.isoformat() if found.due else None,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False))
