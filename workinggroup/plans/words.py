"""What this slice's acts are called in the audit trail. A plan is told by its reference: the trail outlives a narrowing."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.plans.models import Plan

name_things("Plan", by_row(Plan), _("plan"))

describe(
    {
        "workinggroup.plan.drafted": _("began %(thing)s"),
        "workinggroup.plan.changed": _("wrote in what is drafted of %(thing)s"),
        "workinggroup.plan.written": _("wrote a section of %(thing)s"),
        "workinggroup.plan.removed": _("took out a section of %(thing)s"),
        "workinggroup.plan.opened": _("opened a section to all parties, of %(thing)s"),
        "workinggroup.plan.edited": _("wrote a section anew, of %(thing)s"),
        "workinggroup.plan.gist": _("wrote a gist of a section of %(thing)s"),
        "workinggroup.plan.imported": _("brought in tasks, of %(thing)s"),
        "workinggroup.plan.shared": _("shared %(thing)s"),
        "workinggroup.plan.released": _("let sides that are no party read %(thing)s"),
        "workinggroup.plan.withdrawn": _("withdrew %(thing)s"),
        "workinggroup.plan.tabled": _("tabled for consent %(thing)s"),
        "workinggroup.plan.taken_back": _("took back from the table, to change it, %(thing)s"),
        "workinggroup.plan.revised": _("began the next version of %(thing)s"),
        "workinggroup.plan.answered": _("answered whether to consent to %(thing)s"),
        "workinggroup.plan.agreed": _("gave the last consent to %(thing)s"),
        "workinggroup.plan.refused": _("did not consent to %(thing)s"),
        "workinggroup.plan.lapsed": _("the days for consent ended: %(thing)s"),
        "workinggroup.plan.taken_over": _("took over tasks of %(thing)s"),
        "workinggroup.plan.activated": _("put in force %(thing)s"),
        "workinggroup.plan.suspended": _("suspended %(thing)s"),
        "workinggroup.plan.wants_to_resume": _("agreed that it goes on: %(thing)s"),
        "workinggroup.plan.resumed": _("gave the last word to resume %(thing)s"),
        "workinggroup.plan.completed": _("said that it is carried out: %(thing)s"),
        "workinggroup.plan.counted": _("counted a month of %(thing)s"),
        "workinggroup.plan.grave": _("reported a grave incident, in a month of %(thing)s"),
        "workinggroup.plan.rated": _("rated the objectives of %(thing)s"),
        "workinggroup.plan.rated_together": _("said a joint rating of %(thing)s"),
        "workinggroup.plan.evaluated": _("said that it is evaluated: %(thing)s"),
        "workinggroup.plan.found": _("wrote a finding on %(thing)s"),
        "workinggroup.plan.accepted": _("said why a finding is accepted, on %(thing)s"),
        "workinggroup.plan.improved": _("said what changes after %(thing)s"),
        "workinggroup.plan.closed": _("closed %(thing)s"),
    }
)
