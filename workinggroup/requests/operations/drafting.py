"""Drafts of requests for information: their side's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.people.models import Delegation
from portal.people.states import Kind
from workinggroup.commitments.models import Commitment
from workinggroup.requests import rules
from workinggroup.requests.models import InformationRequest, RequestPassage
from workinggroup.requests.operations.gate import lock, own, require_impersonal, write_passages
from workinggroup.requests.states import Part, Use

Words = Mapping[str, str]


class NotAnotherSide(Refused):
    """A delegation asks another delegation."""

    sentence = _("Choose another delegation to ask.")
    field = "recipient"


class NotKnownThere(Refused):
    """What a request is about, both sides know."""

    sentence = _("The side that you ask does not read this commitment.")
    field = "about"


class ConditionsMissing(Refused):
    """Other conditions are said."""

    sentence = _("Say which conditions hold for the use of the answer.")
    field = "conditions"


class NotADraft(Refused):
    """What was sent stays as it was sent."""

    sentence = _("This request was sent meanwhile, and stays as it is.")


@transaction.atomic
def draft_request(*, actor: Person, now: datetime, recipient: Delegation, **said: Any) -> InformationRequest:
    """Begin a request to another side; the own side alone reads it. What is said: see `_write`.

    Refuses `NotAnotherSide`, `ConditionsMissing`, `NotKnownThere`, `IdentifiesPerson`.
    """
    ensure(rules.can_draft(actor))
    asked = InformationRequest(sender_id=actor.code, drafted_by_name=actor.name, drafted_at=now, **own(actor))
    _write(asked, actor, now, recipient=recipient, **said)
    record("workinggroup.request.drafted", asked, actor=actor)
    return asked


@transaction.atomic
def change_request(
    *, asked: InformationRequest, actor: Person, now: datetime, seen: str | None = None, **said: Any
) -> InformationRequest:
    """Rewrite a draft. `seen` is the digest of its `held` as the form was opened with.

    Refuses `NotADraft`, `ChangedMeanwhile`, `NotAnotherSide`, `ConditionsMissing`, `NotKnownThere`,
    `IdentifiesPerson`.
    """
    asked = lock(asked)
    ensure(rules.can_change(actor, asked))
    if not asked.is_draft:
        raise NotADraft
    require_seen(seen, held(asked))
    _write(asked, actor, now, **said)
    record("workinggroup.request.changed", asked, actor=actor)
    return asked


def held(asked: InformationRequest) -> dict[str, Any]:
    """What a draft holds now. One SQL query."""
    passages = {row.part: row for row in asked.passages.all()}
    facts: dict[str, Any] = {
        name: getattr(asked, name) for name in ("title", "purpose", "use", "conditions", "urgency", "marking")
    }
    facts |= {"recipient": asked.recipient_id, "about": asked.about_id}
    for part in Part.values:
        row = passages.get(part)
        facts |= {part: row.text if row else {}, f"{part}_marking": row.marking if row else asked.marking}
    return facts


def _write(
    asked: InformationRequest,
    actor: Person,
    now: datetime,
    *,
    recipient: Delegation,
    title: Words,
    question: Words,
    question_marking: str,
    purpose: Words,
    use: str,
    urgency: str,
    background: Words | None = None,
    background_marking: str = "",
    conditions: str = "",
    about: Commitment | None = None,
) -> None:
    """Whom to ask, what in a line, question and background with a mark each, what for, what may be done with the answer."""
    if recipient.kind != Kind.DELEGATION or recipient.code == actor.code:
        raise NotAnotherSide
    if use == Use.H3 and not conditions.strip():
        raise ConditionsMissing
    if about is not None and not about.known_to([recipient.code]):
        raise NotKnownThere
    require_impersonal(
        {
            "title": title,
            "question": question,
            "background": background or {},
            "purpose": purpose,
            "conditions": conditions,
        }
    )
    asked.recipient, asked.about = recipient, about
    asked.title, asked.purpose = dict(title), dict(purpose)
    asked.use, asked.conditions, asked.urgency = use, conditions.strip(), urgency
    asked.marking = question_marking
    asked.save()
    parts = {
        Part.QUESTION: (question, question_marking),
        Part.BACKGROUND: (background or {}, background_marking or question_marking),
    }
    write_passages(RequestPassage, asked, actor, now, parts)
