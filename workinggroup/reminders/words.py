"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "workinggroup.cadence.group_chosen": _("changed when everybody is reminded"),
        "workinggroup.cadence.group_reset": _("set back when everybody is reminded"),
        "workinggroup.cadence.side_chosen": _("changed when %(thing)s is reminded"),
        "workinggroup.cadence.side_reset": _("set back when %(thing)s is reminded"),
        "workinggroup.cadence.own_chosen": _("changed the days of their own reminders"),
        "workinggroup.cadence.own_reset": _("set back the days of their own reminders"),
    }
)
