"""Coming to a text for an act: it is locked, and its state, its parties and its present words are asked."""

from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Paragraph, ParagraphVersion, Party, Statement
from meetings.statements.states import PartyStatus, Status
from portal.core.errors import Refused


class NoText(Refused):
    """There is no chair's text."""

    sentence = _("The text has no paragraph yet.")


class ReasonNeeded(Refused):
    """A step back needs words."""

    sentence = _("Say why, in a sentence; all parties read it.")
    field = "reason"


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()


class OptedOut(Refused):
    """A delegation that left the text speaks on it no more."""

    sentence = _("Your delegation has opted out of this text.")


class NotNegotiating(Refused):
    """The text is not open for negotiation now."""

    sentence = _("The text is not under negotiation now; it is: %(status)s.")


class TextWentOn(Refused):
    """Somebody changed the paragraph since this person opened it."""

    sentence = _("Paragraph %(anchor)s has changed since you opened it. See what changed, then decide again.")


def lock_statement(statement: Statement) -> Statement:
    """The statement as it is now, held until the transaction ends: everything done to a text stands in one line."""
    rows = Statement.objects.select_for_update(of=("self",)).select_related("meeting")
    found: Statement = rows.get(pk=statement.pk)
    return found


def require_negotiating(statement: Statement) -> None:
    """Refuse `NotNegotiating` unless the text is open for negotiation."""
    if statement.status != Status.NEGOTIATING:
        raise NotNegotiating(status=Status(statement.status).label)


def active_parties(statement: Statement) -> list[str]:
    """Codes of the parties that have not opted out, in order. One SQL query."""
    rows = Party.objects.filter(statement=statement, status=PartyStatus.ACTIVE)
    present = set(rows.values_list("delegation_id", flat=True))
    return [code for code in statement.parties if code in present]


def latest_of(paragraph: Paragraph) -> ParagraphVersion:
    """The paragraph's present version. One SQL query."""
    found: ParagraphVersion = ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")
    return found


def next_in_text(paragraph: Paragraph) -> Paragraph | None:
    """The paragraph after this one. One SQL query."""
    rows = Paragraph.objects.filter(statement=paragraph.statement_id, withdrawn_at__isnull=True)
    found: Paragraph | None = rows.filter(rank__gt=paragraph.rank).order_by("rank").first()
    return found
