"""Search finds requests for information and their answers."""

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, find_rows
from workinggroup.handling.finding import passages, wholes
from workinggroup.requests.models import AnswerPassage, InformationRequest, RequestPassage

LABEL = _("Requests for information")
MEETING = "about__statement__meeting_id"
find_rows(Finder("requests", LABEL, InformationRequest, wholes(InformationRequest, "sender_id", "purpose"), MEETING))
find_rows(
    Finder("requests", LABEL, RequestPassage, passages(RequestPassage, "asked", "sender_id"), f"asked__{MEETING}")
)
find_rows(
    Finder(
        "requests",
        LABEL,
        AnswerPassage,
        passages(AnswerPassage, "answer__asked", "recipient_id"),
        f"answer__asked__{MEETING}",
    )
)
