"""The checklist of an action item."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.actionitems import rules
from workinggroup.actionitems.models import ActionItem, ItemStep
from workinggroup.actionitems.operations.gate import lock, require_open

MOST_STEPS = 50


class TooManySteps(Refused):
    """A checklist is read at a glance."""

    sentence = _("A checklist has at most %(most)s steps.")
    field = "text"


class StepIsGone(Refused):
    """A colleague removed it."""

    sentence = _("This step is not there any more.")


@transaction.atomic
def add_step(*, item: ActionItem, actor: Person, text: str) -> ItemStep:
    """Add a step at the end of an item's checklist. Refuses `ItemIsSettled`, `TooManySteps`."""
    item = _lock(item, actor)
    there = ItemStep.objects.filter(item=item)
    if there.count() >= MOST_STEPS:
        raise TooManySteps(most=MOST_STEPS)
    last = there.aggregate(last=Max("number"))["last"] or 0
    step = ItemStep(item=item, number=last + 1, text=text)
    step.releasable_to, step.editable_by = item.releasable_to, item.editable_by
    step.save(force_insert=True)
    record("workinggroup.actionitem.step_added", item, actor=actor, text=text)
    return step


@transaction.atomic
def tick_step(*, step: ItemStep, actor: Person, now: datetime, is_done: bool) -> ItemStep:
    """Say that a step is done, or that it is not; what is so already stays as it was. Refuses `ItemIsSettled`, `StepIsGone`."""
    step = _step(step, actor)
    if is_done == (step.done_at is not None):
        return step
    step.done_by_name, step.done_at = (actor.name, now) if is_done else ("", None)
    step.save(update_fields=["done_by_name", "done_at"])
    verb = "ticked" if is_done else "unticked"
    record(f"workinggroup.actionitem.step_{verb}", step.item, actor=actor, text=step.text)
    return step


@transaction.atomic
def move_step(*, step: ItemStep, actor: Person) -> ItemStep:
    """Move a step before the one above it; the first stays where it is. Refuses `ItemIsSettled`, `StepIsGone`."""
    step = _step(step, actor)
    above = ItemStep.objects.filter(item=step.item, number__lt=step.number).order_by("-number").first()
    if above is None:
        return step
    above.number, step.number = step.number, above.number
    ItemStep.objects.bulk_update([above, step], ["number"])
    record("workinggroup.actionitem.step_moved", step.item, actor=actor, text=step.text)
    return step


@transaction.atomic
def remove_step(*, step: ItemStep, actor: Person) -> None:
    """Take a step off the checklist. Refuses `ItemIsSettled`, `StepIsGone`."""
    step = _step(step, actor)
    record("workinggroup.actionitem.step_removed", step.item, actor=actor, text=step.text)
    step.delete()


def _lock(item: ActionItem, actor: Person) -> ActionItem:
    item = lock(item)
    ensure(rules.can_report(actor, item))
    require_open(item)
    return item


def _step(step: ItemStep, actor: Person) -> ItemStep:
    """The step as it is now, under the lock of its item."""
    item = _lock(step.item, actor)
    found: ItemStep | None = ItemStep.objects.filter(pk=step.pk, item=item).first()
    if found is None:
        raise StepIsGone
    found.item = item
    return found
