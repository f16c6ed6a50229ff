"""The life of a meeting, the levels on which it is held, how it is held, and the deadlines tied to its date."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """A draft is known to its host and the secretariat alone and sends nothing."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    AGENDA_OPEN = "agenda_open", _("Agenda open")
    AGENDA_ADOPTED = "agenda_adopted", _("Agenda adopted")
    IN_SESSION = "in_session", _("In session")
    CONCLUDED = "concluded", _("Concluded")
    RECORDS_APPROVED = "records_approved", _("Records approved")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def step(self) -> str:
        """The name of the address that takes a meeting there."""
        return STEPS[self]


STEPS = {
    Status.DRAFT: "new",
    Status.ANNOUNCED: "announce",
    Status.AGENDA_OPEN: "open-agenda",
    Status.AGENDA_ADOPTED: "adopt-agenda",
    Status.IN_SESSION: "begin",
    Status.CONCLUDED: "conclude",
    Status.RECORDS_APPROVED: "approve-records",
    Status.POSTPONED: "postpone",
    Status.CANCELLED: "cancel",
}
NEXT = {
    Status.DRAFT: {Status.ANNOUNCED, Status.CANCELLED},
    Status.ANNOUNCED: {Status.AGENDA_OPEN, Status.POSTPONED, Status.CANCELLED},
    Status.AGENDA_OPEN: {Status.AGENDA_ADOPTED, Status.POSTPONED, Status.CANCELLED},
    Status.AGENDA_ADOPTED: {Status.IN_SESSION, Status.AGENDA_OPEN, Status.POSTPONED, Status.CANCELLED},
    Status.IN_SESSION: {Status.CONCLUDED},
    Status.CONCLUDED: {Status.RECORDS_APPROVED},
    Status.RECORDS_APPROVED: set(),
    # A postponed meeting is announced again by giving it a date.
    Status.POSTPONED: {Status.CANCELLED},
    Status.CANCELLED: set(),
}
# The way of a meeting that nothing stops, in order.
COURSE = [
    Status.DRAFT,
    Status.ANNOUNCED,
    Status.AGENDA_OPEN,
    Status.AGENDA_ADOPTED,
    Status.IN_SESSION,
    Status.CONCLUDED,
    Status.RECORDS_APPROVED,
]
# In these states a meeting still has a date to move; in these its agenda, lists and facts are closed; in these it is to
# come, and people are reminded of it.
MOVABLE = {Status.DRAFT, Status.ANNOUNCED, Status.AGENDA_OPEN, Status.AGENDA_ADOPTED, Status.POSTPONED}
OVER = {Status.CONCLUDED, Status.RECORDS_APPROVED, Status.CANCELLED}
COMING = {Status.ANNOUNCED, Status.AGENDA_OPEN, Status.AGENDA_ADOPTED, Status.IN_SESSION}


class Level(TextChoices):
    """Who meets."""

    MINISTERIAL = "ministerial", _("Ministerial")
    VICE_MINISTERIAL = "vice_ministerial", _("Vice-ministerial")
    TECHNICAL = "technical", _("Technical")


class Part(TextChoices):
    """What of a meeting that is over a corrigendum corrects."""

    FACTS = "facts", pgettext_lazy("corrigendum", "Title, date and place")
    AGENDA = "agenda", pgettext_lazy("corrigendum", "Agenda")
    PARTICIPANTS = "participants", pgettext_lazy("corrigendum", "Participants")


class Format(TextChoices):
    """Where people are."""

    IN_PERSON = "in_person", _("In person")
    REMOTE = "remote", pgettext_lazy("format", "Remote")
    HYBRID = "hybrid", _("Hybrid")


class DeadlineKind(TextChoices):
    """What must be done some days before a meeting."""

    ITEMS = "items", _("Call for agenda items ends")
    FREEZE = "freeze", _("Agenda is frozen")
    PAPERS = "papers", _("Papers are circulated")
    CREDENTIALS = "credentials", _("Credentials are due")


# Days before the meeting, where nobody says otherwise.
USUAL_DAYS = {DeadlineKind.ITEMS: 42, DeadlineKind.FREEZE: 21, DeadlineKind.PAPERS: 14, DeadlineKind.CREDENTIALS: 7}
