"""What happens to acknowledgements."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record, record_each
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from workinggroup.reminders import rules
from workinggroup.reminders.acknowledging import LONGEST_REST
from workinggroup.reminders.models import Acknowledgement
from workinggroup.reminders.operations import plan_side
from workinggroup.reminders.waiting import waiting_deadlines


class NotDue(Refused):
    """Only what waits on the person can be acknowledged."""

    sentence = _("This waits on you no longer, or you acknowledged it already.")
    field = "things"


class DayOfPause(Refused):
    """A pause ends on a day near enough."""

    sentence = _("Choose a day from today until %(last)s.")
    field = "rest_until"


class ReasonOfPause(Refused):
    """Those who coordinate see why."""

    sentence = _("Say why: your coordinators see it.")
    field = "reason"


@transaction.atomic
def acknowledge_deadlines(
    *,
    things: Collection[tuple[str, UUID]],
    actor: Person,
    now: datetime,
    rest_until: date | None = None,
    reason: str = "",
) -> list[Acknowledgement]:
    """Say that the actor knows of these things of their own, by kind and subject; with a day and a reason, pause optional
    reminders until then. What goes up the ladder waits as long as it holds.

    Refuses `NotDue`, `DayOfPause`, `ReasonOfPause`.
    """
    ensure(rules.can_acknowledge(actor))
    lock_key(f"reminders of {actor.code}")
    waiting = {(each.kind, each.subject): each for each in waiting_deadlines(actor, now=now)}
    if not things or not waiting.keys() >= set(things):
        raise NotDue
    today = times.local(now, actor.zone).date()
    if rest_until and not today <= rest_until <= today + LONGEST_REST:
        raise DayOfPause(last=times.long_day(today + LONGEST_REST))
    if rest_until and not reason.strip():
        raise ReasonOfPause
    marks = {"releasable_to": [actor.code], "editable_by": [actor.code], "given_on": today, "given_at": now}
    given = [
        Acknowledgement(
            person_id=actor.pk, kind=each.kind, subject=each.subject, due=each.due, is_late=each.due < today,
            rest_until=rest_until, reason=reason.strip(), **marks,
        )
        for each in (waiting[thing] for thing in dict.fromkeys(things))
    ]  # fmt: skip
    Acknowledgement.objects.bulk_create(given)
    facts = {"rest_until": rest_until, "reason": reason.strip()}
    record_each("workinggroup.acknowledgement.given", [(row, facts | {"due": row.due}) for row in given], actor=actor)
    plan_side(Reader(actor.code), now=now)
    return given


@transaction.atomic
def withdraw_acknowledgement(*, given: Acknowledgement, actor: Person, now: datetime) -> None:
    """End an acknowledgement before its time: reminders go again, and up the ladder."""
    lock_key(f"reminders of {actor.code}")
    ensure(rules.can_withdraw(actor, given))
    if Acknowledgement.objects.filter(pk=given.pk, withdrawn_at=None).update(withdrawn_at=now):
        record("workinggroup.acknowledgement.withdrawn", given, actor=actor)
        plan_side(Reader(actor.code), now=now)
