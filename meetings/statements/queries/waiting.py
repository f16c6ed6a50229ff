"""What waits on a delegation in the texts that it negotiates."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from meetings.statements import rules
from meetings.statements.models import Consent, Paragraph, ParagraphVersion, Position, Statement, TextProposal
from meetings.statements.states import PartyStatus, ProposalStatus, Status


@dataclass(frozen=True)
class Waiting:
    """A statement, and how many of its paragraphs the delegation has not spoken on as they stand now."""

    statement: Statement
    paragraphs: int


def waiting_texts(user: Any) -> list[Waiting]:
    """For those who speak for a party: texts with paragraphs that lack its position, or proposals that lack its answer.

    Two SQL queries.
    """
    if user.role not in rules.NEGOTIATORS or not user.code:
        return []
    present = ParagraphVersion.objects.filter(paragraph=OuterRef("pk")).order_by("-seq").values("pk")[:1]
    said = Position.objects.filter(version=OuterRef("present"), delegation=user.code)
    answered = Consent.objects.filter(proposal=OuterRef("pk"), delegation=user.code)
    wishes = TextProposal.objects.filter(base=OuterRef("present"), status=ProposalStatus.TABLED)
    unanswered = wishes.exclude(delegation=user.code).filter(~Exists(answered))
    rows = Paragraph.objects.visible_to(user).filter(
        withdrawn_at__isnull=True,
        statement__status=Status.NEGOTIATING,
        statement__sides__delegation=user.code,
        statement__sides__status=PartyStatus.ACTIVE,
    )
    waiting = rows.annotate(present=Subquery(present)).filter(Q(~Exists(said)) | Q(Exists(unanswered)))
    counts = dict(waiting.order_by().values_list("statement_id").annotate(Count("pk")))
    found = Statement.objects.visible_to(user).filter(pk__in=counts).order_by("dated", "created_at")
    return [Waiting(statement, counts[statement.pk]) for statement in found]
