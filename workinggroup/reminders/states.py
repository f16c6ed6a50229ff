"""The life of a planned reminder, and whom it is for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.states import Role


class Status(TextChoices):
    """Once `posted`, what happens is told by its mail in the outbox."""

    PLANNED = "planned", _("Will go")
    HELD = "held", pgettext_lazy("reminder", "Held")
    POSTED = "posted", _("Handed to the outbox")
    DROPPED = "dropped", _("Not sent")


# Those that have not gone and may yet go.
WAITING = (Status.PLANNED, Status.HELD)
# Those of which it is settled that they went or do not go.
SETTLED = (Status.POSTED, Status.DROPPED)
# A dropped reminder is planned again when there is again something to remind of.
NEXT = {
    Status.PLANNED: {Status.PLANNED, Status.HELD, Status.POSTED, Status.DROPPED},
    Status.HELD: {Status.PLANNED, Status.POSTED, Status.DROPPED},
    Status.DROPPED: {Status.PLANNED},
    Status.POSTED: set(),
}


class Audience(TextChoices):
    """To whom a rung goes: those whose the thing is, then up in the same delegation; the secretariat stands beside."""

    OWNER = "owner", pgettext_lazy("reminder", "Whose it is")
    COORDINATOR = "coordinator", _("Coordinators")
    DEPUTY = "deputy", _("Deputy head of delegation")
    HEAD = "head", _("Head of delegation")
    SECRETARIAT = "secretariat", _("Secretariat")


# Where a delegation has nobody on a step, the next one takes its place.
LADDER = (Audience.COORDINATOR, Audience.DEPUTY, Audience.HEAD)
# On which step of it each role stands.
STEPS: dict[str, Audience] = {
    Role.COORDINATOR: Audience.COORDINATOR,
    Role.DEPUTY: Audience.DEPUTY,
    Role.HEAD: Audience.HEAD,
}


class Level(TextChoices):
    """Who chooses when a kind of deadline is reminded of; each within what the one before holds."""

    GROUP = "group", _("The group")
    SIDE = "side", _("The delegation")
    OWN = "own", _("The person")
