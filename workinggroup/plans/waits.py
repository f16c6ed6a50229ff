"""What of the plans waits on a person: to consent to what is tabled, to take over tasks, to rate alone and then together."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.waiting import Wait, Waits
from workinggroup.handling import rules
from workinggroup.handling.shown import discreet_name, full_name, is_restricted
from workinggroup.plans.models import Plan
from workinggroup.plans.queries import is_past_for

CONSENT, TAKE, RATE = "consent", "take", "rate"
# The plans of a side that wait on it. To consent: it has said neither yes nor no to what is tabled; ad referendum still waits.
# To take over: it leads tasks of the agreed version that are not taken, so many. To rate: it has not rated by itself. To agree:
# all have, and it has not said yet what all say of so many objectives. Consents come first, the nearest last day before.
UNDONE = KeptStatement("""
SELECT plan.id, 'consent', version.expires_on, 1 FROM workinggroup_plan AS plan
JOIN workinggroup_planversion AS version ON version.plan_id = plan.id AND version.stage = 'tabled'
WHERE plan.status IN ('tabled', 'agreed', 'active', 'suspended') AND plan.parties @> ARRAY[%(code)s]::varchar[] AND NOT EXISTS (
    SELECT FROM workinggroup_planconsent AS said
    WHERE said.version_id = version.id AND said.side_id = %(code)s AND said.answer <> 'ad_referendum')
UNION ALL SELECT plan.id, 'take', NULL, count(*) FROM workinggroup_plan AS plan
JOIN workinggroup_planversion AS version ON version.plan_id = plan.id AND version.stage = 'agreed'
JOIN workinggroup_plantask AS task ON task.version_id = version.id AND task.lead_id = %(code)s
WHERE plan.status IN ('agreed', 'active', 'suspended') AND plan.parties @> ARRAY[%(code)s]::varchar[] AND NOT EXISTS (
    SELECT FROM workinggroup_tasktaken AS taken WHERE taken.plan_id = plan.id AND taken.anchor = task.anchor)
GROUP BY plan.id
UNION ALL SELECT plan.id, 'rate', NULL, 1 FROM workinggroup_plan AS plan
WHERE plan.status = 'completed' AND plan.parties @> ARRAY[%(code)s]::varchar[] AND NOT EXISTS (
    SELECT FROM workinggroup_ratedside AS rated WHERE rated.plan_id = plan.id AND rated.side_id = %(code)s)
UNION ALL SELECT plan.id, 'agree', NULL, count(*) FROM workinggroup_plan AS plan
JOIN workinggroup_planversion AS version ON version.plan_id = plan.id AND version.stage = 'agreed'
JOIN workinggroup_planobjective AS objective ON objective.version_id = version.id
WHERE plan.status = 'completed' AND plan.parties @> ARRAY[%(code)s]::varchar[] AND cardinality(plan.parties) = (
    SELECT count(*) FROM workinggroup_ratedside AS rated WHERE rated.plan_id = plan.id
) AND NOT EXISTS (
    SELECT FROM workinggroup_objectiverating AS said WHERE said.plan_id = plan.id AND said.anchor = objective.anchor
        AND said.side_id = %(code)s AND said.moment = 'joint')
GROUP BY plan.id
ORDER BY 3 NULLS LAST, 2, 1
""")


class Undone(NamedTuple):
    """A plan that waits on a side: to do what, by which day, of how many tasks or objectives."""

    plan: UUID
    act: str
    due: date | None
    number: int


def _undone(code: str) -> tuple[Undone, ...]:
    with connection.cursor() as cursor:
        cursor.execute(UNDONE, {"code": code})
        return tuple(Undone(*row) for row in cursor.fetchall())


UNDONE_OF: Remembered[tuple[Undone, ...]] = Remembered(_undone)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate a party; for heads also what waits for their consent. One SQL query where there is something, and
    one more when keys are not remembered."""
    if not rules.can_speak(user):
        return Waits([], 0)
    # What is remembered knows no clock: by which day one may still consent is said by the own seat's.
    mine = [
        each
        for each in UNDONE_OF(moment, user.code)
        if each.act != CONSENT or (rules.can_commit(user) and not is_past_for(user, each.due, now))
    ]
    if not mine:
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    rows = Plan.objects.visible_to(user).in_bulk({each.plan for each in mine[:most]})
    return Waits([_wait(rows[each.plan], each, today) for each in mine[:most] if each.plan in rows], len(mine))


def _wait(plan: Plan, undone: Undone, today: date) -> Wait:
    address = plan.get_absolute_url()
    if undone.act == CONSENT:
        act, address = _("Consent to the plan, or not:"), reverse("plans:consent", args=[plan.pk])
        why = _("It is tabled as it stands. After this day what was tabled lapses.")
    elif undone.act == TAKE:
        act, address = _("Take over tasks of:"), f"{address}?tab=timeline"
        why = ngettext(
            "Your delegation leads %(count)s task that is not taken over.",
            "Your delegation leads %(count)s tasks that are not taken over.",
            undone.number,
        ) % {"count": undone.number}
    elif undone.act == RATE:
        act, address = _("Rate the objectives of:"), f"{address}?tab=evaluation"
        why = _("The plan is carried out. The others read what you say when every party has rated.")
    else:
        act, address = _("Rate together the objectives of:"), f"{address}?tab=evaluation"
        why = ngettext(
            "Every party has rated by itself. Of %(count)s objective yours has not said what all say.",
            "Every party has rated by itself. Of %(count)s objectives yours has not said what all say.",
            undone.number,
        ) % {"count": undone.number}
    days = (undone.due - today).days if undone.due else None
    return Wait(
        act, full_name(plan), discreet_name(plan), address, undone.due, days, why, is_restricted=is_restricted(plan)
    )
