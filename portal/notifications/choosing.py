"""By which ways news reaches people: what they chose, else what holds on their side, else what is usual."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.notifications.kinds import KINDS, Kind, Ways
from portal.notifications.models import Choice

ASKED = KeptStatement("SELECT person, side, bell, mail, digest FROM notifications_choices(%s, %s, %s)")


def ways_of_each(people: Sequence[Any], kind: Kind) -> dict[Any, Ways]:
    """The ways of one kind to each of these people, whoever asks. One SQL query; none where nothing can be chosen."""
    if kind.is_mandatory or not people:
        return {each.pk: kind.always for each in people}
    codes = sorted({each.code for each in people if each.code})
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [[each.pk for each in people], codes, kind.name])
        found = {person or side: Ways(*ways) for person, side, *ways in cursor.fetchall()}
    return {each.pk: found.get(each.pk) or found.get(each.code) or kind.usual for each in people}


def choices_of(person: Person) -> dict[str, Ways]:
    """The ways of every kind to the person who reads. One SQL query."""
    return usual_ways(person) | _written(Choice.objects.filter(person_id=person.pk))


def usual_ways(person: Person) -> dict[str, Ways]:
    """What holds on the person's side for those who have not chosen. One SQL query."""
    usual = {kind.name: kind.usual for kind in KINDS.values()}
    return usual | (_written(Choice.objects.filter(side=person.code)) if person.code else {})


def chosen_rows(person: Person, *, for_side: bool) -> Q:
    """The rows in which a person chose for the own self, or for the own side."""
    return Q(side=person.code) if for_side else Q(person_id=person.pk)


def _written(rows: Iterable[Choice]) -> dict[str, Ways]:
    known = {row.kind: row.ways for row in rows if row.kind in KINDS}
    return {name: ways | KINDS[name].always for name, ways in known.items()}
