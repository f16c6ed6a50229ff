"""Search finds practices and their passages."""

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, find_rows
from workinggroup.handling.finding import passages, wholes
from workinggroup.practices.models import Practice, PracticePassage

LABEL = _("Practices")
find_rows(Finder("practices", LABEL, Practice, wholes(Practice, "origin_id")))
find_rows(Finder("practices", LABEL, PracticePassage, passages(PracticePassage, "practice", "origin_id")))
