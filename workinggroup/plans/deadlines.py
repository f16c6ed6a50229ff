"""What is due of the plans: the consent of a side's head to what is tabled, by the last day on which it can be given."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.core.texts import in_language
from portal.people.models import Membership
from portal.people.states import Role
from workinggroup.handling.shown import is_restricted
from workinggroup.plans.models import PlanVersion
from workinggroup.plans.queries import unanswered_by


def find_tabled(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Tabled versions to which the side has said neither yes nor no, for its heads. Two SQL queries at most."""
    found = unanswered_by(side)
    if not found:
        return
    heads = Membership.objects.filter(delegation=side, role=Role.HEAD).order_by("user_id")
    people = tuple(heads.values_list("user_id", flat=True))
    for key, due in found:
        yield Deadline("plan_consent", key, due, side, people=people)


def name_versions(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = PlanVersion.objects.filter(pk__in=keys).select_related("plan")
    return {
        each.pk: Named(
            str(each),
            reverse("plans:consent", args=[each.plan_id]),
            is_restricted(each.plan),
            in_language(each.plan.title),
        )
        for each in rows
    }


KINDS = [Kind("plan_consent", _("Plans that wait for consent"), find_tabled, name_versions)]
