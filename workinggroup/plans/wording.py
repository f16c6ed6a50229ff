"""What is said of plans in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from workinggroup.plans.states import Part


def missing_said(missing: Sequence[str]) -> str:
    """What is missing to table, as one list of words."""
    return times.all_of([named(each) for each in missing])


def named(missing: str) -> str:
    """One thing that is missing."""
    others = {"summary": _("the public summary"), "task": _("a task"), "objective": _("an objective")}
    return others.get(missing) or str(Part(missing).label)


def floats(slack: int, *, is_critical: bool) -> str:
    """How much time a task has to spare."""
    if slack < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -slack) % {"days": -slack}
    if is_critical or not slack:
        return _("none: it decides the end")
    return ngettext("%(days)s day", "%(days)s days", slack) % {"days": slack}


def lasts(days: int, *, milestone: bool) -> str:
    """How long a task takes."""
    if milestone or not days:
        return _("milestone")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
