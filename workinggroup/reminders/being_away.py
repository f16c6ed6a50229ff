"""What happens to absences."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from portal.people.models import User
from workinggroup.reminders import rules
from workinggroup.reminders.models import Absence
from workinggroup.reminders.operations import plan_side
from workinggroup.reminders.standing_in import LONGEST_ABSENCE


class SubstituteElsewhere(Refused):
    """Somebody else of the same side stands in."""

    sentence = _("Choose somebody else of the same delegation.")
    field = "substitute"


class DaysOfAbsence(Refused):
    """An absence ends after it began, and not before today."""

    sentence = _("Choose a last day from the first day and from today on, within a year.")
    field = "last"


class AwayAlready(Refused):
    """Of one person's absences no two share a day."""

    sentence = _("%(name)s is away from %(first)s to %(last)s already. Withdraw that first.")
    field = "first"


@transaction.atomic
def enter_absence(*, person: User, substitute: User, first: date, last: date, actor: Person, now: datetime) -> Absence:
    """Say that somebody is away and who is reminded meanwhile; planned reminders follow.

    Refuses `SubstituteElsewhere`, `DaysOfAbsence`, `AwayAlready`.
    """
    lock_key(f"reminders of {actor.code}")
    ensure(rules.can_say_away(actor, person))
    if substitute.code != person.code or substitute.pk == person.pk or not substitute.is_active:
        raise SubstituteElsewhere
    if last < max(first, times.local(now, actor.zone).date()) or last > first + LONGEST_ABSENCE:
        raise DaysOfAbsence
    if there := Absence.objects.filter(person=person, first__lte=last, last__gte=first).first():
        raise AwayAlready(name=person.name, first=times.long_day(there.first), last=times.long_day(there.last))
    marks = {"releasable_to": [actor.code], "editable_by": [actor.code], "entered_by": actor.name, "entered_at": now}
    absence = Absence.objects.create(person=person, substitute=substitute, first=first, last=last, **marks)
    record("workinggroup.absence.entered", absence, actor=actor, first=first, last=last, substitute=substitute.name)
    plan_side(Reader(actor.code), now=now)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, actor: Person, now: datetime) -> None:
    """The person is there after all: what is planned is theirs again."""
    lock_key(f"reminders of {actor.code}")
    ensure(rules.can_say_away(actor, absence.person))
    record("workinggroup.absence.withdrawn", absence, actor=actor)
    absence.delete()
    plan_side(Reader(actor.code), now=now)
