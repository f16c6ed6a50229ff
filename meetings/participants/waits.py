"""What of the lists of participants waits on a person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.participants.models import Participant
from meetings.participants.states import ATTENDING, Answer
from meetings.rounds.models import Deadline, Meeting
from meetings.rounds.states import COMING, DeadlineKind
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.waiting import Awaited, Awaiting, Wait, Waits

# Meetings to come, the nearest first, with the delegations that lack a note verbale, those that have nobody on the list, and
# those whose people have not answered, or not since it moved; each meeting where any does.
LACKING = KeptStatement("""
SELECT * FROM (
    SELECT meeting.id,
        ARRAY(SELECT code FROM unnest(meeting.delegations) AS code WHERE NOT EXISTS (
            SELECT FROM meetings_credentials AS note WHERE note.meeting_id = meeting.id AND note.delegation_id = code)
            ORDER BY code) AS notes,
        ARRAY(SELECT code FROM unnest(meeting.delegations) AS code WHERE NOT EXISTS (
            SELECT FROM meetings_participant AS entry WHERE entry.meeting_id = meeting.id AND entry.delegation_id = code)
            ORDER BY code) AS lists,
        ARRAY(SELECT DISTINCT entry.delegation_id FROM meetings_participant AS entry
            WHERE entry.meeting_id = meeting.id AND entry.person_id IS NOT NULL AND (entry.answer = 'none'
                OR (entry.answer IN ('coming', 'remote') AND entry.answered_for IS DISTINCT FROM meeting.schedule_version))
            ORDER BY entry.delegation_id) AS answers
    FROM meetings_meeting AS meeting
    WHERE meeting.status = ANY (%(coming)s) AND meeting.starts_on >= %(today)s ORDER BY meeting.starts_at, meeting.id
) AS lacking
WHERE notes || lists || answers <> '{}'
""")

Lacking = tuple[UUID, tuple[tuple[str, ...], ...]]


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """Meetings to come whose list the person is on, and has not answered or answered before they moved. One SQL query where
    there are some, and one more when their keys are not remembered."""
    today = times.local(now, user.zone).date()
    keys = UNANSWERED(moment, user.pk, today)
    if not keys:
        return Waits([], 0)
    listed = Participant.objects.filter(pk__in=keys[:most]).select_related("meeting")
    found = [
        Wait(
            _("The meeting moved. Say again whether you come:") if entry.is_asked_again else _("Say whether you come:"),
            str(entry.meeting),
            str(entry.meeting),
            reverse("participants:list", args=[entry.meeting.slug]),
            entry.meeting.starts_on,
            (entry.meeting.starts_on - today).days,
            _("You are on your delegation's list."),
            str(entry.meeting),
        )
        for entry in listed.order_by("meeting__starts_at")
    ]
    return Waits(found, len(keys))


def waits_of_each(people: Sequence[Person], *, now: datetime, moment: Moment) -> dict[Any, Waits]:
    """The same for several people: one SQL query, and one for each who has not answered."""
    earliest = times.local(now, "UTC").date() - timedelta(days=1)
    asked = _unanswered_from(earliest).filter(person__in=[person.pk for person in people])
    silent = set(asked.values_list("person_id", flat=True))
    none = Waits([], 0)
    return {person.pk: waits(person, now=now, moment=moment) if person.pk in silent else none for person in people}


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """For meetings to come: credentials that are awaited, lists without anybody, people who have not said whether they come.
    Two SQL queries where there are some, and one more when their keys are not remembered."""
    today = times.local(now, user.zone).date()
    lacking = LACKING_OF(moment, today)
    shown = {key for key, _parts in lacking[:most]}
    meetings = Meeting.objects.in_bulk(list(shown)) if shown else {}
    last = {}
    if shown:
        due = Deadline.objects.filter(meeting__in=shown, kind=DeadlineKind.CREDENTIALS)
        last = dict(due.values_list("meeting_id", "days_before"))
    titles = (_("Credentials"), _("Lists of participants"), _("Answers of participants"))
    found = []
    for place, title in enumerate(titles):
        rows = [(key, parts[place]) for key, parts in lacking if parts[place]]
        there = [
            _awaited(meetings[key], codes, None if place else last.get(key), today)
            for key, codes in rows
            if key in meetings
        ]
        if rows:
            found.append(Awaiting(title, len(rows), tuple(there)))
    return found


def _awaited(meeting: Meeting, sides: tuple[str, ...], days_before: int | None, today: date) -> Awaited:
    day = meeting.starts_on - timedelta(days=days_before or 0)
    address = reverse("participants:list", args=[meeting.slug])
    return Awaited(str(meeting), address, sides, "", day, (day - today).days)


def _lacking(today: date) -> tuple[Lacking, ...]:
    """One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(LACKING, {"coming": list(COMING), "today": today})
        return tuple((key, tuple(tuple(codes) for codes in parts)) for key, *parts in cursor.fetchall())


LACKING_OF: Remembered[tuple[Lacking, ...]] = Remembered(_lacking)


def _unanswered(me: Any, today: date) -> tuple[UUID, ...]:
    """The person's entries on lists of meetings to come that lack an answer, the nearest first. One SQL query."""
    mine = _unanswered_from(today).filter(person_id=me)
    return tuple(mine.order_by("meeting__starts_at").values_list("pk", flat=True))


def _unanswered_from(today: date) -> QuerySet[Participant]:
    """Entries on lists of meetings to come that lack an answer."""
    moved = Q(answer__in=ATTENDING) & ~Q(answered_for=F("meeting__schedule_version"))
    listed = Participant.objects.filter(Q(answer=Answer.NONE) | moved, person__isnull=False)
    return listed.filter(meeting__status__in=COMING, meeting__starts_on__gte=today)


UNANSWERED: Remembered[tuple[UUID, ...]] = Remembered(_unanswered)
