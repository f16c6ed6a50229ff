"""Index of the slices' models."""

from meetings.agendas.models import Agenda, Item
from meetings.participants.models import Credentials, Needs, Participant
from meetings.rounds.models import Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = [
    "Agenda",
    "Credentials",
    "Item",
    "Meeting",
    "Needs",
    "Paragraph",
    "ParagraphVersion",
    "Participant",
    "Series",
    "Statement",
]
