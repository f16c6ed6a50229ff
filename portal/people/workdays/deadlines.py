"""What is due of the working days: those of the coming year."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import times
from portal.core.deadlines import Deadline, Kind, Named
from portal.people.workdays.queries import asks_for_year, due_day, lacks_year


def find_years(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The coming year, where the side has entered nothing for it; its coordinators'. One SQL query."""
    today = times.local(now, "UTC").date()
    year = today.year + 1
    if asks_for_year(today) and lacks_year(side, year):
        yield Deadline("working_year", key_of(side, year), due_day(year), side)


def name_years(keys: Sequence[UUID]) -> dict[UUID, Named]:
    """No SQL query: the key tells the year."""
    words = _("days off of %(year)s")
    return {key: Named(words % {"year": year_of(key)}, reverse("people:workdays")) for key in keys}


def key_of(side: str, year: int) -> UUID:
    """What stands for a side's year: the year, and the letters of its code."""
    return UUID(bytes=year.to_bytes(4, "big") + side.encode().ljust(12, b"\0"))


def year_of(key: UUID) -> int:
    """The year that a key stands for."""
    return int.from_bytes(key.bytes[:4], "big")


KINDS = [Kind("working_year", gettext_lazy("Working days of the coming year"), find_years, name_years)]
