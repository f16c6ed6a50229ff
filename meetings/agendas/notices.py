"""What the leaders of the parties are told of an agenda; mails name the meeting and no more."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Agenda, Proposal
from meetings.rounds.notices import MEETINGS, leaders_of, news_of_meetings
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.kinds import Ways, describe_mandatory
from portal.notifications.news import describe_news, tell_news

ANSWERS = describe_mandatory(
    "answers",
    _("What is accepted where nobody objects in time"),
    always=Ways(bell=True, mail=True),
    reason=_("Your silence counts as consent."),
)
describe_news(
    "meetings.agenda.proposed",
    news_of_meetings(
        Proposal,
        lambda proposal: proposal.agenda.meeting,
        "agenda__meeting",
        name=lambda proposal: in_language(proposal.title),
    ),
    ANSWERS,
    words=_("An item is proposed for the agenda; please answer before the deadline."),
    acted=_("%(side)s proposes an item for the agenda; please answer before the deadline."),
    address=lambda proposal: reverse("agendas:proposals", args=[proposal.agenda.meeting.slug]),
)
describe_news(
    "meetings.agenda.adopted",
    news_of_meetings(Agenda, lambda agenda: agenda.meeting, "meeting"),
    MEETINGS,
    words=_("The agenda is adopted."),
    acted=_("%(side)s has declared the agenda adopted."),
    address=lambda agenda: reverse("agendas:agenda", args=[agenda.meeting.slug]),
)


def tell_proposed(proposal: Proposal, *, actor: Person, now: datetime) -> None:
    tell_news(
        "meetings.agenda.proposed", proposal, leaders_of(proposal.agenda.meeting, apart_from=actor), now=now, by=actor
    )


def tell_adopted(agenda: Agenda, *, actor: Person, now: datetime) -> None:
    tell_news("meetings.agenda.adopted", agenda, leaders_of(agenda.meeting, apart_from=actor), now=now, by=actor)
