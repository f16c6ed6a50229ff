"""Editions: which figures a meeting speaks of."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.flows import operations, rules
from workinggroup.flows.editions import Edition
from workinggroup.flows.forms import EditionForm
from workinggroup.flows.views.finding import today_of


@door(Door.MEMBERS, "GET", "POST")
def editions(request: AuthedRequest) -> HttpResponse:
    """All editions of the figures; the secretariat makes one here."""
    may_make, today = rules.can_make_edition(request.user), today_of(request)
    if request.method == "POST":
        ensure(may_make)
    form = EditionForm(request.POST or None, user=request.user, initial={"as_of": today}) if may_make else None
    facts: dict[str, Any] = {"now": timezone.now(), "today": today, "done": _("The edition is made.")}
    if form and request.method == "POST" and done_by_form(request, form, operations.make_edition, **facts):
        return redirect("flows:editions")
    rows = list(Edition.objects.visible_to(request.user).select_related("meeting").order_by("-made_at", "-pk"))
    counting: dict[object, object] = {}
    for each in rows:
        counting.setdefault(each.meeting_id, each.pk)
    lines = [(each, counting[each.meeting_id] == each.pk) for each in rows]
    return render(request, "workinggroup/flows/editions.html", {"lines": lines, "form": form})
