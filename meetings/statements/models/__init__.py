"""Joint statements: the text, its negotiation, and what is kept of it."""

from meetings.statements.models.glossary import ForceTerm, GlossaryTerm
from meetings.statements.models.keeping import Certificate, LanguageReview, Reviewer, RevisionLine, TextRevision, Waiver
from meetings.statements.models.negotiating import Bracket, Comment, Consent, Instruction, Position, TextProposal
from meetings.statements.models.text import Paragraph, ParagraphVersion, Party, Statement, plain

__all__ = [
    "Bracket", "Certificate", "Comment", "Consent", "ForceTerm", "GlossaryTerm", "Instruction", "LanguageReview",
    "Paragraph", "ParagraphVersion", "Party", "Position", "Reviewer", "RevisionLine", "Statement", "TextProposal",
    "TextRevision", "Waiver", "plain",
]  # fmt: skip
