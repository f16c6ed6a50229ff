"""Index of the slices' models."""

from meetings.agendas.models import Agenda, Item
from meetings.rounds.models import Deadline, Meeting, Series
from meetings.statements.models import Paragraph, ParagraphVersion, Statement

__all__ = ["Agenda", "Deadline", "Item", "Meeting", "Paragraph", "ParagraphVersion", "Series", "Statement"]
