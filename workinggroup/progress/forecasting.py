"""What will miss a meeting, and why: from what is said of it alone, the first reason that fits."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core import times
from workinggroup.progress.standing import Said
from workinggroup.progress.states import DEGREES, SETTLED, Completion


@dataclass(frozen=True, slots=True)
class Outlook:
    """From which day one looks at which meeting; `before` is what the lead's report of the round before said, "" for none."""

    meets_on: date
    today: date
    before: str = ""


def misses(said: Said, outlook: Outlook) -> Promise | None:
    """The reason for which a commitment will miss the meeting, with its places open; None where nothing says that it will."""
    counted = said.agreed or said.reported
    if counted in SETTLED:
        return None
    if not said.lead:
        return _("Nobody leads it.")
    if said.due_on and said.due_on < outlook.today:
        return _("It was due on %(due)s.")
    if not counted and said.asked_by and said.asked_by < outlook.today:
        return _("Its report was due on %(asked)s, and there is none.")
    if said.due_on and said.due_on <= outlook.meets_on:
        if not counted:
            return _("It is due on %(due)s, before the meeting, and nobody has reported.")
        if DEGREES[Completion(counted)] <= DEGREES[Completion.LIMITED]:
            return _("It is due on %(due)s, before the meeting, and stands at “%(completion)s”.")
    if counted and counted == outlook.before:
        return _("Two rounds in turn it stands at “%(completion)s”.")
    return None


def forecast(said: Said, outlook: Outlook) -> str:
    """Why a commitment will miss the meeting, in words; "" where nothing says that it will."""
    reason = misses(said, outlook)
    if reason is None:
        return ""
    counted = said.agreed or said.reported
    return str(reason) % {
        "due": times.long_day(said.due_on) if said.due_on else "",
        "asked": times.long_day(said.asked_by) if said.asked_by else "",
        "completion": Completion(counted).label if counted else "",
    }
