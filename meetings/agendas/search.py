"""Search finds rows of agendas, proposals for them, and what the own side notes on them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Annotation, Item, Proposal
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show_items(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Item.objects.visible_to(user).select_related("agenda__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each),
            reverse("agendas:agenda", args=[each.agenda.meeting.slug]),
            languages_of(each.title, each.note),
            about=str(each.agenda.meeting),
            side=each.lead_id or "",
        )
        for each in rows
    }


def show_proposals(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Proposal.objects.visible_to(user).select_related("agenda__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each),
            f"{reverse('agendas:proposals', args=[each.agenda.meeting.slug])}#p-{each.pk}",
            languages_of(each.title, each.reason),
            about=str(each.agenda.meeting),
            side=each.delegation_id,
            note=str(each.get_status_display()),
        )
        for each in rows
    }


def show_notes(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Annotation.objects.visible_to(user).select_related("item__agenda__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each.item),
            reverse("agendas:ours", args=[each.item.agenda.meeting.slug]),
            languages_of(each.position, each.red_lines, each.briefing, each.talking_points),
            about=str(each.item.agenda.meeting),
            side=each.delegation_id,
        )
        for each in rows
    }


ITEMS = find_rows(Finder("agenda", _("Agenda items"), Item, show_items, "agenda__meeting_id"))
PROPOSALS = find_rows(Finder("proposals", _("Proposals"), Proposal, show_proposals, "agenda__meeting_id"))
NOTES = find_rows(Finder("notes", _("Our notes"), Annotation, show_notes, "item__agenda__meeting_id"))
