"""What became of a commitment, act by act: who, when, from what to what, and why, as the trail tells its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from meetings.agendas.models import Theme
from portal.audit.models import Entry
from portal.audit.operations import detail_of
from portal.audit.words import Told, told
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.saying import due_words

# Of one commitment; nobody has changed one as often.
MOST = 100
# A figure stands among those of its indicator, with its source and its side.
TOLD_ELSEWHERE = ["workinggroup.commitment.figure_added"]


@dataclass(frozen=True)
class Change:
    """One act on a commitment; `what` names the part of it that it is about, `before` and `after` say in words what changed; ""
    where there is none."""

    entry: Any
    told: Told
    what: str
    before: str
    after: str
    reason: str


def history_of(commitment: Commitment, user: Person) -> list[Change]:
    """The acts on a commitment of which the user may know, the latest first. Three SQL queries at most.

    They are the trail's: whoever may see a commitment may know of what is done to it.
    """
    acts = Entry.objects.visible_to(user).filter(subject_id=str(commitment.pk)).exclude(action__in=TOLD_ELSEWHERE)
    entries = list(acts.order_by("-at", "-id")[:MOST])
    themes = {theme.code: str(theme) for theme in Theme.objects.all()}
    found = []
    for entry, words in zip(entries, told(entries, user, detail_of), strict=True):
        facts = detail_of(entry)
        before, after = (_in_words(facts.get(name), themes) for name in ("before", "after"))
        found.append(
            Change(entry, words, in_language(facts.get("what") or {}), before, after, str(facts.get("reason", "")))
        )
    return found


def _in_words(fact: Any, themes: Mapping[str, str]) -> str:
    """What an act kept of a fact, in words: who leads, a theme, by when; "" for what a person reads nowhere else."""
    if isinstance(fact, Mapping):
        if "lead" in fact:
            lead = str(fact["lead"]) or _("No lead")
            codes = ", ".join(fact.get("supporting", []))
            return _("%(lead)s with %(codes)s") % {"lead": lead, "codes": codes} if codes else lead
        if "theme" in fact:
            return themes.get(fact["theme"], str(fact["theme"]) or "–")
        if "kind" in fact:
            return _due(fact)
    day = _day(fact)
    return times.short_day(day) if day else ""


def _due(fact: Mapping[str, Any]) -> str:
    day = _day(fact.get("day"))
    names = ("season", "unit", "basis")
    count = fact.get("count")
    said = DueSaid(str(fact["kind"]), day, count=count, **{name: str(fact.get(name) or "") for name in names})
    return due_words(said, day) or "–"


def _day(fact: Any) -> date | None:
    try:
        return date.fromisoformat(fact) if isinstance(fact, str) else None
    except ValueError:
        return None
