"""How all sides rate a gap together, once each has rated by itself: one proposes, and all agree or one does not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import ChangedMeanwhile
from workinggroup.gaps import rules
from workinggroup.gaps.agreed import SCALES, scale_now
from workinggroup.gaps.joint import GapJointRating, standing_joint
from workinggroup.gaps.models import Gap, RatingRound
from workinggroup.gaps.operations.gate import enter, lock, not_now, require_reason, saved_alone
from workinggroup.gaps.operations.rating import (
    NoRound,
    bring_measure_forward,
    last_round,
    looked_up,
    require_scale_in_use,
)
from workinggroup.gaps.states import Act, moment_of
from workinggroup.handling.checking import refuse_identifiers


class StillBlind(Refused):
    """First each by itself."""

    sentence = _("%(sides)s rate first, each by itself.")


class JointAlready(Refused):
    """One proposal at a time."""

    sentence = _("A joint rating is proposed or agreed already. Answer that one, or open a new round.")


class NoJoint(Refused):
    """One agrees to a proposal."""

    sentence = _("Nobody proposes a joint rating.")


class OtherJoint(ChangedMeanwhile):
    """One agrees to what was read."""

    sentence = _("Another joint rating is proposed by now. Read it, then say yes or no to that.")


class JointRetired(Refused):
    """What counts is rated by the scale in use."""

    sentence = _("It was proposed by a scale that is in use no more. Say no to it, and open a new round.")


class AgreedAlready(Refused):
    """A side agrees once."""

    sentence = _("Your delegation has agreed already.")


@transaction.atomic
def propose_joint_rating(
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
    why: str = "",
    scale: int | None = None,
) -> GapJointRating:
    """Propose to all sides that the last round asked one rating of a gap; that is the own yes. It is looked up as each side's is.

    Refuses `NotNow`, `NoRound`, `StillBlind`, `JointAlready`, `RoundOfOldScale`, `ScaleRetired`, `OffTheScale`,
    `IdentifiesPerson`.
    """
    gap = lock(gap)
    ensure(rules.can_rate_together(actor, gap))
    found = _round(gap)
    if found is None or actor.code not in found.asked:
        raise NoRound
    if found.missing and found.reveals_at > now:
        raise StillBlind(sides=", ".join(found.missing))
    if standing_joint(found.pk):
        raise JointAlready
    refuse_identifiers([why])
    require_scale_in_use(found)
    given = {"safety": safety, "control": control, "trade": trade, "trust": trust}
    facts = looked_up(scale, threat, vulnerability, given)
    joint = GapJointRating(gap=gap, round=found, parties=found.asked, yes=[actor.code], why=why.strip(), **facts)
    joint.by_side, joint.by_name, joint.at = actor.code, actor.name, now
    joint.releasable_to, joint.editable_by = found.releasable_to, sorted(found.asked)
    if not saved_alone(joint):
        raise JointAlready
    act, asked = (Act.JOINTLY, joint.parties) if joint.missing else (Act.JOINTLY_RATED, None)
    enter(act, gap, actor, now, readers=found.releasable_to, asked=asked)
    bring_measure_forward(gap, actor, now)
    return joint


@transaction.atomic
def agree_to_joint_rating(*, gap: Gap, actor: Person, now: datetime, seen: str) -> GapJointRating:
    """Agree for a side to the joint rating that was read, by its key. Refuses `NoJoint`, `OtherJoint`, `AgreedAlready`,
    `JointRetired`."""
    gap = lock(gap)
    ensure(rules.can_rate_together(actor, gap))
    joint = _read(gap, actor, seen)
    lock_key(SCALES)
    if joint.scale != scale_now().number:
        raise JointRetired
    joint.yes = [*joint.yes, actor.code]
    joint.save(update_fields=["yes"])
    enter(Act.JOINTLY_YES if joint.missing else Act.JOINTLY_RATED, gap, actor, now, readers=joint.releasable_to)
    bring_measure_forward(gap, actor, now)
    return joint


@transaction.atomic
def decline_joint_rating(*, gap: Gap, actor: Person, now: datetime, reason: str, seen: str) -> GapJointRating:
    """Say no for a side to the joint rating that was read, by its key, and why: it ends, and what each said by itself stands.
    Refuses `NoJoint`, `OtherJoint`, `AgreedAlready`, `SayWhy`."""
    gap = lock(gap)
    ensure(rules.can_rate_together(actor, gap))
    joint = _read(gap, actor, seen)
    said = require_reason(reason)
    joint.ended_at = now
    joint.save(update_fields=["ended_at"])
    enter(Act.JOINTLY_NO, gap, actor, now, said, readers=joint.releasable_to)
    return joint


def _round(gap: Gap) -> RatingRound | None:
    """The round of which there is to say something now. Refuses `NotNow`."""
    moment = moment_of(gap.status)
    if moment is None:
        raise not_now(gap)
    return last_round(gap, moment)


def _read(gap: Gap, actor: Person, seen: str) -> GapJointRating:
    """What is proposed, if it is what was read."""
    found = _round(gap)
    joint: Any = standing_joint(found.pk) if found else None
    if joint is None or joint.is_agreed or actor.code not in joint.parties:
        raise NoJoint
    if seen != str(joint.pk):
        raise OtherJoint
    if actor.code in joint.yes:
        raise AgreedAlready
    return joint
