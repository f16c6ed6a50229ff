"""What the agenda pages need."""

from meetings.agendas.queries.page import AgendaPage, Movable, Row, agenda_of, meeting_for, movable

__all__ = ["AgendaPage", "Movable", "Row", "agenda_of", "meeting_for", "movable"]
