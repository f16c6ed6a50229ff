"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.gaps.agreed import GapScale
from workinggroup.gaps.models import Gap, Place

name_things("Gap", by_row(Gap, words=lambda row: row.reference))
name_things("GapScale", by_row(GapScale, address=lambda row: reverse("gaps:scales")))
name_things("Place", by_row(Place, address=lambda row: reverse("gaps:places")))
describe(
    {
        "workinggroup.gap.drafted": _("drafted the security gap %(thing)s"),
        "workinggroup.gap.changed": _("changed what is said of the security gap %(thing)s"),
        "workinggroup.gap.written": _("wrote a passage of the security gap %(thing)s"),
        "workinggroup.gap.edited": _("edited a passage of the security gap %(thing)s"),
        "workinggroup.gap.removed": _("took out a passage of the security gap %(thing)s"),
        "workinggroup.gap.gist": _("wrote a gist for a passage of the security gap %(thing)s"),
        "workinggroup.gap.shared": _("shared the security gap %(thing)s"),
        "workinggroup.gap.raised": _("raised the security gap %(thing)s"),
        "workinggroup.gap.reworded": _("raised anew the security gap %(thing)s"),
        "workinggroup.gap.accepted": _("accepted the security gap %(thing)s"),
        "workinggroup.gap.contested": _("contested the security gap %(thing)s"),
        "workinggroup.gap.dropped": _("dropped the security gap %(thing)s"),
        "workinggroup.gap.rated": _("rated the security gap %(thing)s"),
        "workinggroup.gap.round_opened": _("asked all sides to rate anew the security gap %(thing)s"),
        "workinggroup.gap.due_sooner": _(
            "brought forward, for its level rose, the day of a measure of the security gap %(thing)s"
        ),
        "workinggroup.gap.measured": _("added a measure to the security gap %(thing)s"),
        "workinggroup.gap.joint_asked": _("proposed a joint rating of the security gap %(thing)s"),
        "workinggroup.gap.joint_yes": _("agreed to the joint rating of the security gap %(thing)s"),
        "workinggroup.gap.joint_no": _("did not agree to the joint rating of the security gap %(thing)s"),
        "workinggroup.gap.joint_rated": _("agreed last to the joint rating of the security gap %(thing)s"),
        "workinggroup.gap.done": _("said that the own measures are done for the security gap %(thing)s"),
        "workinggroup.gap.not_done": _("took back that the own measures are done for the security gap %(thing)s"),
        "workinggroup.gap.claimed": _("claimed as mended the security gap %(thing)s"),
        "workinggroup.gap.verified": _("verified for the own side the security gap %(thing)s"),
        "workinggroup.gap.returned": _("returned to its owner the security gap %(thing)s"),
        "workinggroup.gap.closed": _("verified and closed the security gap %(thing)s"),
        "workinggroup.gap.reopened": _("opened again the security gap %(thing)s"),
        "workinggroup.gap.tabled": _("proposed for an agenda the security gap %(thing)s"),
        "workinggroup.gap.tolerate_asked": _("proposed to tolerate the security gap %(thing)s"),
        "workinggroup.gap.tolerate_refused": _("did not consent to tolerate the security gap %(thing)s"),
        "workinggroup.gap.tolerate_over": _("could no longer consent to tolerate the security gap %(thing)s"),
        "workinggroup.gap.consented": _("consented to tolerate the security gap %(thing)s"),
        "workinggroup.gap.tolerated": _("agreed, with all others, to tolerate the security gap %(thing)s"),
        "workinggroup.gap.resumed": _("ended the toleration of the security gap %(thing)s"),
        "workinggroup.gap.lapsed": _("stopped tolerating the security gap %(thing)s"),
        "workinggroup.gap.handover_asked": _("proposed other owners for the security gap %(thing)s"),
        "workinggroup.gap.handover_agreed": _("agreed to other owners of the security gap %(thing)s"),
        "workinggroup.gap.handover_refused": _("refused other owners of the security gap %(thing)s"),
        "workinggroup.gap.handed_over": _("handed over the security gap %(thing)s"),
        "workinggroup.scale.proposed": _("proposed scale %(thing)s to all delegations"),
        "workinggroup.scale.agreed": _("agreed to scale %(thing)s"),
        "workinggroup.scale.in_use": _("agreed last to scale %(thing)s: gaps are rated by it"),
        "workinggroup.scale.refused": _("did not agree to scale %(thing)s"),
        "workinggroup.scale.withdrawn": _("took back the proposed scale %(thing)s"),
        "workinggroup.place.added": _("added the place “%(thing)s”"),
    }
)
