"""Why a reminder goes when it does, in words. Pure: rungs in, words of the present language out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from portal.core.kept import said_once
from workinggroup.reminders.cadence import Cadence, Rung
from workinggroup.reminders.states import Audience


def rung_words(rung: Rung) -> str:
    """When a rung goes: "7 days before", "1 working day after"."""
    days = abs(rung.days)
    if not days:
        return _("on the day")
    if rung.in_working_days:
        words = (
            ngettext("%(days)s working day after", "%(days)s working days after", days)
            if rung.is_after
            else ngettext("%(days)s working day before", "%(days)s working days before", days)
        )
    elif rung.is_after:
        words = ngettext("%(days)s day after", "%(days)s days after", days)
    else:
        words = ngettext("%(days)s day before", "%(days)s days before", days)
    return words % {"days": days}


def audience_words(audience: Audience) -> str:
    """To whom it goes besides those whose the thing is; "" for them."""
    return {
        Audience.COORDINATOR: _("to the coordinators"),
        Audience.DEPUTY: _("to the deputy head of delegation"),
        Audience.HEAD: _("to the head of delegation"),
        Audience.SECRETARIAT: _("to the secretariat"),
    }.get(audience, "")


@said_once
def because(words: str) -> str:
    """Why a reminder goes on its day; `words` is its rung as it is written."""
    rung = Rung.read(words)
    return ", ".join(filter(None, (rung_words(rung), audience_words(rung.audience))))


def told_after(cadence: Cadence) -> list[str]:
    """Who is told of a thing that is late, a sentence for each day on which somebody is; of what nobody can switch off alone."""
    told: dict[str, list[str]] = {}
    for rung in cadence:
        if rung.is_mandatory and rung.is_after:
            told.setdefault(rung_words(rung), []).append(audience_words(rung.audience) or _("to the owner"))
    words = _("a reminder goes %(to)s, %(when)s")
    return [words % {"to": times.all_of(to), "when": when} for when, to in told.items()]
