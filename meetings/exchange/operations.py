"""Drafting what an edited file changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from meetings.exchange.planned import Plan, PlannedDraft
from meetings.exchange.planning import open_drafts, plan_return, proposals_of, require_paragraphs, set_aside
from meetings.exchange.source import SourceText
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.proposing import draft_proposal
from meetings.negotiation.states import ProposalKind
from meetings.statements import rules
from meetings.statements.gate import enter
from meetings.statements.models import Statement
from meetings.statements.states import Status
from meetings.texts.docx.reading import WordText
from meetings.texts.docx.reporting import Unplaced
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came of a file: the drafts made, what was there already, what could not be placed, and what others changed, of
    which nothing was drafted."""

    drafts: list[TextProposal]
    unplaced: list[Unplaced]
    there: list[PlannedDraft]
    theirs: list[PlannedDraft] = field(default_factory=list)


@transaction.atomic
def bring_back(
    *,
    statement: Statement,
    actor: Person,
    now: datetime,
    returned: WordText,
    language: str,
    with_theirs: bool = False,
    exported_as: SourceText | None = None,
) -> BroughtBack:
    """Draft what an edited file changes, inside the actor's delegation. The same file again drafts nothing more.

    What others tracked, and who is not known to be of the delegation, becomes a draft only `with_theirs`.

    Refuses `NotInThisStage`, `OptedOut`, `OtherStatement`, `OtherLanguage`.
    """
    ensure(rules.can_draft(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING)
    plan = plan_return(statement=statement, actor=actor, returned=returned, language=language, exported_as=exported_as)
    planned = plan.drafts if with_theirs else plan.own
    made = draft_returned(statement=statement, actor=actor, now=now, planned=planned)
    theirs = [] if with_theirs else [each for _place, each in plan.others]
    return BroughtBack(made.drafts, plan.unplaced + made.unplaced, plan.there + made.there, theirs)


@transaction.atomic
def draft_returned(
    *, statement: Statement, actor: Person, now: datetime, planned: Sequence[PlannedDraft]
) -> BroughtBack:
    """Draft what a plan holds; what the text no longer allows is listed. Refuses `NotInThisStage`, `OptedOut`."""
    ensure(rules.can_draft(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING)
    plan = Plan()
    set_aside(plan, planned, open_drafts(statement, actor))
    drafts: list[TextProposal] = []
    for each, proposal in proposals_of(statement, plan.drafts):
        try:
            require_paragraphs(each, proposal)
            drafts.append(
                draft_proposal(
                    statement=statement,
                    actor=actor,
                    now=now + timedelta(microseconds=len(drafts)),  # new paragraphs keep the order of the file
                    kind=each.kind,
                    paragraph=proposal.paragraph,
                    base=proposal.base,
                    after=None if each.kind == ProposalKind.MERGE else proposal.after,
                    texts=each.texts,
                    paragraph_kind=each.paragraph_kind,
                )
            )
        except Refused as refusal:
            plan.unplaced.append(Unplaced(str(refusal), each.anchors, each.now, each.authors))
    return BroughtBack(drafts, plan.unplaced, plan.there)
