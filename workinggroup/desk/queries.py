"""Everything on one person's desk, and what waits on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.negotiation.queries.map import TextMap, map_for, waiting_besides
from meetings.release.queries.closing import ShownStep, Step, steps_of
from meetings.rounds.models import Meeting
from meetings.rounds.queries import deadlines_of, follow_up_for
from meetings.slices import SLICES as MEETINGS
from portal.audit.models import Entry
from portal.audit.operations import detail_of
from portal.audit.remembered import Moment, Remembered, this_moment
from portal.audit.words import Told, told
from portal.core import times
from portal.core.people import Person
from portal.core.questions import SOME_KEYS, Question, among
from portal.core.slices import load
from portal.core.waiting import Awaiting, Waits, nearest
from portal.people import waits as people
from portal.people.models import DeadAddress
from portal.people.queries import dead_address_of
from portal.people.rules import is_secretariat
from portal.people.sides import present_sides
from portal.people.slices import SLICES as PEOPLE
from workinggroup.actionitems.lines import ItemLine, lines_at, read_ahead
from workinggroup.actionitems.states import Urgency
from workinggroup.actionitems.tally import DAYS_OF, IS_OPEN, TALLY, Stretch, Tally, first_keys, values_of
from workinggroup.actionitems.waits import keys_awaited, keys_shown
from workinggroup.desk.timeline import Point, named_days, position_of, weekends
from workinggroup.slices import SLICES as WORKING_GROUP

# So many lines of a list that continues on its own page.
SHORT = 6
MOST_WAITS = 25
NEWS = 5
COLLEAGUES, LATE, UNOWNED = range(3)

# What waits on a person, as each slice's `waits` module says; and what is awaited of others, the work before the meetings.
MODULES = {
    package: load(package, slices, ("waits",))
    for package, slices in (("portal.people", PEOPLE), ("meetings", MEETINGS), ("workinggroup", WORKING_GROUP))
}
WAITS: list[Callable[..., Waits]] = [
    people.waits,
    *(module.waits for modules in MODULES.values() for module in modules),
]
AWAITED: list[Callable[..., list[Awaiting]]] = [
    module.awaited for modules in reversed(MODULES.values()) for module in modules if hasattr(module, "awaited")
]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many items a delegation has open, late and without an owner, as far as the reader may see."""

    side: str
    open: int
    late: int
    unowned: int


@dataclass(frozen=True, slots=True)
class News:
    """An act of somebody else, ready to print: whose side, what, when."""

    side: str
    told: Told
    day: date
    clock: str


@dataclass(frozen=True)
class Desk:
    """Everything on one person's desk. `besides` is how many places of `text` that have no cell wait on the person, `closing` are
    the final texts that are not out, `awaited` is what others are waited for, for the secretariat alone; None for others.
    `dead` is the person's own address, if mail comes back from it."""

    ministerial: Meeting | None
    days: int | None
    text: TextMap | None
    besides: int
    closing: list[ShownStep]
    deadlines: list[Point]
    weekends: list[tuple[int, int]]
    waits: Waits
    awaited: list[Awaiting] | None
    colleagues: list[ItemLine]
    attention: list[ItemLine]
    standing: list[Standing]
    news: list[News]
    dead: DeadAddress | None


class OurKeys(NamedTuple):
    """Which items of a side stand on a desk: the first that wait on colleagues, and that are late or without owner."""

    colleagues: tuple[UUID, ...]
    attention: tuple[UUID, ...]


def waiting_on(user: Person, *, now: datetime, moment: Moment | None = None, most: int | None = None) -> Waits:
    """What waits on this person in any slice, nearest date first, undated last; at most `most` are read."""
    moment = moment or this_moment()
    return nearest((waits_of(user, now=now, moment=moment, most=most) for waits_of in WAITS), most)


def waiting_on_each(people: Sequence[Any], *, now: datetime, moment: Moment) -> dict[Any, Waits]:
    """What waits on each of several people of one side, by their keys, in the present language; the number of SQL queries
    follows from how many coordinate or speak for their side, not from how many people there are.
    """
    parts = [_each(module, people, now, moment) for modules in MODULES.values() for module in modules]
    return {person.pk: nearest([part[person.pk] for part in parts]) for person in people}


def _each(module: ModuleType, people: Sequence[Any], now: datetime, moment: Moment) -> dict[Any, Waits]:
    if hasattr(module, "waits_of_each"):
        found: dict[Any, Waits] = module.waits_of_each(people, now=now, moment=moment)
        return found
    return {person.pk: module.waits(person, now=now, moment=moment) for person in people}


def awaited_by(user: Person, *, now: datetime, moment: Moment | None = None) -> list[Awaiting]:
    """What the delegations are waited for in any slice, as far as the reader may see it, in groups."""
    moment = moment or this_moment()
    return [group for awaited in AWAITED for group in awaited(user, now=now, moment=moment, most=SHORT)]


def desk_of(user: Person, *, now: datetime) -> Desk:
    """The whole desk, in a constant number of SQL queries."""
    today, moment = times.local(now, user.zone).date(), this_moment()
    ministerial = follow_up_for(user, now=now)
    closing = steps_of(moment)
    deadlines = _deadlines(ministerial, user, today, moment, closing)
    keys = OUR_KEYS(moment, user.code, user.pk, today)
    ours = [*keys.colleagues, *keys.attention]
    across = keys_awaited(today=today, moment=moment, most=SHORT) if is_secretariat(user) else []
    read_ahead([*ours, *across, *keys_shown(user, today=today, moment=moment, most=MOST_WAITS)], today, moment)
    lines = lines_at(ours, today, moment)
    text = map_for(ministerial, user, moment) if ministerial else None
    return Desk(
        ministerial=ministerial,
        days=times.days_until(ministerial.starts_at, now, user.zone) if ministerial else None,
        text=text,
        besides=waiting_besides(text, user, moment) if text else 0,
        closing=closing,
        deadlines=deadlines,
        weekends=weekends(today, deadlines[-1].day) if deadlines else [],
        waits=waiting_on(user, now=now, moment=moment, most=MOST_WAITS),
        awaited=awaited_by(user, now=now, moment=moment) if is_secretariat(user) else None,
        colleagues=[lines[key] for key in keys.colleagues if key in lines],
        attention=[lines[key] for key in keys.attention if key in lines],
        standing=_standing(user, TALLY(moment, today)),
        news=_news(user, moment),
        dead=dead_address_of(user, moment=moment),
    )


def _deadlines(
    ministerial: Meeting | None, user: Person, today: date, moment: Moment, closing: Sequence[ShownStep]
) -> list[Point]:
    """The deadlines of the ministerial, what final texts wait for, the next due days of our items up to it, and itself. None of
    the person's own days is dropped: one whose label has no room is told by its neighbour's."""
    if ministerial is None or ministerial.starts_on <= today:
        return []
    last = ministerial.starts_on
    due = {day: (count, mine) for day, count, mine in DAYS_OF(moment, user.code, user.pk, today, last)}
    set_days: dict[date, list[str]] = {}
    for line in deadlines_of(ministerial, user, today):
        if today < line.day < last:
            set_days.setdefault(line.day, []).append(str(line.deadline))
    steps = {day for each in closing if (day := _day_of(each.step, user)) and today < day < last}
    for each in closing:
        if (day := _day_of(each.step, user)) in steps and day:
            set_days.setdefault(day, []).insert(0, each.step.label)
    own = [day for day, (_count, mine) in due.items() if mine]
    named, told = named_days(own, [*sorted(steps), *sorted(set_days), *sorted(due)], today, last)
    points = [Point(today, _("Today"), _yours(told.get(today)), is_ours=True, position=0)]
    for day in sorted({*named, *own, *set_days}):
        count, mine = due.get(day, (0, 0))
        items = ngettext("%(count)s item due", "%(count)s items due", count) % {"count": count} if count else ""
        yours = _yours([*([day] if mine else []), *told[day]]) if day in told else _("yours among them") if mine else ""
        words = [", ".join(set_days.get(day, ())), "" if day in told and day in set_days else items, yours]
        label, *second = filter(None, words)
        place = position_of(day, today, last)
        points.append(Point(day, label, "; ".join(second), bool(count) or day in steps, place, day in named))
    return [*points, Point(last, _("Ministerial"), _yours(told.get(last)), is_ours=True, position=1000)]


def _day_of(step: Step, user: Person) -> date | None:
    """The day of a step as the person's calendar has it."""
    return times.local(step.at, user.zone).date() if step.at else step.day


def _yours(days: list[date] | None) -> str:
    """The person's days that a neighbour's label tells, the first two by name."""
    if not days:
        return ""
    words = ", ".join(times.brief_day(day) for day in days[:2])
    more = len(days) - 2
    if more > 0:
        return ngettext("yours: %(days)s and %(count)s more", "yours: %(days)s and %(count)s more", more) % {
            "days": words,
            "count": more,
        }
    return _("yours: %(days)s") % {"days": words}


def _our_keys(code: str, me: Any, today: date) -> OurKeys:
    """One SQL query."""
    ours = f"{IS_OPEN} AND delegation_id = %(code)s AND "
    found = first_keys(
        {
            COLLEAGUES: Stretch(ours + "assignee_id <> %(me)s", "true", SHORT),
            LATE: Stretch(ours + "{due} < %(today)s", "true", SHORT),
            UNOWNED: Stretch(ours + "assignee_id IS NULL AND {due} >= %(today)s", "true", SHORT),
        },
        values_of(today) | {"code": code, "me": me},
    )
    return OurKeys(tuple(found[COLLEAGUES]), tuple([*found[LATE], *found[UNOWNED]][:SHORT]))


OUR_KEYS: Remembered[OurKeys] = Remembered(_our_keys)


def _standing(user: Person, tally: Tally) -> list[Standing]:
    """How the delegations stand, in the order in which they sit."""
    there, late = tally.sides, (Urgency.LATE,)
    order = [code for code in present_sides(getattr(user, "sides_digest", "")).delegations if code in there]
    return [
        Standing(code, tally.count(side=code), tally.count(late, code), tally.count(side=code, unowned=True))
        for code in order
    ]


def _news(user: Person, moment: Moment) -> list[News]:
    """The last acts by others that concern the user's side. One SQL query, one more when
    their keys are not remembered, and two at most for each kind of thing acted on."""
    keys = NEWS_OF(moment, user.code, str(user.pk))
    latest = sorted(ENTRIES(list(keys)), key=lambda entry: (entry.at, entry.pk), reverse=True) if keys else []
    return [
        News(
            entry.delegation,
            words,
            times.local(entry.at, user.zone).date(),
            times.clock(entry.at, user.zone),
        )
        for entry, words in zip(latest, told(latest, user, detail_of), strict=True)
    ]


def _news_of(code: str, me: str) -> tuple[UUID, ...]:
    acts = Entry.objects.filter(releasable_to__contains=[code], administration=False).exclude(actor=me)
    return tuple(acts.order_by("-at", "-pk").values_list("pk", flat=True)[:NEWS])


ENTRIES: Question[Entry] = Question(lambda keys: Entry.objects.filter(among("id", keys)), SOME_KEYS)
NEWS_OF: Remembered[tuple[UUID, ...]] = Remembered(_news_of)
