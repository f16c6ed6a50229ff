"""What was chosen of when reminders go, as the reader may see it."""

from uuid import UUID

from workinggroup.reminders.cadence import Cadence, read_cadence
from workinggroup.reminders.levels import Choices
from workinggroup.reminders.models import ChosenCadence, GroupCadence


def read_choices(code: str) -> Choices:
    """What the group and a side chose, and of the side's people those whom the reader may know. Two SQL queries."""
    group = {kind: read_cadence(rungs) for kind, rungs in GroupCadence.objects.values_list("kind", "rungs")}
    side: dict[str, Cadence] = {}
    people: dict[UUID, dict[str, Cadence]] = {}
    rows = ChosenCadence.objects.filter(delegation_id=code)
    for person, kind, rungs in rows.values_list("person_id", "kind", "rungs"):
        (people.setdefault(person, {}) if person else side)[kind] = read_cadence(rungs)
    return Choices(group, side, people)
