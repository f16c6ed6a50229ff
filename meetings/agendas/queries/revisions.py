"""What the page of issued agendas needs."""

from dataclasses import dataclass
from typing import Any

from meetings.agendas.differing import Change, Line, differences
from meetings.agendas.models import Revision, RevisionRow, shown
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language


@dataclass(frozen=True)
class RevisionsPage:
    """Every issued revision, the latest first, and what changed from `old` to `new`."""

    revisions: list[Revision]
    old: Revision | None
    new: Revision | None
    lines: list[Line]
    changes: list[Change]


def revisions_of(meeting: Meeting, user: Person, *, old: str = "", new: str = "") -> RevisionsPage:
    """The revisions, and the difference between two of them by number (default: the last two). Two SQL queries.

    Each row is compared as the user may read it: a row closed to them is its neutral line in both.
    """
    rows = Revision.objects.visible_to(user).filter(agenda__meeting=meeting).order_by("-number")
    found = list(rows)
    by_number = {str(each.number): each for each in found}
    latest = by_number.get(new) or (found[0] if found else None)
    earlier = by_number.get(old) or next((each for each in found if latest and each.number < latest.number), None)
    chosen = [each for each in (earlier, latest) if each]
    lines: dict[Any, list[RevisionRow]] = {each.pk: [] for each in chosen}
    for row in RevisionRow.objects.visible_to(user).filter(revision__in=chosen).order_by("position"):
        lines[row.revision_id].append(row)
    says_day = any(len({row.day for row in rows}) > 1 for rows in lines.values())
    frozen = {each.pk: _lines(each, lines[each.pk], says_day) for each in chosen}
    after = frozen[latest.pk] if latest else []
    changes = differences(frozen[earlier.pk], after) if earlier and latest and earlier != latest else []
    return RevisionsPage(found, earlier, latest, after, changes)


def _lines(revision: Revision, rows: list[RevisionRow], says_day: bool) -> list[Line]:
    """The rows as they were issued; with the day of each clock where one of the revisions is of several days."""
    return [
        Line(
            key=row.stands_for or row.item,
            title=in_language(row.title),
            minutes=row.minutes,
            clock=(f"{times.brief_day(row.day)}, " if says_day else "")
            + times.clock(row.starts_at, revision.time_zone),
            section=in_language(row.section),
            lead=row.lead,
        )
        for row in shown(rows, lambda row: row.item, lambda row: row.stands_for)
    ]
