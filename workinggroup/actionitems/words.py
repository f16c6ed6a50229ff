"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.models import ActionItem

name_things("ActionItem", by_row(ActionItem, words=lambda row: f"{row.reference} {row}"))
name_things("ChainTemplate", by_row(ChainTemplate))

describe(
    {
        "workinggroup.actionitem.assigned": _("assigned the action item %(thing)s"),
        "workinggroup.actionitem.accepted": _("accepted the action item %(thing)s"),
        "workinggroup.actionitem.refused": _("refused the action item %(thing)s"),
        "workinggroup.actionitem.handed_on": _("handed on the action item %(thing)s"),
        "workinggroup.actionitem.reassigned": _("gave to another person the action item %(thing)s"),
        "workinggroup.actionitem.rescheduled": _("changed when the action item %(thing)s is due"),
        "workinggroup.actionitem.more_time_asked": _("asked for more time for the action item %(thing)s"),
        "workinggroup.actionitem.more_time_refused": _("refused more time for the action item %(thing)s"),
        "workinggroup.actionitem.reported": _("reported progress on the action item %(thing)s"),
        "workinggroup.actionitem.blocked": _("reported as blocked the action item %(thing)s"),
        "workinggroup.actionitem.done": _("marked as done the action item %(thing)s"),
        "workinggroup.actionitem.verified": _("verified the action item %(thing)s"),
        "workinggroup.actionitem.dropped": _("dropped the action item %(thing)s"),
        "workinggroup.actionitem.left": _("took from an owner who left the action item %(thing)s"),
        "workinggroup.actionitem.priority": _("changed the priority of the action item %(thing)s"),
        "workinggroup.actionitem.undone": _("undid a change of the action item %(thing)s"),
        "workinggroup.actionitem.moved": _("moved with its meeting the date of the action item %(thing)s"),
        "workinggroup.actionitem.counted_anew": _("counted anew the date of the action item %(thing)s"),
        "workinggroup.actionitem.step_added": _("added a step to the checklist of %(thing)s"),
        "workinggroup.actionitem.step_ticked": _("ticked a step on the checklist of %(thing)s"),
        "workinggroup.actionitem.step_unticked": _("took back the tick of a step on the checklist of %(thing)s"),
        "workinggroup.actionitem.step_moved": _("moved a step on the checklist of %(thing)s"),
        "workinggroup.actionitem.step_removed": _("removed a step from the checklist of %(thing)s"),
        "workinggroup.actionitem.noted": _("noted something for the own delegation on %(thing)s"),
        "workinggroup.actionitem.watched": _("began to watch the action item %(thing)s"),
        "workinggroup.actionitem.unwatched": _("stopped watching the action item %(thing)s"),
        "workinggroup.actionitem.watcher_left": _(
            "ended for somebody who left the watching of the action item %(thing)s"
        ),
        "workinggroup.actionitem.supported": _("named a supporting person for the action item %(thing)s"),
        "workinggroup.actionitem.backed": _("offered the support of another delegation for the action item %(thing)s"),
        "workinggroup.actionitem.unsupported": _("took a supporting person off the action item %(thing)s"),
        "workinggroup.actionitem.waits": _("let wait for another one the action item %(thing)s"),
        "workinggroup.actionitem.waits_no_more": _("let wait no more for another one the action item %(thing)s"),
        "workinggroup.actionitem.estimated": _("said how many working days it takes of the action item %(thing)s"),
        "workinggroup.chaintemplate.kept": _("kept the template of a chain %(thing)s"),
        "workinggroup.chaintemplate.changed": _("changed the template of a chain %(thing)s"),
        "workinggroup.chaintemplate.withdrawn": _("withdrew the template of a chain %(thing)s"),
        "workinggroup.actionitem.reopened": _("opened again the action item %(thing)s"),
    }
)
