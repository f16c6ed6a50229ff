"""Templates of chains of action items that recur: kept, and applied to a commitment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.people.models import Delegation, User
from portal.people.rules import SECRETARIAT
from portal.people.states import Kind
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems import rules
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.models import ActionItem, ItemDependency
from workinggroup.actionitems.operations.depending import dependency, enter_waits
from workinggroup.actionitems.operations.gate import set_due
from workinggroup.actionitems.operations.giving import require_ready, series_of, sides_numbered
from workinggroup.actionitems.operations.importing import enter_new, number_items
from workinggroup.actionitems.queries import members_of
from workinggroup.actionitems.states import Status
from workinggroup.actionitems.templating import (
    MOST_STEPS,
    Counted,
    Fault,
    Planned,
    Step,
    as_held,
    as_rows,
    needs_meeting,
    plan,
)
from workinggroup.commitments.models import Commitment


class NoSteps(Refused):
    """A chain has at least two steps."""

    sentence = _("A chain has two steps at least, and at most %(most)s. Say what each is.")
    field = "title_1"


class TemplateIsThere(Refused):
    """One template, one name."""

    sentence = _("Your delegation has a template “%(name)s” already.")
    field = "name"


class NeedsMeeting(Refused):
    """What is counted from a meeting needs one."""

    sentence = _("Steps of this chain are counted from the meeting. Choose it.")
    field = "meeting"


class DoesNotFit(Refused):
    """Nothing is made of a chain for which there is no time."""

    sentence = _("Nothing was made: %(why)s")


@dataclass(frozen=True)
class PlannedItem:
    """A step of a chain as it would be made: with its day, whose it would be, and why it does not fit, "" if it does."""

    planned: Planned
    owner: User | None
    problem: str


@transaction.atomic
def keep_template(*, actor: Person, now: datetime, name: str, steps: Sequence[Step]) -> ChainTemplate:
    """Keep a chain under a name: for the own delegation, or, by the secretariat, for every delegation. Refuses `NoSteps`,
    `TemplateIsThere`."""
    ensure(rules.can_keep_templates(actor))
    lock_key(f"templates of {actor.code}")
    _require_steps(steps)
    _require_new(actor.code, name)
    readers = _everybody() if actor.code == SECRETARIAT else [actor.code]
    made = ChainTemplate(delegation_id=actor.code, name=name, steps=as_rows(steps), by_name=actor.name, at=now)
    made.releasable_to, made.editable_by = readers, [actor.code]
    made.save(force_insert=True)
    record("workinggroup.chaintemplate.kept", made, actor=actor)
    return made


@transaction.atomic
def change_template(
    *, template: ChainTemplate, actor: Person, now: datetime, name: str, steps: Sequence[Step], seen: str | None = None
) -> ChainTemplate:
    """Give a template another name or other steps; what was made of it stays as it is. Refuses `ChangedMeanwhile`, `NoSteps`,
    `TemplateIsThere`."""
    template = _lock(template, actor)
    require_seen(seen, template.as_held())
    _require_steps(steps)
    if name != template.name:
        _require_new(actor.code, name)
    template.name, template.steps, template.by_name, template.at = name, as_rows(steps), actor.name, now
    template.save(update_fields=["name", "steps", "by_name", "at"])
    record("workinggroup.chaintemplate.changed", template, actor=actor)
    return template


@transaction.atomic
def withdraw_template(*, template: ChainTemplate, actor: Person, now: datetime) -> ChainTemplate:
    """Offer a template no more; what was made of it stays."""
    template = _lock(template, actor)
    if template.withdrawn_at is None:
        template.withdrawn_at = now
        template.save(update_fields=["withdrawn_at"])
        record("workinggroup.chaintemplate.withdrawn", template, actor=actor)
    return template


def plan_chain(
    *, template: ChainTemplate, actor: Person, now: datetime, meeting: Meeting | None = None
) -> list[PlannedItem]:
    """What applying a template would make now, by the working days of the actor's delegation, and all that does not fit. A role
    that one active person of the delegation has is that person's step; else it is nobody's yet. Refuses `NeedsMeeting`. Three
    SQL queries."""
    steps = template.read_steps()
    if needs_meeting(steps) and meeting is None:
        raise NeedsMeeting
    side: Any = actor.delegation
    today = times.local(now, actor.zone).date()
    planned = plan(steps, meeting.starts_on if meeting else None, today, calendar_of(side))
    by_role: dict[str, list[User]] = {}
    people: Any = members_of(actor)  # type: ignore[arg-type]
    for person in people:
        by_role.setdefault(person.role, []).append(person)
    owners = {role: found[0] for role, found in by_role.items() if len(found) == 1}
    return [PlannedItem(each, owners.get(each.step.role), _problem(each)) for each in planned]


@transaction.atomic
def apply_template(
    *,
    template: ChainTemplate,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    meeting: Meeting | None = None,
    seen: str | None = None,
) -> list[ActionItem]:
    """Make the action items of a chain under a commitment, each waiting for the one before; each owner is told once.

    `seen` is the digest of the plan as it was shown. Refuses `NotConfirmed`, `NotAccepted`, `NeedsMeeting`, `ChangedMeanwhile`,
    `DoesNotFit`.
    """
    require_ready(commitment, actor)
    found = plan_chain(template=template, actor=actor, now=now, meeting=meeting)
    require_seen(seen, as_held(each.planned for each in found))
    for each in found:
        if each.problem:
            raise DoesNotFit(why=f"“{each.planned.step.title}”: {each.problem}")
    items = _items(found, commitment, actor, now, meeting)
    number_items(items)
    enter_new(items, actor, now)
    waits = [dependency(item, earlier) for earlier, item in pairwise(items)]
    ItemDependency.objects.bulk_create(waits)
    enter_waits(waits, actor, now)
    return items


def _items(
    found: Sequence[PlannedItem], commitment: Commitment, actor: Person, now: datetime, meeting: Meeting | None
) -> list[ActionItem]:
    sides, series, items = sides_numbered(), "", []
    for each in found:
        item = ActionItem(commitment=commitment, delegation_id=actor.code, title=each.planned.step.title)
        item.assignee, item.created_at = each.owner, now
        item.releasable_to, item.editable_by = commitment.releasable_to, [actor.code]
        item.status = Status.ACCEPTED if each.owner and each.owner.pk == actor.pk else Status.PROPOSED
        number = each.planned.workdays_before
        counted_from = meeting if number is not None else None
        set_due(item, {"due_on": each.planned.day, "workdays_before": number, "counted_from": counted_from})
        if each.planned.step.counted == Counted.AFTER:
            item.duration = each.planned.step.count
        series = item.series = series or series_of(item, actor, now, sides)
        items.append(item)
    return items


def _problem(each: Planned) -> str:
    if each.fault == Fault.NONE:
        return ""
    words = {
        Fault.PAST: ngettext(
            "it would have been due %(count)s working day ago, on %(day)s.",
            "it would have been due %(count)s working days ago, on %(day)s.",
            each.missing,
        ),
        Fault.BEYOND: ngettext(
            "it would be due %(count)s working day after the meeting.",
            "it would be due %(count)s working days after the meeting.",
            each.missing,
        ),
        Fault.BACKWARDS: ngettext(
            "it would be due %(count)s working day before the step that it waits for.",
            "it would be due %(count)s working days before the step that it waits for.",
            each.missing,
        ),
    }[Fault(each.fault)]
    return words % {"count": each.missing, "day": _day(each.day)}


def _day(day: date) -> str:
    return str(times.long_day(day))


def _lock(template: ChainTemplate, actor: Person) -> ChainTemplate:
    ensure(rules.can_keep_templates(actor, template))
    lock_key(f"templates of {actor.code}")
    return ChainTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)


def _require_steps(steps: Sequence[Step]) -> None:
    if not 2 <= len(steps) <= MOST_STEPS:
        raise NoSteps(most=MOST_STEPS)


def _require_new(side: str, name: str) -> None:
    if ChainTemplate.objects.filter(delegation=side, name__iexact=name, withdrawn_at=None).exists():
        raise TemplateIsThere(name=name)


def _everybody() -> list[str]:
    return list(Delegation.objects.exclude(kind=Kind.GUESTS).values_list("code", flat=True))
