"""What the acts on practices are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.practices.models import Practice

name_things("Practice", by_row(Practice), _("a practice"))

describe(
    {
        "workinggroup.practice.drafted": _("drafted the practice %(thing)s"),
        "workinggroup.practice.changed": _("changed what is said of the practice %(thing)s"),
        "workinggroup.practice.shared": _("shared the practice %(thing)s"),
        "workinggroup.practice.reviewed": _("reviewed the practice %(thing)s: it still holds"),
        "workinggroup.practice.archived": _("archived the practice %(thing)s"),
        "workinggroup.practice.withdrawn": _("withdrew the practice %(thing)s"),
        "workinggroup.practice.review_due": _("asked for a review of the practice %(thing)s, whose day had come"),
        "workinggroup.practice.confirmed": _("confirmed the evidence of the practice %(thing)s"),
        "workinggroup.practice.used": _("said what its delegation makes of the practice %(thing)s"),
        "workinggroup.practice.failed": _("reported that the practice %(thing)s failed in its country"),
        "workinggroup.practice.linked": _("named a gap that the practice %(thing)s is against"),
        "workinggroup.practice.unlinked": _("named a gap no longer that the practice %(thing)s is against"),
        "workinggroup.practice.written": _("wrote a passage of the practice %(thing)s"),
        "workinggroup.practice.edited": _("changed a passage of the practice %(thing)s"),
        "workinggroup.practice.removed": _("took out a passage of the practice %(thing)s"),
        "workinggroup.practice.gist": _("wrote a gist of a passage of the practice %(thing)s"),
    }
)
