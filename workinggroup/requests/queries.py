"""What the pages of requests for information show."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus
from workinggroup.handling.models import banner
from workinggroup.requests.models import (
    AnswerPassage,
    InformationAnswer,
    InformationRequest,
    RequestPassage,
    RequestTurn,
)
from workinggroup.requests.states import BACK, OVER, OWED, Status

# Groups of the list, in their order.
WE_OWE, OUR_WORD, THEY_OWE, THEIR_WORD, DRAFTS, OTHERS, ENDED = range(7)
VIEWS = ("open", "owe", "asked", "drafts", "over")


@dataclass(frozen=True)
class RequestLine:
    """One request in the list. `days` are those to its due day, below 0 late, None where the clock stands still; `waits_on`
    is the side whose turn it is, "" for what is over or a draft."""

    asked: InformationRequest
    days: int | None
    waits_on: str

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0


@dataclass(frozen=True)
class RequestList:
    """A page of the requests that somebody reads, in groups, what the own side owes first; `counts` are those of the views."""

    groups: list[tuple[int, list[RequestLine]]]
    counts: dict[str, int]
    late: int
    chosen: str
    page: Page


@dataclass(frozen=True)
class RequestPage:
    """One request as somebody reads it. `draft` is the own side's answer that is not given yet; `marking` and `readers` are those
    of all that is shown."""

    line: RequestLine
    passages: list[RequestPassage]
    turns: list[RequestTurn]
    answers: list[tuple[InformationAnswer, list[AnswerPassage]]]
    draft: tuple[InformationAnswer, list[AnswerPassage]] | None
    marking: str
    readers: list[str]

    @property
    def asked(self) -> InformationRequest:
        return self.line.asked


def request_list(user: Person, *, now: datetime, chosen: str = "", wanted: str | None = None) -> RequestList:
    """The requests that somebody reads. Two SQL queries."""
    today = times.local(now, user.zone).date()
    chosen = chosen if chosen in VIEWS else "open"
    me = user.code
    owe = Q(recipient=me, status__in=OWED)
    views = {
        "open": ~Q(status__in=OVER),
        "owe": owe,
        "asked": Q(sender=me) & ~Q(status__in=(*OVER, Status.DRAFT)),
        "drafts": Q(status=Status.DRAFT),
        "over": Q(status__in=OVER),
    }
    rows = InformationRequest.objects.visible_to(user)
    counts = rows.aggregate(
        late=Count("pk", filter=owe & Q(due_on__lt=today)),
        **{f"in_{name}": Count("pk", filter=those) for name, those in views.items()},
    )
    group = Case(
        When(status__in=OVER, then=Value(ENDED)),
        When(status=Status.DRAFT, then=Value(DRAFTS)),
        When(owe, then=Value(WE_OWE)),
        When(sender=me, status__in=BACK, then=Value(OUR_WORD)),
        When(sender=me, then=Value(THEY_OWE)),
        When(recipient=me, then=Value(THEIR_WORD)),
        default=Value(OTHERS),
        output_field=IntegerField(),
    )
    shown = rows.filter(views[chosen]).annotate(group=group)
    shown = shown.order_by("group", F("due_on").asc(nulls_last=True), F("sent_at").desc(nulls_first=True), "pk")
    part = page(shown.select_related("sender", "recipient"), wanted, count=counts[f"in_{chosen}"])
    groups = [
        (key, [line_of(each, today) for each in those]) for key, those in groupby(part.rows, key=lambda row: row.group)
    ]
    return RequestList(groups, {name: counts[f"in_{name}"] for name in VIEWS}, counts["late"], chosen, part)


def line_of(asked: InformationRequest, today: date) -> RequestLine:
    waits_on = asked.recipient_id if asked.status in OWED else asked.sender_id if asked.status in BACK else ""
    return RequestLine(asked, (asked.due_on - today).days if asked.due_on else None, waits_on)


def request_page(asked: InformationRequest, user: Person, *, now: datetime) -> RequestPage:
    """One request with all that was said of it. Four SQL queries."""
    passages = list(RequestPassage.objects.visible_to(user).filter(asked=asked).order_by("position", "pk"))
    turns = list(RequestTurn.objects.visible_to(user).filter(asked=asked).select_related("side").order_by("at", "pk"))
    answers = list(InformationAnswer.objects.visible_to(user).filter(asked=asked).order_by("number", "pk"))
    words: dict[Any, list[AnswerPassage]] = {}
    for answer in answers:
        answer.asked, words[answer.pk] = asked, []
    for each in AnswerPassage.objects.visible_to(user).filter(answer__asked=asked).order_by("position", "pk"):
        if each.answer_id in words:
            words[each.answer_id].append(each)
    # Those that were given, and at most one that was not, which its own side alone reads.
    both = [(answer, words[answer.pk]) for answer in answers]
    marking, readers = banner([asked, *passages, *(each for those in words.values() for each in those)])
    today = times.local(now, user.zone).date()
    return RequestPage(
        line_of(asked, today),
        passages,
        turns,
        [pair for pair in both if pair[0].given_at],
        next((pair for pair in both if not pair[0].given_at), None),
        marking,
        readers,
    )


def owed_by(user: Person) -> list[InformationRequest]:
    """What the own side has to answer, the nearest day first. One SQL query."""
    rows = InformationRequest.objects.visible_to(user).filter(recipient=user.code, status__in=OWED)
    return list(rows.order_by("due_on", "pk"))


def commitments_to_name(user: Person) -> list[Commitment]:
    """What a request may be about. One SQL query."""
    rows = Commitment.objects.visible_to(user).filter(status=CommitmentStatus.CONFIRMED)
    return list(rows.only("pk", "reference", "chapeau", "quote", "releasable_to").order_by("reference"))


def requests_about(commitment: Commitment, user: Person, today: date) -> list[RequestLine]:
    """The requests about a commitment that somebody reads, those that run first. One SQL query."""
    rows = InformationRequest.objects.visible_to(user).filter(about=commitment)
    rows = rows.order_by(F("ended_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    return [line_of(each, today) for each in rows]
