"""Gaps brought in from a list as drafts, after a preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.lists.named import confirmed
from portal.people.requests import AuthedRequest
from workinggroup.gaps import operations, rules
from workinggroup.gaps.forms import ImportForm
from workinggroup.gaps.operations.importing import BadRows


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    """A file is shown line by line with all that is wrong; what was shown without a fault is drafted when it is confirmed."""
    ensure(rules.can_draft(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "readers": [request.user.code]}
    if request.method == "POST" and form.is_valid():
        lines = form.read or []
        try:
            if form.cleaned_data["lines"]:
                made = operations.import_gaps(lines=lines, actor=request.user, now=timezone.now())
                words = ngettext("%(count)s draft was brought in.", "%(count)s drafts were brought in.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect(reverse("gaps:list") + "?show=drafts")
            checked = operations.check_gaps(lines=lines, actor=request.user)
            bad = [each for each in checked if each.problems]
            context |= {"count": len(checked), "bad": bad, "good": [each for each in checked if not each.problems]}
            context["confirmed"] = "" if bad else confirmed(lines)
        except BadRows as refusal:
            form.refuse(refusal)
            checked = operations.check_gaps(lines=lines, actor=request.user)
            context |= {"count": len(checked), "bad": [each for each in checked if each.problems]}
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/gaps/bring.html", context)
