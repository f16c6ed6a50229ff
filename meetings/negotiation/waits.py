"""What of the texts waits on a person."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.negotiation.queries.waiting import UNSETTLED_OF, waiting_texts
from meetings.statements.models import Statement
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits


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
                str(each.statement.meeting),
            )
        )
    return Waits(found[:most], len(found))


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Texts under negotiation with paragraphs that are not settled, and whose word is missing. One SQL query where there are
    some, and one more when their numbers are not remembered."""
    unsettled = UNSETTLED_OF(moment)
    texts = Statement.objects.in_bulk([each.statement for each in unsettled]) if unsettled else {}
    today = times.local(now, user.zone).date()
    found = []
    for each in unsettled:
        if each.statement not in texts:
            continue
        statement = texts[each.statement]
        silent = ", ".join(f"{code} {count}" for code, count in each.silent)
        words = ngettext(
            "%(unsettled)s of %(count)s paragraph is not settled", "%(unsettled)s of %(count)s paragraphs are not settled",
            each.paragraphs,
        ) if each.unsettled else _("All paragraphs are settled; the title, a heading or a proposed paragraph is not")  # fmt: skip
        found.append(
            Awaited(
                str(statement),
                statement.get_absolute_url(),
                tuple(code for code, _count in each.silent),
                "",
                statement.dated,
                (statement.dated - today).days,
                words % {"unsettled": each.unsettled, "count": each.paragraphs}
                + ". "
                + (
                    _("Not spoken on yet: %(numbers)s.") % {"numbers": silent}
                    if silent
                    else _("Every party has spoken.")
                ),
            )
        )
    found.sort(key=lambda row: (row.due, row.address))
    return [Awaiting(_("Paragraphs that are not settled"), len(found), tuple(found[:most]))] if found else []
