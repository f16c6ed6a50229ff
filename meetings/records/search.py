"""Search finds what came out of items."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Outcome
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
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


OUTCOMES = find_rows(Finder("outcomes", _("Outcomes of meetings"), Outcome, show, "item__agenda__meeting_id"))
