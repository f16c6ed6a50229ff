"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement, Wrapper
from portal.audit.words import by_row, describe, name_things

name_things("Statement", by_row(Statement))
name_things("Wrapper", by_row(Wrapper, "statement"), _("a statement"))

describe(
    {
        "meetings.statement.surrounded": _("wrote the lead-in or the lists of delegations of %(thing)s"),
        "meetings.statement.original_written": _("wrote the lead-in or the lists of its own original of %(thing)s"),
        "meetings.statement.imported": _("brought in the statement %(thing)s"),
        "meetings.statement.language_added": _("added a language to the statement %(thing)s"),
    }
)
