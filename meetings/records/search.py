"""Search finds what came out of items, amendments that are asked for, and readouts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Amendment, Outcome, Readout
from meetings.rounds.models import Meeting
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from portal.people.models import Delegation


def show_outcomes(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Outcome.objects.visible_to(user).select_related("item__agenda__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each.item),
            reverse("records:records", args=[each.item.agenda.meeting.slug]),
            languages_of(each.text),
            about=str(each.item.agenda.meeting),
            note=str(each.get_kind_display()),
        )
        for each in rows
    }


def show_amendments(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Amendment.objects.visible_to(user).select_related("records__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            each.author_name,
            f"{reverse('records:records', args=[each.records.meeting.slug])}#amendments",
            languages_of(each.text, each.answer),
            about=str(each.records.meeting),
            side=each.delegation_id,
            note=str(each.get_status_display()),
        )
        for each in rows
    }


def show_readouts(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """On the page of the meeting's records, and where that is not seen, on the public's. Three SQL queries."""
    rows = list((Readout.objects.visible_to(user) | Readout.objects.public()).filter(pk__in=keys))
    meetings = Meeting.objects.visible_to(user).in_bulk({each.meeting_id for each in rows})
    sides = Delegation.objects.in_bulk({each.delegation_id for each in rows})
    found = {}
    for each in rows:
        meeting = meetings.get(each.meeting_id)
        page = f"{reverse('records:records', args=[meeting.slug])}#readouts" if meeting else ""
        found[each.pk] = Found(
            str(sides[each.delegation_id]),
            page or reverse("release:readout", args=[each.pk]),
            languages_of(each.text),
            about=str(meeting or ""),
            side=each.delegation_id,
        )
    return found


OUTCOMES = find_rows(Finder("outcomes", _("Outcomes of meetings"), Outcome, show_outcomes, "item__agenda__meeting_id"))
AMENDMENTS = find_rows(Finder("amendments", _("Amendments"), Amendment, show_amendments, "records__meeting_id"))
READOUTS = find_rows(Finder("readouts", _("Readouts"), Readout, show_readouts, "meeting_id"))
