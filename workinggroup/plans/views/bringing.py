"""Tasks brought in from a list into what is drafted, after a preview."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.lists.named import confirmed
from portal.people.requests import AuthedRequest
from workinggroup.plans import operations, rules
from workinggroup.plans.forms import TasksForm
from workinggroup.plans.operations.importing import BadTaskRows
from workinggroup.plans.views.finding import context_of, the_draft, the_plan


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """A file is shown line by line with all that is wrong; what was shown without a fault is written when it is confirmed."""
    found = the_plan(request, pk)
    ensure(rules.can_edit(request.user, found))
    the_draft(found)
    form = TasksForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = context_of(request, found) | {"form": form}
    if request.method == "POST" and form.is_valid():
        lines = form.read or []
        try:
            if form.cleaned_data["lines"]:
                made = operations.import_tasks(plan=found, lines=lines, actor=request.user)
                words = ngettext("%(count)s task was brought in.", "%(count)s tasks were brought in.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect(f"{found.get_absolute_url()}?tab=timeline")
            context |= _shown(operations.check_tasks(plan=found, lines=lines, actor=request.user))
            context["confirmed"] = "" if context["bad"] else confirmed(lines)
        except BadTaskRows as refusal:
            form.refuse(refusal)
            context |= _shown(operations.check_tasks(plan=found, lines=lines, actor=request.user))
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/plans/bring.html", context)


def _shown(checked: list[Any]) -> dict[str, Any]:
    bad = [each for each in checked if each.problems]
    return {"count": len(checked), "bad": bad, "good": [each for each in checked if not each.problems]}
