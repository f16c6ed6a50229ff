"""What happens to editions: the secretariat makes them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.flows import rules
from workinggroup.flows.editions import Edition
from workinggroup.flows.models import Vintage
from workinggroup.flows.operations.datasets import everybody
from workinggroup.flows.operations.importing import NotYet
from workinggroup.flows.states import Status


class NothingOut(Refused):
    """An edition is of something."""

    sentence = _("No figure was published as of that day or before.")
    field = "as_of"


@transaction.atomic
def make_edition(*, meeting: Meeting, actor: Person, now: datetime, today: date, as_of: date) -> Edition:
    """Freeze the figures as of a day for a meeting; of one meeting the last edition counts. `today` is the actor's day.
    Refuses `NotYet`, `NothingOut`."""
    ensure(rules.can_make_edition(actor))
    if as_of > today:
        raise NotYet
    rows = Vintage.objects.filter(status=Status.PUBLISHED, as_of__lte=as_of)
    last = dict(rows.order_by().values_list("dataset").annotate(day=Max("as_of")))
    held = [key for key, dataset, day in rows.values_list("pk", "dataset", "as_of") if last[dataset] == day]
    if not held:
        raise NothingOut
    edition = Edition(
        meeting=meeting,
        as_of=as_of,
        vintages=sorted(held),
        made_by_name=actor.name,
        made_at=now,
        releasable_to=sorted(everybody()),
        editable_by=[actor.code],
    )
    edition.save(force_insert=True)
    record("workinggroup.edition.made", edition, actor=actor, as_of=as_of)
    return edition
