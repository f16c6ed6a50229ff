"""What of the accountings waits on a person: commitments of earlier rounds of which a text says nothing yet."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Statement
from meetings.statements.queries import texts_at
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Awaited, Awaiting, Wait, Waits
from portal.people.rules import coordinates
from workinggroup.accounting.queries import owed_by_all

# By text, earlier text and side: of how many commitments nothing is said.
Unsaid = tuple[tuple[UUID, UUID, str, int], ...]


def _unsaid() -> Unsaid:
    counted = Counter((row.text, row.earlier, row.side) for row in owed_by_all() if not row.outcome)
    return tuple((*key, count) for key, count in counted.items())


UNSAID: Remembered[Unsaid] = Remembered(_unsaid)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who lead a side: its commitments by text and earlier text; words are made of the first `most` alone. At most one
    SQL query, and one more when keys are not remembered."""
    if not (coordinates(user) and user.code):
        return Waits([], 0)
    mine = [row for row in UNSAID(moment) if row[2] == user.code]
    first = mine[:most]
    texts = texts_at({key for row in first for key in row[:2]}, moment)
    found = []
    for key, earlier, _side, count in first:
        if key not in texts or earlier not in texts:
            continue
        text = texts[key]
        due, days = _due(text, now, user)
        places = {"count": count, "text": texts[earlier], "new": text}
        thing = (
            ngettext(
                "%(count)s commitment of %(text)s, in %(new)s", "%(count)s commitments of %(text)s, in %(new)s", count
            )
            % places
        )
        discreet = ngettext("%(count)s earlier commitment", "%(count)s earlier commitments", count) % {"count": count}
        why = _("A text goes to its adoption when it accounts for all of them.")
        address = f"{_page(text)}?show=mine"
        found.append(Wait(_("Account for:"), thing, discreet, address, due, days, why, str(text.meeting)))
    return Waits(found, len(mine))


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Texts that do not account for all commitments of earlier rounds yet, with the sides that are to say it. One SQL query where
    there are some, and one more when keys are not remembered."""
    sides: dict[UUID, dict[str, int]] = {}
    for key, _earlier, side, count in UNSAID(moment):
        of_text = sides.setdefault(key, {})
        of_text[side] = of_text.get(side, 0) + count
    texts = texts_at(sides, moment)
    found = [
        Awaited(str(texts[key]), _page(texts[key]), tuple(sorted(of_text)), "", *_due(texts[key], now, user))
        for key, of_text in sides.items()
        if key in texts
    ]
    return [Awaiting(_("Earlier commitments to account for"), len(found), tuple(found[:most]))] if found else []


def _page(text: Statement) -> str:
    return reverse("accounting:accounting", args=[text.slug])


def _due(text: Statement, now: datetime, user: Person) -> tuple[date, int]:
    """The day on which the ministers meet, as the person's calendar has it, and how far it is."""
    return times.local(text.meeting.starts_at, user.zone).date(), times.days_until(
        text.meeting.starts_at, now, user.zone
    )
