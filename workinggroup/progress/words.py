"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.progress.models import (
    JointAnswer,
    JointRating,
    PartnerRating,
    ProgressReport,
    ReportDraft,
    ReportingRound,
)

name_things("ReportingRound", by_row(ReportingRound, words=lambda row: str(row.meeting), fetch=("meeting",)))
for model, through in (
    (ReportDraft, ""),
    (ProgressReport, ""),
    (PartnerRating, "report"),
    (JointRating, "report"),
    (JointAnswer, "rating__report"),
):
    behind = f"{through}__commitment" if through else "commitment"
    name_things(
        model.__name__,
        by_row(model, through, words=lambda row: row.commitment.reference, fetch=(behind,)),
    )

describe(
    {
        "workinggroup.round.opened": _("asked for progress reports before %(thing)s"),
        "workinggroup.round.moved": _("set another day for the progress reports before %(thing)s"),
        "workinggroup.reporters.named": _("named who reports for the delegation %(thing)s"),
        "workinggroup.report.drafted": _("drafted a report on %(thing)s"),
        "workinggroup.report.submitted": _("submitted the report on %(thing)s"),
        "workinggroup.rating.given": _("rated the report on %(thing)s"),
        "workinggroup.rating.proposed": _("proposed a joint rating of %(thing)s"),
        "workinggroup.rating.consented": _("consented to the joint rating of %(thing)s"),
        "workinggroup.rating.refused": _("did not consent to the joint rating of %(thing)s"),
        "workinggroup.rating.agreed": _("completed the agreement on the joint rating of %(thing)s"),
    }
)
