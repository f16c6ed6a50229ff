"""Milestones and indicators of a commitment, kept by the delegation that leads it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.commitments import rules
from workinggroup.commitments.models import Commitment, CommitmentIndicator, CommitmentMilestone, IndicatorFigure


class ReachedAlready(Refused):
    """A milestone is reached once."""

    sentence = _("This milestone is reached already.")


class NothingToTakeOver(Refused):
    """What is reached, or taken over already, stays with whoever has it."""

    sentence = _("The former lead left no milestone open.")


class NotYet(Refused):
    """What is said to have happened has happened."""

    sentence = _("That day is still to come.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class GoesNowhere(Refused):
    """An indicator moves from its baseline to another figure."""

    sentence = _("The target is the baseline. Say where the figure is to go.")
    field = "target"


@transaction.atomic
def add_milestone(
    *, commitment: Commitment, actor: Person, now: datetime, name: Mapping[str, str], due_on: date
) -> CommitmentMilestone:
    """Add a step on the way of a commitment, due on a day."""
    commitment = _to_track(commitment, actor)
    made = CommitmentMilestone(
        commitment=commitment, name=dict(name), due_on=due_on, **_written(commitment, actor, now)
    )
    made.save(force_insert=True)
    record("workinggroup.commitment.milestone_added", commitment, actor=actor, what=name, after=due_on)
    return made


@transaction.atomic
def take_over_milestones(*, commitment: Commitment, actor: Person, now: datetime) -> list[CommitmentMilestone]:
    """Take over for a new lead what the former one left open, each with its name and its day; what the former said stays. Refuses
    `NothingToTakeOver`."""
    lock_key(f"milestones of {commitment.pk}")
    commitment = _to_track(commitment, actor)
    left = CommitmentMilestone.objects.filter(commitment=commitment, done_on=None, continued=None)
    made = [
        CommitmentMilestone(
            commitment=commitment,
            name=each.name,
            due_on=each.due_on,
            continues=each,
            **_written(commitment, actor, now),
        )
        for each in left.exclude(delegation=actor.code).order_by("due_on", "pk")
    ]
    if not made:
        raise NothingToTakeOver
    CommitmentMilestone.objects.bulk_create(made)
    for each in made:
        record(
            "workinggroup.commitment.milestone_taken_over", commitment, actor=actor, what=each.name,
            before=each.continues.delegation_id if each.continues else "", after=actor.code,
        )  # fmt: skip
    return made


@transaction.atomic
def reach_milestone(
    *, milestone: CommitmentMilestone, actor: Person, today: date, done_on: date, evidence: str = ""
) -> CommitmentMilestone:
    """Say on which day a milestone was reached, and what shows it. `today` is the actor's day. Refuses `ReachedAlready`,
    `NotYet`."""
    rows = CommitmentMilestone.objects.select_for_update(of=("self",)).select_related("commitment__statement")
    ensure(rules.can_track(actor, milestone.commitment) and milestone.delegation_id == actor.code)
    milestone = rows.get(pk=milestone.pk)
    if milestone.done_on:
        raise ReachedAlready
    if done_on > today:
        raise NotYet("done_on")
    milestone.done_on, milestone.evidence = done_on, evidence.strip()
    milestone.save(update_fields=["done_on", "evidence"])
    record(
        "workinggroup.commitment.milestone_reached", milestone.commitment, actor=actor, what=milestone.name,
        before=milestone.due_on, after=done_on,
    )  # fmt: skip
    return milestone


@transaction.atomic
def add_indicator(
    *,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    name: Mapping[str, str],
    unit: Mapping[str, str],
    baseline: Decimal,
    target: Decimal,
) -> CommitmentIndicator:
    """Add what is measured of a commitment, from a baseline to a target. Refuses `GoesNowhere`."""
    commitment = _to_track(commitment, actor)
    if baseline == target:
        raise GoesNowhere
    made = CommitmentIndicator(
        commitment=commitment, name=dict(name), unit=dict(unit), baseline=baseline, target=target,
        **_written(commitment, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    record("workinggroup.commitment.indicator_added", commitment, actor=actor, what=name)
    return made


@transaction.atomic
def add_figure(
    *,
    indicator: CommitmentIndicator,
    actor: Person,
    now: datetime,
    today: date,
    day: date,
    value: Decimal,
    source: str,
) -> IndicatorFigure:
    """Add a figure as of a day, with its source; a second one of the same day replaces what is shown of it. Refuses `NotYet`."""
    commitment = _to_track(indicator.commitment, actor)
    if day > today:
        raise NotYet("day")
    made = IndicatorFigure(indicator=indicator, day=day, value=value, source=source, **_written(commitment, actor, now))
    made.save(force_insert=True)
    record("workinggroup.commitment.figure_added", commitment, actor=actor, what=indicator.name, after=day)
    return made


def _to_track(commitment: Commitment, actor: Person) -> Commitment:
    commitment = Commitment.objects.select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_track(actor, commitment))
    return commitment


def _written(commitment: Commitment, actor: Person, now: datetime) -> dict[str, Any]:
    return {
        "delegation_id": actor.code,
        "by_name": actor.name,
        "at": now,
        "releasable_to": commitment.releasable_to,
        "editable_by": [actor.code],
    }
