"""What happens to agendas."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import LONGEST, Agenda, Item
from meetings.agendas.states import ItemKind
from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.permissions import ensure

# Room between neighbours, so that moving one row writes one row.
STEP = 1 << 20


class ImpossibleLength(Refused):
    """A row lasts from one minute to a day."""

    sentence = _("An item lasts between 1 and 1,440 minutes.")
    field = "minutes"


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    actor: Any,
    title: Mapping[str, str],
    minutes: int,
    kind: str = ItemKind.ITEM,
    note: Mapping[str, str] | None = None,
    lead: str | None = None,
    supporting: Sequence[str] = (),
    fixed_at: time | None = None,
) -> Item:
    """Put a row at the end of a meeting's agenda, opening the agenda with its first row. Refuses `ImpossibleLength`."""
    ensure(rules.can_edit(actor, meeting))
    if not 1 <= minutes <= LONGEST:
        raise ImpossibleLength
    marks = {"releasable_to": meeting.parties, "editable_by": meeting.editable_by}
    agenda, _opened = Agenda.objects.select_for_update().get_or_create(meeting=meeting, defaults=marks)
    last = agenda.items.aggregate(last=Max("rank"))["last"] or 0
    item = Item(agenda=agenda, rank=last + STEP, kind=kind, title=dict(title), note=dict(note or {}), **marks)
    item.lead_id, item.supporting, item.minutes, item.fixed_at = lead, list(supporting), minutes, fixed_at
    item.save(force_insert=True)
    Agenda.objects.filter(pk=agenda.pk).update(version=F("version") + 1)
    record("meetings.agenda.item_added", item, actor=actor, releasable_to=item.releasable_to, meeting=str(meeting.pk))
    return item
