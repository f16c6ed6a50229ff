"""How grave a gap is: each side says so without having seen another's rating."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from workinggroup.gaps import rules
from workinggroup.gaps.agreed import SCALES, known_scales, scale_now
from workinggroup.gaps.joint import GapJointRating
from workinggroup.gaps.models import Gap, Rating, RatingRound, Toleration
from workinggroup.gaps.operations.gate import calendar_for, enter, lock, not_now, parties, zone_of
from workinggroup.gaps.scales import REVIEW_MONTHS, NotOnTheScale, after_months, sooner, worst
from workinggroup.gaps.states import BLIND_FOR, RATED, Act, Moment, Status
from workinggroup.handling.checking import refuse_identifiers

STEPS = ("threat", "vulnerability", "safety", "control", "trade", "trust")
IMPACTS = STEPS[2:]


class NoRound(Refused):
    """A side rates when it is asked."""

    sentence = _("Nobody asks your delegation to rate this now. Open a new round, in which all sides rate it.")


class RatedAlready(Refused):
    """One rating in a round."""

    sentence = _("Your delegation has rated this already. Open a new round to rate it anew.")


class ScaleRetired(Refused):
    """Ratings are compared by one scale."""

    sentence = _("This scale is in use no more. Open the page again and rate by the one that is.")


class RoundOfOldScale(Refused):
    """What stands side by side in a round is said by one scale."""

    sentence = _(
        "This round began by scale %(old)s; gaps are rated by scale %(new)s now. Open a new round, in which all sides rate it by"
        " that."
    )


class OffTheScale(Refused):
    """A step that the scale has."""

    sentence = _("Choose a step from 1 to 5 for each.")


class RoundIsOpen(Refused):
    """One round after the other."""

    sentence = _("A round is open: %(sides)s rate first.")


def begin_round(gap: Gap, actor: Person, now: datetime, moment: Moment, asked: Iterable[str] = ()) -> RatingRound:
    """Ask the delegations that read a gap to rate it, by the scale in use. Four SQL queries."""
    sides = sorted(asked or parties(gap))
    lock_key(SCALES)
    last = RatingRound.objects.filter(gap=gap).aggregate(last=Max("number"))["last"] or 0
    reveals_on = calendar_for(gap.owners).later(times.local(now, "UTC").date(), BLIND_FOR)
    found = RatingRound(gap=gap, number=last + 1, moment=moment, asked=sides, opened_by=actor.code, opened_at=now)
    found.reveals_at = times.instant(reveals_on, "23:59", "UTC")
    found.releasable_to, found.editable_by = gap.releasable_to, sorted({*sides, actor.code})
    found.scale = scale_now().number
    found.save(force_insert=True)
    return found


@transaction.atomic
def open_round(*, gap: Gap, actor: Person, now: datetime) -> RatingRound:
    """Ask all sides to rate a gap anew, as it is; also where the round that is open began by a scale that is in use no more. Of
    a gap in treatment this is the yearly look at it, and sets the next. Refuses `NotNow`, `RoundIsOpen`."""
    gap = lock(gap)
    ensure(rules.can_open_round(actor, gap))
    if gap.status not in RATED:
        raise not_now(gap)
    last = last_round(gap, Moment.CURRENT)
    if last and last.missing and last.reveals_at > now and not is_of_old_scale(last):
        raise RoundIsOpen(sides=", ".join(last.missing))
    found = begin_round(gap, actor, now, Moment.CURRENT)
    if gap.status == Status.TREATING:
        gap.due_on, gap.changed_at = after_months(times.local(now, actor.zone).date(), REVIEW_MONTHS), now
        gap.save(update_fields=["due_on", "changed_at"])
    enter(Act.ROUND, gap, actor, now)
    return found


@transaction.atomic
def rate_gap(
    *,
    gap: Gap,
    actor: Person,
    now: datetime,
    threat: int,
    vulnerability: int,
    safety: int,
    control: int,
    trade: int,
    trust: int,
    confidence: str,
    why: str = "",
    scale: int | None = None,
    moment: str = Moment.CURRENT,
) -> Rating:
    """Rate a gap for the actor's side in the last round of this moment. What follows is looked up in the scale's grids.

    A rating that changes what was known ends a toleration. What is left is asked for anew where another scale came into use since
    it was claimed. Refuses `NoRound`, `RatedAlready`, `RoundOfOldScale`, `ScaleRetired`, `OffTheScale`, `NotNow`,
    `IdentifiesPerson`.
    """
    gap = lock(gap)
    ensure(rules.can_rate(actor, gap))
    if (gap.status not in RATED) == (moment == Moment.CURRENT):
        raise not_now(gap)
    found = last_round(gap, Moment(moment))
    if found is None or actor.code not in found.asked:
        raise NoRound
    if actor.code in found.rated:
        raise RatedAlready
    refuse_identifiers([why])
    found = _by_scale_in_use(found, gap, actor, now)
    given = {"safety": safety, "control": control, "trade": trade, "trust": trust}
    rating = Rating(
        gap=gap,
        round=found,
        side_id=actor.code,
        moment=moment,
        confidence=confidence,
        why=why,
        by_name=actor.name,
        at=now,
        releasable_to=found.releasable_to,
        editable_by=[actor.code],
        **looked_up(scale, threat, vulnerability, given),
    )
    rating.save(force_insert=True)
    # Who was let in since reads nothing of the round.
    told = [code for code in found.releasable_to if code in gap.releasable_to]
    enter(Act.RATED, gap, actor, now, readers=told)
    bring_measure_forward(gap, actor, now)
    return rating


def bring_measure_forward(gap: Gap, actor: Person | None, now: datetime, *, side: str = "") -> bool:
    """Where a gap waits for a measure and is known to be graver, let it have one by as many months from today as its level says.
    Never later; what is blind still moves nothing. The owners are told. Five SQL queries where it waits for one."""
    if gap.status != Status.ACCEPTED:
        return False
    day = sooner(gap.due_on, times.local(now, zone_of(gap.owners)).date(), level_of(gap, now))
    if day is None:
        return False
    before, gap.due_on, gap.changed_at = gap.due_on, day, now
    gap.save(update_fields=["due_on", "changed_at"])
    enter(Act.SOONER, gap, actor, now, side=side, before=str(before), after=str(day))
    return True


def bring_measures_forward(reader: Reader, now: datetime) -> int:
    """The same for the gaps that a side owns, of which a round opened by its day and not by its last rating. Safe to repeat.

    Runs in the side's context, each gap in a transaction of its own.
    """
    opened = RatingRound.objects.filter(moment=Moment.CURRENT, reveals_at__lte=now).exclude(rated__contains=F("asked"))
    rows = Gap.objects.filter(status=Status.ACCEPTED, owners__contains=[reader.code], pk__in=opened.values("gap"))
    moved = 0
    for gap in rows.order_by("pk"):
        with transaction.atomic():
            moved += bring_measure_forward(lock(gap), None, now, side=reader.code)
    return moved


def is_of_old_scale(asked: RatingRound) -> bool:
    """Whether a round began by a scale that is in use no more. One SQL query."""
    return asked.scale != scale_now().number


def require_scale_in_use(asked: RatingRound) -> None:
    """Refuse `RoundOfOldScale`, while no other scale comes into use."""
    lock_key(SCALES)
    if is_of_old_scale(asked):
        raise RoundOfOldScale(old=asked.scale, new=scale_now().number)


def _by_scale_in_use(asked: RatingRound, gap: Gap, actor: Person, now: datetime) -> RatingRound:
    """The round, or where the claim's round began by a scale that is in use no more another in its place. Refuses
    `RoundOfOldScale`."""
    if asked.moment == Moment.RESIDUAL and is_of_old_scale(asked):
        return begin_round(gap, actor, now, Moment.RESIDUAL, asked=set(asked.asked) & set(gap.releasable_to))
    require_scale_in_use(asked)
    return asked


def looked_up(scale: int | None, threat: int, vulnerability: int, impacts: dict[str, int]) -> dict[str, Any]:
    """What a rating by the scale in use says, with what follows from it; `scale` is the one that was read, if any was. Refuses
    `ScaleRetired`, `OffTheScale`."""
    lock_key(SCALES)
    used = scale_now()
    if scale is not None and scale != used.number:
        raise ScaleRetired
    try:
        found = used.rate(threat, vulnerability, impacts.values())
    except NotOnTheScale as off:
        raise OffTheScale from off
    told = {"likelihood": found.likelihood, "impact": found.impact, "level": found.level}
    return {"scale": used.number, "threat": threat, "vulnerability": vulnerability, **impacts, **told}


def last_round(gap: Gap, moment: Moment) -> RatingRound | None:
    """The last round of a moment. One SQL query."""
    found: RatingRound | None = (
        RatingRound.objects.filter(gap=gap, moment=moment).order_by("-opened_at", "-number").first()
    )
    return found


def level_of(gap: Gap, now: datetime) -> str:
    """The level that all agreed on in the last round that is open to all, else the gravest that a side gave; "" where there is
    none. Three SQL queries."""
    known, joint = _known(gap, parties(gap), now)
    return joint.level if joint else worst(rating.level for rating in known)


def rating_hash(gap: Gap, sides: Iterable[str], now: datetime) -> str:
    """What all these sides know of how grave a gap is, as a hash: the same, whoever of them asks. Three SQL
    queries."""
    alone, joint = _known(gap, sides, now)
    rows: list[Any] = [*alone, *([joint] if joint else [])]
    known = [[each.side_id, each.scale, *(getattr(each, name) for name in STEPS)] for each in rows]
    return hashlib.sha256(json.dumps(sorted(known), separators=(",", ":")).encode()).hexdigest()


def standing_toleration(gap: Gap) -> Toleration | None:
    """The toleration that holds or is proposed. One SQL query."""
    found: Toleration | None = Toleration.objects.filter(gap=gap, ended_at=None).first()
    return found


def _known(gap: Gap, sides: Iterable[str], now: datetime) -> tuple[list[Rating], GapJointRating | None]:
    """The last ratings of each side as it is that all of these sides may read, from rounds that are not blind any more, and what
    all agreed on in the last of these rounds in which anything was said."""
    rounds = RatingRound.objects.filter(gap=gap, moment=Moment.CURRENT).order_by("opened_at", "number")
    shown = [each.pk for each in rounds if not each.missing or each.reveals_at <= now]
    rows = Rating.objects.filter(round__in=shown, releasable_to__contains=list(sides)).order_by("at")
    known = known_scales()
    agreed = GapJointRating.objects.filter(round__in=shown, ended_at=None, yes__contains=F("parties"))
    joint = {each.round_id: each for each in agreed.filter(releasable_to__contains=list(sides))}
    # A round that all let pass says nothing: what was agreed before holds.
    said = {*joint, *(each.round_id for each in rows)}
    last = next((key for key in reversed(shown) if key in said), None)
    return list({each.side_id: each for each in rows if each.scale in known}.values()), joint.get(
        last
    ) if last else None


def is_rated_otherwise(gap: Gap, borne: Toleration, now: datetime) -> bool:
    """Whether a gap that is tolerated is known to be graver, or less grave, than when that was consented to."""
    return gap.status == Status.TOLERATED and rating_hash(gap, borne.parties, now) != borne.rating_hash
