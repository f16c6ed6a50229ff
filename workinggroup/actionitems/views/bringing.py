"""Action items brought in from a list, after a preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from portal.people.rules import coordinates
from workinggroup.actionitems import operations
from workinggroup.actionitems.forms import ImportForm
from workinggroup.actionitems.importing import confirmed


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    """A file is shown line by line with all that is wrong; what was shown without a fault is brought in when it is confirmed."""
    ensure(coordinates(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            checked = operations.check_lines(lines=form.read or [], actor=request.user, now=timezone.now())
            bad = sum(bool(line.problems) for line in checked)
            if form.cleaned_data["lines"] and not bad:
                made = operations.import_items(lines=form.read or [], actor=request.user, now=timezone.now())
                words = ngettext(
                    "%(count)s action item was brought in.", "%(count)s action items were brought in.", len(made)
                )
                messages.success(request, words % {"count": len(made)})
                return redirect("actionitems:list")
            context |= {"lines": checked, "bad": bad, "confirmed": "" if bad else confirmed(form.read or [])}
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/actionitems/bring.html", context)
