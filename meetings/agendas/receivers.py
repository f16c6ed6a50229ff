"""What the agenda does when its meeting ends, and answers when the pack is printed."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from meetings.agendas.exporting import as_pdf, sheet_of
from meetings.agendas.models import Item
from meetings.agendas.operations import close_session
from meetings.documents.packing import Leaf
from meetings.rounds.models import Meeting
from meetings.signals import meeting_moved, pack_opening
from portal.core.people import Person


@receiver(meeting_moved)
def close_agenda(*, meeting: Meeting, now: datetime, **_signal: Any) -> None:
    """What runs ends with the meeting."""
    if meeting.is_over:
        close_session(meeting, now=now)


@receiver(pack_opening)
def add_agenda(*, meeting: Meeting, user: Person, now: datetime, **_signal: Any) -> Leaf:
    """The agenda as the user reads it, in their language. One SQL query; one more when it is printed."""
    rows = Item.objects.visible_to(user).filter(agenda__meeting=meeting, stands_for=None)

    def printed() -> bytes:
        return as_pdf(sheet_of(meeting, user), languages=[user.language], now=now)

    return Leaf(_("Agenda"), list(rows.values_list("pk", flat=True)), printed)
