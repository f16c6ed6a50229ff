"""A plan is drafted by one side, shared with the parties, and written by all of them."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation
from portal.people.states import Kind
from workinggroup.commitments.models import Commitment
from workinggroup.handling.checking import refuse_repeats
from workinggroup.handling.numbering import draw_number
from workinggroup.handling.operations.sharing import widen
from workinggroup.plans import notices, rules
from workinggroup.plans.content import sections_of
from workinggroup.plans.models import Plan, PlanSection, PlanVersion
from workinggroup.plans.operations.gate import (
    drafted,
    end_tabled,
    locked,
    parties_rows,
    require_status,
    said,
    turn,
)
from workinggroup.plans.states import Part, Stage, Status

HELD = ("starts_on", "ends_on", "summary")
HELD_SECTION = ("text", "is_omitted")


class TwoParties(Refused):
    """A plan is between several."""

    sentence = _("A plan has at least one other party. Choose one that reads the commitment, too.")
    field = "parties"


class EndsBeforeStart(Refused):
    """A plan has a first and a last day."""

    sentence = _("The last day is before the first.")
    field = "ends_on"


class SharedAlready(Refused):
    """The parties read it once it is shared, and go on reading it."""

    sentence = _("The parties read this plan already.")


class ReadAlready(Refused):
    """What others read of a plan is not replaced by what they do not read: each would consent to another text."""

    sentence = _(
        "The parties read a section of yours on this already. What is yours alone belongs in your national annex."
    )
    field = "only_us"


class OwnAnnex(Refused):
    """What a side keeps for itself stands in its annex."""

    sentence = _("A national annex is your side’s own and is not shared.")


class WrittenAnew(Refused):
    """The later words take the place of the earlier."""

    sentence = _("Your delegation has written this section anew in the version that is drafted. Open that one.")


class NothingWritten(Refused):
    """A section says something."""

    sentence = _("Write the section in at least one language.")


@transaction.atomic
def draft_plan(
    *,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    parties: Iterable[str],
    starts_on: date,
    ends_on: date,
    marking: str = Marking.AMBER,
) -> Plan:
    """Begin a plan under a commitment: the actor's side alone reads it. Refuses `TwoParties`, `EndsBeforeStart`, `BothLanguages`,
    `IdentifiesPerson`."""
    ensure(rules.can_draft(actor) and actor.code in commitment.releasable_to)
    known = Delegation.objects.filter(kind=Kind.DELEGATION, code__in=list(parties)).values_list("code", flat=True)
    others = {code for code in commitment.known_to(known) if code != actor.code}
    if not others:
        raise TwoParties
    if ends_on < starts_on:
        raise EndsBeforeStart
    own = [actor.code]
    plan = Plan(commitment=commitment, drafted_by_id=actor.code, title=said(title), parties=sorted(others | set(own)))
    plan.marking, plan.created_at, plan.turned_at = Marking(marking), now, now
    plan.releasable_to = plan.editable_by = plan.originators = own
    plan.save(force_insert=True)
    version = PlanVersion(plan=plan, number=1, starts_on=starts_on, ends_on=ends_on, begun_at=now, **parties_rows(plan))
    version.save(force_insert=True)
    record("workinggroup.plan.drafted", plan, actor=actor)
    return plan


@transaction.atomic
def frame_plan(
    *,
    plan: Plan,
    actor: Person,
    starts_on: date,
    ends_on: date,
    summary: Mapping[str, str],
    seen: str | None = None,
) -> None:
    """Say anew from when until when, and what the public may be told. Refuses `NothingDrafted`, `EndsBeforeStart`,
    `ChangedMeanwhile`, `IdentifiesPerson`."""
    plan = locked(plan)
    ensure(rules.can_edit(actor, plan))
    version = drafted(plan)
    require_seen(seen, frame_as_held(version))
    if ends_on < starts_on:
        raise EndsBeforeStart
    version.starts_on, version.ends_on, version.summary = starts_on, ends_on, said(summary, whole=False)
    version.save(update_fields=list(HELD))
    record("workinggroup.plan.changed", plan, actor=actor, part="frame")


def frame_as_held(version: PlanVersion) -> dict[str, object]:
    """What the form that frames a plan rewrites."""
    return values_of(version, HELD)


@transaction.atomic
def share_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Let the parties read and write it: it gets its number. Sections for the own side alone stay so until
    they are opened. Refuses `SharedAlready`."""
    plan = locked(plan)
    if plan.is_shared:
        raise SharedAlready
    ensure(rules.can_share(actor, plan))
    lock_key(f"plans of {plan.drafted_by_id}")
    # From then on all parties control it: none of them alone lets others read it.
    widen(plan, plan.parties, actor, now, ground=plan.parties, as_parties=True)
    plan.number = draw_number(Plan.objects.filter(drafted_by=plan.drafted_by_id))
    plan.save(update_fields=["number"])
    record("workinggroup.plan.shared", plan, actor=actor)
    notices.tell_plan(plan, actor, "shared", now=now)


@transaction.atomic
def withdraw_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Take back a plan that is not in force, with what is tabled of it. Refuses `NotNow`."""
    plan = locked(plan)
    require_status(plan, Status.DRAFT, Status.AGREED)
    ensure(rules.can_withdraw(actor, plan))
    end_tabled(plan, now)
    turn(plan, Status.WITHDRAWN, actor, now, "withdrawn")


@transaction.atomic
def write_section(
    *,
    plan: Plan,
    actor: Person,
    now: datetime,
    part: str,
    text: Mapping[str, str],
    is_omitted: bool = False,
    only_us: bool = False,
    seen: str | None = None,
) -> PlanSection:
    """Write the actor's side's section of a part in the version that is drafted, in the place of an earlier one.

    The parties read it, or with `only_us` the own side alone, which stops tabling; an annex is always so. Refuses
    `NothingDrafted`, `NothingWritten`, `ReadAlready`, `ChangedMeanwhile`, `IdentifiesPerson`.
    """
    plan = locked(plan)
    ensure(rules.can_edit(actor, plan))
    version = drafted(plan) if part != Part.ANNEX else _any(plan)
    words = said(text, whole=False)
    if not words:
        raise NothingWritten
    rows = PlanSection.objects.filter(plan=plan, part=part, side=actor.code)
    if only_us and part != Part.ANNEX and any(len(row.releasable_to) > 1 for row in rows):
        raise ReadAlready
    there = {row.part: row for row in sections_of(version) if row.side_id == actor.code}
    before = there.get(part)
    require_seen(seen, section_as_held(before))
    section = before if before is not None and before.version_id == version.pk else _next(plan, version, part, actor)
    if section is not before and before is not None:
        section.anchor = before.anchor
    was = section.text
    section.text, section.is_omitted = words, is_omitted
    section.changed_at |= {code: now.isoformat() for code in {*words, *was} if words.get(code) != was.get(code)}
    section.save()
    if not only_us and part != Part.ANNEX:
        open_to_parties([section], plan, actor, now)
    readers = sorted(set(section.releasable_to) & set(plan.releasable_to))
    record("workinggroup.plan.written", plan, actor=actor, releasable_to=readers, part=part)
    return section


def section_as_held(section: PlanSection | None) -> dict[str, object]:
    """What the form that writes a section rewrites."""
    return values_of(section, HELD_SECTION) if section is not None else {"text": {}, "is_omitted": False}


def open_to_parties(sections: Iterable[PlanSection], plan: Plan, actor: Person, now: datetime) -> None:
    """Let the parties read sections of the actor's side."""
    for section in sections:
        if section.part == Part.ANNEX:
            raise OwnAnnex
        widen(section, plan.parties, actor, now)


@transaction.atomic
def open_section(*, section: PlanSection, actor: Person, now: datetime) -> None:
    """Let all parties read a section that was the own side's alone, in the version that is drafted: what was tabled is bound as
    it was read. Refuses `OwnAnnex`, `NothingDrafted`, `WrittenAnew`, `RepeatsWithheld`."""
    plan = locked(section.plan)
    section = PlanSection.objects.select_related("plan").get(pk=section.pk)
    ensure(rules.can_lead(actor, plan) and section.originators == [actor.code])
    if section.part == Part.ANNEX:
        raise OwnAnnex
    version = drafted(plan)
    if section.version_id != version.pk:
        if _standing(version, section.part, actor) is not None:
            raise WrittenAnew
        before, section = section, _new(plan, version, section.part, actor)
        section.anchor, section.text, section.is_omitted = before.anchor, before.text, before.is_omitted
        section.marking, section.changed_at = before.marking, before.changed_at
        # Of what its words repeat, the row that it goes on from is none.
        refuse_repeats(before.whole, {before.pk: sorted({*before.releasable_to, *plan.parties})})
        section.save()
        widen(section, plan.parties, actor, now, checked=True)
    open_to_parties([section], plan, actor, now)
    record("workinggroup.plan.opened", plan, actor=actor, part=section.part)


@transaction.atomic
def drop_section(*, section: PlanSection, actor: Person) -> None:
    """Take the own side's section out of the version that is drafted; what was tabled keeps it. Twice is once. Refuses
    `NothingDrafted`."""
    plan = locked(section.plan)
    ensure(rules.can_edit(actor, plan) and section.side_id == actor.code)
    version = drafted(plan)
    section = PlanSection.objects.get(pk=section.pk)
    readers = sorted(set(section.releasable_to) & set(plan.releasable_to))
    there = _standing(version, section.part, actor)
    if there is not None and not there.text:
        return
    if there is not None:
        there.delete()
    rows = PlanSection.objects.filter(plan=plan, part=section.part, side=actor.code)
    earlier = rows.order_by("version__number").last()
    if earlier is not None and earlier.text:
        # An empty one ends it from this version on.
        empty = _new(plan, version, section.part, actor)
        empty.anchor = earlier.anchor
        empty.save()
        shared = [code for code in earlier.releasable_to if code in plan.releasable_to]
        if shared != [actor.code]:
            widen(empty, shared, actor, version.begun_at)
    record("workinggroup.plan.removed", plan, actor=actor, releasable_to=readers, part=section.part)


def _any(plan: Plan) -> PlanVersion:
    """The newest version, whatever its stage: the annex is bound by none."""
    version: PlanVersion = PlanVersion.objects.filter(plan=plan).exclude(stage=Stage.REFUSED).latest("number")
    return version


def _standing(version: PlanVersion, part: str, actor: Person) -> PlanSection | None:
    """The row of the actor's side for a part in a version, even where it is empty."""
    found: PlanSection | None = PlanSection.objects.filter(version=version, part=part, side=actor.code).first()
    return found


def _next(plan: Plan, version: PlanVersion, part: str, actor: Person) -> PlanSection:
    """A row that is the own side's, in the place of an empty one: who read that one does not read what is written now."""
    section, empty = _new(plan, version, part, actor), _standing(version, part, actor)
    if empty is not None:
        section.anchor = empty.anchor
        empty.delete()
    return section


def _new(plan: Plan, version: PlanVersion, part: str, actor: Person) -> PlanSection:
    own = [actor.code]
    return PlanSection(
        plan=plan,
        version=version,
        side_id=actor.code,
        part=part,
        position=list(Part).index(Part(part)),
        anchor=secrets.token_hex(4),
        marking=plan.marking,
        releasable_to=own,
        editable_by=own,
        originators=own,
    )
