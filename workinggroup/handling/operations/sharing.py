"""What originators say of who reads a thing: they share it, mark it, and narrow it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation
from workinggroup.handling import rules
from workinggroup.handling.checking import refuse_repeats
from workinggroup.handling.models import Grant, Passage
from workinggroup.handling.queries import passages_of
from workinggroup.handling.states import rank
from workinggroup.handling.things import children_of, kind_of, may_be_told, thing_kind

HELD = ("marking", "mark_until", "mark_then", "releasable_to")


class NobodyToRead(Refused):
    """Sharing names sides of the group."""

    sentence = _("Choose at least one delegation that does not read it yet.")
    field = "sides"


class OthersDecideToo(Refused):
    """Each originator must say yes."""

    sentence = _("Other originators decide this with you. Ask for wider release: each of them must say yes.")


class SharedByItsAct(Refused):
    """What is sent or given is shared by that act alone."""

    sentence = _("It is shared when it is sent or given, and not before.")


class GroundFirst(Refused):
    """Nobody shows a third side what is weak on a neighbour's ground before that side controls it."""

    sentence = _("It lies on the ground of %(sides)s: let it be read there first, then ask for wider release.")
    field = "readers"


class GroundControls(Refused):
    """Who has come to own the ground is asked as well."""

    sentence = _(
        "It lies on the ground of %(sides)s, who reads it and does not control it yet. %(originators)s must ask for wider"
        " release of it: by that act it is controlled there, too."
    )
    field = "readers"


class ControlsToo(Refused):
    """An originator reads what it controls."""

    sentence = _("This side controls it, too, and goes on reading it.")


class Bound(Refused):
    """What all have consented to is not narrowed."""

    sentence = _("This is in force between governments: it is not narrowed. Suspend it instead.")


class MarkGoesDown(Refused):
    """What a mark falls to is lower, on a day to come."""

    sentence = _("A mark falls to a lower one, on a day to come.")
    field = "mark_then"


def marks_as_held(thing: Any) -> dict[str, Any]:
    """What the form that marks a thing rewrites."""
    return values_of(thing, HELD)


@transaction.atomic
def share(
    *,
    thing: Any,
    actor: Person,
    now: datetime,
    sides: Iterable[str],
    passages: Iterable[Any] = (),
    as_parties: bool = True,
    by_its_act: bool = False,
) -> Any:
    """Let more sides read a whole, and those of its passages that are named by key; returns it.

    The owners of the ground on which it lies share control from then on. As parties the new readers also work on the whole.
    `by_its_act` is for the act by which a draft of its kind is shared.
    Refuses `SharedByItsAct`, `NobodyToRead`, `OthersDecideToo`, `RepeatsWithheld`.
    """
    thing = locked(thing)
    ensure(rules.can_control(actor, thing))
    if not (by_its_act or kind_of(thing).may_share(thing)):
        raise SharedByItsAct
    added = _known(may_be_told(thing, sides))
    fresh = [code for code in added if code not in thing.releasable_to]
    chosen = {str(key) for key in passages}
    mine = (
        [each for each in passages_of(thing) if str(each.pk) in chosen and each.originators == [actor.code]]
        if chosen
        else []
    )
    if not fresh and not mine:
        raise NobodyToRead
    if fresh and thing.originators != [actor.code]:
        raise OthersDecideToo
    ground = ground_of(thing)
    if fresh:
        widen(thing, fresh, actor, now, ground=ground, as_parties=as_parties)
        record(f"workinggroup.{kind_of(thing).key}.shared", thing, actor=actor, codes=fresh)
        kind_of(thing).tell_readers(thing, fresh, actor, now)
    readers = {each.pk: sorted({*each.releasable_to, *(c for c in added if c in thing.releasable_to)}) for each in mine}
    refuse_repeats(thing, readers)
    for each in mine:
        widen(
            each,
            [code for code in readers[each.pk] if code not in each.releasable_to],
            actor,
            now,
            ground=ground,
            checked=True,
        )
    return thing


@transaction.atomic
def share_passage(*, thing: Any, actor: Person, now: datetime, sides: Iterable[str]) -> Any:
    """Let more sides read a passage that the actor's side alone controls, of those that read the whole. Refuses `SharedByItsAct`,
    `NobodyToRead`, `OthersDecideToo`, `RepeatsWithheld`."""
    thing = locked(thing)
    ensure(rules.can_control(actor, thing))
    if not kind_of(thing).may_share(thing.whole):
        raise SharedByItsAct
    fresh = [code for code in _known(may_be_told(thing, sides)) if code not in thing.releasable_to]
    if not fresh:
        raise NobodyToRead
    if thing.originators != [actor.code]:
        raise OthersDecideToo
    widen(thing, fresh, actor, now, ground=ground_of(thing.whole))
    readers = thing.releasable_to
    record("workinggroup.handling.widened", thing.whole, actor=actor, releasable_to=readers, codes=fresh)
    return thing


@transaction.atomic
def narrow(*, thing: Any, actor: Person, now: datetime, code: str, reason: str = "") -> Any:
    """Let a side no longer read a whole or passage; what it has read stays read. With a whole goes what hangs on it and the
    actor's side controls: let in once more, the side would read that, though nobody had said so anew.

    Refuses `ControlsToo`, `Bound`.
    """
    thing = locked(thing)
    ensure(rules.can_control(actor, thing))
    if code in thing.originators:
        raise ControlsToo
    whole = thing.whole if isinstance(thing, Passage) else thing
    if kind_of(thing).is_bound(whole):
        raise Bound
    if code in thing.releasable_to:
        inner = [] if isinstance(thing, Passage) else children_of(thing)
        for each in (thing, *inner):
            if actor.code in each.originators and code in each.releasable_to and code not in each.originators:
                withdraw_reader(each, code, actor.code, actor.name, now)
        # The side itself is told: what it remembers of what it reads moves with its trail.
        readers = [*thing.releasable_to, code]
        record("workinggroup.handling.narrowed", whole, actor=actor, releasable_to=readers, code=code, reason=reason)
    return thing


def withdraw_reader(thing: Any, code: str, by: str, name: str, now: datetime) -> None:
    """Take back an originator's yes, and let the side no longer read the thing. For a locked row, in the originator's context."""
    live = Grant.objects.filter(thing=thing.pk, code=code, by=by, revoked_at__isnull=True)
    live.update(revoked_at=now, revoked_by_name=name)
    thing.releasable_to = [each for each in thing.releasable_to if each != code]
    thing.editable_by = [each for each in thing.editable_by if each != code]
    thing.save(update_fields=["releasable_to", "editable_by"])


@transaction.atomic
def mark(
    *,
    thing: Any,
    actor: Person,
    now: datetime,
    marking: str,
    mark_until: date | None = None,
    mark_then: str = "",
    seen: str | None = None,
) -> Any:
    """Say anew how narrow a thing is, and until when. Refuses `ChangedMeanwhile`, `MarkGoesDown`, and `OthersDecideToo` where it
    is to be read more widely than other originators agreed."""
    thing = locked(thing)
    ensure(rules.can_control(actor, thing))
    require_seen(seen, marks_as_held(thing))
    if mark_then and (mark_until is None or mark_until <= now.date() or rank(mark_then) >= rank(marking)):
        raise MarkGoesDown
    lower = rank(marking) < rank(thing.marking) or mark_then not in {"", thing.mark_then}
    if lower and thing.originators != [actor.code]:
        raise OthersDecideToo
    before = {"marking": thing.marking}
    thing.marking, thing.mark_until, thing.mark_then = marking, mark_until, mark_then
    thing.save(update_fields=["marking", "mark_until", "mark_then"])
    whole = thing.whole if isinstance(thing, Passage) else thing
    after = {"marking": marking}
    record(
        "workinggroup.handling.marked",
        whole,
        actor=actor,
        releasable_to=thing.releasable_to,
        before=before,
        after=after,
    )
    return thing


def ground_of(whole: Any) -> list[str]:
    """The sides that share control of a whole once they read it, and of each passage of it that they read."""
    return kind_of(whole).ground(whole)


def widen(
    thing: Any,
    codes: Sequence[str],
    actor: Person,
    now: datetime,
    *,
    ground: Sequence[str] = (),
    as_parties: bool = False,
    checked: bool = False,
) -> None:
    """Grant for the actor's side, and let these sides read the thing. For what the actor's side controls alone.

    Those of them on whose ground it lies share control. A passage is looked through first, unless `checked`. Refuses
    `GroundFirst` where a passage is to be read by a third side, and `RepeatsWithheld`.
    """
    fresh = [code for code in codes if code not in thing.releasable_to]
    if not fresh:
        return
    readers = sorted({*thing.releasable_to, *fresh})
    is_passage = isinstance(thing, Passage)
    if is_passage:
        require_ground_first(thing, fresh, ground)
    if is_passage and not checked:
        refuse_repeats(thing.whole, {thing.pk: readers})
    kept = {"thing_kind": thing_kind(thing), "thing": thing.pk, "marking": thing.marking, "by": actor.code}
    wall = {"releasable_to": sorted({*thing.originators, actor.code}), "editable_by": [actor.code]}
    Grant.objects.bulk_create(Grant(code=code, by_name=actor.name, at=now, **kept, **wall) for code in fresh)
    thing.releasable_to = readers
    thing.originators = [
        *thing.originators,
        *(code for code in ground if code in readers and code not in thing.originators),
    ]
    if is_passage:
        thing.editable_by = thing.originators
    elif as_parties:
        thing.editable_by = sorted({*thing.editable_by, *fresh})
    thing.save(update_fields=["releasable_to", "originators", "editable_by"])


def require_ground_first(passage: Any, codes: Iterable[str], ground: Iterable[str]) -> None:
    """Refuse where a third side is to read a passage before all on whose ground it lies control it: `GroundFirst`, and where they
    read it already, `GroundControls`."""
    others = sorted(code for code in ground if code not in passage.originators)
    if not others or set(codes) <= set(ground):
        return
    if set(others) <= set(passage.releasable_to):
        raise GroundControls(sides=", ".join(others), originators=", ".join(passage.originators))
    raise GroundFirst(sides=", ".join(others))


def share_control(passage: Any, actor: Person, ground: Iterable[str]) -> None:
    """Let those control a passage, too, on whose ground it lies by now, as after a handover, and who read it. For a row of which
    the actor's side is an originator."""
    new = [code for code in ground if code in passage.releasable_to and code not in passage.originators]
    if new and actor.code in passage.originators:
        passage.originators = passage.editable_by = [*passage.originators, *new]
        passage.save(update_fields=["originators", "editable_by"])


def locked(thing: Any) -> Any:
    """A whole or passage as it is now, while nobody else changes it or another part of its whole."""
    model = type(thing)
    if not isinstance(thing, Passage):
        lock_key(thing.pk)
        return model.objects.get(pk=thing.pk)
    lock_key(getattr(thing, f"{model.seen_through}_id"))
    return model.objects.select_related(model.seen_through).get(pk=thing.pk)


def _known(codes: Iterable[str]) -> list[str]:
    known = set(Delegation.objects.filter(kind__in=["delegation", "secretariat"]).values_list("code", flat=True))
    return [code for code in codes if code in known]
