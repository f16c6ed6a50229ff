"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.handling.models import Export, ReleaseRequest

name_things("ReleaseRequest", by_row(ReleaseRequest), _("request for wider release"))
name_things("Export", by_row(Export, words=lambda row: _("a register, export %(number)s") % {"number": row.number}))

describe(
    {
        "workinggroup.handling.marked": _("said anew how narrowly it is read: %(thing)s"),
        "workinggroup.handling.widened": _("lets more delegations read a passage of %(thing)s"),
        "workinggroup.handling.lowered": _("a mark fell on its day: %(thing)s"),
        "workinggroup.handling.narrowed": _("lets a side no longer read: %(thing)s"),
        "workinggroup.handling.ended": _("what was released until a day is read no longer: %(thing)s"),
        "workinggroup.handling.granted": _("all originators let more delegations read: %(thing)s"),
        "workinggroup.handling.asked": _("asked for wider release: %(thing)s"),
        "workinggroup.handling.answered": _("answered a request for wider release: %(thing)s"),
        "workinggroup.handling.refused": _("wider release was refused: %(thing)s"),
        "workinggroup.handling.withdrawn": _("withdrew a request for wider release: %(thing)s"),
        "workinggroup.handling.lapsed": _("a request for wider release lapsed: %(thing)s"),
        "workinggroup.handling.tied": _("said where in the thread this belongs: %(thing)s"),
        "workinggroup.handling.untied": _("took back where in the thread this belongs: %(thing)s"),
        "workinggroup.handling.exported": _("took out a paper: %(thing)s"),
        "workinggroup.handling.read_red": _("read what is marked TLP:RED: %(thing)s"),
    }
)
