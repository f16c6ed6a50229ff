"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.concordance.models import Waiver
from meetings.statements.naming import A_PARAGRAPH, by_anchor
from portal.audit.words import describe, name_things

name_things("Waiver", by_anchor(Waiver), A_PARAGRAPH)

describe(
    {
        "meetings.statement.waived": _("asked to let a finding on %(thing)s stand"),
        "meetings.statement.waiver_seconded": _("agreed to let a finding on %(thing)s stand"),
        "meetings.statement.waiver_lifted": _("let a finding on %(thing)s stand no longer"),
        "meetings.glossary.added": _("added %(thing)s to the glossary"),
        "meetings.glossary.changed": _("changed %(thing)s in the glossary"),
        "meetings.glossary.removed": _("took %(thing)s out of the glossary"),
    }
)
