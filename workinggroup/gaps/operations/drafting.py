"""How a gap comes to be: drafted by one side for itself, and raised."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap, GapPassage, Place
from workinggroup.gaps.operations.gate import enter, lock, not_now, require, turn, workdays_later
from workinggroup.gaps.operations.rating import begin_round
from workinggroup.gaps.states import ANSWERED_WITHIN, Act, Moment, Part, Status
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.handling.numbering import draw_number
from workinggroup.handling.operations import share
from workinggroup.handling.operations.sharing import NobodyToRead

DRAFTED = ("title", "kind", "place_id", "owners")


class NoTitle(Refused):
    """A gap is called something."""

    sentence = _("Give it a title in at least one language, without a place and without a method.")
    field = "title_en"


class NoOwner(Refused):
    """Somebody mends it."""

    sentence = _("Say which delegation is to mend it: whose ground it lies on.")
    field = "owners"


class NotTheirGround(Refused):
    """A place lies on somebody's ground."""

    sentence = _("%(place)s lies on the ground of %(sides)s. Name one of them as owner, or choose another place.")
    field = "owners"


class NothingDescribed(Refused):
    """Others learn what is weak."""

    sentence = _("Describe what is weak before you raise it: write at least one passage.")


class ForThemAlone(Refused):
    """Nobody shows a third side what is weak on a neighbour's ground."""

    sentence = _(
        "It lies on the ground of others: raise it for them alone. Once they control it with you, you can ask them for wider"
        " release."
    )
    field = "readers"


class NobodyReads(Refused):
    """To raise is to share."""

    sentence = _("Choose at least one other delegation that is to read it.")
    field = "readers"


@transaction.atomic
def draft_gap(
    *,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    kind: str,
    place: Place | None = None,
    owners: Sequence[str] = (),
    marking: str = Marking.AMBER,
    external_ref: str = "",
) -> Gap:
    """Begin a draft that the actor's side alone reads. Refuses `NoTitle`, `IdentifiesPerson`."""
    ensure(rules.can_draft(actor))
    own = [actor.code]
    gap = Gap(raised_by_id=actor.code, created_at=now, changed_at=now, marking=marking, external_ref=external_ref)
    gap.title, gap.kind, gap.place, gap.owners = said_title(title), kind, place, list(owners)
    gap.releasable_to = gap.editable_by = gap.originators = own
    gap.save(force_insert=True)
    record("workinggroup.gap.drafted", gap, actor=actor)
    return gap


def gap_as_held(gap: Gap) -> dict[str, Any]:
    """What the form that changes a draft rewrites."""
    return values_of(gap, DRAFTED)


@transaction.atomic
def change_gap(
    *,
    gap: Gap,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    kind: str,
    place: Place | None = None,
    owners: Sequence[str] = (),
    seen: str | None = None,
) -> Gap:
    """Rewrite a draft, or what its owner contested: then its owners stay. Refuses `ChangedMeanwhile`, `NotNow`, `NoTitle`,
    `IdentifiesPerson`."""
    gap = lock(gap)
    ensure(rules.can_draft(actor, gap))
    if gap.status not in {Status.DRAFT, Status.CONTESTED}:
        raise not_now(gap)
    require_seen(seen, gap_as_held(gap))
    gap.title, gap.kind, gap.place, gap.changed_at = said_title(title), kind, place, now
    if gap.is_draft:
        gap.owners = list(owners)
    gap.save(update_fields=["title", "kind", "place", "owners", "changed_at"])
    record("workinggroup.gap.changed", gap, actor=actor)
    return gap


@transaction.atomic
def raise_gap(
    *, gap: Gap, actor: Person, now: datetime, readers: Iterable[str] = (), passages: Iterable[Any] = ()
) -> Gap:
    """Share a draft with its owners, who control it from then on, and ask them to accept it; the sides are asked to rate it.

    `readers` are further sides, where it lies on the own ground alone. `passages` are the keys of those that they read. What was
    contested is raised anew for those who read it. Refuses `NotNow`, `NoOwner`, `NotTheirGround`, `NothingDescribed`,
    `ForThemAlone`, `NobodyReads`.
    """
    gap = lock(gap)
    ensure(rules.can_raise(actor, gap))
    require(gap, Status.RAISED)
    due = workdays_later(now, ANSWERED_WITHIN, gap.owners)
    if gap.status == Status.CONTESTED:
        turn(gap, Status.RAISED, now, due_on=due)
        enter(Act.REWORDED, gap, actor, now)
        return gap
    others = _readers(gap, actor, readers)
    keys = [str(key) for key in passages]
    described = GapPassage.objects.filter(gap=gap, part=Part.DESCRIPTION, pk__in=keys)
    if not described.exists():
        raise NothingDescribed
    try:
        gap = share(thing=gap, actor=actor, now=now, sides=others, passages=keys, by_its_act=True)
    except NobodyToRead:
        # They read all of it already.
        gap = lock(gap)
    lock_key(f"gaps raised by {actor.code}")
    number = draw_number(Gap.objects.filter(raised_by=actor.code))
    turn(gap, Status.RAISED, now, number=number, raised_at=now, ever_owners=list(gap.owners), due_on=due)
    enter(Act.RAISED, gap, actor, now)
    begin_round(gap, actor, now, Moment.CURRENT)
    return gap


@transaction.atomic
def drop_gap(*, gap: Gap, actor: Person, now: datetime) -> Gap:
    """Drop a draft, or what its owner contested and the raiser gives up. Refuses `NotNow`."""
    gap = lock(gap)
    ensure(rules.can_raise(actor, gap))
    turn(gap, Status.DROPPED, now, due_on=None)
    enter(Act.DROPPED, gap, actor, now)
    return gap


def said_title(title: Mapping[str, str]) -> dict[str, str]:
    """A title in the languages that have one. Refuses `NoTitle`, `IdentifiesPerson`."""
    said = {language: words.strip() for language, words in title.items() if words.strip()}
    if not said:
        raise NoTitle
    refuse_identifiers(said.values())
    return said


def _readers(gap: Gap, actor: Person, readers: Iterable[str]) -> list[str]:
    """Who reads it beside the own side."""
    if not gap.owners:
        raise NoOwner
    if gap.place and not set(gap.owners) & set(gap.place.sides):
        raise NotTheirGround(place=str(gap.place), sides=", ".join(gap.place.sides))
    owners = [code for code in gap.owners if code != actor.code]
    more = [code for code in readers if code not in {actor.code, *owners}]
    if owners and more:
        raise ForThemAlone
    if not owners and not more:
        raise NobodyReads
    return [*owners, *more]
