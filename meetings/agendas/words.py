"""What this slice's acts are called in the audit trail, and the things they are about."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Agenda, Annotation, Item, Live, Proposal, Revision, Section, Speaker
from portal.audit.words import by_row, describe, name_things


def _agenda(row: Any) -> str:
    return reverse("agendas:agenda", args=[row.agenda.meeting.slug])


def _proposals(row: Proposal) -> str:
    return reverse("agendas:proposals", args=[row.agenda.meeting.slug])


def _revisions(row: Revision) -> str:
    return reverse("agendas:revisions", args=[row.agenda.meeting.slug])


def _of_item(row: Any) -> str:
    return _agenda(row.item)


AN_ITEM, A_MEETING = _("an agenda item"), _("a meeting")
name_things("Agenda", by_row(Agenda, "meeting"), A_MEETING)
name_things("Item", by_row(Item, address=_agenda, fetch=("agenda__meeting",)), AN_ITEM)
name_things("Section", by_row(Section, address=_agenda, fetch=("agenda__meeting",)))
name_things("Proposal", by_row(Proposal, address=_proposals, fetch=("agenda__meeting",)))
name_things("Revision", by_row(Revision, "agenda__meeting", _revisions), A_MEETING)
name_things("Annotation", by_row(Annotation, "item", _of_item, fetch=("item__agenda__meeting",)), AN_ITEM)
name_things("Live", by_row(Live, "agenda__meeting"), A_MEETING)
name_things("Speaker", by_row(Speaker, "delegation", _of_item, fetch=("item__agenda__meeting",)), _("a delegation"))

describe(
    {
        "meetings.agenda.item_added": _("put %(thing)s on the agenda"),
        "meetings.agenda.item_changed": _("changed %(thing)s on the agenda"),
        "meetings.agenda.item_moved": _("moved %(thing)s on the agenda"),
        "meetings.agenda.item_removed": _("took %(thing)s off the agenda"),
        "meetings.agenda.item_restored": _("put %(thing)s back on the agenda"),
        "meetings.agenda.item_deferred": _("deferred %(thing)s to the next round"),
        "meetings.agenda.section_begun": _("began the agenda section %(thing)s"),
        "meetings.agenda.section_ended": _("took off the title of the agenda section %(thing)s"),
        "meetings.agenda.adopted": _("adopted the agenda of %(thing)s"),
        "meetings.agenda.issued": _("issued the agenda of %(thing)s"),
        "meetings.agenda.proposed": _("proposed %(thing)s for the agenda"),
        "meetings.agenda.proposal_objected": _("objected to %(thing)s for the agenda"),
        "meetings.agenda.proposal_unopposed": _("raised no objection to %(thing)s for the agenda"),
        "meetings.agenda.proposal_withdrawn": _("withdrew the proposal of %(thing)s for the agenda"),
        "meetings.agenda.proposal_accepted": _("accepted %(thing)s for the agenda"),
        "meetings.agenda.annotated": _("wrote private notes on %(thing)s"),
        "meetings.agenda.live_start": _("opened the session of %(thing)s"),
        "meetings.agenda.live_next": _("went on to the next item in the session of %(thing)s"),
        "meetings.agenda.live_pause": _("paused the session of %(thing)s"),
        "meetings.agenda.live_resume": _("resumed the session of %(thing)s"),
        "meetings.agenda.live_extend": _("gave the running item five more minutes in the session of %(thing)s"),
        "meetings.agenda.live_stop": _("ended the session of %(thing)s"),
        "meetings.agenda.floor_asked": _("asked for the floor for %(thing)s"),
        "meetings.agenda.floor_given": _("gave the floor to %(thing)s"),
        "meetings.agenda.floor_ended": _("ended the speech of %(thing)s"),
    }
)
