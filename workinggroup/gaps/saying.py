"""How a gap stands, in words: its state as a sentence, and whom it waits on to do what by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core import times
from workinggroup.gaps.states import Level, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a gap waits on (`sides`, none where on nobody), to do what, and by when."""

    sides: tuple[str, ...]
    verb: str
    due: date | None

    @property
    def words(self) -> str:
        """ "Waits on USA to verify, until Fri 4 Dec"."""
        if not self.sides:
            return self.verb
        facts = {"sides": ", ".join(self.sides), "verb": self.verb}
        if self.due is None:
            return _("waits on %(sides)s to %(verb)s") % facts
        return _("waits on %(sides)s to %(verb)s, until %(day)s") % {**facts, "day": times.short_date(self.due)}


def standing_of(gap: Any, *, has_measure: bool = True) -> Standing:
    """How a gap stands. No SQL query."""
    owners, raiser = tuple(gap.owners), (gap.raised_by_id,)
    others = tuple(code for code in gap.releasable_to if code not in gap.ever_owners)
    match Status(gap.status):
        case Status.DRAFT:
            return Standing((), _("a draft of your delegation alone"), None)
        case Status.RAISED:
            return Standing(owners, pgettext("waits on a side to", "accept or contest it"), gap.due_on)
        case Status.CONTESTED:
            return Standing(raiser, pgettext("waits on a side to", "say it otherwise or drop it"), None)
        case Status.ACCEPTED:
            return Standing(owners, pgettext("waits on a side to", "name a measure"), gap.due_on)
        case Status.TREATING:
            if left := tuple(code for code in owners if code not in gap.done_by):
                return Standing(left, pgettext("waits on a side to", "carry out its measures"), None)
            return Standing(owners, pgettext("waits on a side to", "claim that it is mended"), None)
        case Status.CLAIMED:
            return Standing(others or owners, pgettext("waits on a side to", "verify"), gap.due_on)
        case Status.TOLERATED:
            day = times.short_date(gap.due_on) if gap.due_on else ""
            return Standing((), _("tolerated by all until %(day)s") % {"day": day}, gap.due_on)
        case Status.CLOSED:
            return Standing((), _("verified and closed by %(side)s") % {"side": gap.verified_by}, None)
        case Status.DROPPED:
            return Standing((), _("dropped by %(side)s") % {"side": gap.raised_by_id}, None)


def finding_of(levels: Mapping[tuple[str, bool], int]) -> str:
    """What the register says of the open gaps, counted by level and whether they have a measure: the gravest first."""
    if not levels:
        return _("No security gap is open")
    for level, title in (
        (Level.VERY_HIGH, lambda count: ngettext("%(count)s gap is very high", "%(count)s gaps are very high", count)),
        (Level.HIGH, lambda count: ngettext("%(count)s gap is high", "%(count)s gaps are high", count)),
    ):
        bare, held = (levels.get((level, has_measure), 0) for has_measure in (False, True))
        if count := bare + held:
            words = title(count) % {"count": count}
            return f"{words}; {_without(bare, count)}"
    count = sum(levels.values())
    if all(not level for level, _has in levels):
        words = ngettext("%(count)s gap is open and not rated yet", "%(count)s gaps are open and not rated yet", count)
        return words % {"count": count}
    return ngettext("%(count)s gap is open; none is high", "%(count)s gaps are open; none is high", count) % {
        "count": count
    }


def _without(bare: int, count: int) -> str:
    if not bare:
        return _("each has a measure") if count > 1 else _("it has a measure")
    if bare == count:
        return _("none has a measure") if count > 1 else _("it has no measure")
    return ngettext("%(count)s has no measure", "%(count)s have no measure", bare) % {"count": bare}
