"""News for tests: told of real things, by the slices' own words."""

from datetime import datetime, timedelta
from typing import Any

from portal.core.reader import Reader, reading_as
from portal.notifications.kinds import Ways
from portal.notifications.models import Notice
from portal.notifications.news import tell_news
from portal.people.bell.operations import choose_ways
from tests.factories.people import reload_user
from tests.factories.work import NOW

GIVEN, ASSIGNED = "given", "workinggroup.actionitem.assigned"
FINISHED, DONE = "finished", "workinggroup.actionitem.done"


def tell(event: str, subject: Any, *people: Any, at: datetime = NOW) -> None:
    """Tell these people, as somebody of the subject's own side does."""
    with reading_as(Reader(subject.editable_by[0])):
        tell_news(event, subject, people, now=at)


def choose(person: Any, kind: str, *, for_side: bool = False, **ways: bool) -> None:
    """What a person wants of one kind; what is not named is off."""
    fresh = reload_user(person)
    with reading_as(fresh.reader):
        choose_ways(actor=fresh, chosen={kind: Ways(**ways)}, for_side=for_side)


def notices_of(person: Any) -> list[Notice]:
    """All of a person's notices, as that person reads them."""
    with reading_as(person.reader):
        return list(Notice.objects.filter(person_id=person.pk).order_by("due_at", "pk"))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
