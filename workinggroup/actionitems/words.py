"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "workinggroup.actionitem.assigned": _("assigned the action item"),
        "workinggroup.actionitem.reassigned": _("gave the action item to another person"),
        "workinggroup.actionitem.rescheduled": _("changed when the action item is due"),
        "workinggroup.actionitem.reported": _("reported progress on the action item"),
        "workinggroup.actionitem.done": _("marked the action item done"),
        "workinggroup.actionitem.reopened": _("opened the action item again"),
    }
)
