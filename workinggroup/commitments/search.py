"""Search finds commitments."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from workinggroup.commitments.models import Commitment


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Commitment.objects.visible_to(user).select_related("statement").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each),
            each.get_absolute_url(),
            languages_of(each.quote, each.chapeau),
            reference=each.reference,
            about=str(each.statement),
            side=each.lead_id or "",
        )
        for each in rows
    }


COMMITMENTS = find_rows(Finder("commitments", _("Commitments"), Commitment, show, "statement__meeting_id"))
