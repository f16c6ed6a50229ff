"""What waits on a delegation in the texts that it negotiates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

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
    if not _speaks(user):
        return []
    counts = dict(_waiting(user).order_by().values_list("statement_id").annotate(Count("pk")))
    found = Statement.objects.visible_to(user).filter(pk__in=counts).order_by("dated", "created_at")
    return [Waiting(statement, counts[statement.pk]) for statement in found]


@dataclass(frozen=True)
class Moves:
    """What the others did since an instant, in numbers: proposals they tabled that are still open, paragraphs whose words
    changed, answers to our proposals; and how many paragraphs wait for us now."""

    tabled: int
    changed: int
    answered: int
    waiting: int


def moves_since(statement: Statement, user: Any, since: datetime) -> Moves:
    """What moved in one text, for one reader. Four SQL queries."""
    wishes = TextProposal.objects.visible_to(user).filter(statement=statement)
    tabled = wishes.filter(status=ProposalStatus.TABLED, tabled_at__gte=since).exclude(delegation=user.code)
    versions = ParagraphVersion.objects.visible_to(user).filter(paragraph__statement=statement, created_at__gte=since)
    answers = Consent.objects.visible_to(user).filter(proposal__statement=statement, at__gte=since)
    ours = answers.filter(proposal__delegation=user.code).exclude(delegation=user.code)
    return Moves(
        tabled=tabled.count(),
        changed=versions.filter(seq__gt=1).values("paragraph").distinct().count(),
        answered=ours.values("proposal").distinct().count(),
        waiting=_waiting(user).filter(statement=statement).count() if _speaks(user) else 0,
    )


def _speaks(user: Any) -> bool:
    return user.role in rules.NEGOTIATORS and bool(user.code)


def _waiting(user: Any) -> QuerySet[Paragraph]:
    """The paragraphs of texts under negotiation that lack the position or an answer of the reader's delegation."""
    present = ParagraphVersion.objects.filter(paragraph=OuterRef("pk")).order_by("-seq").values("pk")[:1]
    said = Position.objects.filter(version=OuterRef("present"), delegation=user.code)
    answered = Consent.objects.filter(proposal=OuterRef("pk"), delegation=user.code)
    wishes = TextProposal.objects.filter(base=OuterRef("present"), status=ProposalStatus.TABLED)
    unanswered = wishes.exclude(delegation=user.code).filter(~Exists(answered))
    rows: QuerySet[Paragraph] = Paragraph.objects.visible_to(user).filter(
        withdrawn_at__isnull=True,
        statement__status=Status.NEGOTIATING,
        statement__sides__delegation=user.code,
        statement__sides__status=PartyStatus.ACTIVE,
    )
    return rows.annotate(present=Subquery(present)).filter(Q(~Exists(said)) | Q(Exists(unanswered)))
