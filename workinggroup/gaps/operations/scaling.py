"""A new scale: the secretariat proposes it, and gaps are rated by it once the heads of all delegations agree."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Delegation
from workinggroup.gaps import notices, rules
from workinggroup.gaps.agreed import SCALES, GapScale, open_scale
from workinggroup.gaps.operations.gate import require_reason
from workinggroup.gaps.scales import AXES, LEVELS, STEPS, all_scales, is_grid

Words = Mapping[str, Mapping[int, Mapping[str, str]]]


class WordsMissing(Refused):
    """A step says the same to all."""

    sentence = _("Each step has words in every language.")


class NotAGrid(Refused):
    """More of one thing is never less of the other."""

    sentence = _("A grid has five rows of five, and falls in no row and no column.")
    field = "likelihood"


class ScaleIsProposed(Refused):
    """One proposal at a time."""

    sentence = _("A scale is proposed already. It is agreed, refused or withdrawn first.")


class NoScale(Refused):
    """One agrees to a proposal."""

    sentence = _("No scale of this number is proposed any more.")


class AgreedToScale(Refused):
    """A side agrees once."""

    sentence = _("Your delegation has agreed to this scale already.")


@transaction.atomic
def propose_scale(
    *, actor: Person, now: datetime, words: Words, likelihood: Sequence[str], level: Sequence[str]
) -> GapScale:
    """Propose for the secretariat by what gaps are to be rated; each delegation's head is asked. Refuses `ScaleIsProposed`,
    `WordsMissing`, `NotAGrid`."""
    ensure(rules.can_keep_scales(actor))
    lock_key(SCALES)
    if open_scale():
        raise ScaleIsProposed
    said = {
        axis: {
            str(step): {code: words[axis][step].get(code, "").strip() for code in settings.CONTENT_LANGUAGES}
            for step in STEPS
        }
        for axis in AXES
    }
    if not all(text for steps in said.values() for texts in steps.values() for text in texts.values()):
        raise WordsMissing
    if not is_grid(likelihood, "12345") or not is_grid(level, LEVELS):
        raise NotAGrid
    last = GapScale.objects.aggregate(last=Max("number"))["last"] or 0
    parties = Delegation.objects.filter(kind="delegation").order_by("code").values_list("code", flat=True)
    scale = GapScale(number=max(last, *all_scales()) + 1, words=said, likelihood=list(likelihood), level=list(level))
    scale.parties, scale.by_name, scale.at = list(parties), actor.name, now
    scale.save(force_insert=True)
    _note("proposed", scale, actor, now)
    return scale


@transaction.atomic
def agree_to_scale(*, number: int, actor: Person, now: datetime) -> GapScale:
    """Agree to a scale as head of a delegation; with the last yes gaps are rated by it. Refuses `NoScale`, `AgreedToScale`."""
    scale = _open(number)
    ensure(rules.can_agree_scale(actor, scale))
    if actor.code in scale.yes:
        raise AgreedToScale
    scale.yes = [*scale.yes, actor.code]
    if not scale.missing:
        scale.agreed_at = now
    scale.save(update_fields=["yes", "agreed_at"])
    _note("in_use" if scale.agreed_at else "agreed", scale, actor, now)
    return scale


@transaction.atomic
def decline_scale(*, number: int, actor: Person, now: datetime, reason: str) -> GapScale:
    """Say no to a scale as head of a delegation, and why; everybody reads it. Refuses `NoScale`, `SayWhy`."""
    scale = _open(number)
    ensure(rules.can_agree_scale(actor, scale))
    said = require_reason(reason)
    scale.ended_at = now
    scale.save(update_fields=["ended_at"])
    _note("refused", scale, actor, now, reason=said)
    return scale


@transaction.atomic
def withdraw_scale(*, number: int, actor: Person, now: datetime) -> GapScale:
    """Take back for the secretariat a scale to which not all have agreed yet; another can be proposed. Refuses `NoScale`."""
    ensure(rules.can_withdraw_scale(actor))
    scale = _open(number)
    scale.ended_at = now
    scale.save(update_fields=["ended_at"])
    _note("withdrawn", scale, actor, now)
    return scale


def _open(number: int) -> GapScale:
    lock_key(SCALES)
    found = open_scale()
    if found is None or found.number != number:
        raise NoScale
    return found


def _note(act: str, scale: GapScale, actor: Person, now: datetime, **facts: Any) -> None:
    everyone = Delegation.objects.exclude(kind="guests").values_list("code", flat=True)
    record(f"workinggroup.scale.{act}", scale, actor=actor, releasable_to=list(everyone), **facts)
    notices.tell_scale(act, scale, actor, now=now)
