"""A proposal that is drafted and tabled in one step."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.proposing import draft_proposal, table_proposal
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from portal.core.people import Person


@transaction.atomic
def propose_now(
    *,
    statement: Statement,
    actor: Person,
    now: datetime,
    kind: str,
    paragraph: Paragraph | None = None,
    base: ParagraphVersion | None = None,
    after: Paragraph | None = None,
    second: ParagraphVersion | None = None,
    texts: Sequence[Mapping[str, str]] = (),
    paragraph_kind: str = "",
    bracket: Bracket | None = None,
    option: int | None = None,
    rationale: str = "",
) -> TextProposal:
    """Draft a proposal and table it in one step. Arguments and refusals are those of `draft_proposal` and `table_proposal`."""
    drafted = draft_proposal(
        statement=statement, actor=actor, now=now, kind=kind, paragraph=paragraph, base=base, after=after, second=second,
        texts=texts, paragraph_kind=paragraph_kind, bracket=bracket, option=option, rationale=rationale,
    )  # fmt: skip
    return table_proposal(proposal=drafted, actor=actor, now=now)
