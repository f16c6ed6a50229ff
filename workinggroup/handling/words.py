"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.handling.models import Export, ReleaseRequest

name_things("ReleaseRequest", by_row(ReleaseRequest), _("request for wider release"))
name_things("Export", by_row(Export, words=lambda row: _("a register, export %(number)s") % {"number": row.number}))

describe(
    {
        "workinggroup.handling.marked": _("said anew how narrowly it is read: %(thing)s"),
        "workinggroup.handling.widened": _("let more delegations read a passage of %(thing)s"),
        "workinggroup.handling.lowered": _("lowered a mark on its day: %(thing)s"),
        "workinggroup.handling.narrowed": _("let a side read no longer: %(thing)s"),
        "workinggroup.handling.ended": _("ended a release that ran until a day: %(thing)s"),
        "workinggroup.handling.granted": _("let more delegations read, as all originators have: %(thing)s"),
        "workinggroup.handling.asked": _("asked for wider release: %(thing)s"),
        "workinggroup.handling.answered": _("answered a request for wider release: %(thing)s"),
        "workinggroup.handling.refused": _("refused wider release: %(thing)s"),
        "workinggroup.handling.withdrawn": _("withdrew a request for wider release: %(thing)s"),
        "workinggroup.handling.lapsed": _("let a request for wider release lapse: %(thing)s"),
        "workinggroup.handling.tied": _("said where in the thread this belongs: %(thing)s"),
        "workinggroup.handling.untied": _("took back where in the thread this belongs: %(thing)s"),
        "workinggroup.handling.exported": _("took out a paper: %(thing)s"),
        "workinggroup.handling.read_red": _("read what is marked TLP:RED: %(thing)s"),
    }
)
