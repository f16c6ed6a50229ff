"""What the page of a delegation's own notes needs."""

from dataclasses import dataclass

from meetings.agendas.models import Annotation
from meetings.agendas.queries.page import AgendaPage, Row, agenda_of
from meetings.rounds.models import Meeting
from portal.core.people import Person


@dataclass(frozen=True)
class Briefed:
    """One row with one's own notes on it, if there are any."""

    row: Row
    notes: Annotation | None


def briefing_of(meeting: Meeting, user: Person) -> tuple[AgendaPage, list[Briefed]]:
    """The agenda and beside each row the notes of the user's own delegation. Two SQL queries, three with sections."""
    agenda = agenda_of(meeting, user)
    rows = Annotation.objects.visible_to(user).filter(item__agenda__meeting=meeting, delegation=user.code)
    notes = {each.item_id: each for each in rows}
    return agenda, [Briefed(row, notes.get(row.id)) for row in agenda.rows]
