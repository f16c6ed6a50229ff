"""What happens when a mark's day comes: it falls as its originators said, and never adds a reader."""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from portal.audit.operations import record
from portal.core import times
from portal.core.locks import lock_key
from portal.core.reader import Reader
from portal.people.models import Delegation
from workinggroup.handling.models import Passage
from workinggroup.handling.things import models_handled

log = logging.getLogger(__name__)


def lower_marks(side: Reader, now: datetime) -> int:
    """Lower each mark whose day has begun at the seat of its first originator, for that side; returns how many. Twice is once.
    One SQL query a kind of thing where none is due."""
    zone = Delegation.objects.filter(code=side.code).values_list("time_zone", flat=True).first()
    if zone is None:
        return 0
    today = times.local(now, zone).date()
    lowered = 0
    for model in models_handled():
        rows = model.objects.filter(mark_until__lte=today, originators__0=side.code).exclude(mark_then="")
        lowered += sum(_tried(model, pk, today) for pk in rows.values_list("pk", flat=True))
    return lowered


def _tried(model: Any, pk: Any, today: Any) -> bool:
    """One mark, so that one whose thing may not change stops no other."""
    try:
        return _lower(model, pk, today)
    except DatabaseError:
        log.exception("a mark could not fall: %s", model._meta.label)
        return False


@transaction.atomic
def _lower(model: Any, pk: Any, today: Any) -> bool:
    lock_key(pk)
    related = (model.seen_through,) if model.seen_through else ()
    thing = model.objects.select_related(*related).get(pk=pk)
    if not thing.mark_then or thing.mark_until > today:
        return False
    before = {"marking": thing.marking}
    thing.marking, thing.mark_until, thing.mark_then = thing.mark_then, None, ""
    thing.save(update_fields=["marking", "mark_until", "mark_then"])
    whole = thing.whole if isinstance(thing, Passage) else thing
    after = {"marking": thing.marking}
    record("workinggroup.handling.lowered", whole, releasable_to=thing.releasable_to, before=before, after=after)
    return True
