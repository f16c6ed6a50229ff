"""Which commitments of the register somebody asks for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

MOST_WORDS = 100
# Asked for as a theme: no theme at all.
NO_THEME = "none"
# As SQL over a commitment: its day is over on the reader's day `today`, its lead reports neither that it is complete nor that it
# is no longer relevant, no released text closed it, and it did not come here closed.
OVERDUE = """(due_on < %(today)s AND closed_as = '' AND coalesce((
        SELECT report.completion FROM workinggroup_progressreport AS report
        WHERE report.commitment_id = commitment.id ORDER BY report.at DESC, report.number DESC LIMIT 1), '')
        NOT IN ('complete', 'irrelevant')
    AND NOT EXISTS (
        SELECT FROM workinggroup_commitmentaccount AS closing
        JOIN meetings_statement AS later ON later.id = closing.statement_id AND later.status = 'released'
        WHERE closing.commitment_id = commitment.id AND closing.outcome IN ('done', 'dropped') AND NOT EXISTS (
            SELECT FROM workinggroup_commitmentaccount AS next WHERE next.commitment_id = closing.commitment_id
            AND next.statement_id = closing.statement_id AND next.number > closing.number)))"""
# The views, as SQL over a commitment.
VIEWS = {
    "all": "true",
    "ours": "(lead_id = %(code)s OR supporting @> ARRAY[%(code)s]::varchar[])",
    "leaderless": "(lead_id IS NULL AND closed_as = '')",
    "unaccepted": """(asks_acceptance AND lead_id IS NOT NULL AND NOT coalesce((
        SELECT answer.accepts FROM workinggroup_leadanswer AS answer
        WHERE answer.commitment_id = commitment.id AND answer.delegation_id = commitment.lead_id
        ORDER BY answer.number DESC LIMIT 1), false))""",
    "overdue": OVERDUE,
}
# As SQL over a commitment.
STATEMENT = "statement_id IN (SELECT text.id FROM meetings_statement AS text WHERE text.slug = %(statement)s)"
ROUND = """statement_id IN (
    SELECT text.id FROM meetings_statement AS text JOIN meetings_meeting AS met ON met.id = text.meeting_id
    WHERE met.slug = %(round)s)"""
SIDE = "(lead_id = %(side)s OR supporting @> ARRAY[%(side)s]::varchar[])"
# The last that its lead reports.
REPORTED = """coalesce((
    SELECT report.completion FROM workinggroup_progressreport AS report
    WHERE report.commitment_id = commitment.id ORDER BY report.at DESC, report.number DESC LIMIT 1), 'none') = %(reported)s"""
# In any language.
WORDS = """(reference ILIKE %(words)s OR known_as ILIKE %(words)s OR EXISTS (
    SELECT FROM jsonb_each_text(quote) AS said
    WHERE concat_ws(' ', chapeau ->> said.key, said.value) ILIKE %(words)s))"""


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """What is asked for, "" where nothing is: a view, a statement and a round (their slugs), a theme (its code, or
    `NO_THEME`), a delegation that leads or supports, what its lead reports last (a completion, or "none" for nothing), and words
    of the quote in any language or of a reference."""

    show: str = "all"
    statement: str = ""
    round: str = ""
    theme: str = ""
    side: str = ""
    reported: str = ""
    words: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Self:
        """A filter from an address; a view that nobody offers is all."""
        said = {each.name: str(asked.get(each.name, "")).strip() for each in fields(cls)}
        return cls(
            **said | {"show": said["show"] if said["show"] in VIEWS else "all", "words": said["words"][:MOST_WORDS]}
        )

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than a view and a statement."""
        return bool(self.round or self.theme or self.side or self.reported or self.words)

    @property
    def narrow(self) -> str:
        """What is asked for beside the view, as SQL over a commitment."""
        asked = {
            STATEMENT: self.statement,
            ROUND: self.round,
            "theme_id IS NULL": self.theme == NO_THEME,
            "theme_id = %(theme)s": self.theme and self.theme != NO_THEME,
            SIDE: self.side,
            REPORTED: self.reported,
            WORDS: self.words,
        }
        return " AND ".join(["true", *(sql for sql, is_asked in asked.items() if is_asked)])

    @property
    def values(self) -> dict[str, Any]:
        """The values of `narrow`."""
        plain = self.words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return {
            "statement": self.statement,
            "round": self.round,
            "theme": self.theme,
            "side": self.side,
            "reported": self.reported,
            "words": f"%{plain}%",
        }
