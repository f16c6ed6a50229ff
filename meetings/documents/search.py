"""Search finds documents by their titles."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from meetings.documents.models import Document
from meetings.documents.queries import documents_visible_to
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    return {
        each.pk: Found(
            str(each),
            each.get_absolute_url(),
            languages_of(each.title),
            about=str(each.meeting),
            side=each.delegation_id,
        )
        for each in documents_visible_to(user).filter(pk__in=keys)
    }


DOCUMENTS = find_rows(Finder("documents", _("Documents"), Document, show, "meeting_id"))
