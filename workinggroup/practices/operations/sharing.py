"""How a practice comes to be and to others: drafted by its origin, shared, reviewed, archived or withdrawn."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from portal.core.seen import require_seen, values_of
from workinggroup.handling.checking import IdentifiesPerson, refuse_identifiers
from workinggroup.handling.numbering import draw_number
from workinggroup.handling.operations import share
from workinggroup.practices import notices, rules
from workinggroup.practices.models import Practice
from workinggroup.practices.states import NEEDS, NEXT, REVIEWED_AFTER, Part, Status, months_later

DRAFTED = ("title", "problem", "evidence", *NEEDS)


class NoTitle(Refused):
    """A practice is called something."""

    sentence = _("Give it a title in at least one language.")
    field = "title_en"


class NothingWritten(Refused):
    """What is shared says against which problem what is done."""

    sentence = _("Write at least what the problem is and what is done, before you share it.")


class NotNow(Refused):
    """Somebody was faster."""

    sentence = _("This practice is now: %(status)s. Nothing was changed.")


def practice_as_held(practice: Practice) -> dict[str, Any]:
    """What the form that changes a practice rewrites."""
    return values_of(practice, DRAFTED)


@transaction.atomic
def draft_practice(
    *, actor: Person, now: datetime, title: Mapping[str, str], problem: str, evidence: int = 0, **needs: str
) -> Practice:
    """Begin a practice of the own side, which reads it alone. Its passages are written beside it. Refuses `NoTitle`,
    `IdentifiesPerson`."""
    ensure(rules.can_draft(actor))
    own = [actor.code]
    practice = Practice(origin_id=actor.code, drafted_at=now, releasable_to=own, editable_by=own, originators=own)
    _write(practice, title, problem, evidence, needs)
    practice.save(force_insert=True)
    record("workinggroup.practice.drafted", practice, actor=actor)
    return practice


@transaction.atomic
def change_practice(
    *,
    practice: Practice,
    actor: Person,
    title: Mapping[str, str],
    problem: str,
    evidence: int = 0,
    seen: str | None = None,
    **needs: str,
) -> Practice:
    """Say anew what a practice is. `seen` is the digest of what the form was opened with. Refuses `ChangedMeanwhile`, `NoTitle`,
    `NotNow`, `IdentifiesPerson`."""
    practice = lock(practice)
    ensure(rules.can_change(actor, practice))
    require_seen(seen, practice_as_held(practice))
    if not (practice.is_draft or practice.is_live):
        raise NotNow(status=practice.get_status_display())
    _write(practice, title, problem, evidence, needs)
    practice.save(update_fields=DRAFTED)
    record("workinggroup.practice.changed", practice, actor=actor)
    return practice


@transaction.atomic
def share_practice(*, practice: Practice, actor: Person, now: datetime, sides: Iterable[str]) -> Practice:
    """Share a draft with others, with all of its passages: it has a number from now on, and a day by which it is reviewed.

    Refuses `NotNow`, `NothingWritten`, `NobodyToRead`, `RepeatsWithheld`.
    """
    practice = lock(practice)
    ensure(rules.can_share(actor, practice))
    if not practice.is_draft:
        raise NotNow(status=practice.get_status_display())
    passages = dict(practice.passages.values_list("pk", "part"))
    if not {Part.PROBLEM, Part.DONE} <= set(passages.values()):
        raise NothingWritten
    lock_key(f"practices of {practice.origin_id}")
    practice.number = draw_number(Practice.objects.filter(origin=practice.origin_id))
    practice.shared_at, practice.status = now, Status.SHARED
    practice.review_by = months_later(times.local(now, actor.zone).date(), REVIEWED_AFTER)
    practice.save(update_fields=["number", "shared_at", "status", "review_by"])
    shared: Practice = share(
        thing=practice, actor=actor, now=now, sides=list(sides), passages=list(passages), as_parties=False
    )
    return shared


@transaction.atomic
def review_practice(*, practice: Practice, actor: Person, now: datetime, holds: bool) -> Practice:
    """Say whether a practice still holds: it is shared for another while, or archived. Refuses `NotNow`."""
    practice = lock(practice)
    ensure(rules.can_share(actor, practice))
    if practice.status == Status.SHARED:
        _turn(practice, Status.UNDER_REVIEW)
    if holds:
        practice.review_by = months_later(times.local(now, actor.zone).date(), REVIEWED_AFTER)
    _turn(practice, Status.SHARED if holds else Status.ARCHIVED)
    record(f"workinggroup.practice.{'reviewed' if holds else 'archived'}", practice, actor=actor)
    return practice


@transaction.atomic
def withdraw_practice(*, practice: Practice, actor: Person, now: datetime) -> Practice:
    """Take a practice back, or drop a draft; what was read stays read. Refuses `NotNow`."""
    practice = lock(practice)
    ensure(rules.can_change(actor, practice) if practice.is_draft else rules.can_share(actor, practice))
    _turn(practice, Status.WITHDRAWN)
    record("workinggroup.practice.withdrawn", practice, actor=actor)
    return practice


def begin_reviews(side: Reader, now: datetime) -> int:
    """Ask a side to review its practices whose day has come; returns how many. Safe to repeat."""
    rows = Practice.objects.filter(origin=side.code, status=Status.SHARED, review_by__lt=now.date())
    return sum(_begin_review(practice, now) for practice in rows)


@transaction.atomic
def _begin_review(practice: Practice, now: datetime) -> bool:
    practice = lock(practice)
    if practice.status != Status.SHARED or practice.review_by is None or practice.review_by >= now.date():
        return False
    _turn(practice, Status.UNDER_REVIEW)
    record("workinggroup.practice.review_due", practice)
    notices.tell(practice, "review_due", [practice.origin_id], now=now)
    return True


def lock(practice: Practice) -> Practice:
    """The practice as it is now, held until the transaction ends."""
    lock_key(practice.pk)
    found: Practice = Practice.objects.select_related("origin").get(pk=practice.pk)
    return found


def _turn(practice: Practice, status: Status) -> None:
    if status not in NEXT[Status(practice.status)]:
        raise NotNow(status=practice.get_status_display())
    practice.status = status
    practice.save(update_fields=["status", "review_by"])


def _write(practice: Practice, title: Mapping[str, str], problem: str, evidence: int, needs: Mapping[str, str]) -> None:
    practice.title = {code: words.strip() for code, words in title.items() if words.strip()}
    if not practice.title:
        raise NoTitle
    require_impersonal("title", practice.title)
    practice.problem, practice.evidence = problem, int(evidence)
    for name in NEEDS:
        setattr(practice, name, needs.get(name) or getattr(practice, name))


def require_impersonal(field: str, text: Mapping[str, str]) -> None:
    """Refuse `IdentifiesPerson` at the field of the language in which words hold an identifier of a person."""
    for code, words in text.items():
        try:
            refuse_identifiers([words])
        except IdentifiesPerson as refusal:
            refusal.field = f"{field}_{code}"
            raise
