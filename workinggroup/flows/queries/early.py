"""Who may read the figures of a dataset before they are out, and who has."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Window

from portal.core.people import Person
from portal.people.models import User
from workinggroup.flows.early import EarlyReading
from workinggroup.flows.models import Dataset

# So many people with their days are told, those of the latest releases first.
MOST_OPENED = 40


@dataclass(frozen=True, slots=True)
class OpenedEarly:
    """On which days somebody opened the vintage as of a day, before it was out."""

    as_of: date
    name: str
    days: list[date]


@dataclass(frozen=True, slots=True)
class EarlyList:
    """Who has opened vintages before they were out, and how many more there are than are told."""

    rows: list[OpenedEarly]
    more: int


def early_readers(dataset: Dataset, user: Person) -> list[str]:
    """Who may read the figures of a dataset before they are out: the people of its delegation, by name to that alone. One SQL
    query."""
    if user.code != dataset.delegation_id:
        return []
    people = User.objects.filter(membership__delegation_id=dataset.delegation_id, is_active=True)
    return list(people.order_by("name", "pk").values_list("name", flat=True))


def opened_early(dataset: Dataset, user: Person) -> EarlyList | None:
    """Who has, told to the dataset's delegation alone. One SQL query, none for anybody else."""
    if user.code != dataset.delegation_id:
        return None
    rows = EarlyReading.objects.visible_to(user).filter(vintage__dataset=dataset)
    grouped = rows.values("vintage__as_of", "vintage__number", "reader", "reader_name").annotate(
        days=ArrayAgg("day", order_by="day"), every=Window(Count("*"))
    )
    found = list(grouped.order_by("-vintage__number", "reader_name", "reader")[:MOST_OPENED])
    told = [OpenedEarly(each["vintage__as_of"], each["reader_name"], each["days"]) for each in found]
    return EarlyList(told, found[0]["every"] - len(found) if found else 0)
