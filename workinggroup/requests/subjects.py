"""What is handled under its originators' control: requests for information, and the answers to them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.handling.things import Matter, ThingKind, handle_things
from workinggroup.requests.models import AnswerPassage, InformationAnswer, InformationRequest, RequestPassage
from workinggroup.requests.states import AnswerPart, Part


def compose_request(asked: InformationRequest, user: Person, audience: Sequence[str]) -> Matter:
    """What a paper says of a request beside its passages."""
    facts = [
        (_("Ref."), str(asked)),
        (pgettext("request", "Asks"), str(asked.sender)),
        (pgettext("request", "Answers"), str(asked.recipient)),
        (_("How soon"), asked.get_urgency_display()),
        (_("Use of the answer"), " ".join(filter(None, [asked.get_use_display(), asked.conditions]))),
        (_("What for"), in_language(asked.purpose)),
        (_("Status"), asked.get_status_display()),
    ]
    if asked.due_on:
        facts.append((_("Due"), times.long_day(asked.due_on)))
    return Matter(in_language(asked.title), facts)


def compose_answer(answer: InformationAnswer, user: Person, audience: Sequence[str]) -> Matter:
    """What a paper says of an answer beside its passages."""
    whole = _("the whole answer") if answer.is_whole else _("a part: more is to come")
    facts = [
        (_("Ref."), str(answer)),
        (_("Source"), answer.get_source_display()),
        (_("Accuracy"), str(answer.get_accuracy_display())),
        (_("This answer is"), whole),
    ]
    return Matter(in_language(answer.asked.title), facts)


REQUESTS = handle_things(
    ThingKind(
        "request",
        InformationRequest,
        RequestPassage,
        gettext_lazy("request for information"),
        parts=Part.choices,
        compose=compose_request,
        may_write=lambda asked: asked.is_draft,
        may_share=lambda asked: False,
        promise="about",
    )
)
ANSWERS = handle_things(
    ThingKind(
        "answer",
        InformationAnswer,
        AnswerPassage,
        gettext_lazy("answer to a request for information"),
        parts=AnswerPart.choices,
        compose=compose_answer,
        may_write=lambda answer: answer.given_at is None,
        may_share=lambda answer: answer.given_at is not None,
    )
)
