"""Who owns a gap: other sides do once those that own it and those that are to have said yes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap, GapHandover, GapPassage
from workinggroup.gaps.operations.gate import enter, lock, not_now
from workinggroup.gaps.states import OPEN, Act


class TheyDoNotRead(Refused):
    """Nobody owns what it cannot read."""

    sentence = _("%(sides)s cannot read this gap. Ask for wider release first.")
    field = "owners"


class SameOwners(Refused):
    """A handover changes something."""

    sentence = _("These delegations own it already.")
    field = "owners"


class HandoverIsOpen(Refused):
    """One proposal at a time."""

    sentence = _("Other owners are proposed already.")


class NoHandover(Refused):
    """One says yes to a proposal."""

    sentence = _("Nobody proposes other owners.")


@transaction.atomic
def propose_handover(*, gap: Gap, actor: Person, now: datetime, owners: Sequence[str]) -> GapHandover:
    """Propose for an owner which sides are to own a gap; that is the own yes. Refuses `NotNow`, `TheyDoNotRead`, `SameOwners`,
    `HandoverIsOpen`."""
    gap = lock(gap)
    ensure(rules.can_hand_over(actor, gap))
    if gap.status not in OPEN:
        raise not_now(gap)
    wanted = sorted(set(owners))
    if not wanted or set(wanted) == set(gap.owners):
        raise SameOwners
    if outside := [code for code in wanted if code not in gap.releasable_to or code == "SEC"]:
        raise TheyDoNotRead(sides=", ".join(outside))
    if GapHandover.objects.filter(gap=gap, ended_at=None).exists():
        raise HandoverIsOpen
    asked = sorted({*gap.owners, *wanted})
    found = GapHandover(gap=gap, owners=wanted, yes=[actor.code], by_side=actor.code, by_name=actor.name, at=now)
    found.releasable_to, found.editable_by = gap.releasable_to, asked
    found.save(force_insert=True)
    enter(Act.HANDING, gap, actor, now, ", ".join(wanted))
    return found


@transaction.atomic
def agree_to_handover(*, gap: Gap, actor: Person, now: datetime, yes: bool = True) -> Gap:
    """Say yes for a side that owns a gap or is to own it, or end the proposal. Once all have said yes, an owner hands it over.

    New owners control the gap, and sharing control is for those who have it: so an owner does the last step, and shares control
    of the own passages that they read. Refuses `NoHandover`, `NotNow`.
    """
    gap = lock(gap)
    found = GapHandover.objects.filter(gap=gap, ended_at=None).select_related("gap").first()
    if found is None:
        raise NoHandover
    ensure(rules.can_agree_handover(actor, found))
    if not yes:
        _end(found, now)
        enter(Act.REFUSED, gap, actor, now)
        return gap
    if gap.status not in OPEN:
        raise not_now(gap)
    if actor.code not in found.yes:
        found.yes = [*found.yes, actor.code]
        found.save(update_fields=["yes"])
    if {*gap.owners, *found.owners} <= set(found.yes) and actor.code in gap.originators:
        gap.ever_owners = sorted({*gap.ever_owners, *found.owners})
        gap.originators = [*gap.originators, *(code for code in found.owners if code not in gap.originators)]
        gap.owners, gap.done_by, gap.done_parts, gap.changed_at = found.owners, [], [], now
        gap.save(update_fields=["owners", "done_by", "done_parts", "ever_owners", "originators", "changed_at"])
        _share_control(gap, actor, found.owners)
        _end(found, now)
        enter(Act.HANDED, gap, actor, now, ", ".join(found.owners))
    else:
        enter(Act.AGREED, gap, actor, now)
    return gap


def _share_control(gap: Gap, actor: Person, owners: Sequence[str]) -> None:
    for each in GapPassage.objects.filter(gap=gap, originators__contains=[actor.code]):
        if new := [code for code in owners if code in each.releasable_to and code not in each.originators]:
            each.originators = each.editable_by = [*each.originators, *new]
            each.save(update_fields=["originators", "editable_by"])


def _end(found: GapHandover, now: datetime) -> None:
    found.ended_at = now
    found.save(update_fields=["ended_at"])
