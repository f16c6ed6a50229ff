"""What happens to events on the charts: a side marks one, and takes its own off."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.flows import rules
from workinggroup.flows.events import EventKind, FlowEvent
from workinggroup.flows.operations.datasets import everybody


class EventGone(Refused):
    """Somebody else was faster."""

    sentence = _("This event is on no chart any more.")


@transaction.atomic
def mark_event(
    *, actor: Person, now: datetime, day: date, kind: str, name: Mapping[str, str], indicator: str = ""
) -> FlowEvent:
    """Mark an event on the charts of an indicator, or of all, for everybody."""
    ensure(rules.can_mark(actor))
    event = FlowEvent(
        day=day,
        kind=EventKind(kind),
        name=dict(name),
        indicator=indicator,
        delegation_id=actor.code,
        by_name=actor.name,
        at=now,
        releasable_to=sorted(everybody()),
        editable_by=[actor.code],
    )
    event.save(force_insert=True)
    record("workinggroup.event.marked", event, actor=actor)
    return event


@transaction.atomic
def remove_event(*, event: FlowEvent, actor: Person, now: datetime) -> None:
    """Take an event of one's own side off the charts; it stays on record. Refuses `EventGone`."""
    ensure(rules.can_remove(actor, event))
    event = FlowEvent.objects.select_for_update().get(pk=event.pk)
    if event.removed_at is not None:
        raise EventGone
    event.removed_at, event.removed_by_name = now, actor.name
    event.save(update_fields=["removed_at", "removed_by_name"])
    record("workinggroup.event.removed", event, actor=actor)
