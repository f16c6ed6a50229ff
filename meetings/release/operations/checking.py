"""Holding what is public against what was signed, day by day: a row that nobody can change through the portal may still be
changed past it, on a disk or by a restored copy.
"""

import hashlib
import logging

from meetings.adoption.models import SignOff
from meetings.adoption.states import SignOffKind
from meetings.release.correcting import hash_of_corrigendum
from meetings.release.models import ReleasedFile, ReleasedText, TextCorrigendum
from meetings.texts.canonical import hashes_in
from portal.core.reader import Reader, reading_as
from portal.people.rules import SECRETARIAT

log = logging.getLogger("portal.release")


def check_released() -> list[str]:
    """Compute anew the hashes of all released texts, their corrigenda and files; what differs is logged, by keys alone, and
    returned. Four SQL queries, and the bytes of every file."""
    with reading_as(Reader(SECRETARIAT)):
        texts = list(ReleasedText.objects.order_by("released_at", "pk"))
        rows = SignOff.objects.filter(
            kind=SignOffKind.FINAL, revoked_at__isnull=True, statement__released__isnull=False
        )
        signed: dict[object, set[str]] = {}
        for statement, side, text_hash in rows.values_list("statement_id", "delegation_id", "text_hash"):
            signed.setdefault((statement, text_hash), set()).add(side)
        found = [f"text {each.pk}" for each in texts if hashes_in(each.canonical, each.languages) != each.hashes]
        found += [
            f"signatures of text {each.pk}"
            for each in texts
            if not set(each.parties) <= signed.get((each.statement_id, each.hashes.get("")), set())
        ]
        found += [
            f"corrigendum {each.pk}"
            for each in TextCorrigendum.objects.public().select_related("text")
            if hash_of_corrigendum(each.text.hashes[""], each.number, each.entries, each.reason) != each.text_hash
        ]
        found += [
            f"file {each.pk}"
            for each in ReleasedFile.objects.iterator(chunk_size=8)
            if hashlib.sha256(bytes(each.content)).hexdigest() != each.sha256
        ]
    for what in found:
        log.error("what is public is not what was signed: %s", what)
    return found
