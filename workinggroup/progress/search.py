"""Search finds progress reports, each round's last version of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from workinggroup.progress.models import ProgressReport


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = ProgressReport.objects.visible_to(user).select_related("commitment", "round__meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each.commitment),
            each.get_absolute_url(),
            languages_of(each.text),
            reference=each.commitment.reference,
            about=str(each.round),
            side=each.delegation_id,
            note=str(each.get_completion_display()),
        )
        for each in rows
    }


REPORTS = find_rows(Finder("reports", _("Progress reports"), ProgressReport, show, "round__meeting_id"))
