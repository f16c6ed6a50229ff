"""What this slice's acts are called in the audit trail, and the things they are about."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.release.models import (
    Dissociation,
    EmbargoGrant,
    Endorsement,
    Hold,
    PlanWord,
    ReleasedText,
    ReleasePlan,
    TextCorrigendum,
)
from portal.audit.words import by_row, describe, name_things

A_STATEMENT = _("a statement")


def _page(row: Any) -> str:
    return reverse("release:blocks", args=[row.statement.slug])


def _page_of_plan(row: Any) -> str:
    return reverse("release:blocks", args=[row.plan.statement.slug])


def _afterwards(row: Any) -> str:
    return reverse("release:afterwards", args=[row.text.statement.slug])


def _corrigendum(row: TextCorrigendum) -> str:
    return gettext("corrigendum %(number)s to %(text)s") % {"number": row.number, "text": row.text}


def _text(row: Any) -> str:
    return str(row.text)


name_things("ReleasePlan", by_row(ReleasePlan, "statement", _page), A_STATEMENT)
name_things("PlanWord", by_row(PlanWord, "plan__statement", _page_of_plan), A_STATEMENT)
name_things("Hold", by_row(Hold, "statement", _page), A_STATEMENT)
name_things("EmbargoGrant", by_row(EmbargoGrant, "plan__statement", _page_of_plan), A_STATEMENT)
name_things("ReleasedText", by_row(ReleasedText, "statement"), A_STATEMENT)

name_things(
    "TextCorrigendum",
    by_row(TextCorrigendum, address=_afterwards, words=_corrigendum, fetch=("text__statement",)),
    _("a corrigendum"),
)
name_things(
    "Endorsement", by_row(Endorsement, address=_afterwards, words=_text, fetch=("text__statement",)), A_STATEMENT
)
name_things(
    "Dissociation", by_row(Dissociation, address=_afterwards, words=_text, fetch=("text__statement",)), A_STATEMENT
)

describe(
    {
        "meetings.statement.plan_proposed": _("proposed when to release %(thing)s"),
        "meetings.statement.plan_confirmed": _("confirmed the plan to release %(thing)s"),
        "meetings.statement.plan_withdrawn": _("withdrew the plan to release %(thing)s"),
        "meetings.statement.plan_lapsed": _("let the plan to release %(thing)s lapse: its time passed under a hold"),
        "meetings.statement.scheduled": _("scheduled the release of %(thing)s"),
        "meetings.statement.held": _("held the release of %(thing)s"),
        "meetings.statement.hold_lifted": _("lifted the hold on the release of %(thing)s"),
        "meetings.statement.event_said": _(
            "said that the event has taken place for which the release of %(thing)s waits"
        ),
        "meetings.statement.lift_agreed": _("agreed to release %(thing)s before its time"),
        "meetings.statement.released": _("released %(thing)s"),
        "meetings.statement.copy_granted": _("gave a copy under embargo of %(thing)s"),
        "meetings.statement.copy_revoked": _("revoked a copy under embargo of %(thing)s"),
        "meetings.statement.corrigendum_proposed": _("proposed %(thing)s"),
        "meetings.statement.corrigendum_signed": _("signed %(thing)s"),
        "meetings.statement.corrigendum_withdrawn": _("withdrew %(thing)s"),
        "meetings.statement.corrigendum_released": _("released %(thing)s, which every party had signed"),
        "meetings.statement.endorsed": _("added a later endorsement of %(thing)s"),
        "meetings.statement.dissociated": _("dissociated its delegation from %(thing)s"),
    }
)
