"""What the agenda pages need."""

from meetings.agendas.queries.front import front_of
from meetings.agendas.queries.head import Head, head_of
from meetings.agendas.queries.page import AgendaPage, Movable, Row, agenda_of, meeting_for, movable, statements_of

__all__ = [
    "AgendaPage",
    "Head",
    "Movable",
    "Row",
    "agenda_of",
    "front_of",
    "head_of",
    "meeting_for",
    "movable",
    "statements_of",
]
