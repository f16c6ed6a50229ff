"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.agenda.item_added": _("added the agenda item"),
        "meetings.agenda.item_changed": _("changed the agenda item"),
        "meetings.agenda.item_moved": _("moved the agenda item"),
        "meetings.agenda.item_removed": _("took off the agenda"),
        "meetings.agenda.item_restored": _("put back on the agenda"),
        "meetings.agenda.item_deferred": _("deferred to the next round"),
        "meetings.agenda.section_begun": _("began the agenda section"),
        "meetings.agenda.section_ended": _("took off the title of the agenda section"),
        "meetings.agenda.adopted": _("adopted the agenda"),
        "meetings.agenda.issued": _("issued the agenda"),
        "meetings.agenda.proposed": _("proposed for the agenda"),
        "meetings.agenda.proposal_objected": _("objected to the proposal"),
        "meetings.agenda.proposal_unopposed": _("raised no objection to the proposal"),
        "meetings.agenda.proposal_withdrawn": _("withdrew the proposal"),
        "meetings.agenda.proposal_accepted": _("accepted the proposal"),
        "meetings.agenda.annotated": _("wrote private notes on the agenda item"),
        "meetings.agenda.live_start": _("opened the session"),
        "meetings.agenda.live_next": _("went on to the next item"),
        "meetings.agenda.live_pause": _("paused the session"),
        "meetings.agenda.live_resume": _("resumed the session"),
        "meetings.agenda.live_extend": _("gave the item five more minutes"),
        "meetings.agenda.live_stop": _("ended the session"),
        "meetings.agenda.floor_asked": _("asked for the floor"),
        "meetings.agenda.floor_given": _("gave the floor"),
        "meetings.agenda.floor_ended": _("ended the speech"),
    }
)
