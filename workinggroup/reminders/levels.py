"""Whose choice of rungs counts: the group's, a delegation's, a person's, each within what stands above it. Pure.

Above the group stands `cadence.toml`. A level chooses the rungs it may; what the level above holds fast stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from workinggroup.reminders.cadence import Cadence, Rung, in_order, usual_cadences
from workinggroup.reminders.states import LADDER, Audience, Level

# So many rungs a level may choose for a kind; more mails than that nobody reads.
MOST = 12
AUDIENCES: dict[Level, tuple[Audience, ...]] = {
    Level.GROUP: tuple(Audience),
    Level.SIDE: (Audience.OWNER, *LADDER),
    Level.OWN: (Audience.OWNER,),
}


class TooManyRungs(Refused):
    """More rungs than `MOST`."""

    sentence = _("%(count)s reminders are too many; choose %(most)s at most.")


class RungIsNotTheirs(Refused):
    """A rung to whom the level has nothing to say, or one that a person calls mandatory."""

    sentence = _("Whom this reminder goes to is not decided here.")


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind's cadence at one level: what is `held` from above, what the level chose or may change, and whether it chose."""

    level: Level
    held: Cadence
    free: Cadence
    is_chosen: bool

    @property
    def cadence(self) -> Cadence:
        return in_order((*self.held, *self.free))

    @property
    def seen(self) -> dict[str, Any]:
        """What a form over it shows."""
        parts = {"held": self.held, "free": self.free}
        return {name: [rung.words for rung in rungs] for name, rungs in parts.items()} | {"chosen": self.is_chosen}


@dataclass(frozen=True)
class Choices:
    """What the group, one side and its people chose, by kind, as far as the reader may know; the rest is as it comes."""

    group: Mapping[str, Cadence] = field(default_factory=dict)
    side: Mapping[str, Cadence] = field(default_factory=dict)
    people: Mapping[UUID, Mapping[str, Cadence]] = field(default_factory=dict)

    def standing(self, level: Level, kind: str, person: UUID | None = None) -> Standing:
        """How a kind stands at a level; that of a person takes the person."""
        chosen = [self.group.get(kind), self.side.get(kind)]
        chosen.append(self.people.get(person, {}).get(kind) if person else None)
        above = usual_cadences()[kind]
        for each, words in zip(Level, chosen, strict=True):
            found = stand(each, above, words)
            if each == level:
                break
            above = found.cadence
        return found

    def cadences(self) -> dict[str, Cadence]:
        """The cadences of the side, by kind."""
        return {kind: self.standing(Level.SIDE, kind).cadence for kind in usual_cadences()}

    def own(self, person: UUID) -> dict[str, Cadence]:
        """The cadences that a person chose, by kind."""
        return {kind: self.standing(Level.OWN, kind, person).cadence for kind in self.people.get(person, ())}


def stand(level: Level, above: Cadence, chosen: Cadence | None) -> Standing:
    """A level's cadence under that of the level above: what is held there, and what was chosen here, or where nothing was
    the rest of what stands above. A chosen rung that the level may not choose counts for nothing.
    """
    held = tuple(rung for rung in above if is_held(level, rung))
    if chosen is None:
        return Standing(level, held, tuple(rung for rung in above if not is_held(level, rung)), is_chosen=False)
    keys = {rung.key for rung in held}
    free = {rung.key: rung for rung in chosen if may_choose(level, rung) and rung.key not in keys}
    return Standing(level, held, in_order(free.values()), is_chosen=True)


def is_held(level: Level, rung: Rung) -> bool:
    """Whether a rung of the level above can be neither dropped nor changed at this level."""
    return rung.is_mandatory or rung.audience not in AUDIENCES[level]


def may_choose(level: Level, rung: Rung) -> bool:
    """Whether a level may choose a rung; a person makes none mandatory."""
    return rung.audience in AUDIENCES[level] and not (level == Level.OWN and rung.is_mandatory)


def checked(standing: Standing, rungs: Iterable[Rung]) -> Cadence:
    """What a level chooses: its own rungs without those that are held from above anyway. Refuses `RungIsNotTheirs`,
    `TooManyRungs`.
    """
    held = {rung.key for rung in standing.held}
    free = {rung.key: rung for rung in rungs if rung.key not in held}
    if any(not may_choose(standing.level, rung) for rung in free.values()):
        raise RungIsNotTheirs
    if len(free) > MOST:
        raise TooManyRungs(count=len(free), most=MOST)
    return in_order(free.values())
