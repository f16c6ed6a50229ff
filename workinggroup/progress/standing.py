"""How a commitment stands, computed from what was said of it, and by which rule; the first rule that fits counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core import times
from workinggroup.progress.states import DEGREES, SETTLED, Completion


class Rule(Enum):
    """In the order in which they are asked, each with its words."""

    SETTLED = _("%(completion)s: all parties agreed on %(day)s.")
    LATE = _("Late: due %(due)s, no report says complete.")
    AGREED = _("%(completion)s: all parties agreed on %(day)s; that counts, whatever each of them said.")
    DISPUTED = _("Views differ: %(lead)s reports “%(completion)s”, and %(others)s.")
    SHARED = _("%(completion)s: %(lead)s reported it on %(day)s, and no partner says otherwise.")
    MISSING = _("No report: %(lead)s owed one by %(asked)s.")
    LEADERLESS = _("Nobody leads it, so nobody reports.")
    UNREPORTED = _("Not reported yet.")


# How a page marks each.
MARKS = {
    Rule.SETTLED: "ok",
    Rule.LATE: "bad",
    Rule.AGREED: "quiet",
    Rule.DISPUTED: "wait",
    Rule.SHARED: "quiet",
    Rule.MISSING: "bad",
    Rule.LEADERLESS: "wait",
    Rule.UNREPORTED: "quiet",
}
SAYS = _("%(side)s says “%(completion)s”")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a commitment: the lead's last report, what each partner says of it, what all agreed on."""

    lead: str = ""
    due_on: date | None = None
    asked_by: date | None = None
    reported: str = ""
    reported_on: date | None = None
    partners: tuple[tuple[str, str], ...] = ()
    agreed: str = ""
    agreed_on: date | None = None

    @property
    def differing(self) -> list[tuple[str, str]]:
        """The partners that say something else than the lead."""
        return [(side, completion) for side, completion in self.partners if completion != self.reported]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stands: by which rule, and what that rule says."""

    rule: Rule
    words: str

    @property
    def mark(self) -> str:
        return MARKS[self.rule]


def stand(said: Said, today: date) -> Standing:
    """How a commitment stands on a day."""
    rule = _rule(said, today)
    return Standing(rule, str(rule.value) % _places(said))


def _rule(said: Said, today: date) -> Rule:
    if said.agreed in SETTLED:
        return Rule.SETTLED
    if said.due_on and said.due_on < today and said.reported not in SETTLED:
        return Rule.LATE
    if said.agreed:
        return Rule.AGREED
    if said.differing:
        return Rule.DISPUTED
    if said.reported:
        return Rule.SHARED
    if not said.lead:
        return Rule.LEADERLESS
    return Rule.MISSING if said.asked_by and said.asked_by < today else Rule.UNREPORTED


def _places(said: Said) -> Mapping[str, object]:
    others = [str(SAYS) % {"side": side, "completion": _label(completion)} for side, completion in said.differing]
    day = said.agreed_on if said.agreed else said.reported_on
    return {
        "completion": _label(said.agreed or said.reported),
        "day": times.long_day(day) if day else "",
        "due": times.long_day(said.due_on) if said.due_on else "",
        "asked": times.long_day(said.asked_by) if said.asked_by else "",
        "lead": said.lead,
        "others": ", ".join(others),
    }


def _label(completion: str) -> str | Promise:
    return Completion(completion).label if completion else ""


def spread(completions: Mapping[str, str]) -> int | None:
    """By how many steps of the scale views lie apart; None where one of them lies on no step of it, and others do."""
    said = set(completions.values())
    if len(said) < 2:
        return 0
    degrees = [DEGREES.get(Completion(each)) for each in said]
    known = [each for each in degrees if each is not None]
    return max(known) - min(known) if len(known) == len(degrees) else None
