"""What is said of plans in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from workinggroup.plans.canonical import Difference
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


def change_said(change: Difference) -> tuple[str, str, list[tuple[str, str, str]]]:
    """A difference between two versions: what it is, whether it is new, gone or otherwise, and each field before and after."""
    kinds = {
        "": _("Plan"),
        "section": _("Section"),
        "phase": _("Phase"),
        "task": _("Task"),
        "resource": _("Resource"),
        "basis": _("Legal basis"),
        "safeguard": _("Safeguard"),
        "post": _("Function"),
        "rhythm": _("Rhythm of reports"),
        "objective": _("Objective"),
    }
    name = change.name
    if change.kind == "section":
        part, _space, side = name.partition(" ")
        name = f"{Part(part).label}, {side}"
    elif change.kind not in {"task", "phase", "objective"}:
        name = ""
    before, after = change.before or {}, change.after or {}
    fields = change.fields or tuple(after or before)
    state = _("new") if change.before is None else _("gone") if change.after is None else _("otherwise")
    rows = [(field, _flat(before.get(field)), _flat(after.get(field))) for field in fields]
    return f"{kinds[change.kind]} {name}".strip(), state, rows


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return " · ".join(str(each) for each in value.values())
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "" if value is None else str(value)
