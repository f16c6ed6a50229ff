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
from portal.people.lists.files import TableTooLarge
from portal.people.lists.named import LARGEST, Line, confirmed
from portal.people.requests import AuthedRequest
from portal.people.rules import coordinates
from workinggroup.actionitems import operations
from workinggroup.actionitems.forms import ImportForm
from workinggroup.actionitems.importing import HEADINGS, MOST_ROWS
from workinggroup.actionitems.operations.importing import Checked

# So many lines without a fault are shown.
SHOWN = 200


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    """A file is shown line by line with all that is wrong; what was shown without a fault is brought in when it is confirmed."""
    ensure(coordinates(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"lines": form.read or [], "actor": request.user, "now": timezone.now()}
        try:
            if form.cleaned_data["lines"]:
                made = operations.import_items(**facts)
                words = ngettext(
                    "%(count)s action item was brought in.", "%(count)s action items were brought in.", len(made)
                )
                messages.success(request, words % {"count": len(made)})
                return redirect("actionitems:list")
            context |= _shown(operations.check_lines(**facts), form.read or [])
        except operations.BadLines as refusal:
            form.refuse(refusal)
            context |= _shown(operations.check_lines(**facts), [])
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/actionitems/bring.html", context)


def _shown(checked: list[Checked], lines: list[Line]) -> dict[str, Any]:
    """Every line that is wrong, and the first of those that are not; where none is, what the form that confirms them brings
    back. Refuses `TableTooLarge`."""
    bad = [line for line in checked if line.problems]
    good = [line for line in checked if not line.problems]
    brought = "" if bad else confirmed(lines)
    if len(brought.encode()) > LARGEST:
        raise TableTooLarge(size=LARGEST // (1024 * 1024), rows=MOST_ROWS, columns=len(HEADINGS))
    return {
        "count": len(checked),
        "bad": bad,
        "good": good[:SHOWN],
        "others": max(0, len(good) - SHOWN),
        "confirmed": brought if lines else "",
    }
