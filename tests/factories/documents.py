"""Documents and packs for tests, made by the operations that make them in life."""

from typing import Any

from meetings.documents.models import Document, Pack
from meetings.documents.operations import Source, add_document
from meetings.documents.packs import make_packs, request_pack
from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from tests.factories.work import NOW


def text_source(text: str = "Words of a paper", language: str = "en", name: str = "paper.txt") -> Source:
    return Source(language, name=name, chunks=[text.encode()])


def make_document(
    actor: Any, meeting: Meeting, *, title: str = "Paper", text: str = "Words of a paper", **facts: Any
) -> Document:
    """A paper in English for the whole meeting, unless told otherwise."""
    values: dict[str, Any] = {
        "title": {"en": title, "es": title},
        "kind": "paper",
        "marking": "AMBER",
        "readers": meeting.releasable_to,
        "sources": [text_source(text)],
    }
    with reading_as(actor.reader):
        return add_document(meeting=meeting, actor=actor, now=NOW, **(values | facts))


def make_pack(actor: Any, meeting: Meeting, **facts: Any) -> Pack:
    """A pack, asked for and made."""
    with reading_as(actor.reader):
        pack = request_pack(meeting=meeting, actor=actor, now=NOW, **facts)
    make_packs([Reader(actor.code)], now=NOW)
    with reading_as(actor.reader):
        return Pack.objects.get(pk=pack.pk)
