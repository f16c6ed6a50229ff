"""Choosing when reminders go: for the group, for a delegation, for oneself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.audit.operations import record
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.core.seen import require_seen
from portal.people.bell.operations import stop_way
from portal.people.models import Delegation, User
from workinggroup.reminders import rules
from workinggroup.reminders.cadence import Rung
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.levels import checked
from workinggroup.reminders.models import ChosenCadence, GroupCadence
from workinggroup.reminders.operations import plan_all, plan_side
from workinggroup.reminders.states import Level
from workinggroup.reminders.stopping import Stop


@transaction.atomic
def choose_cadence(
    *, level: Level, kind: str, actor: Person, now: datetime, rungs: Iterable[Rung], seen: str | None = None
) -> None:
    """Choose the rungs of a kind at a level, beside those held from above; what is planned follows in the same transaction.

    Refuses `ChangedMeanwhile`, `RungIsNotTheirs`, `TooManyRungs`.
    """
    ensure(rules.can_choose(actor, level))
    lock_key(f"cadences of {kind}")
    standing = read_choices(actor.code).standing(level, kind, actor.pk)
    require_seen(seen, standing.seen)
    words = [rung.words for rung in checked(standing, rungs)]
    facts: dict[str, Any] = {"rungs": words, "chosen_by": actor.name, "chosen_at": now}
    if level == Level.GROUP:
        GroupCadence.objects.update_or_create(kind=kind, defaults=facts)
    else:
        marks = {"releasable_to": [actor.code], "editable_by": [actor.code]}
        ChosenCadence.objects.update_or_create(
            **_row(level, kind, actor), defaults=facts, create_defaults=facts | marks
        )
    _record("chosen", level, actor, kind=kind, rungs=words)
    _plan(level, actor, now)


@transaction.atomic
def reset_cadence(*, level: Level, kind: str, actor: Person, now: datetime) -> None:
    """Let the level above say again when a kind is reminded of; what is planned follows in the same transaction."""
    ensure(rules.can_choose(actor, level))
    lock_key(f"cadences of {kind}")
    rows = (
        GroupCadence.objects.filter(kind=kind)
        if level == Level.GROUP
        else ChosenCadence.objects.filter(**_row(level, kind, actor))
    )
    if rows.delete()[0]:
        _record("reset", level, actor, kind=kind)
        _plan(level, actor, now)


def switch_off(*, person: User, stop: Stop, now: datetime) -> None:
    """Switch off what a signed link names, for the person whose link was followed: their own optional reminders of its kinds,
    and its news in digests. What is mandatory goes on; a second time changes nothing.
    """
    with reading_as(person.reader):
        for kind in stop.kinds:
            if read_choices(person.code).standing(Level.OWN, kind, person.pk).free:
                choose_cadence(level=Level.OWN, kind=kind, actor=person, now=now, rungs=())
        stop_way("digest", person=person, kinds=stop.news)


def _row(level: Level, kind: str, actor: Person) -> dict[str, Any]:
    return {"delegation_id": actor.code, "person_id": actor.pk if level == Level.OWN else None, "kind": kind}


def _record(verb: str, level: Level, actor: Person, **facts: Any) -> None:
    """Everybody knows of the group's choice, a side of its own; of a person's the side learns that there was one."""
    if level == Level.OWN:
        record(f"workinggroup.cadence.own_{verb}", actor, actor=actor, releasable_to=[actor.code])
        return
    readers = Delegation.objects.values_list("code", flat=True) if level == Level.GROUP else [actor.code]
    record(f"workinggroup.cadence.{level}_{verb}", actor.delegation, actor=actor, releasable_to=readers, **facts)


def _plan(level: Level, actor: Person, now: datetime) -> None:
    if level == Level.GROUP:
        plan_all(now=now)
    else:
        plan_side(Reader(actor.code), now=now)
