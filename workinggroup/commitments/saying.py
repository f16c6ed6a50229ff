"""By when a commitment is due, in the reader's words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.promises.states import Basis
from meetings.promises.states import Due as DueKind
from portal.core import times
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.states import Season

# Takes the number of a length of time; asked when it is said.
LENGTHS = {
    "day": lambda count: ngettext("%(count)s day", "%(count)s days", count),
    "week": lambda count: ngettext("%(count)s week", "%(count)s weeks", count),
    "month": lambda count: ngettext("%(count)s month", "%(count)s months", count),
    "year": lambda count: ngettext("%(count)s year", "%(count)s years", count),
}


def due_words(said: DueSaid, last: date | None, event: str = "") -> str:
    """What is said of when, in short: "June 2026", "by the end of 2026", "within 2 months of the release"; "" for nothing.

    `last` is the day that follows from it; `event` what the reader calls the meeting that it names, if one is named.
    """
    kind = said.kind
    if kind == DueKind.MONTH and last:
        return date_format(last, "YEAR_MONTH_FORMAT")
    if kind == DueKind.SEASON and said.day and said.season:
        season = str(Season(said.season).label).partition(" (")[0]
        return _("%(season)s %(year)s") % {"season": season, "year": said.day.year}
    if kind == DueKind.YEAR_END and last:
        return _("by the end of %(year)s") % {"year": last.year}
    if kind == DueKind.RELATIVE and said.count:
        return _("within %(length)s of %(basis)s") % {"length": length(said), "basis": _basis(said, event)}
    if kind == DueKind.DURATION and said.count:
        return _("for %(length)s") % {"length": length(said)}
    if kind == DueKind.EVENT and event:
        return pgettext("due", "at: %(event)s") % {"event": event}
    if kind == DueKind.NOT_BEFORE and said.day:
        return _("not before %(day)s") % {"day": times.plain_day(said.day)}
    if kind == DueKind.CONTINUOUS:
        return pgettext("due", "continuous")
    return times.short_day(last) if last else ""


def length(said: DueSaid) -> str:
    """A length of time: "2 months"."""
    count = said.count or 0
    return LENGTHS[said.unit](count) % {"count": count}


def _basis(said: DueSaid, event: str) -> str:
    if said.basis == Basis.MEETING:
        return pgettext("counted from", "the meeting")
    if said.basis == Basis.RELEASE:
        return pgettext("counted from", "the release")
    if said.basis == Basis.EVENT:
        return event or pgettext("counted from", "an event")
    return pgettext("counted from", "a day that is not said yet")
