"""What is due of the lists of participants: credentials, and the answers of those who stand on them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.participants.models import Credentials, Participant
from meetings.participants.states import ATTENDING, Answer
from meetings.rounds.deadlines import name_at
from meetings.rounds.models import Deadline as MeetingDeadline
from meetings.rounds.states import COMING, DeadlineKind
from portal.core.deadlines import SOME_DAY, SOME_SIDE, Deadline, Kind
from portal.core.questions import Question


def _lacking(side: str, now: datetime) -> QuerySet[MeetingDeadline]:
    given = Credentials.objects.filter(meeting=OuterRef("meeting"), delegation=side)
    return MeetingDeadline.objects.filter(
        ~Exists(given),
        kind=DeadlineKind.CREDENTIALS,
        meeting__delegations__contains=[side],
        meeting__status__in=COMING,
        meeting__ends_at__gt=now,
    )


def _unanswered(side: str, now: datetime) -> QuerySet[Participant]:
    moved = Q(answer__in=ATTENDING) & ~Q(answered_for=F("meeting__schedule_version"))
    return Participant.objects.filter(
        Q(answer=Answer.NONE) | moved,
        delegation=side,
        person__isnull=False,
        meeting__status__in=COMING,
        meeting__ends_at__gt=now,
    ).order_by("meeting", "person")


LACKING: Question[tuple[UUID, date, int]] = Question(
    lambda side, now: _lacking(side, now).values_list("meeting_id", "meeting__starts_on", "days_before"),
    SOME_SIDE,
    SOME_DAY,
)
ASKED = ("meeting_id", "meeting__starts_on", "meeting__starts_at", "person_id")
UNANSWERED: Question[tuple[UUID, date, datetime, UUID]] = Question(
    lambda side, now: _unanswered(side, now).values_list(*ASKED), SOME_SIDE, SOME_DAY
)


def find_credentials(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Notes verbales that the side has not handed in yet. One SQL query."""
    for meeting, starts_on, days in LACKING(side, now):
        yield Deadline("credentials", meeting, starts_on - timedelta(days=days), side, meeting)


def find_answers(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Answers of people of the side who stand on a list of a meeting to come, and have not said whether they come, or not
    since it moved. One SQL query.
    """
    waited: dict[tuple[UUID, date, datetime], list[UUID]] = {}
    for meeting, starts_on, starts_at, person in UNANSWERED(side, now):
        waited.setdefault((meeting, starts_on, starts_at), []).append(person)
    for (meeting, starts_on, starts_at), people in waited.items():
        yield Deadline("participation", meeting, starts_on, side, meeting, tuple(people), starts_at)


KINDS = [
    Kind("credentials", _("Credentials are due"), find_credentials, name_at("participants:list"), waits=False),
    Kind("participation", _("Answers of participants"), find_answers, name_at("participants:list")),
]
