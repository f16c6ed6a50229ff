"""News of plans, for those who lead the parties' delegations. A mail names the plan by its reference, never by its title."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from portal.people.models import User
from portal.people.rules import LEADING
from workinggroup.handling.shown import discreet_name, is_restricted
from workinggroup.plans.models import Plan

PLANS = describe_kind("plans", _("Operational plans of my delegation"), usual=Ways(bell=True, digest=True))
URGENT = describe_kind(
    "plans_urgent",
    _("Plans that wait for consent, are suspended, or have grave incidents"),
    usual=Ways(bell=True, mail=True),
)
WHY = _(
    "You receive this because you lead a delegation that is party to the plan. For safety, mails name no plan by its title."
)

# What is told, to whom at once.
AT_ONCE: Mapping[str, tuple[Promise, Promise]] = {
    "tabled": (
        _("A plan waits for your delegation’s consent"),
        _("A plan is tabled. Your head of delegation consents to it, or says why not."),
    ),
    "suspended": (_("A plan is suspended"), _("The head of a party has suspended the plan. It stops at once.")),
    "grave": (
        _("Suspend the plan?"),
        _(
            "A death, a use of force or an alleged violation of rights is counted. Any party’s head may suspend the plan."
        ),
    ),
}
IN_DIGEST: Mapping[str, tuple[Promise, Promise]] = {
    "shared": (_("A draft plan is shared"), _("A delegation shares a draft plan with yours. You can write in it.")),
    "taken_back": (
        _("A plan was taken back from the table"),
        _("What was consented to is void. The next version is being drafted."),
    ),
    "revised": (_("The next version of a plan is drafted"), _("The plan stays in force as it is until all agree.")),
    "answered": (_("A party has answered a plan"), _("A party’s head has said whether it consents.")),
    "agreed": (_("A plan is agreed"), _("Every party has consented. Each takes over its own tasks now.")),
    "refused": (_("A plan was refused"), _("A party did not consent. The next version is being drafted.")),
    "lapsed": (_("A plan has lapsed"), _("The days for consent are over. The next version is being drafted.")),
    "withdrawn": (_("A plan was withdrawn"), _("The delegation that drafted it has withdrawn it.")),
    "taken_over": (_("Tasks of a plan were taken over"), _("A party has made action items of its tasks.")),
    "activated": (_("A plan is in force"), _("All tasks of its first phase are taken over.")),
    "wants_to_resume": (_("A party agrees to resume a plan"), _("It goes on when every party has said so.")),
    "resumed": (_("A plan goes on"), _("Every party has agreed to resume it.")),
    "completed": (_("A plan is carried out"), _("Each side now rates the objectives by itself.")),
    "rated": (
        _("A party has rated the objectives"),
        _("What it says is read when every party has rated."),
    ),
    "rated_together": (_("A joint rating was said"), _("An objective is rated when all parties say the same.")),
    "evaluated": (_("A plan is evaluated"), _("What was weak asks for an improvement, or for why it is accepted.")),
    "closed": (_("A plan is closed"), _("Everything weak in it is answered.")),
}

# What is said where a party did it by itself. Of a rating of its own not, for those are blind until all have rated.
ACTED: Mapping[str, Promise] = {
    "tabled": _("%(side)s has tabled a plan. Your head of delegation consents to it, or says why not."),
    "suspended": _("%(side)s has suspended a plan. It stops at once."),
    "grave": _(
        "%(side)s counts a death, a use of force or an alleged violation of rights. Any party’s head may suspend the plan."
    ),
    "shared": _("%(side)s shares a draft plan with your delegation. You can write in it."),
    "taken_back": _(
        "%(side)s has taken a plan back from the table. What was consented to is void; the next version is being drafted."
    ),
    "revised": _("%(side)s drafts the next version of a plan. The plan stays in force as it is until all agree."),
    "answered": _("%(side)s consents to a plan."),
    "refused": _("%(side)s does not consent to a plan. The next version is being drafted."),
    "withdrawn": _("%(side)s has withdrawn the plan that it drafted."),
    "taken_over": _("%(side)s has made action items of its tasks in a plan."),
    "wants_to_resume": _("%(side)s agrees to resume a plan. It goes on when every party has said so."),
    "rated_together": _("%(side)s has said a joint rating. An objective is rated when all parties say the same."),
}


def _describe(act: str, title: Promise, words: Promise, *, at_once: bool) -> None:
    topic = Topic(
        Plan,
        title=title,
        heading=discreet_name,
        is_restricted=is_restricted,
        why=WHY,
        gone=gettext_noop("This person may no longer see the plan."),
        related=(),
    )
    kind = URGENT if at_once else PLANS
    acted = ACTED.get(act)
    describe_news(f"workinggroup.plan.{act}", topic, kind, words=words, address=Plan.get_absolute_url, acted=acted)


for _act, (_title, _words) in AT_ONCE.items():
    _describe(_act, _title, _words, at_once=True)
for _act, (_title, _words) in IN_DIGEST.items():
    _describe(_act, _title, _words, at_once=False)


RELEASED = Topic(
    Plan,
    title=_("A plan is open to your delegation"),
    heading=discreet_name,
    is_restricted=is_restricted,
    why=_(
        "You receive this because you lead a delegation that may read the plan. For safety, mails name no plan by its title."
    ),
    gone=gettext_noop("This person may no longer see the plan."),
)
describe_news(
    "workinggroup.plan.released",
    RELEASED,
    PLANS,
    words=_("The parties let your delegation read a plan between them, as far as each released its sections."),
    address=Plan.get_absolute_url,
)


def tell_released(plan: Plan, codes: Sequence[str], *, now: datetime) -> None:
    """Tell those who lead sides that are no party, and read a plan from now on."""
    rows: Any = User.objects.select_related("membership__delegation").filter(is_active=True)
    rows = rows.filter(membership__delegation__in=list(codes), membership__role__in=LEADING)
    tell_news("workinggroup.plan.released", plan, rows, now=now)


def tell_plan(plan: Plan, actor: Person | None, act: str, *, now: datetime) -> None:
    """Tell those who lead the parties that read the plan, without who acts."""
    readers = [code for code in plan.parties if code in plan.releasable_to]
    if len(readers) < 2:
        return
    rows: Any = User.objects.select_related("membership__delegation").filter(is_active=True)
    rows = rows.filter(membership__delegation__in=readers, membership__role__in=LEADING)
    tell_news(f"workinggroup.plan.{act}", plan, rows.exclude(pk=getattr(actor, "pk", None)), now=now, by=actor)
