"""What the page needs on which the passages of a text are decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meetings.promises.passages import Passage, passages_of, with_leads
from meetings.promises.queries import PromiseLine, promises_of
from meetings.release.models import TextCorrigendum
from meetings.release.queries.after import corrigenda_in
from meetings.statements.models import Statement
from meetings.statements.present import label_of, not_in_text, read_present
from meetings.statements.queries import StatementLine, text_of
from portal.core.people import Person
from workinggroup.commitments.models import Commitment, CommitmentIndicator, IndicatorFigure
from workinggroup.commitments.rules import is_settled
from workinggroup.commitments.states import Status
from workinggroup.commitments.tracks import Track, track, way_done


@dataclass(frozen=True)
class Review:
    """A statement with what is suggested and what was decided; `fallen` are the marks whose words are not in its text."""

    statement: Statement
    lines: list[StatementLine]
    passages: list[Passage]
    is_settled: bool
    confirmed: list[Commitment]
    aside: list[Commitment]
    fallen: list[PromiseLine]

    @property
    def leaderless(self) -> list[Commitment]:
        return [each for each in self.confirmed if not each.lead_id and not each.closed_as]


def review_of(statement: Statement, user: Person) -> Review:
    """Suggest the statement's commitments and lay the decisions beside them. Three SQL queries, four more for a text that was
    negotiated here."""
    lines = text_of(statement)
    decided: list[Any] = list(
        Commitment.objects.visible_to(user).filter(statement=statement).select_related("paragraph").order_by("number")
    )
    known = {(each.paragraph_id, each.place) for each in decided if each.status != Status.UNDECIDED}
    marked = [each for each in decided if each.status == Status.SUGGESTED]
    found = (each for each in passages_of(lines, statement) if (each.line.id, each.place) not in known)
    free = (each for each in found if not any(_shares(each, row) for row in marked))
    passages = [*_as_passages(marked, lines), *with_leads(free, statement)]
    confirmed = [commitment for commitment in decided if commitment.status == Status.CONFIRMED]
    aside = [commitment for commitment in decided if commitment.status == Status.SET_ASIDE]
    labels = {line.id: label_of(line.number) for line in lines}
    for commitment in decided:
        commitment.label = labels.get(commitment.paragraph_id, not_in_text())
    marks = promises_of(read_present(statement), user.code) if statement.is_negotiated else []
    fallen = [mark for mark in marks if not mark.stands and not mark.is_withdrawn]
    return Review(statement, lines, passages, is_settled(statement), confirmed, aside, fallen)


def _shares(passage: Passage, row: Commitment) -> bool:
    """Whether a passage has words of one that was marked while the text was negotiated: that one is decided."""
    return passage.line.id == row.paragraph_id and any(
        start < row.spans[code][1] and row.spans[code][0] < end
        for code, (start, end) in passage.spans.items()
        if code in row.spans
    )


def _as_passages(rows: Iterable[Commitment], lines: Iterable[StatementLine]) -> list[Passage]:
    """What was marked, as passages that are decided: with the lead and the day that were agreed."""
    by_key = {line.id: line for line in lines}
    return [
        Passage(
            key=f"{by_key[row.paragraph_id].anchor}.{row.place}",
            line=by_key[row.paragraph_id],
            spans={code: (start, end) for code, (start, end) in row.spans.items()},
            quote=row.quote,
            strength=row.strength,
            due=row.due,
            due_text=row.due_text,
            due_on=row.due_on,
            chapeau=row.chapeau,
            lead=row.lead_id or "",
            supporting=row.supporting,
            is_marked=True,
            basis=row.basis,
        )
        for row in rows
        if row.paragraph_id in by_key
    ]


def corrigenda_of(commitment: Commitment) -> list[TextCorrigendum]:
    """The released corrigenda that replaced words of the paragraph that is quoted, or of the one that it completes; what is
    quoted stays. One SQL query where the text is released."""
    released = getattr(commitment.statement, "released", None)
    places = [each.anchor for each in (commitment.paragraph, commitment.paragraph.parent) if each]
    return corrigenda_in(released, places) if released else []


@dataclass(frozen=True)
class Measured:
    """An indicator with its figures, one a day, the latest first; `done` is how much of the way they have gone, in percent."""

    indicator: CommitmentIndicator
    figures: list[IndicatorFigure]
    drawn: Track
    done: int | None


def measured_of(commitment: Commitment, user: Person) -> list[Measured]:
    """The indicators of a commitment with their figures. Two SQL queries at most."""
    rows = CommitmentIndicator.objects.visible_to(user).filter(commitment=commitment)
    found = []
    for indicator in rows.prefetch_related("figures").order_by("at", "pk"):
        by_day = {each.day: each for each in sorted(indicator.figures.all(), key=lambda each: (each.day, each.at))}
        figures, ends = list(by_day.values()), (indicator.baseline, indicator.target)
        drawn = track([(each.day, each.value) for each in figures], *ends)
        done = way_done(figures[-1].value, *ends) if figures else None
        found.append(Measured(indicator, figures[::-1], drawn, done))
    return found
