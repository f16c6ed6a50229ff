"""What the leaders of the parties are told of a meeting's records; mails name the meeting and no more."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Readout, Records
from meetings.rounds.notices import MEETINGS, leaders_of, news_of_meetings
from portal.core.people import Person
from portal.notifications.news import describe_news, tell_news

RECORDS = news_of_meetings(Records, lambda records: records.meeting, "meeting")


def _page(records: Records) -> str:
    return reverse("records:records", args=[records.meeting.slug])


describe_news(
    "meetings.records.circulated",
    RECORDS,
    MEETINGS,
    words=_("The records are circulated; amendments can be asked for."),
    acted=_("%(side)s has circulated the records; amendments can be asked for."),
    address=_page,
)
describe_news("meetings.records.approved", RECORDS, MEETINGS, words=_("The records are approved."), address=_page)


describe_news(
    "meetings.records.readout_released",
    news_of_meetings(Readout, lambda readout: readout.meeting, "meeting"),
    MEETINGS,
    words=_("A delegation has released its readout."),
    acted=_("%(side)s has released its readout."),
    address=lambda readout: reverse("records:records", args=[readout.meeting.slug]) + "#readouts",
)


def tell_circulated(records: Records, *, actor: Person, now: datetime) -> None:
    tell_news("meetings.records.circulated", records, leaders_of(records.meeting, apart_from=actor), now=now, by=actor)


def tell_approved(records: Records, *, actor: Person, now: datetime) -> None:
    tell_news("meetings.records.approved", records, leaders_of(records.meeting, apart_from=actor), now=now)


def tell_readout(readout: Readout, *, actor: Person, now: datetime) -> None:
    people = leaders_of(readout.meeting, apart_from=actor)
    tell_news("meetings.records.readout_released", readout, people, now=now, by=actor)
