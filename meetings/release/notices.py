"""What those concerned are told of a release: that a plan waits for them, that it is held, that the text is out."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from meetings.statements.notices import STAGES, TEXTS, tell_news
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import describe_news

RELEASES = describe_kind(
    "releases",
    _("Releases of these texts: a plan to confirm, holds, that a text is out"),
    usual=Ways(bell=True, mail=True),
)
WORDS = describe_kind(
    "release_words", _("What each party says to a plan of release"), usual=Ways(bell=True, digest=True)
)


def tell_release(statement: Statement, verb: str, *, actor: Person | None, now: datetime) -> None:
    """Tell those concerned of an act on a release, press officers included, at once."""
    tell_news(statement, verb, actor=actor, now=now)


def _page(statement: Statement) -> str:
    return reverse("release:blocks", args=[statement.slug])


EVENTS = {
    "plan_proposed": (RELEASES, _("A time of release is proposed. Every party's press confirms it.")),
    "plan_withdrawn": (RELEASES, _("The plan of a release is withdrawn.")),
    "plan_lapsed": (
        RELEASES,
        _("The time of a release passed under a hold. Nothing went out; it must be planned anew."),
    ),
    "held": (RELEASES, _("A party holds a release.")),
    "hold_lifted": (RELEASES, _("A party has lifted its hold of a release.")),
    "scheduled": (STAGES, _("Every party has confirmed; the release is scheduled.")),
    "released": (STAGES, _("A text is public.")),
    "plan_confirmed": (WORDS, _("A party has confirmed the plan of a release.")),
    "event_said": (RELEASES, _("A party says that the event has taken place for which a release waits.")),
    "lift_agreed": (RELEASES, _("A party agrees that a text goes out before its time.")),
}
ACTED = {
    "plan_proposed": _("%(side)s proposes a time of release. Every party's press confirms it."),
    "plan_withdrawn": _("%(side)s has withdrawn the plan of a release."),
    "held": _("%(side)s holds a release."),
    "hold_lifted": _("%(side)s has lifted its hold of a release."),
    "plan_confirmed": _("%(side)s has confirmed the plan of a release."),
    "event_said": _("%(side)s says that the event has taken place for which a release waits."),
    "lift_agreed": _("%(side)s agrees that a text goes out before its time."),
    "corrigendum_proposed": _(
        "%(side)s proposes a corrigendum to a released text. It waits for the heads of the parties."
    ),
    "corrigendum_withdrawn": _("%(side)s has withdrawn a corrigendum that was proposed."),
    "dissociated": _("%(side)s has dissociated itself from a released text, or from some of its paragraphs."),
}
for verb, (kind, words) in EVENTS.items():
    describe_news(f"meetings.statement.{verb}", TEXTS, kind, words=words, acted=ACTED.get(verb), address=_page)


def _afterwards(statement: Statement) -> str:
    return reverse("release:afterwards", args=[statement.slug])


AFTERWARDS = {
    "corrigendum_proposed": _("A corrigendum to a released text is proposed. It waits for the heads of the parties."),
    "corrigendum_withdrawn": _("A corrigendum that was proposed is withdrawn."),
    "corrigendum_released": _("A corrigendum is signed by every party and released."),
    "endorsed": _("A later endorsement of a released text is on record."),
    "dissociated": _("A party has dissociated itself from a released text, or from some of its paragraphs."),
}
for verb, words in AFTERWARDS.items():
    describe_news(f"meetings.statement.{verb}", TEXTS, STAGES, words=words, acted=ACTED.get(verb), address=_afterwards)
