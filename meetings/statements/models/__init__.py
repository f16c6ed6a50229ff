"""Joint statements: their parties and these' originals, their paragraphs, the versions and the brackets of these."""

from meetings.statements.models.brackets import Bracket
from meetings.statements.models.parties import Party, Reviewer, Wrapper
from meetings.statements.models.text import Paragraph, ParagraphVersion, Statement, plain

__all__ = ["Bracket", "Paragraph", "ParagraphVersion", "Party", "Reviewer", "Statement", "Wrapper", "plain"]
