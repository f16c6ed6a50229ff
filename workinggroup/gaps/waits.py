"""What of the gaps waits on a person: to answer, to rate, to name a measure, to verify, to consent; drafts wait on nobody."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.waiting import Awaited, Awaiting, Wait, Waits
from workinggroup.gaps.index import INDEX_OF
from workinggroup.gaps.models import Gap
from workinggroup.gaps.saying import standing_of
from workinggroup.gaps.states import Status
from workinggroup.handling import rules
from workinggroup.handling.shown import discreet_name, full_name, is_restricted

TOLERATE, JOINT, SCALE = "tolerate", "joint", "scale"
ASKED = KeptStatement("""
SELECT borne.gap_id, 'tolerate', borne.at FROM workinggroup_toleration AS borne
JOIN workinggroup_gap AS gap ON gap.id = borne.gap_id
WHERE borne.ended_at IS NULL AND gap.status <> 'tolerated' AND %(code)s = ANY (borne.parties) AND NOT EXISTS (
    SELECT FROM workinggroup_tolerationconsent AS given WHERE given.toleration_id = borne.id AND given.side_id = %(code)s)
UNION ALL SELECT joint.gap_id, 'joint', joint.at FROM workinggroup_gapjointrating AS joint
JOIN workinggroup_gap AS gap ON gap.id = joint.gap_id JOIN workinggroup_ratinground AS round ON round.id = joint.round_id
WHERE joint.ended_at IS NULL AND %(code)s = ANY (joint.parties) AND NOT %(code)s = ANY (joint.yes)
    AND (round.moment = 'residual') = (gap.status = 'claimed') AND gap.status NOT IN ('draft', 'closed', 'dropped')
    AND NOT EXISTS (SELECT FROM workinggroup_ratinground AS later
        WHERE later.gap_id = round.gap_id AND later.moment = round.moment
            AND (later.opened_at, later.number) > (round.opened_at, round.number))
UNION ALL SELECT NULL, 'scale', scale.at FROM workinggroup_gapscale AS scale
WHERE scale.agreed_at IS NULL AND scale.ended_at IS NULL AND %(code)s = ANY (scale.parties) AND NOT %(code)s = ANY (scale.yes)
ORDER BY 2 DESC, 3
""")
ACTS = {
    Status.RAISED: gettext_lazy("Accept or contest:"),
    Status.CONTESTED: gettext_lazy("Say otherwise, or drop:"),
    Status.ACCEPTED: gettext_lazy("Name a measure for:"),
    Status.CLAIMED: gettext_lazy("Verify:"),
}


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate a delegation; for heads also tolerations that wait for their consent.

    One SQL query where there is something, and two more when keys are not remembered.
    """
    if not rules.can_speak(user):
        return Waits([], 0)
    entries = {each.key: each for each in INDEX_OF(moment, user.code, now.date()).waiting}
    consents = [(key, kind) for key, kind in CONSENTS_OF(moment, user.code) if kind == JOINT or rules.can_commit(user)]
    scales = [_scale_wait() for _key, kind in consents if kind == SCALE]
    consents = [(key, kind) for key, kind in consents if kind != SCALE]
    asked = dict(reversed(consents))
    keys = list(dict.fromkeys([*(key for key, _kind in consents), *entries]))
    if not keys:
        return Waits(scales, len(scales))
    today = times.local(now, user.zone).date()
    rows = Gap.objects.visible_to(user).in_bulk(keys[:most])
    found = [
        _wait(rows[key], user.code, today, asked=asked.get(key, ""), rates=key in entries and entries[key].asks)
        for key in keys[:most]
        if key in rows
    ]
    return Waits([*scales, *found][:most], len(keys) + len(scales))


def _scale_wait() -> Wait:
    why = _("Gaps are rated by it once all delegations agree.")
    return Wait(_("Agree to a scale, or not:"), _("Scales"), _("Scales"), reverse("gaps:scales"), None, None, why)


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """The gaps that wait on a side, as far as the user reads them, the gravest first: which, on whom, to do what, and nothing of
    what they say. One SQL query where there is one, and one more when keys are not remembered."""
    found = [each for each in INDEX_OF(moment, user.code, now.date()).entries if each.status in ACTS]
    if not found:
        return []
    today = times.local(now, user.zone).date()
    rows = Gap.objects.visible_to(user).in_bulk([each.key for each in found[:most]])
    shown = tuple(_awaited(rows[each.key], today) for each in found[:most] if each.key in rows)
    return [Awaiting(_("Security gaps"), len(found), shown, reverse("gaps:list"))]


def _awaited(gap: Gap, today: date) -> Awaited:
    standing = standing_of(gap)
    days = (standing.due - today).days if standing.due else None
    return Awaited(gap.reference, gap.get_absolute_url(), standing.sides, "", standing.due, days, standing.verb)


def _wait(gap: Gap, code: str, today: date, *, asked: str, rates: bool) -> Wait:
    if asked == JOINT:
        act, due = _("Agree to the joint rating, or not:"), None
    elif asked:
        act, due = _("Consent to tolerate, or not:"), None
    elif rates and not (code in gap.owners and gap.status in {Status.RAISED, Status.ACCEPTED}):
        act, due = _("Rate:"), None
    else:
        act, due = str(ACTS.get(Status(gap.status), _("Rate:"))), gap.due_on
    why = _("A security gap raised by %(side)s.") % {"side": gap.raised_by_id}
    days = (due - today).days if due else None
    return Wait(
        act,
        full_name(gap),
        discreet_name(gap),
        gap.get_absolute_url(),
        due,
        days,
        why,
        is_restricted=is_restricted(gap),
    )


def _consents(code: str) -> tuple[tuple[Any, str], ...]:
    """The gaps that it is proposed to tolerate, and to which a side's head has not consented; then those of which a joint rating
    is proposed in the last round, to which the side has not agreed. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"code": code})
        return tuple((key, kind) for key, kind, _at in cursor.fetchall())


CONSENTS_OF: Remembered[tuple[tuple[Any, str], ...]] = Remembered(_consents)
