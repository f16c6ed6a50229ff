"""What other sides say of a practice: that its evidence is what it claims, what they make of it, that it failed there, and
which gap it is against."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from workinggroup.gaps.models import Gap
from workinggroup.practices import notices, rules
from workinggroup.practices.models import Adoption, EvidenceWord, GapLink, Practice
from workinggroup.practices.operations.sharing import lock, require_impersonal
from workinggroup.practices.states import Result, Use


class NotLive(Refused):
    """What was archived or withdrawn is nobody's to take over."""

    sentence = _("This practice is now: %(status)s. Nothing is added to it.")


class ConfirmedAlready(Refused):
    """A side says it once."""

    sentence = _("Your delegation has confirmed this evidence already.")


class SayWhatCame(Refused):
    """A result is told, with its day."""

    sentence = _("Say what came of it, in a sentence or two, and on which day that was assessed.")
    field = "said_en"


class LinkedAlready(Refused):
    """A side names a gap once."""

    sentence = _("Your delegation has named this gap already.")
    field = "gap"


@transaction.atomic
def confirm_evidence(*, practice: Practice, actor: Person, now: datetime) -> EvidenceWord:
    """Say for one's side that the evidence is what its origin claims. Refuses `NotLive`, `ConfirmedAlready`."""
    practice = lock(practice)
    ensure(rules.can_confirm(actor, practice))
    _require_live(practice)
    if EvidenceWord.objects.filter(practice=practice, side=actor.code, evidence=practice.evidence).exists():
        raise ConfirmedAlready
    word = EvidenceWord(practice=practice, side_id=actor.code, evidence=practice.evidence, by_name=actor.name, at=now)
    word.releasable_to, word.editable_by = practice.releasable_to, [actor.code]
    word.save(force_insert=True)
    record("workinggroup.practice.confirmed", practice, actor=actor)
    notices.tell(practice, "confirmed", [practice.origin_id], now=now, actor=actor)
    return word


@transaction.atomic
def report_use(
    *,
    practice: Practice,
    actor: Person,
    now: datetime,
    status: str,
    changed: Mapping[str, str] | None = None,
    result: str = "",
    said: Mapping[str, str] | None = None,
    assessed_on: date | None = None,
    seen: str | None = None,
) -> Adoption:
    """Say what one's side makes of a practice and what came of it there, for all who read it.

    Refuses `NotLive`, `ChangedMeanwhile`, `SayWhatCame`, `IdentifiesPerson`.
    """
    practice = lock(practice)
    ensure(rules.can_report(actor, practice))
    _require_live(practice)
    adoption = open_adoption(practice, actor.code)
    require_seen(seen, adoption_as_held(adoption))
    words = {code: each.strip() for code, each in (said or {}).items() if each.strip()}
    if result and (assessed_on is None or (not words and result != Result.TOO_EARLY)):
        raise SayWhatCame
    adoption = adoption or Adoption(practice=practice, side_id=actor.code, editable_by=[actor.code])
    adoption.changed = {code: each.strip() for code, each in (changed or {}).items() if each.strip()}
    require_impersonal("said", words)
    require_impersonal("changed", adoption.changed)
    failed_before = adoption.result == Result.WORSE
    adoption.status, adoption.result, adoption.said = Use(status), result, words
    adoption.assessed_on = assessed_on if result else None
    adoption.by_name, adoption.at, adoption.releasable_to = actor.name, now, practice.releasable_to
    adoption.save()
    act = "failed" if adoption.result == Result.WORSE else "used"
    record(f"workinggroup.practice.{act}", practice, actor=actor, status=adoption.status, result=adoption.result)
    if act == "failed" and not failed_before:
        notices.tell(
            practice, "failed", [code for code in practice.releasable_to if code != actor.code], now=now, actor=actor
        )
    return adoption


@transaction.atomic
def link_gap(*, practice: Practice, actor: Person, now: datetime, gap: Gap) -> GapLink:
    """Say that a practice is against a gap; those read it who read both. Refuses `NotLive`, `LinkedAlready`."""
    practice = lock(practice)
    ensure(rules.can_link(actor, practice) and actor.code in gap.releasable_to)
    if not (practice.is_draft or practice.is_live):
        raise NotLive(status=practice.get_status_display())
    if GapLink.objects.filter(practice=practice, gap=gap, side=actor.code).exists():
        raise LinkedAlready
    link = GapLink(practice=practice, gap=gap, side_id=actor.code, at=now, editable_by=[actor.code])
    link.releasable_to = sorted(set(practice.releasable_to) & set(gap.releasable_to))
    link.save(force_insert=True)
    record("workinggroup.practice.linked", practice, actor=actor, releasable_to=link.releasable_to)
    return link


@transaction.atomic
def unlink_gap(*, link: GapLink, actor: Person) -> None:
    """Say no longer that a practice is against a gap."""
    practice = lock(link.practice)
    ensure(rules.can_link(actor, practice) and link.side_id == actor.code)
    readers = list(link.releasable_to)
    link.delete()
    record("workinggroup.practice.unlinked", practice, actor=actor, releasable_to=readers)


def open_adoption(practice: Practice, code: str) -> Adoption | None:
    """What a side makes of a practice now. One SQL query."""
    found: Adoption | None = Adoption.objects.filter(practice=practice, side=code).exclude(status=Use.STOPPED).first()
    return found


def adoption_as_held(adoption: Adoption | None) -> dict[str, Any]:
    """What the form that tells it rewrites; nothing where there is none."""
    names = ("status", "changed", "result", "said", "assessed_on")
    return {name: getattr(adoption, name, None) for name in names}


def _require_live(practice: Practice) -> None:
    if not practice.is_live:
        raise NotLive(status=practice.get_status_display())
