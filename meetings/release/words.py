"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.release.models import EmbargoGrant, Hold, PlanWord, ReleasedText, ReleasePlan
from portal.audit.words import by_row, name_things

name_things("ReleasePlan", by_row(ReleasePlan, "statement"), _("a statement"))
name_things("PlanWord", by_row(PlanWord, "plan__statement"), _("a statement"))
name_things("Hold", by_row(Hold, "statement"), _("a statement"))
name_things("EmbargoGrant", by_row(EmbargoGrant, "plan__statement"), _("a statement"))
name_things("ReleasedText", by_row(ReleasedText, "statement"), _("a statement"))
