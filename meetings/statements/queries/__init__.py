"""What the statement pages need."""

from meetings.statements.queries.text import Line, repeated, statements_for, text_of

__all__ = ["Line", "repeated", "statements_for", "text_of"]
