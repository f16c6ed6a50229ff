"""Search finds gaps and their passages."""

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, find_rows
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.handling.finding import passages, wholes

LABEL = _("Security gaps")
MEETING = "commitment__statement__meeting_id"
find_rows(Finder("gaps", LABEL, Gap, wholes(Gap, "raised_by_id"), MEETING))
find_rows(Finder("gaps", LABEL, GapPassage, passages(GapPassage, "gap", "raised_by_id"), f"gap__{MEETING}"))
