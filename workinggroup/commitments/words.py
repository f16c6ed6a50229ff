"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Theme
from portal.audit.words import by_row, describe, name_things
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status


def _called(row: Commitment) -> str:
    return row.reference if row.status == Status.CONFIRMED else f"“{row}”"


def _page(row: Commitment) -> str:
    return (row if row.status == Status.CONFIRMED else row.statement).get_absolute_url()


name_things("Commitment", by_row(Commitment, address=_page, words=_called, fetch=("statement",)))
name_things("Theme", by_row(Theme, address=lambda row: reverse("commitments:themes")))

describe(
    {
        "workinggroup.commitment.suggested": _("made of a mark in the released text the suggestion %(thing)s"),
        "workinggroup.commitment.accepted": _("accepted to lead the commitment %(thing)s"),
        "workinggroup.commitment.declined": _("declined to lead the commitment %(thing)s"),
        "workinggroup.commitment.brought_in": _("brought in from a list the commitment %(thing)s"),
        "workinggroup.commitment.confirmed": _("confirmed the commitment %(thing)s"),
        "workinggroup.commitment.set_aside": _("set aside the suggestion %(thing)s"),
        "workinggroup.commitment.undone": _("took back the decision on the passage %(thing)s"),
        "workinggroup.commitment.lead_named": _("named who leads the commitment %(thing)s"),
        "workinggroup.commitment.given_up": _("gave up the lead of the commitment %(thing)s"),
        "workinggroup.commitment.left": _("left without a delegation that dissociated itself the commitment %(thing)s"),
        "workinggroup.commitment.classed": _("put the commitment %(thing)s under a theme"),
        "workinggroup.commitment.dated": _("said anew by when the commitment %(thing)s is due"),
        "workinggroup.commitment.due_moved": _("moved with its meeting the day of the commitment %(thing)s"),
        "workinggroup.commitment.milestone_added": _("added a milestone of the commitment %(thing)s"),
        "workinggroup.commitment.milestone_taken_over": _(
            "took over from the former lead a milestone of the commitment %(thing)s"
        ),
        "workinggroup.commitment.milestone_reached": _("reached a milestone of the commitment %(thing)s"),
        "workinggroup.commitment.indicator_added": _("added an indicator of the commitment %(thing)s"),
        "workinggroup.commitment.figure_added": _("gave a figure of the commitment %(thing)s"),
        "workinggroup.theme.added": _("added the theme “%(thing)s”"),
        "workinggroup.theme.retired": _("retired the theme “%(thing)s”"),
        "workinggroup.theme.restored": _("offered again the theme “%(thing)s”"),
        "workinggroup.theme.changed": _("changed the theme “%(thing)s”"),
    }
)
