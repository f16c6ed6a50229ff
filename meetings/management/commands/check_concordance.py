"""`manage.py check_concordance EN_FILE ES_FILE`: the concordance of two files, for checking from outside."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.concordance.checks import Pair, Severity, check
from meetings.texts.blocks import Block, block_of, tidy
from meetings.texts.pairing import pair_blocks
from meetings.texts.reading import read_file
from portal.core.errors import Refused


class Command(BaseCommand):
    help = (
        "Print one JSON object a line for each finding: paragraph (from 1), rule, severity, detail. Exits with 1 where "
        "there is an error, 2 where a file cannot be read. The files are .docx, or text: a first line "
        "'# title | date | source', blocks parted by empty lines, '## ' headings, '- ' list items. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("english", type=Path, metavar="EN_FILE")
        parser.add_argument("spanish", type=Path, metavar="ES_FILE")
        parser.add_argument("--parties", type=int, help="the number of parties, to check “the three countries”")
        parser.add_argument("--binding", action="store_true", help="the text is binding and may use treaty words")

    def handle(self, *_: Any, **options: Any) -> None:
        pairs = paired(blocks_of(options["english"]), blocks_of(options["spanish"]))
        findings = check(pairs, parties=options["parties"], binding=options["binding"])
        for found in findings:
            row = {
                "paragraph": found.paragraph,
                "rule": found.rule.value,
                "severity": found.severity.value,
                "detail": found.detail,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        if any(found.severity == Severity.ERROR for found in findings):
            sys.exit(1)


def blocks_of(path: Path) -> list[Block]:
    """The blocks of a file; ends the command with 2 and a sentence where it cannot be read."""
    try:
        data = path.read_bytes()
        return spaced(read_file(data, path.name).blocks, data)
    except (OSError, Refused) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from None


def spaced(blocks: list[Block], data: bytes) -> list[Block]:
    """The blocks with the double spaces that reading has made single, for text files with a block to a line."""
    lines = [line.strip() for line in data.decode(errors="ignore").splitlines() if "  " in line.strip()]
    written = {block_of(line).text: line for line in lines if tidy(line)}
    return [
        Block(
            block.kind, line[line.index(block.text.split()[0]) :] if (line := written.get(block.text)) else block.text
        )
        for block in blocks
    ]


def paired(english: list[Block], spanish: list[Block]) -> list[Pair]:
    """The paragraphs of two files side by side, numbered in order; one without a partner has one text only."""
    pairs = []
    for number, (row, column) in enumerate(pair_blocks(english, spanish), start=1):
        en = english[row] if row is not None else None
        es = spanish[column] if column is not None else None
        kind = (en or es or Block("", "")).kind
        texts = {"en": en.text if en else "", "es": es.text if es else ""}
        pairs.append(Pair(f"p{number:02}", number, kind, texts))
    return pairs
