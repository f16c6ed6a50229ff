"""When a text is released, and what the parties say to a plan."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """What a release waits for."""

    AT = "at", _("At an instant")
    ON_EVENT = "on_event", _("When an event has taken place")
    NOT_BEFORE = "not_before", _("Not before an instant, and then when an event has taken place")


class WordKind(TextChoices):
    """What a party says to a plan: that it is ready, that the event has taken place, that the embargo may be lifted early."""

    READY = "ready", _("Ready")
    EVENT = "event", _("The event has taken place")
    LIFT = "lift", _("Lift the embargo now")


class CorrigendumStatus(TextChoices):
    """A corrigendum goes the way of the text: proposed, signed by every party, released."""

    PROPOSED = "proposed", _("Proposed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RELEASED = "released", _("Released")
