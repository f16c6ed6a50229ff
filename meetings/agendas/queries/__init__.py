"""What the agenda pages need."""

from meetings.agendas.queries.page import AgendaPage, Row, agenda_of, meeting_for

__all__ = ["AgendaPage", "Row", "agenda_of", "meeting_for"]
