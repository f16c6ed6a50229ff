"""What happens when a paper leaves: it is numbered and noted, and the originators of what it holds know of their own passages."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.documents.states import Marking
from portal.audit.operations import record
from portal.core.locks import lock_key
from portal.core.people import Person
from workinggroup.handling.models import Export, ExportedPassage, Opening
from workinggroup.handling.numbering import draw_number
from workinggroup.handling.things import kind_of, thing_kind


def next_number(actor: Person) -> int:
    """The number that the next paper of the actor's side has. Must run in a transaction: until it ends nobody else takes it."""
    lock_key(f"export {actor.code}")
    return draw_number(Export.objects.filter(side=actor.code))


@transaction.atomic
def note_export(
    *,
    thing: Any,
    actor: Person,
    now: datetime,
    number: int,
    form: str,
    audience: Iterable[str],
    passages: Iterable[Any],
    content: bytes,
) -> Export:
    """Note a paper of a whole for an audience, with the passages in it; returns the note. `number` is from `next_number`."""
    held = list(passages)
    export = Export(
        number=number,
        side=actor.code,
        person_name=actor.name,
        form=form,
        thing_kind=thing_kind(thing),
        thing=thing.pk,
        audience=sorted(audience),
        sha256=hashlib.sha256(content).hexdigest(),
        passages=[each.pk for each in held],
        at=now,
        releasable_to=[actor.code],
        editable_by=[actor.code],
    )
    export.save(force_insert=True)
    ExportedPassage.objects.bulk_create(
        ExportedPassage(
            passage=each.pk,
            side=actor.code,
            number=number,
            form=form,
            at=now,
            releasable_to=sorted({actor.code, *each.originators}),
            editable_by=[actor.code],
        )
        for each in held
        if set(each.originators) != {actor.code}
    )
    record(
        "workinggroup.handling.exported",
        thing,
        actor=actor,
        releasable_to=[actor.code],
        number=number,
        form=form,
        audience=export.audience,
        kind=kind_of(thing).key,
    )
    return export


@transaction.atomic
def note_register(*, kind: str, actor: Person, now: datetime, number: int, form: str, content: bytes) -> Export:
    """Note a register of wholes of a kind, which the actor's side took for itself; it holds no passage. `number` is from
    `next_number`."""
    own = [actor.code]
    export = Export(
        number=number, side=actor.code, person_name=actor.name, form=form, thing_kind=kind, audience=own, at=now
    )
    export.sha256, export.releasable_to, export.editable_by = hashlib.sha256(content).hexdigest(), own, own
    export.save(force_insert=True)
    record("workinggroup.handling.exported", export, actor=actor, number=number, form=form, audience=own, kind=kind)
    return export


def note_reading(*, whole: Any, passages: Iterable[Any], actor: Person, now: datetime) -> None:
    """Note for their originators that a side reads a whole and these passages, once each, and anew once others control it; in the
    trail each time that it reads what is marked TLP:RED. One SQL query where nothing is new."""
    held = list(passages)
    if not actor.code:
        return
    theirs = {each.pk: each for each in (whole, *held) if actor.code not in each.originators}
    rows = Opening.objects.filter(side=actor.code, thing__in=theirs) if theirs else ()
    known = {each.thing for each in rows if {*theirs[each.thing].originators} <= {*each.releasable_to}}
    fresh = [
        Opening(
            thing_kind=thing_kind(each),
            thing=pk,
            side=actor.code,
            at=now,
            releasable_to=sorted({actor.code, *each.originators}),
            editable_by=[actor.code],
        )
        for pk, each in theirs.items()
        if pk not in known
    ]
    Opening.objects.bulk_create(fresh, ignore_conflicts=True)
    red = [each for each in (whole, *held) if each.marking == Marking.RED and actor.code not in each.originators]
    if red:
        told = sorted({code for each in red for code in each.originators} & set(whole.releasable_to))
        record("workinggroup.handling.read_red", whole, actor=actor, releasable_to=told)
