"""Index of the slices' models."""

from meetings.agendas.models import Agenda, Item
from meetings.documents.models import Document, Pack, Version
from meetings.participants.models import Credentials, Needs, Participant
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.rounds.models import Deadline, Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = [
    "Agenda",
    "Amendment",
    "Credentials",
    "Deadline",
    "Document",
    "Item",
    "Meeting",
    "Needs",
    "Outcome",
    "Pack",
    "Paragraph",
    "ParagraphVersion",
    "Participant",
    "Readout",
    "Records",
    "Series",
    "Statement",
    "Version",
]
