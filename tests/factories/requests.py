"""Requests for information for tests, made by the operations that make them in life."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from portal.core.reader import reading_as
from portal.people.models import Delegation
from workinggroup.requests.models import InformationAnswer, InformationRequest, RequestPassage
from workinggroup.requests.operations import ask_clarity, draft_request, give_answer, send_request, write_answer

NOW = datetime(2026, 9, 9, 16, tzinfo=UTC)


def make_draft_request(side: Any, to: str, *, now: datetime = NOW, **facts: Any) -> InformationRequest:
    """What a member drafts: how many lanes are open at night."""
    said: dict[str, Any] = {
        "title": {"en": "Lanes at night", "es": "Carriles de noche"},
        "question": {"en": "How many lanes are open at night?", "es": "¿Cuántos carriles abren de noche?"},
        "question_marking": "AMBER",
        "purpose": {"en": "To plan shifts.", "es": "Para planificar los turnos."},
        "use": "H0",
        "urgency": "priority",
    }
    with reading_as(side.member.reader):
        recipient = Delegation.objects.get(code=to)
        return draft_request(actor=side.member, now=now, recipient=recipient, **(said | facts))


def make_request(side: Any, to: str, *, now: datetime = NOW, **facts: Any) -> InformationRequest:
    """The same, sent by the coordinator."""
    drafted = make_draft_request(side, to, now=now, **facts)
    with reading_as(side.coordinator.reader):
        return send_request(asked=drafted, actor=side.coordinator, now=now)


def make_answer_draft(side: Any, asked: InformationRequest, *, now: datetime = NOW, **facts: Any) -> InformationAnswer:
    """What a member of the side that is asked drafts."""
    said: dict[str, Any] = {
        "answer": {"en": "Two of five.", "es": "Dos de cinco."},
        "answer_marking": "AMBER",
        "source": "A",
        "accuracy": 1,
        "is_whole": True,
    }
    with reading_as(side.member.reader):
        return write_answer(asked=asked, actor=side.member, now=now, **(said | facts))


def make_answer(side: Any, asked: InformationRequest, *, now: datetime = NOW, **facts: Any) -> InformationAnswer:
    """The same, given by the coordinator."""
    drafted = make_answer_draft(side, asked, now=now, **facts)
    with reading_as(side.coordinator.reader):
        return give_answer(answer=drafted, actor=side.coordinator, now=now)


def stage_requests(world: Any) -> dict[str, Any]:
    """For the wall's tests: what USA asked MEX, who drafts an answer; a draft of USA; what MEX asked GTM. Returns their keys."""
    shared = make_request(world.usa, "MEX")
    make_answer_draft(world.mex, shared, answer={"en": "CANARY-MEX answer"}, limits={"es": "CANARY-MEX answer"})
    drafted = make_draft_request(
        world.usa, "MEX", title={"en": "CANARY-USA question"}, background={"en": "CANARY-USA question"}
    )
    words = {"en": "CANARY-MEX question", "es": "CANARY-MEX question"}
    foreign = make_request(world.mex, "GTM", title=words, question=words, purpose=words)
    with reading_as(world.gtm.coordinator.reader):
        ask_clarity(asked=foreign, actor=world.gtm.coordinator, now=NOW, words="CANARY-MEX question?")
    return {"shared": shared.pk, "own": drafted.pk, "foreign": foreign.pk}


def questions_of(world: Any, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The passages that ask, of staged requests, by the same names."""
    found = {}
    for name, side in {"shared": world.usa, "own": world.usa, "foreign": world.mex}.items():
        with reading_as(side.member.reader):
            found[name] = RequestPassage.objects.get(asked=keys[name], part="question").pk
    return found
