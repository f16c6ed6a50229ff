"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.flows.editions import Edition
from workinggroup.flows.events import FlowEvent
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.pairs import MirrorPair, MirrorReason

name_things("Dataset", by_row(Dataset))
name_things("Vintage", by_row(Vintage, fetch=("dataset",)), _("figures of a dataset"))
name_things("Edition", by_row(Edition, fetch=("meeting",)))
name_things("FlowEvent", by_row(FlowEvent), _("event on the charts"))
name_things("MirrorPair", by_row(MirrorPair, fetch=("one", "other")), _("two counts that are compared"))
name_things(
    "MirrorReason",
    by_row(MirrorReason, "pair", fetch=("pair__one", "pair__other")),
    _("two counts that are compared"),
)

describe(
    {
        "workinggroup.dataset.opened": _("opened the dataset %(thing)s"),
        "workinggroup.dataset.changed": _("said anew what the dataset %(thing)s is"),
        "workinggroup.vintage.imported": _("brought in figures: %(thing)s"),
        "workinggroup.vintage.sent": _("sent for approval: %(thing)s"),
        "workinggroup.vintage.returned": _("returned to be corrected: %(thing)s"),
        "workinggroup.vintage.asked": _("asked to let figures out of hiding with the approval of: %(thing)s"),
        "workinggroup.vintage.refused": _("could not publish as it was approved: %(thing)s"),
        "workinggroup.vintage.approved": _("approved for publication: %(thing)s"),
        "workinggroup.vintage.withdrawn": _("withdrew before publication: %(thing)s"),
        "workinggroup.vintage.failed": _("could not protect, and did not publish: %(thing)s"),
        "workinggroup.commitment.tied": _("let an indicator of the commitment %(thing)s follow published figures"),
        "workinggroup.commitment.untied": _(
            "let an indicator of the commitment %(thing)s follow no published figures any more"
        ),
        "workinggroup.number.quoted": _("said which figure a number quotes, in the text %(thing)s"),
        "workinggroup.number.let_go": _("says no more which figure a number quotes, in the text %(thing)s"),
        "workinggroup.event.marked": _("marked an event on the charts: %(thing)s"),
        "workinggroup.event.removed": _("took an event off the charts: %(thing)s"),
        "workinggroup.edition.made": _("froze the %(thing)s"),
        "workinggroup.vintage.published": _("published figures: %(thing)s"),
        "workinggroup.mirror.opened": _("began to compare the counts of %(thing)s"),
        "workinggroup.mirror.closed": _("stopped comparing the counts of %(thing)s"),
        "workinggroup.reason.proposed": _("proposed why their counts differ: %(thing)s"),
        "workinggroup.reason.agreed": _("agreed why their counts differ: %(thing)s"),
        "workinggroup.reason.withdrawn": _("took back why their counts differ: %(thing)s"),
    }
)
