"""A version is tabled, consented to by every party's head, or not; another takes its place."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from portal.people.models import Delegation
from workinggroup.plans import notices, rules
from workinggroup.plans.canonical import hash_of
from workinggroup.plans.content import PARTS, bound_sections, canonical_of, missing_of, work_of
from workinggroup.plans.models import Plan, PlanConsent, PlanVersion
from workinggroup.plans.operations.gate import (
    at_stage,
    drafted,
    locked,
    parties_rows,
    require_reason,
    require_status,
    turn,
)
from workinggroup.plans.queries import is_past
from workinggroup.plans.states import ASKING, Answer, Part, Stage, Status
from workinggroup.plans.wording import missing_said


class NotShared(Refused):
    """Others consent to what they read."""

    sentence = _("Share the plan with its parties first.")


class IsMissing(Refused):
    """What is tabled is whole, in both languages."""

    sentence = _("This is missing to table: %(what)s.")


class UnreadableToParty(Refused):
    """Nobody consents to what they cannot read."""

    sentence = _(
        "%(codes)s may not read the section “%(part)s” of %(side)s. Open it to all parties, or move it to your national annex."
    )


class ExpiresTooSoon(Refused):
    """Heads need a few days."""

    sentence = _("Give the parties until tomorrow at least to consent.")
    field = "expires_on"


class TabledAlready(Refused):
    """One version at a time."""

    sentence = _("Version %(number)s is tabled. The parties answer that one first, or it is taken back.")


class NothingTabled(Refused):
    """There is nothing to answer."""

    sentence = _("No version of this plan waits for consent any more.")


class PlanDiffers(Refused):
    """What is consented to is one exact text, and this is not it."""

    sentence = _(
        "The plan that you read is not the one that is tabled now. Nothing was said; read it on this page, then answer."
    )


class AnsweredAlready(Refused):
    """One answer of a kind."""

    sentence = _("Your delegation has answered this version already: it %(answer)s.")


class BegunAlready(Refused):
    """One version is drafted at a time."""

    sentence = _("Version %(number)s is being drafted already.")


@transaction.atomic
def table_plan(*, plan: Plan, actor: Person, expires_on: date, clock: Clock = database_now) -> PlanVersion:
    """Freeze what is drafted and ask every party's head for consent until the end of a day.

    Refuses `NothingDrafted`, `NotNow`, `NotShared`, `TabledAlready`, `UnreadableToParty`, `IsMissing`, `ExpiresTooSoon`.
    """
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    require_status(plan, Status.DRAFT, Status.AGREED, Status.ACTIVE, Status.SUSPENDED)
    version, now = drafted(plan), clock()
    if not plan.is_shared:
        raise NotShared
    if tabled := at_stage(plan, Stage.TABLED):
        raise TabledAlready(number=tabled.number)
    _bound, hidden = bound_sections(version, plan.parties)
    for section in hidden:
        cannot = sorted(set(plan.parties) - set(section.releasable_to))
        raise UnreadableToParty(codes=", ".join(cannot), part=Part(section.part).label, side=section.side_id)
    objective, _fields = PARTS["objective"]
    if missing := missing_of(plan, version, work_of(version), objective.objects.filter(version=version).count()):
        raise IsMissing(what=missing_said(missing))
    zones = Delegation.objects.filter(code__in=plan.parties).values_list("time_zone", flat=True)
    if any(expires_on <= times.local(now, zone).date() for zone in zones):
        raise ExpiresTooSoon
    whole = canonical_of(plan, version)
    version.canonical, version.sha256, version.stage = whole.decode(), hash_of(whole), Stage.TABLED
    version.tabled_at, version.tabled_by_name, version.expires_on = now, actor.name, expires_on
    version.save()
    if plan.status == Status.DRAFT:
        turn(plan, Status.TABLED, actor, now, "tabled", version=version.number, sha256=version.sha256)
    else:
        _told(plan, actor, now, "tabled", version=version.number, sha256=version.sha256)
    return version


@transaction.atomic
def answer_plan(
    *, plan: Plan, actor: Person, answer: str, seen: str, reason: str = "", clock: Clock = database_now
) -> PlanConsent:
    """Say for one's delegation, as its head, whether it consents to the tabled version; `seen` is the hash that was read. It may
    until the last day is over at its own seat.

    With the last yes it is agreed; one no ends it. Ad referendum waits for a yes. Refuses `NothingTabled`, `PlanDiffers`,
    `NotNow`, `AnsweredAlready`, `ReasonNeeded`.
    """
    plan = locked(plan)
    ensure(rules.can_consent(actor, plan))
    version, now = at_stage(plan, Stage.TABLED), clock()
    if version is None or _is_over(version, [actor.code], now):
        raise NothingTabled
    require_status(plan, *ASKING)
    if not seen == version.sha256 == hash_of(canonical_of(plan, version)):
        raise PlanDiffers
    for given in PlanConsent.objects.filter(version=version, side=actor.code):
        if given.answer == answer or given.answer != Answer.AD_REF:
            raise AnsweredAlready(answer=given.get_answer_display())
    said = PlanConsent(version=version, side_id=actor.code, person_name=actor.name, answer=Answer(answer), at=now)
    said.reason = require_reason(reason) if said.answer == Answer.NO or reason.strip() else ""
    said.sha256, said.releasable_to, said.editable_by = version.sha256, sorted(plan.parties), [actor.code]
    said.save(force_insert=True)
    told: dict[str, Any] = {"answer": said.answer, "sha256": said.sha256}
    record("workinggroup.plan.answered", plan, actor=actor, releasable_to=plan.parties, **told)
    if said.answer == Answer.NO:
        _end(plan, version, Stage.REFUSED, actor, now, "refused")
    elif _consenting(version) == set(plan.parties):
        _agree(plan, version, actor, now)
    else:
        notices.tell_plan(plan, actor, "answered", now=now)
    return said


@transaction.atomic
def take_back_plan(*, plan: Plan, actor: Person, now: datetime) -> PlanVersion:
    """Take the tabled version from the table, to change it: consents to it are void, and the next version begins with what it
    says. Refuses `NothingTabled`, `NotNow`."""
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    version = at_stage(plan, Stage.TABLED)
    if version is None:
        raise NothingTabled
    require_status(plan, *ASKING)
    return _end(plan, version, Stage.SUPERSEDED, actor, now, "taken_back")


@transaction.atomic
def revise_plan(*, plan: Plan, actor: Person, now: datetime) -> PlanVersion:
    """Begin the next version of an agreed plan, which stays in force as it is. Refuses `BegunAlready`, `TabledAlready`,
    `NotNow`."""
    plan = locked(plan)
    ensure(rules.can_edit(actor, plan))
    require_status(plan, Status.AGREED, Status.ACTIVE, Status.SUSPENDED)
    for stage, refused in ((Stage.DRAFTING, BegunAlready), (Stage.TABLED, TabledAlready)):
        if there := at_stage(plan, stage):
            raise refused(number=there.number)
    agreed = at_stage(plan, Stage.AGREED)
    assert agreed
    version = _begin(plan, agreed, now)
    _told(plan, actor, now, "revised", version=version.number)
    return version


def lapse_plans(side: Reader, now: datetime) -> int:
    """End the tabled versions, drafted by a side, whose last day for consent is over at the seat of every party; returns how
    many."""
    rows = PlanVersion.objects.filter(stage=Stage.TABLED, plan__status__in=ASKING, plan__drafted_by=side.code)
    ended = 0
    for found in rows.select_related("plan"):
        if not _is_over(found, found.plan.parties, now):
            continue
        with transaction.atomic():
            plan = locked(found.plan)
            version = at_stage(plan, Stage.TABLED)
            if version is not None and _is_over(version, plan.parties, now):
                _end(plan, version, Stage.LAPSED, None, now, "lapsed")
                ended += 1
    return ended


def _is_over(version: PlanVersion, sides: Iterable[str], now: datetime) -> bool:
    """Whether the last day for consent is over at the seat of each of these sides. One SQL query."""
    zones = Delegation.objects.filter(code__in=list(sides)).values_list("time_zone", flat=True)
    return version.expires_on is not None and all(is_past(version.expires_on, zone, now) for zone in zones)


def _consenting(version: PlanVersion) -> set[str]:
    rows = PlanConsent.objects.filter(version=version, answer=Answer.YES, sha256=version.sha256)
    return set(rows.values_list("side_id", flat=True))


def _agree(plan: Plan, version: PlanVersion, actor: Person, now: datetime) -> None:
    if before := at_stage(plan, Stage.AGREED):
        before.stage, before.ended_at = Stage.SUPERSEDED, now
        before.save(update_fields=["stage", "ended_at"])
    version.stage, version.ended_at = Stage.AGREED, now
    version.save(update_fields=["stage", "ended_at"])
    if plan.status == Status.TABLED:
        turn(plan, Status.AGREED, actor, now, "agreed", version=version.number, sha256=version.sha256)
    else:
        _told(plan, actor, now, "agreed", version=version.number, sha256=version.sha256)


def _end(plan: Plan, version: PlanVersion, stage: Stage, actor: Person | None, now: datetime, act: str) -> PlanVersion:
    """End a tabled version, and go on with the next, which begins with what it says."""
    version.stage, version.ended_at = stage, now
    version.save(update_fields=["stage", "ended_at"])
    following = _begin(plan, version, now)
    if plan.status == Status.TABLED:
        turn(plan, Status.DRAFT, actor, now, act, version=version.number)
    else:
        _told(plan, actor, now, act, version=version.number)
    return following


def _begin(plan: Plan, before: PlanVersion, now: datetime) -> PlanVersion:
    """The next version, with copies of what stands in one; sections go on by themselves."""
    last = PlanVersion.objects.filter(plan=plan).latest("number").number
    version = PlanVersion(plan=plan, number=last + 1, begun_at=now, **parties_rows(plan))
    version.starts_on, version.ends_on, version.summary = before.starts_on, before.ends_on, before.summary
    version.save(force_insert=True)
    work = work_of(before)
    keys: dict[Any, Any] = {None: None}
    for rows in (work.phases, work.tasks):
        keys |= _copied(rows, version, keys)
    _copied(work.links, version, keys)
    for model, _fields in PARTS.values():
        _copied(list(model.objects.filter(version=before)), version, keys)
    return version


def _copied(rows: Sequence[Any], version: PlanVersion, keys: dict[Any, Any]) -> dict[Any, Any]:
    """Write copies of rows into a version, pointing at each other's copies; returns each copy's key by its original's."""
    copies, found = [], {}
    for row in rows:
        facts = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"
        }
        for name in ("phase_id", "task_id", "before_id", "after_id"):
            if name in facts:
                facts[name] = keys[facts[name]]
        copy = type(row)(**(facts | {"version_id": version.pk}))
        copies.append(copy)
        found[row.pk] = copy.pk
    if copies:
        type(copies[0]).objects.bulk_create(copies)
    return found


def _told(plan: Plan, actor: Person | None, now: datetime, act: str, **detail: Any) -> None:
    record(f"workinggroup.plan.{act}", plan, actor=actor, **detail)
    notices.tell_plan(plan, actor, act, now=now)
