"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.opened": _("opened the statement"),
        "meetings.statement.surrounded": _("wrote the lead-in or the lists of delegations of"),
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
        "meetings.statement.revision_issued": _("issued the text as"),
        "meetings.statement.waived": _("asked to let stand"),
        "meetings.statement.waiver_seconded": _("let stand with another delegation"),
        "meetings.statement.waiver_lifted": _("no longer lets stand"),
        "meetings.statement.reviewer_named": _("named as language reviewer"),
        "meetings.statement.reviewer_removed": _("removed as language reviewer"),
        "meetings.statement.language_edited": _("edited one language by"),
        "meetings.statement.reviewed": _("reviewed one language of"),
        "meetings.statement.certified": _("certified that the languages say the same:"),
        "meetings.statement.finalised": _("froze the final text of"),
        "meetings.glossary.added": _("added to the glossary"),
        "meetings.glossary.changed": _("changed in the glossary"),
        "meetings.glossary.removed": _("took out of the glossary"),
        "meetings.statement.imported": _("brought in the statement"),
        "meetings.statement.language_added": _("added a language to the statement"),
    }
)
