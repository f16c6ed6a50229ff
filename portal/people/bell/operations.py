"""What people do with notices, and by which ways they want them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.audit.operations import record
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import reading_as
from portal.core.seen import require_seen
from portal.notifications.choosing import choices_of, chosen_rows, usual_ways
from portal.notifications.kinds import KINDS, Kind, Ways
from portal.notifications.models import Choice, Notice
from portal.people import rules
from portal.people.models import User
from portal.people.readers import everybody

# A notice stands for so long, read or not; what it tells of stands in its own place.
KEPT = timedelta(days=180)


@transaction.atomic
def mark_read(*, actor: Person, keys: Iterable[UUID], now: datetime) -> int:
    """Mark these of the actor's notices as read, and no other; returns how many were not. Reading is no act of the trail."""
    mine = Notice.objects.filter(person_id=actor.pk, pk__in=list(keys), read_at=None)
    return int(mine.update(read_at=now))


def forget_notices(*, now: datetime) -> int:
    """Let go of what was told more than `KEPT` ago, of all sides; returns how many. Once a day; safe to run at any time."""
    gone = 0
    for reader in everybody():
        with reading_as(reader):
            gone += Notice.objects.filter(due_at__lt=now - KEPT).delete()[0]
    return gone


@transaction.atomic
def choose_ways(*, actor: Person, chosen: Mapping[str, Ways], for_side: bool = False, seen: str | None = None) -> None:
    """Say by which ways news of these kinds reaches the actor, or those on the own side who have not chosen (`for_side`).

    A mandatory kind stays as it is. A choice that is the usual one is none: it follows what is usual. `seen` is the digest of
    what the form was opened with. Refuses `ChangedMeanwhile`.
    """
    ensure(not for_side or rules.can_choose_for_side(actor))
    lock_key(f"choices of {actor.code if for_side else actor.pk}")
    held = usual_ways(actor) if for_side else choices_of(actor)
    require_seen(seen, held_ways(held))
    usual = {kind.name: kind.usual for kind in KINDS.values()} if for_side else usual_ways(actor)
    changed = {name: ways for name, ways in chosen.items() if ways != held[name] and not KINDS[name].is_mandatory}
    if not changed:
        return
    rows = chosen_rows(actor, for_side=for_side)
    Choice.objects.filter(rows, kind__in=changed).delete()
    whose: dict[str, Any] = {"side": actor.code} if for_side else {"person_id": actor.pk}
    Choice.objects.bulk_create(
        Choice(kind=name, bell=ways.bell, mail=ways.mail, digest=ways.digest, **whose)
        for name, ways in changed.items()
        if ways != usual[name]
    )
    _record(actor, changed, for_side=for_side)


def stop_way(way: str, *, person: User, kinds: Iterable[Kind]) -> None:
    """Switch off one way of these kinds for a person whose signed link was followed; a second time changes nothing."""
    with reading_as(person.reader):
        held = choices_of(person)
        off = {kind.name: replace(held[kind.name], **{way: False}) for kind in kinds}
        choose_ways(actor=person, chosen=off)


def held_ways(ways: Mapping[str, Ways]) -> dict[str, list[bool]]:
    """What a form of choices is opened with."""
    return {name: [each.bell, each.mail, each.digest] for name, each in ways.items()}


def _record(actor: Person, changed: Mapping[str, Ways], *, for_side: bool) -> None:
    subject = actor.delegation if for_side else actor
    verb = "people.delegation.ways_chosen" if for_side else "people.person.ways_chosen"
    codes = [actor.code] if actor.code else []
    record(verb, subject, actor=actor, releasable_to=codes, administration=True, changed=held_ways(changed))
