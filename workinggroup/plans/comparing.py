"""What one version of a plan says otherwise than the one before it, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.core import times
from portal.core.texts import in_language, word_for_language
from portal.core.wording import Piece
from portal.core.wording import differences as by_words
from workinggroup.plans.canonical import Difference, Keys, Row, differences
from workinggroup.plans.content import NAMES
from workinggroup.plans.models import PlanVersion
from workinggroup.plans.states import Every, Means, Part, Rank

KINDS = {
    "": gettext_lazy("Plan"),
    "section": gettext_lazy("Section"),
    "phase": gettext_lazy("Phase"),
    "task": gettext_lazy("Task"),
    "resource": gettext_lazy("Resource"),
    "basis": gettext_lazy("Legal basis"),
    "safeguard": gettext_lazy("Safeguard"),
    "post": gettext_lazy("Function"),
    "rhythm": gettext_lazy("Rhythm of reports"),
    "objective": gettext_lazy("Objective"),
}
# What the fields of the canonical form are called, in the order in which they are read.
FIELDS = {
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Public summary"),
    "text": gettext_lazy("Text"),
    "omitted": gettext_lazy("Does not apply"),
    "commitment": gettext_lazy("Commitment"),
    "parties": gettext_lazy("Parties"),
    "marking": gettext_lazy("Mark"),
    "lead": gettext_lazy("Lead"),
    "side": gettext_lazy("Side"),
    "function": gettext_lazy("Function"),
    "instrument": gettext_lazy("Instrument"),
    "article": gettext_lazy("Article"),
    "risk": gettext_lazy("Risk"),
    "measure": gettext_lazy("Measure"),
    "kind": gettext_lazy("What"),
    "count": gettext_lazy("How many"),
    "task": gettext_lazy("For the task"),
    "place": gettext_lazy("Place"),
    "starts_on": gettext_lazy("Not before"),
    "ends_on": gettext_lazy("Last day"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("Until"),
    "days": gettext_lazy("Days it takes"),
    "milestone": gettext_lazy("Milestone"),
    "tolerance": gettext_lazy("Days that it may move without a new version"),
    "after": gettext_lazy("After"),
    "level": gettext_lazy("Level"),
    "hours": gettext_lazy("Hours"),
    "language": gettext_lazy("Language"),
    "channel": gettext_lazy("Channel"),
    "every": gettext_lazy("How often"),
    "by": gettext_lazy("By"),
    "zone": gettext_lazy("Time zone"),
}
OTHERWISE = {("", "starts_on"): gettext_lazy("First day"), ("rhythm", "to"): pgettext_lazy("rhythm of reports", "To")}
CHOICES = {"kind": Means, "level": Rank, "every": Every}
# What the heading says already, or follows from it; of a number the change is said.
SAID = {"section": ("part", "side"), "phase": ("number",), "task": ("number", "phase"), "objective": ("number",)}


@dataclass(frozen=True)
class Line:
    """One thing that a row says otherwise: what is called so, in which language, "" where in none, and the words."""

    label: str
    language: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Change:
    """A row of a plan that is new, gone, or says something otherwise."""

    name: str
    state: str
    lines: Sequence[Line]


def changes_between(
    before: PlanVersion, after: PlanVersion, places: Mapping[str, str], keys: tuple[Keys, Keys] = ({}, {})
) -> list[Change]:
    """What a tabled version says otherwise than an earlier one; `places` are names by code, `keys` what tasks and objectives of
    each are called through all versions. No SQL query."""
    pair = before.canonical.encode(), after.canonical.encode()
    return [_change(each, places) for each in differences(*pair, NAMES, keys)]


def _change(found: Difference, places: Mapping[str, str]) -> Change:
    one, other = found.before or {}, found.after or {}
    told = found.fields or [*(other or one)]
    lines = [
        line
        for field in FIELDS
        if field in told and (field not in SAID.get(found.kind, ()) or (field == "number" and found.fields))
        for line in _lines(found.kind, field, one.get(field), other.get(field), places)
    ]
    return Change(_name(found, other or one), _state(found), lines)


def _state(found: Difference) -> str:
    if found.before is None:
        return _("new")
    if found.after is None:
        return _("gone")
    if set(found.fields) <= {"number", "phase"}:
        return _("moved to another phase") if "phase" in found.fields else _("numbered otherwise")
    return _("otherwise")


def _name(found: Difference, row: Row) -> str:
    kind = str(KINDS[found.kind])
    if found.kind == "section":
        return f"{kind}: {Part(row['part']).label}, {row['side']}"
    if found.kind in SAID:
        return f"{kind} {row['number']}: {in_language(row.get('title') or row.get('text') or {})}"
    side = row.get("side") or row.get("from")
    return f"{kind}, {side}" if side else kind


def _lines(kind: str, field: str, was: Any, now: Any, places: Mapping[str, str]) -> Iterable[Line]:
    label = str(OTHERWISE.get((kind, field)) or FIELDS[field])
    if isinstance(was, dict) or isinstance(now, dict):
        for code in settings.CONTENT_LANGUAGES:
            old, new = ((each or {}).get(code, "") for each in (was, now))
            if old != new:
                yield Line(label, code, by_words(old, new))
        return
    old, new = (_said(field, each, places) for each in (was, now))
    if old != new:
        pieces = [Piece("deleted", old)] if old else []
        yield Line(label, "", [*pieces, *([Piece("inserted", new)] if new else [])])


def _said(field: str, value: Any, places: Mapping[str, str]) -> str:
    """A value as people say it; "" of nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    if field in CHOICES:
        return str(CHOICES[field](value).label)
    if field == "place":
        return places.get(value, value)
    if field == "language":
        return word_for_language(value)
    if field == "marking":
        return f"TLP:{value}"
    if field == "by":
        return str(value)[:5]
    if field in {"starts_on", "ends_on", "from", "to"} and str(value)[:4].isdigit():
        return times.short_date(date.fromisoformat(value))
    return str(value)
