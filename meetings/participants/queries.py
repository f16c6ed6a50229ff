"""What the participant pages and papers need."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When

from meetings.participants import rules
from meetings.participants.models import Credentials, Needs, Participant
from meetings.participants.precedence import in_order
from meetings.participants.states import ATTENDING, CredentialsStatus, Kind
from meetings.rounds.models import Meeting
from portal.core.people import Person
from portal.people.models import Delegation, User
from portal.people.rules import SECRETARIAT


@dataclass
class Row:
    """One participant with what this reader may know and do."""

    participant: Any
    may_change: bool
    may_answer: bool
    needs: Any = None


@dataclass
class Side:
    """One delegation's list. `credentials` is None where they are awaited, or where the reader may not know."""

    code: str
    name: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    knows_credentials: bool = False
    credentials: Any = None
    may_accept: bool = False

    @property
    def credentials_status(self) -> CredentialsStatus:
        return CredentialsStatus(self.credentials.status) if self.credentials else CredentialsStatus.AWAITED

    @property
    def coming(self) -> int:
        return sum(row.participant.answer_now in ATTENDING for row in self.rows)


@dataclass(frozen=True)
class ParticipantList:
    """All sides in order of precedence; `needs` are the rows whose needs this reader may know."""

    sides: list[Side]
    language: str
    total: int
    coming: int
    needs: list[Row]


def participants_of(meeting: Meeting, user: Person, *, language: str) -> ParticipantList:
    """The list of a meeting in the order of precedence of `language`. Four SQL queries at most."""
    sides = {code: Side(code, name) for code, name in _names(meeting).items()}
    needs = {}
    if any(rules.can_read_needs(user, meeting, code) for code in sides):
        found = Needs.objects.visible_to(user).filter(participant__meeting=meeting)
        needs = {each.participant_id: each for each in found}
    for code, some in groupby(listed(meeting, user), key=lambda each: each.delegation_id):
        knows = rules.can_read_needs(user, meeting, code)
        for each in some:
            each.meeting = meeting
            row = Row(each, rules.can_change(user, each), rules.can_answer(user, each))
            row.needs = needs.get(each.pk) if knows else None
            if code in sides:
                sides[code].rows.append(row)
    _add_credentials(sides, meeting, user)
    order = in_order(
        {code: side.name for code, side in sides.items()},
        language=language,
        host=meeting.host_id,
        host_first=settings.HOST_FIRST,
        after=[SECRETARIAT],
    )
    shown = [sides[code] for code in order if sides[code].rows or code != SECRETARIAT or user.code == SECRETARIAT]
    return ParticipantList(
        sides=shown,
        language=language,
        total=sum(len(side.rows) for side in shown),
        coming=sum(side.coming for side in shown),
        needs=[row for side in shown for row in side.rows if row.needs],
    )


def listed(meeting: Meeting, user: Person) -> QuerySet[Any]:
    """The participants the user may see, side by side; within a side by kind and rank. One SQL query."""
    kinds = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind)), output_field=IntegerField())
    rows: QuerySet[Any] = Participant.objects.visible_to(user).filter(meeting=meeting)
    return rows.annotate(place=kinds).order_by("delegation_id", "place", "rank", "name")


def members_to_list(user: Person, meeting: Meeting, besides: Any = None) -> QuerySet[User]:
    """Active members of the user's own side who are not on the meeting's list; `besides` stays in the choice."""
    taken = Participant.objects.visible_to(user).filter(meeting=meeting, person__isnull=False)
    if besides:
        taken = taken.exclude(pk=besides.pk)
    side = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return side.exclude(pk__in=taken.values("person_id")).order_by("name")


def credentials_of(user: Person, meeting: Meeting) -> Credentials | None:
    """The user's own side's credentials without the document, if there are any. One SQL query."""
    rows = Credentials.objects.visible_to(user).filter(meeting=meeting, delegation=user.code)
    found: Credentials | None = rows.defer("document").first()
    return found


def _names(meeting: Meeting) -> dict[str, dict[str, str]]:
    rows = Delegation.objects.filter(code__in=[*meeting.delegations, SECRETARIAT]).values_list("code", "name")
    return dict(rows)


def _add_credentials(sides: dict[str, Side], meeting: Meeting, user: Person) -> None:
    """The secretariat presents none. One SQL query."""
    rows = Credentials.objects.visible_to(user).filter(meeting=meeting).defer("document")
    found = {each.delegation_id: each for each in rows}
    for code, side in sides.items():
        side.knows_credentials = code != SECRETARIAT and user.code in {code, meeting.host_id, SECRETARIAT}
        side.credentials = found.get(code)
        if side.credentials:
            side.credentials.meeting = meeting
            received = side.credentials.status == CredentialsStatus.RECEIVED
            side.may_accept = received and rules.can_accept(user, side.credentials)
