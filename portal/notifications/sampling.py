"""A mail of news as it would read, made to be looked at: whoever asks for it undoes all of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, When

from portal.core.people import Person
from portal.core.reader import PORTAL
from portal.notifications.models import Choice, Notice, OutgoingMail
from portal.notifications.news import DESCRIBED, MESSAGE
from portal.notifications.outbox import post_together

KEY = "sample"


def post_sample(
    event: str, subject: Any, person: Any, *, now: datetime, since: datetime, acted_by: Mapping[str, str]
) -> OutgoingMail:
    """The mail at once that tells a person of an event, by itself and whatever ways they chose. In the person's own context."""
    kind = DESCRIBED[event].kind.name
    Notice.objects.filter(person=person).delete()
    Choice.objects.filter(person=person, kind=kind).delete()
    Choice.objects.create(person=person, kind=kind, bell=False, mail=True, digest=False)
    Notice.objects.create(
        person=person, event=event, subject_kind=subject._meta.label_lower, subject_id=subject.pk,
        acted_by=dict(acted_by), since=since, due_at=now, bell=False, mail=True, digest=False,
        releasable_to=[person.code or PORTAL.code], dedupe_key=KEY,
    )  # fmt: skip
    post_together(MESSAGE, [(person, subject, KEY)], now=now, event=event)
    return OutgoingMail.objects.get(dedupe_key=KEY)


def last_told(event: str, person: Person) -> Notice | None:
    """The last news of an event that the person had, or else anybody on their side; in the side's own context. One SQL query."""
    rows = Notice.objects.filter(event=event, releasable_to=[person.code])
    theirs = Case(When(person_id=person.pk, then=0), default=1)
    return rows.order_by(theirs, "-due_at", "-pk").first()
