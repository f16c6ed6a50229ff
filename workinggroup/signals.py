"""What the slices of the working group ask those above them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.dispatch import Signal

from portal.audit.remembered import Moment
from portal.core.people import Person

# Asked by the list of action items; receivers answer with the sentences of theirs that stand on it, `Said`.
# Arguments: user, today, moment.
items_listed = Signal()
UNDER_TITLE, BESIDE_LATE = "under_title", "beside_late"


@dataclass(frozen=True)
class Said:
    """A sentence in the reader's language, and where on the list it stands."""

    place: str
    words: str


def said_beside_items(user: Person, today: date, moment: Moment) -> dict[str, list[str]]:
    """What those above say on the list of action items, by its place. As many SQL queries as they ask."""
    found: dict[str, list[str]] = {}
    answers: list[Any] = items_listed.send(sender=None, user=user, today=today, moment=moment)
    for _receiver, answer in answers:
        for each in answer:
            found.setdefault(each.place, []).append(each.words)
    return found
