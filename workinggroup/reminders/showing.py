"""What the page about when reminders go needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from portal.core import times
from portal.core.deadlines import Deadline
from portal.core.people import Person
from portal.people.rules import is_secretariat
from workinggroup.reminders.cadence import Rung, usual_cadences
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.explaining import audience_words, rung_words
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.levels import Choices, Standing
from workinggroup.reminders.operations import side_of
from workinggroup.reminders.planning import Side, told_of, wanted_reminders
from workinggroup.reminders.states import Audience, Level
from workinggroup.reminders.stopping import Stop

# What the page tries the rungs on, where nobody names a day.
TRIED = timedelta(days=45)
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung in words, whether nobody can switch it off, and the day on which it would go to the reader; where it would not
    go, `reason` says why.
    """

    words: str
    to: str
    is_mandatory: bool
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class KindPart:
    """A kind of deadline: its rungs as they hold for the reader, and the levels that chose them."""

    kind: str
    label: str
    rungs: list[RungLine]
    chosen: str


@dataclass(frozen=True)
class CadencePage:
    """When the reader is reminded of each kind, tried on something of the reader's own that is due on `on`."""

    on: date
    zone: str
    kinds: list[KindPart]


def cadence_page(user: Person, *, now: datetime, on: date | None = None) -> CadencePage:
    """When the reader is reminded, kind by kind. Five SQL queries."""
    on = on or times.local(now, user.zone).date() + TRIED
    choices = read_choices(user.code)
    side = side_of(user.code, choices)
    kinds = [kind for kind in usual_cadences() if kind in KINDS]
    return CadencePage(on, user.zone, [_part(kind, choices, side, user, on, now) for kind in kinds])


def held_lines(standing: Standing) -> list[RungLine]:
    """What a level cannot change, in words."""
    return [RungLine(rung_words(rung), to_words(rung), rung.is_mandatory) for rung in standing.held]


@dataclass(frozen=True, slots=True)
class StopLine:
    """A kind of deadline that a link switches off: the reminders that end, and those that go on, in words."""

    label: str
    ends: list[str]
    stays: list[str]


def what_stops(person: Person, stop: Stop) -> list[StopLine]:
    """The person's own reminders of each kind that a link names, as they are before it is pressed. Two SQL queries."""
    choices = read_choices(person.code)
    found = []
    for kind in stop.kinds:
        standing = choices.standing(Level.OWN, kind, person.pk)
        stays = [rung_words(rung) for rung in standing.held if rung.is_own]
        found.append(StopLine(str(KINDS[kind].label), [rung_words(rung) for rung in standing.free], stays))
    return found


def to_words(rung: Rung) -> str:
    """To whom a rung goes, those whose the thing is included."""
    return audience_words(rung.audience) or _("to those whose it is")


def _part(kind: str, choices: Choices, side: Side, user: Person, on: date, now: datetime) -> KindPart:
    """The planner itself says what would go to the reader for something of theirs; to the secretariat also of others."""
    tried = [Deadline(kind, NOBODY, on, side.code, None, (user.pk,))]
    if is_secretariat(user):
        tried.append(Deadline(kind, NOBODY, on, "", None))
    told: set[Audience] = set().union(*(told_of(each, side).get(user.pk, ()) for each in tried))
    wanted = wanted_reminders(side, tried, now=now)
    days = {each.rung: each.send_on for each in wanted if each.recipient == user.pk}
    standing = choices.standing(Level.OWN, kind, user.pk)
    rungs = []
    for rung in standing.cadence:
        day = days.get(rung.key)
        reason = "" if day else _why_not(rung, told, on, side, now)
        rungs.append(RungLine(rung_words(rung), to_words(rung), rung.is_mandatory, day, reason))
    return KindPart(kind, str(KINDS[kind].label), rungs, _chosen(choices, kind, user))


def _why_not(rung: Rung, told: set[Audience], on: date, side: Side, now: datetime) -> str:
    if rung.audience not in told:
        return _("not to you")
    is_over = rung.day(on, side.calendar) <= times.local(now, "UTC").date()
    return _("its day is over") if is_over else _("another one goes on that day")


def _chosen(choices: Choices, kind: str, user: Person) -> str:
    """Who chose last what holds for the reader."""
    if kind in choices.people.get(user.pk, {}):
        return _("Chosen by you.")
    if kind in choices.side:
        return _("Chosen by your delegation.")
    return _("Chosen by the secretariat for everybody.") if kind in choices.group else _("As the portal comes.")
