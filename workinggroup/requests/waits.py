"""What of the requests for information waits on a person: answers that are owed, drafts of them, and what comes back."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_sentence
from portal.core.waiting import Wait, Waits
from portal.people.rules import coordinates
from workinggroup.handling.shown import discreet_name, full_name, is_restricted
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import BACK, OWED, Status

ACTS = {
    Status.SENT: gettext_lazy("Answer the request:"),
    Status.ANSWERING: gettext_lazy("Complete the answer to:"),
    Status.CLARIFYING: gettext_lazy("Say what is meant by:"),
    Status.ANSWERED: gettext_lazy("Close or send back:"),
}


def _keys(code: str) -> tuple[UUID, ...]:
    """The requests in which a side has the next word. One SQL query."""
    mine = Q(recipient=code, status__in=OWED) | Q(sender=code, status__in=BACK)
    rows = InformationRequest.objects.filter(mine).order_by(F("due_on").asc(nulls_last=True), "pk")
    return tuple(rows.values_list("pk", flat=True))


KEYS: Remembered[tuple[UUID, ...]] = Remembered(_keys)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate a side. One SQL query where there is something, and one more when keys are not remembered."""
    keys = KEYS(moment, user.code) if coordinates(user) and user.code else ()
    if not keys:
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    rows = InformationRequest.objects.visible_to(user).select_related("sender", "recipient").in_bulk(keys[:most])
    return Waits([_wait(rows[key], today) for key in keys[:most] if key in rows], len(keys))


def _wait(asked: InformationRequest, today: date) -> Wait:
    owed = asked.status in OWED
    places = {
        "side": in_sentence(str(asked.sender)) if owed else capfirst(in_sentence(str(asked.recipient))),
        "urgency": asked.get_urgency_display(),
    }
    why = _("Asked by %(side)s. %(urgency)s.") if owed else _("%(side)s waits for a word of your side.")
    days = (asked.due_on - today).days if asked.due_on else None
    return Wait(
        str(ACTS[Status(asked.status)]), full_name(asked), discreet_name(asked), asked.get_absolute_url(), asked.due_on, days,
        why % places, is_restricted=is_restricted(asked),
    )  # fmt: skip
