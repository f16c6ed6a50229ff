"""Noting who opens figures before they are published."""

from datetime import datetime

from portal.core import times
from portal.core.people import Person
from workinggroup.flows.early import EarlyReading
from workinggroup.flows.models import Vintage


def note_early_reading(*, vintage: Vintage, actor: Person, now: datetime) -> None:
    """Note that somebody opens a vintage that is not out, once a day by the person's clock. One SQL query, none once it is out.

    Reading is no act of a delegation and stands in no trail; the row is kept as one there is.
    """
    if vintage.is_published:
        return
    reading = EarlyReading(
        vintage=vintage,
        delegation_id=vintage.delegation_id,
        reader_id=actor.pk,
        reader_name=actor.name,
        day=times.local(now, actor.zone).date(),
        releasable_to=[vintage.delegation_id],
        editable_by=[vintage.delegation_id],
    )
    EarlyReading.objects.bulk_create([reading], ignore_conflicts=True)
