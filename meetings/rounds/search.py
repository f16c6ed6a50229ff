"""Search finds meetings."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from portal.core.texts import in_language


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    return {
        each.pk: Found(
            str(each),
            each.get_absolute_url(),
            languages_of(each.title, each.city, each.venue),
            about=in_language(each.city),
            note=str(each.get_status_display()),
        )
        for each in Meeting.objects.visible_to(user).filter(pk__in=keys)
    }


MEETINGS = find_rows(Finder("meetings", _("Meetings"), Meeting, show, "pk"))
