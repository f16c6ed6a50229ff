"""What of the texts waits on a person."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.negotiation.queries.waiting import waiting_texts
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who speak for a party: texts on which it has not spoken as they stand now. One SQL query where there are
    some, and two more when their numbers are not remembered."""
    today = times.local(now, user.zone).date()
    found = []
    for each in waiting_texts(user, moment):
        words = ngettext("%(count)s paragraph", "%(count)s paragraphs", each.paragraphs) % {"count": each.paragraphs}
        dated = each.statement.dated
        found.append(
            Wait(
                _("Speak on the text:"),
                f"{each.statement} ({words})",
                _("a statement (%(paragraphs)s)") % {"paragraphs": words},
                each.statement.get_absolute_url() + "?show=waits",
                dated,
                (dated - today).days,
                _("Your delegation has not said what it thinks of them as they stand now."),
            )
        )
    return Waits(found[:most], len(found))
