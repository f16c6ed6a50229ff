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
from meetings.documents.models import Document, Pack, Version
from meetings.participants.models import Credentials, Needs, Participant
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.rounds.models import Deadline, Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = [
    "Agenda",
    "Amendment",
    "Annotation",
    "Answer",
    "Credentials",
    "Deadline",
    "Document",
    "Item",
    "Live",
    "Meeting",
    "Needs",
    "Outcome",
    "Pack",
    "Paragraph",
    "ParagraphVersion",
    "Participant",
    "Proposal",
    "Readout",
    "Records",
    "Revision",
    "RevisionRow",
    "Section",
    "Series",
    "Speaker",
    "Statement",
    "Theme",
    "Version",
]
