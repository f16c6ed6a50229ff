"""Where in the thread a matter belongs: a side that reads both says so, and takes it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.handling import rules
from workinggroup.handling.things import kind_of
from workinggroup.handling.ties import ThreadTie, spot_name


class TiedAlready(Refused):
    """A side says it once."""

    sentence = _("Your delegation has said already that this belongs here.")
    field = "thing"


@transaction.atomic
def tie_thing(*, thing: Any, spot: Any, actor: Person, now: datetime) -> ThreadTie:
    """Say that a matter has to do with a paragraph, a row of an agenda, a proposal for one or a progress report; those
    read it who read both. Refuses `TiedAlready`."""
    lock_key(thing.pk)
    ensure(rules.can_tie(actor, thing))
    ends = {kind_of(thing).key: thing, spot_name(spot): spot}
    if ThreadTie.objects.filter(side=actor.code, **ends).exists():
        raise TiedAlready
    tie = ThreadTie(side_id=actor.code, stood=thing.status, by_name=actor.name, at=now, **ends)
    tie.releasable_to = sorted({actor.code, *spot.known_to(thing.known_to(thing.releasable_to))})
    tie.editable_by = [actor.code]
    tie.save(force_insert=True)
    record("workinggroup.handling.tied", thing, actor=actor, releasable_to=tie.releasable_to)
    return tie


@transaction.atomic
def untie_thing(*, tie: ThreadTie, actor: Person) -> None:
    """Take back that a matter belongs somewhere; what was said of it besides stays. Twice is once."""
    thing = tie.thing
    lock_key(thing.pk)
    ensure(rules.can_untie(actor, tie))
    there = ThreadTie.objects.filter(pk=tie.pk)
    if there.exists():
        there.delete()
        record("workinggroup.handling.untied", thing, actor=actor, releasable_to=tie.releasable_to)
