"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.promises.models import Promise
from meetings.statements.naming import A_PARAGRAPH, by_paragraph
from portal.audit.words import describe, name_things

name_things("Promise", by_paragraph(Promise, "paragraph"), A_PARAGRAPH)

describe(
    {
        "meetings.promise.marked": _("marked a commitment in %(thing)s"),
        "meetings.promise.changed": _("changed what is said of a commitment marked in %(thing)s"),
        "meetings.promise.withdrawn": _("took back the mark of a commitment in %(thing)s"),
    }
)
