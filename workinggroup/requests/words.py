"""What the acts on requests for information are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.requests.models import InformationAnswer, InformationRequest

name_things("InformationRequest", by_row(InformationRequest), _("a request for information"))
name_things("InformationAnswer", by_row(InformationAnswer, "asked"), _("a request for information"))

describe(
    {
        "workinggroup.request.drafted": _("drafted a request for information"),
        "workinggroup.request.changed": _("changed the draft of a request for information"),
        "workinggroup.request.sent": _("sent the request for information %(thing)s"),
        "workinggroup.request.unclear": _("asked what is meant by the request for information %(thing)s"),
        "workinggroup.request.clarified": _("said what is meant by the request for information %(thing)s"),
        "workinggroup.request.missing": _("sent back the answer to the request for information %(thing)s"),
        "workinggroup.request.answer_drafted": _("drafted an answer to the request for information %(thing)s"),
        "workinggroup.request.answered": _("answered the request for information %(thing)s"),
        "workinggroup.request.answered_in_part": _("answered the request for information %(thing)s in part"),
        "workinggroup.request.refused": _("refused the request for information %(thing)s"),
        "workinggroup.request.withdrawn": _("withdrew the request for information %(thing)s"),
        "workinggroup.request.shared": _("let others read the request for information %(thing)s"),
        "workinggroup.request.written": _("wrote a passage of the request for information %(thing)s"),
        "workinggroup.request.edited": _("changed a passage of the request for information %(thing)s"),
        "workinggroup.request.removed": _("took out a passage of the request for information %(thing)s"),
        "workinggroup.request.gist": _("wrote a gist of a passage of the request for information %(thing)s"),
        "workinggroup.answer.shared": _("let others read an answer to the request for information %(thing)s"),
        "workinggroup.answer.written": _("wrote a passage of an answer to the request for information %(thing)s"),
        "workinggroup.answer.edited": _("changed a passage of an answer to the request for information %(thing)s"),
        "workinggroup.answer.removed": _("took out a passage of an answer to the request for information %(thing)s"),
        "workinggroup.answer.gist": _(
            "wrote a gist of a passage of an answer to the request for information %(thing)s"
        ),
        "workinggroup.request.closed": _("closed the request for information %(thing)s"),
    }
)
