"""The life of a vintage, what may be said of a published figure, and why two counts may differ."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workinggroup.flows.exporting.shown import Origin


class Status(TextChoices):
    """A vintage is brought in by one person and approved by another; then it is hidden what must be, and published."""

    DRAFT = "draft", pgettext_lazy("a vintage", "Draft")
    SENT = "sent", _("Waits for approval")
    QUEUED = "queued", _("Waits to be protected")
    WORKING = "working", _("Being protected")
    READY = "ready", _("Waits for its hour")
    PUBLISHED = "published", pgettext_lazy("a vintage", "Published")
    FAILED = "failed", _("Could not be protected")
    WITHDRAWN = "withdrawn", pgettext_lazy("a vintage", "Withdrawn")


NEXT = {
    Status.DRAFT: {Status.SENT, Status.WITHDRAWN},
    Status.SENT: {Status.DRAFT, Status.QUEUED, Status.WITHDRAWN},
    Status.QUEUED: {Status.WORKING, Status.WITHDRAWN},
    # A worker that died leaves its vintage for another.
    # One that cannot come out as it was approved is sent as before.
    Status.WORKING: {Status.WORKING, Status.READY, Status.FAILED, Status.SENT},
    Status.READY: {Status.PUBLISHED, Status.WITHDRAWN, Status.SENT},
    Status.FAILED: {Status.QUEUED, Status.WITHDRAWN},
    Status.PUBLISHED: set(),
    Status.WITHDRAWN: set(),
}
UNDER_WAY = frozenset({Status.DRAFT, Status.SENT, Status.QUEUED, Status.WORKING, Status.READY, Status.FAILED})


class Mark(TextChoices):
    """How a published cell stands: shown, hidden whatever the reason, or no longer told."""

    SHOWN = "", pgettext_lazy("a figure", "shown")
    HIDDEN = "c", _("hidden to protect small groups")
    GONE = "-", _("no longer told")


class Cause(TextChoices):
    """Why two governments count one flow differently: a closed list."""

    NOT_EXPLAINED = "C0", _("Not explained")
    COVERAGE = "C1", _("Coverage or definition")
    TIMING = "C2", _("Timing: departure and arrival")
    UNIT = "C3", _("Unit: events and people")
    ROUTE = "C4", _("Route: by air, by land, through a third country")
    VINTAGE = "C5", _("Vintage: one side’s figures are newer")
    ROUNDING = "C6", _("Rounding")
    CITIZENSHIP = "C7", _("Citizenship not known")
    ERROR = "C8", _("Error, correction announced")


# Whose figures those of a dataset are, as they are asked for, and what is said wherever others than a delegation's own are shown.
ORIGINS = {
    Origin.OWN: _("counted by the delegation"),
    Origin.THIRD_PARTY: _("public data collected by third parties, for demonstration"),
    Origin.INVENTED: _("invented for demonstration"),
}
ORIGIN_NOTES = {
    Origin.THIRD_PARTY: _("Public data collected by third parties, for demonstration."),
    Origin.INVENTED: _("Invented for demonstration; nobody was counted."),
}
