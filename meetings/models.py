"""Index of the slices' models."""

from meetings.agendas.models import Agenda, Item
from meetings.documents.models import Document, Pack, Version
from meetings.rounds.models import Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = [
    "Agenda",
    "Document",
    "Item",
    "Meeting",
    "Pack",
    "Paragraph",
    "ParagraphVersion",
    "Series",
    "Statement",
    "Version",
]
