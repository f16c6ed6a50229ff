"""Who is told of what happens to a gap: those who coordinate the sides that it now waits on. Mails name its reference alone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from portal.people.models import User
from portal.people.states import Role
from workinggroup.gaps.agreed import GapScale
from workinggroup.gaps.models import Gap
from workinggroup.gaps.states import Act
from workinggroup.handling.shown import discreet_name, is_restricted

LEADING = (Role.HEAD, Role.DEPUTY, Role.COORDINATOR)
GAPS = describe_kind("gaps", _("Security gaps that my delegation reads"), usual=Ways(bell=True, digest=True))
WHY = _("You receive this because you coordinate a delegation that reads the gap. For safety, mails say nothing of it.")


def _owners(gap: Gap) -> list[str]:
    return list(gap.owners)


def _raiser(gap: Gap) -> list[str]:
    return [gap.raised_by_id]


def _verifiers(gap: Gap) -> list[str]:
    """Those who never owned it; all others where there are none."""
    return [code for code in gap.releasable_to if code not in gap.ever_owners] or list(gap.releasable_to)


def _all(gap: Gap) -> list[str]:
    return list(gap.releasable_to)


TOLD: dict[Act, tuple[Callable[[Gap], list[str]], Promise]] = {
    Act.RAISED: (_owners, _("A security gap was raised that your delegation is to mend. Accept it, or contest it.")),
    Act.REWORDED: (_owners, _("A security gap that your delegation contested was raised anew.")),
    Act.ACCEPTED: (_raiser, _("A security gap that your delegation raised was accepted.")),
    Act.CONTESTED: (_raiser, _("A security gap that your delegation raised was contested.")),
    Act.ROUND: (_all, _("All delegations are asked to rate a security gap anew.")),
    Act.JOINTLY: (
        _all,
        _("A joint rating of a security gap is proposed. Your delegation is asked to agree, or to say why not."),
    ),
    Act.JOINTLY_NO: (_all, _("A delegation does not agree to the joint rating of a security gap.")),
    Act.JOINTLY_RATED: (_all, _("All delegations agreed on one rating of a security gap.")),
    Act.SOONER: (
        _owners,
        _(
            "The level of a security gap of your delegation rose: name a measure by an earlier day, which its page says."
        ),
    ),
    Act.DONE: (
        _owners,
        _("Another owner of a security gap says that its measures are done. Say so of yours, or claim it."),
    ),
    Act.CLAIMED: (_verifiers, _("A security gap was claimed as mended. Verify it.")),
    Act.RETURNED: (_owners, _("A security gap was returned: it is not mended yet.")),
    Act.CLOSED: (_all, _("A security gap was verified and closed.")),
    Act.PROPOSED: (_all, _("It is proposed to tolerate a security gap. Your head of delegation is asked to consent.")),
    Act.DECLINED: (_all, _("A delegation does not consent to tolerate a security gap.")),
    Act.OVERTAKEN: (_all, _("What was proposed on tolerating a security gap is overtaken. It can be proposed anew.")),
    Act.TOLERATED: (_all, _("All heads of delegation consented: a security gap is tolerated.")),
    Act.RESUMED: (_all, _("A security gap is tolerated no more.")),
    Act.LAPSED: (_all, _("A security gap is tolerated no more: the day came, or a rating changed.")),
    Act.REOPENED: (_all, _("A closed security gap was opened again.")),
    Act.HANDING: (_all, _("Other owners are proposed for a security gap.")),
    Act.HANDED: (_all, _("A security gap has other owners now.")),
}
# What is said where one side did it by itself.
ACTED: dict[Act, Promise] = {
    Act.RAISED: _("%(side)s raised a security gap that your delegation is to mend. Accept it, or contest it."),
    Act.REWORDED: _("%(side)s raised anew a security gap that your delegation contested."),
    Act.ACCEPTED: _("%(side)s accepted a security gap that your delegation raised."),
    Act.CONTESTED: _("%(side)s contested a security gap that your delegation raised."),
    Act.ROUND: _("%(side)s asks all delegations to rate a security gap anew."),
    Act.JOINTLY: _(
        "%(side)s proposes a joint rating of a security gap. Your delegation is asked to agree, or to say why not."
    ),
    Act.JOINTLY_NO: _("%(side)s does not agree to the joint rating of a security gap."),
    Act.DONE: _("%(side)s says that its measures against a security gap are done. Say so of yours, or claim it."),
    Act.CLAIMED: _("%(side)s claims a security gap as mended. Verify it."),
    Act.RETURNED: _("%(side)s returned a security gap: it is not mended yet."),
    Act.CLOSED: _("%(side)s verified and closed a security gap."),
    Act.PROPOSED: _("%(side)s proposes to tolerate a security gap. Your head of delegation is asked to consent."),
    Act.DECLINED: _("%(side)s does not consent to tolerate a security gap."),
    Act.RESUMED: _("%(side)s ended the toleration of a security gap."),
    Act.REOPENED: _("%(side)s opened a closed security gap again."),
    Act.HANDING: _("%(side)s proposes other owners for a security gap."),
}
TOPIC = Topic(
    Gap,
    title=_("News of a security gap"),
    heading=discreet_name,
    is_restricted=is_restricted,
    why=WHY,
    gone=gettext_noop("This person may no longer see the gap."),
    name=lambda gap: gap.reference,
)
for _act, (_sides, _words) in TOLD.items():
    describe_news(
        f"workinggroup.gap.{_act.value}",
        TOPIC,
        GAPS,
        words=_words,
        address=Gap.get_absolute_url,
        acted=ACTED.get(_act),
    )


SCALES = Topic(
    GapScale,
    title=_("By what security gaps are rated"),
    heading=lambda scale: _("Scale %(number)s") % {"number": scale.number},
    why=_("You receive this because you coordinate a delegation, or the secretariat."),
    gone=gettext_noop("This person may no longer see the scales."),
    name=lambda scale: _("Scale %(number)s") % {"number": scale.number},
)
# Of each act on a scale, its words, those that name whose act it was, and whether the parties are told, the secretariat, or both.
OF_SCALES: dict[str, tuple[Promise, Promise | None, bool, bool]] = {
    "proposed": (
        _(
            "Another scale to rate security gaps by is proposed. Your head of delegation is asked to agree, or to say why not."
        ),
        None,
        True,
        False,
    ),
    "agreed": (
        _("A delegation agrees to the scale that is proposed."),
        _("%(side)s agrees to the scale that is proposed."),
        False,
        True,
    ),
    "in_use": (
        _(
            "All delegations agreed: security gaps are rated by another scale from now on. A round that began before is opened"
            " anew."
        ),
        None,
        True,
        True,
    ),
    "refused": (
        _("A delegation does not agree to the scale that was proposed. The scale in use stays."),
        _("%(side)s does not agree to the scale that was proposed. The scale in use stays."),
        True,
        True,
    ),
    "withdrawn": (
        _("The secretariat took back the scale that it had proposed. The scale in use stays."),
        None,
        True,
        False,
    ),
}
for _done, (_said, _acted, *_who) in OF_SCALES.items():
    describe_news(
        f"workinggroup.scale.{_done}",
        SCALES,
        GAPS,
        words=_said,
        acted=_acted,
        address=lambda scale: reverse("gaps:scales"),
    )


def tell_scale(act: str, scale: GapScale, actor: Person, *, now: datetime) -> None:
    """Tell those who lead and coordinate the delegations, and the secretariat, except the acting person. Four SQL queries at
    most."""
    _words, _acted, parties, secretariat = OF_SCALES[act]
    sides = [*(scale.parties if parties else []), *(["SEC"] if secretariat else [])]
    people: Any = User.objects.select_related("membership__delegation").filter(
        is_active=True, membership__delegation__in=sides, membership__role__in=LEADING
    )
    tell_news(f"workinggroup.scale.{act}", scale, people.exclude(pk=actor.pk), now=now, by=actor)


def tell(act: Act, gap: Gap, actor: Person | None, *, now: datetime, among: Sequence[str] | None = None) -> None:
    """Tell the sides that an act concerns, of those `among` whom it may be told, except the acting person. Nothing is told of
    most acts. Four SQL queries at most."""
    if act not in TOLD:
        return
    sides, _words = TOLD[act]
    told = [code for code in sides(gap) if among is None or code in among]
    people: Any = User.objects.select_related("membership__delegation").filter(
        is_active=True, membership__delegation__in=told, membership__role__in=LEADING
    )
    if actor is not None:
        people = people.exclude(pk=actor.pk)
    tell_news(f"workinggroup.gap.{act.value}", gap, people, now=now, by=actor)
