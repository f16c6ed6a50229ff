"""What this slice's clocks end, and what pages of paragraphs and proposals are told."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from meetings.agendas.models import Proposal
from meetings.signals import things_hanging
from meetings.statements.models import Paragraph
from workinggroup.handling.clocks import keep_clock
from workinggroup.handling.operations import end_releases, lapse_requests, lower_marks
from workinggroup.handling.threads import hanging

keep_clock("marks", lower_marks)
keep_clock("requests for wider release", lapse_requests)
keep_clock("releases until a day", end_releases)


@receiver(things_hanging)
def say_what_hangs(rows: Sequence[Any], user: Any, **_: Any) -> dict[Any, Any]:
    """Matters of the operational cell that have to do with these."""
    return hanging(rows, user) if isinstance(rows[0], Paragraph | Proposal) else {}
