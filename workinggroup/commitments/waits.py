"""What of the commitments waits on a person."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Statement
from meetings.statements.states import Status as StatementStatus
from portal.core.people import Person
from portal.core.waiting import Wait
from portal.people.rules import coordinates_across
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status


def waits(user: Person, *, now: datetime) -> list[Wait]:
    """For the coordinators of the secretariat: statements to go through, commitments without a lead. Two SQL queries."""
    if not coordinates_across(user):
        return []
    on_record = Statement.objects.visible_to(user).filter(status=StatementStatus.RECORDED)
    undecided = on_record.annotate(decided=Count("commitments")).filter(decided=0)
    found = [
        Wait(
            _("Confirm the commitments of:"),
            str(statement),
            _("a statement"),
            reverse("commitments:review", args=[statement.slug]),
            None,
            None,
            _("Nobody has gone through the suggested passages yet."),
        )
        for statement in undecided
    ]
    leaderless = Commitment.objects.visible_to(user).filter(status=Status.CONFIRMED, lead__isnull=True)
    rows = leaderless.values("statement__slug", "statement__title").annotate(count=Count("pk"))
    for row in rows.order_by("statement__slug"):
        count = row["count"]
        words = ngettext("%(count)s commitment without a lead", "%(count)s commitments without a lead", count)
        words = words % {"count": count}
        address = reverse("commitments:list") + f"?show=leaderless&statement={row['statement__slug']}"
        why = _("Until a delegation leads, nobody is reminded.")
        found.append(Wait(_("Name who leads:"), words, words, address, None, None, why))
    return found
