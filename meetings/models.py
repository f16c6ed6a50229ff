"""Index of the slices' models."""

from meetings.agendas.models import (
    Agenda,
    Annotation,
    Answer,
    Item,
    Live,
    Proposal,
    Revision,
    RevisionRow,
    Section,
    Speaker,
    Theme,
)
from meetings.rounds.models import Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = [
    "Agenda",
    "Annotation",
    "Answer",
    "Item",
    "Live",
    "Meeting",
    "Paragraph",
    "ParagraphVersion",
    "Proposal",
    "Revision",
    "RevisionRow",
    "Section",
    "Series",
    "Speaker",
    "Statement",
    "Theme",
]
