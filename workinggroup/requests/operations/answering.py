"""How a request is answered: drafted by whoever works for the side that is asked, given or refused by those who coordinate it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from workinggroup.handling.operations.sharing import widen
from workinggroup.requests import notices, rules
from workinggroup.requests.models import AnswerPassage, InformationAnswer, InformationRequest
from workinggroup.requests.operations.gate import lock, own, require_impersonal, write_passages
from workinggroup.requests.operations.turning import say, step
from workinggroup.requests.states import NEXT, AnswerPart, Ground, Status, Turn

Words = Mapping[str, str]


class NoAnswerOwed(Refused):
    """Nobody answers what was withdrawn, answered or is being clarified."""

    sentence = _("This request is now: %(status)s. No answer is owed to it.")


class AnswerIsEmpty(Refused):
    """An answer says something."""

    sentence = _("Write the answer in one language at least.")
    field = "answer_en"


class DraftedAlready(Refused):
    """What was given is kept."""

    sentence = _("This answer was given meanwhile, and stays as it is.")


@transaction.atomic
def write_answer(
    *,
    asked: InformationRequest,
    actor: Person,
    now: datetime,
    answer: Words,
    answer_marking: str,
    source: str,
    accuracy: int,
    is_whole: bool,
    limits: Words | None = None,
    limits_marking: str = "",
    seen: str | None = None,
) -> InformationAnswer:
    """Write or rewrite the draft of the next answer, which the own side alone reads.

    Refuses `NoAnswerOwed`, `ChangedMeanwhile`, `AnswerIsEmpty`, `IdentifiesPerson`.
    """
    asked = lock(asked)
    ensure(rules.can_write(actor, asked))
    if not asked.is_owed:
        raise NoAnswerOwed(status=asked.get_status_display())
    draft = draft_of(asked)
    require_seen(seen, held_answer(draft))
    if not any(words.strip() for words in answer.values()):
        raise AnswerIsEmpty
    require_impersonal({"answer": answer, "limits": limits or {}})
    draft = draft or InformationAnswer(asked=asked, side_id=actor.code, **own(actor))
    draft.source, draft.accuracy, draft.is_whole, draft.marking = source, int(accuracy), is_whole, answer_marking
    draft.by_name, draft.at = actor.name, now
    draft.save()
    parts = {
        AnswerPart.ANSWER: (answer, answer_marking),
        AnswerPart.LIMITS: (limits or {}, limits_marking or answer_marking),
    }
    write_passages(AnswerPassage, draft, actor, now, parts)
    record("workinggroup.request.answer_drafted", draft, actor=actor)
    return draft


@transaction.atomic
def give_answer(*, answer: InformationAnswer, actor: Person, now: datetime) -> InformationAnswer:
    """Give a drafted answer to the side that asked: a part of it, or the whole, with which the clock ends.

    Refuses `NoAnswerOwed`, `DraftedAlready`.
    """
    asked = lock(answer.asked)
    ensure(rules.can_answer(actor, asked))
    answer = InformationAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.given_at:
        raise DraftedAlready
    if not asked.is_owed:
        raise NoAnswerOwed(status=asked.get_status_display())
    answer.asked = asked
    passages = list(answer.passages.all())
    last = InformationAnswer.objects.filter(asked=asked).aggregate(last=Max("number"))["last"] or 0
    answer.number, answer.given_at, answer.by_name = last + 1, now, actor.name
    for each in (answer, *passages):
        widen(each, [asked.sender_id], actor, now, checked=True)
    answer.save()
    if asked.status == Status.SENT:
        step(asked, Status.ANSWERING, now)
    if answer.is_whole:
        step(asked, Status.ANSWERED, now, due_on=None)
    act = "answered" if answer.is_whole else "answered_in_part"
    record(f"workinggroup.request.{act}", answer, actor=actor)
    notices.tell(asked, act, asked.sender_id, actor=actor, now=now)
    return answer


@transaction.atomic
def refuse_request(
    *, asked: InformationRequest, actor: Person, now: datetime, ground: str, words: str = ""
) -> InformationRequest:
    """Refuse to answer, for one of a closed list of grounds. Refuses `NoAnswerOwed`, `IdentifiesPerson`."""
    asked = lock(asked)
    ensure(rules.can_answer(actor, asked))
    if Status.REFUSED not in NEXT[Status(asked.status)]:
        raise NoAnswerOwed(status=asked.get_status_display())
    say(asked, actor, now, Turn.REFUSED, words)
    step(asked, Status.REFUSED, now, ground=Ground(ground))
    record("workinggroup.request.refused", asked, actor=actor, ground=asked.ground)
    notices.tell(asked, "refused", asked.sender_id, actor=actor, now=now)
    return asked


def draft_of(asked: InformationRequest) -> InformationAnswer | None:
    """The draft of the next answer, if the reader's side wrote one. One SQL query."""
    found: InformationAnswer | None = (
        InformationAnswer.objects.filter(asked=asked, given_at__isnull=True).prefetch_related("passages").first()
    )
    return found


def held_answer(draft: InformationAnswer | None) -> dict[str, object]:
    """What the draft of an answer holds now; nothing where there is none."""
    passages = {row.part: row for row in draft.passages.all()} if draft else {}
    facts: dict[str, object] = {name: getattr(draft, name, None) for name in ("source", "accuracy", "is_whole")}
    for part in AnswerPart.values:
        row = passages.get(part)
        facts |= {part: row.text if row else {}, f"{part}_marking": row.marking if row else ""}
    return facts
