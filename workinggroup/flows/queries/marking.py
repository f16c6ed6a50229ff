"""What is marked on charts: ministerials, and what the sides marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value

from meetings.rounds.models import Meeting
from meetings.rounds.states import Level
from portal.core.people import Person
from portal.core.texts import LocalizedTextField
from workinggroup.flows.cube.months import Month
from workinggroup.flows.events import FlowEvent


@dataclass(frozen=True, slots=True)
class Marked:
    """A day that readers of a chart should know; without a name it is a ministerial's."""

    day: date
    name: Mapping[str, str] | None


def marked_since(user: Person, first: Month, *keys: str) -> list[Marked]:
    """The ministerials from a month on, and the events that are marked on charts of these indicators, in order. One SQL query."""
    events = FlowEvent.objects.visible_to(user).of(*keys).filter(day__gte=first.first).order_by()
    meetings = Meeting.objects.visible_to(user).filter(level=Level.MINISTERIAL, starts_on__gte=first.first)
    unnamed: Any = Value(None, output_field=LocalizedTextField(null=True))
    dates = meetings.exclude(status="cancelled").order_by().values_list("starts_on", unnamed)
    return [Marked(*each) for each in events.values_list("day", "name").union(dates, all=True).order_by("day")]
