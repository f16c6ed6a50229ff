"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.opened": _("opened the statement"),
        "meetings.statement.begun": _("opened the negotiation of"),
        "meetings.statement.aligning": _("closed the negotiation for alignment of"),
        "meetings.statement.suspended": _("suspended the negotiation of"),
        "meetings.statement.resumed": _("resumed the negotiation of"),
        "meetings.statement.abandoned": _("ended without a text the negotiation of"),
        "meetings.statement.opted_out": _("opted out as a party:"),
        "meetings.statement.drafted": _("drafted inside the delegation"),
        "meetings.statement.draft_changed": _("changed an internal draft"),
        "meetings.statement.tabled": _("tabled the proposal"),
        "meetings.statement.proposal_withdrawn": _("withdrew the proposal"),
        "meetings.statement.proposal_consent": _("consented to the proposal"),
        "meetings.statement.proposal_decline": _("did not consent to the proposal"),
        "meetings.statement.instructed": _("instructed in session to carry out"),
        "meetings.statement.accepted": _("carried out the proposal"),
        "meetings.statement.bracketed": _("put in brackets"),
        "meetings.statement.bracket_supported": _("supported an option of the bracket"),
        "meetings.statement.option_added": _("added an option to the bracket"),
        "meetings.statement.position": _("took the position"),
        "meetings.statement.commented": _("commented"),
    }
)
