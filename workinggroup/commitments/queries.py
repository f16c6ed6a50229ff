"""What the page needs on which the passages of a text are decided."""

from dataclasses import dataclass
from typing import Any

from meetings.promises.passages import Passage, passages_of, with_leads
from meetings.statements.models import Statement
from meetings.statements.present import label_of, not_in_text
from meetings.statements.queries import StatementLine, text_of
from portal.core.people import Person
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.rules import is_settled
from workinggroup.commitments.states import Status


@dataclass(frozen=True)
class Review:
    """A statement with what is suggested and what was decided."""

    statement: Statement
    lines: list[StatementLine]
    passages: list[Passage]
    is_settled: bool
    confirmed: list[Commitment]
    aside: list[Commitment]

    @property
    def leaderless(self) -> list[Commitment]:
        return [commitment for commitment in self.confirmed if not commitment.lead_id]


def review_of(statement: Statement, user: Person) -> Review:
    """Suggest the statement's commitments and lay the decisions beside them. Three SQL queries."""
    lines = text_of(statement)
    decided: list[Any] = list(
        Commitment.objects.visible_to(user).filter(statement=statement).select_related("paragraph").order_by("number")
    )
    known = {(each.paragraph_id, each.place) for each in decided if each.status != Status.UNDECIDED}
    passages = with_leads(
        (each for each in passages_of(lines, statement) if (each.line.id, each.place) not in known), statement
    )
    confirmed = [commitment for commitment in decided if commitment.status == Status.CONFIRMED]
    aside = [commitment for commitment in decided if commitment.status == Status.SET_ASIDE]
    labels = {line.id: label_of(line.number) for line in lines}
    for commitment in decided:
        commitment.label = labels.get(commitment.paragraph_id, not_in_text())
    return Review(statement, lines, passages, is_settled(statement), confirmed, aside)
