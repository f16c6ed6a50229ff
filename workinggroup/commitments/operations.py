"""What happens to commitments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Paragraph, Statement
from meetings.statements.queries import text_of
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.rules import SECRETARIAT
from workinggroup.commitments import rules
from workinggroup.commitments.models import Commitment, place_of
from workinggroup.commitments.states import NEXT, Status, Strength

Texts = dict[str, str]


class AlreadyDecided(Refused):
    """Somebody decided about this passage first."""

    sentence = _("This passage was decided already. The list below is up to date.")


class NotInTheText(Refused):
    """The quote is not what stands in the paragraph."""

    sentence = _("The passage is no longer in the text as shown. Open the list again.")


class LeadSupports(Refused):
    """A delegation leads or supports, not both."""

    sentence = _("%(code)s cannot lead and support the same commitment.")
    field = "supporting"


class NotAParty(Refused):
    """Only parties to the statement lead or support."""

    sentence = _("%(code)s is not a party to this statement.")
    field = "lead"


@transaction.atomic
def confirm_commitment(
    *,
    statement: Statement,
    paragraph: Paragraph,
    actor: Person,
    now: datetime,
    spans: Mapping[str, Sequence[int]],
    strength: str = Strength.CORE,
    due_text: Mapping[str, str] | None = None,
    due_on: date | None = None,
    lead: str | None = None,
    supporting: Sequence[str] = (),
) -> Commitment:
    """Decide that a passage is a commitment, and who leads and supports it if that is known.

    `spans` gives start and end of the passage in each language. A passage set aside earlier can still be confirmed.
    Refuses `AlreadyDecided`, `NotInTheText`, `LeadSupports`, `NotAParty`.
    """
    ensure(rules.can_decide(actor, statement))
    _require_parties(statement, lead, supporting)
    commitment = _decide(statement, paragraph, actor, now, spans, Status.CONFIRMED)
    commitment.strength, commitment.due_text, commitment.due_on = strength, dict(due_text or {}), due_on
    commitment.lead_id, commitment.supporting = lead, list(supporting)
    commitment.save()
    record(
        "workinggroup.commitment.confirmed",
        commitment,
        actor=actor,
        lead=lead or "",
        supporting=list(supporting),
        paragraph=paragraph.anchor,
    )
    return commitment


@transaction.atomic
def set_aside(
    *, statement: Statement, paragraph: Paragraph, actor: Person, now: datetime, spans: Mapping[str, Sequence[int]]
) -> Commitment:
    """Decide that a suggested passage is no commitment. Refuses `AlreadyDecided`, `NotInTheText`."""
    ensure(rules.can_decide(actor, statement))
    commitment = _decide(statement, paragraph, actor, now, spans, Status.SET_ASIDE)
    commitment.strength = Strength.SOFT
    commitment.save()
    record(
        "workinggroup.commitment.set_aside",
        commitment,
        actor=actor,
        paragraph=paragraph.anchor,
    )
    return commitment


@transaction.atomic
def name_lead(*, commitment: Commitment, actor: Person, lead: str | None, supporting: Sequence[str]) -> Commitment:
    """Name (or change) who leads and who supports. Refuses `LeadSupports`, `NotAParty`."""
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    _require_parties(commitment.statement, lead, supporting)
    before = {"lead": commitment.lead_id or "", "supporting": commitment.supporting}
    commitment.lead_id, commitment.supporting = lead, list(supporting)
    commitment.save(update_fields=["lead", "supporting"])
    after = {"lead": lead or "", "supporting": list(supporting)}
    record(
        "workinggroup.commitment.lead_named",
        commitment,
        actor=actor,
        before=before,
        after=after,
    )
    return commitment


def _decide(
    statement: Statement,
    paragraph: Paragraph,
    actor: Person,
    now: datetime,
    spans: Mapping[str, Sequence[int]],
    status: Status,
) -> Commitment:
    """The passage's row with its decision taken, not yet saved."""
    lock_key(f"commitments of {statement.pk}")
    place = place_of(spans)
    commitment = Commitment.objects.filter(paragraph=paragraph, place=place).first()
    if commitment and status not in NEXT[Status(commitment.status)]:
        raise AlreadyDecided
    if commitment is None:
        last = Commitment.objects.filter(statement=statement).aggregate(last=Max("number"))["last"] or 0
        marks = {"releasable_to": statement.releasable_to, "editable_by": [SECRETARIAT]}
        commitment = Commitment(statement=statement, paragraph=paragraph, place=place, number=last + 1, **marks)
    commitment.spans = {language: list(span) for language, span in spans.items()}
    commitment.quote, commitment.chapeau = _read(statement, paragraph, actor, spans)
    commitment.status, commitment.decided_by, commitment.decided_at = status, actor.name, now
    return commitment


def _read(
    statement: Statement, paragraph: Paragraph, actor: Person, spans: Mapping[str, Sequence[int]]
) -> tuple[Texts, Texts]:
    """The passage's words in each language, and those of the chapeau that a list item completes."""
    lines = {line.id: line for line in text_of(statement, actor)}
    line = lines.get(paragraph.pk)
    above = lines.get(paragraph.parent_id) if paragraph.parent_id else None
    quote = {code: line.texts.get(code, "")[start:end] for code, (start, end) in spans.items()} if line else {}
    if not quote or not all(quote.values()):
        raise NotInTheText
    return quote, above.texts if above else {}


def _require_parties(statement: Statement, lead: str | None, supporting: Sequence[str]) -> None:
    for code in filter(None, [lead, *supporting]):
        if code not in statement.parties:
            raise NotAParty(code=code)
    if lead and lead in supporting:
        raise LeadSupports(code=lead)
