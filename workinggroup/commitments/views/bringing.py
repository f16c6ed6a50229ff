"""Commitments of earlier mandates brought in from a list, after a preview."""

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
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import ImportForm
from workinggroup.commitments.importing import MOST_ROWS
from workinggroup.commitments.operations.importing import Checked


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    """A file is shown line by line with all that is wrong; what was shown without a fault is brought in when it is confirmed."""
    ensure(rules.can_decide(request.user))
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"lines": form.read or [], "actor": request.user, "now": timezone.now()}
        try:
            if form.cleaned_data["lines"]:
                count = len(operations.import_commitments(**facts))
                words = ngettext(
                    "%(count)s commitment was brought in.", "%(count)s commitments were brought in.", count
                )
                messages.success(request, words % {"count": count})
                return redirect("commitments:list")
            context |= _shown(operations.check_lines(**facts), form.read or [])
        except operations.BadLines as refusal:
            form.refuse(refusal)
            context |= _shown(operations.check_lines(**facts), [])
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/commitments/bring.html", context)


def _shown(checked: list[Checked], lines: list[Line]) -> dict[str, Any]:
    """Every line that is wrong, and those that are not; where none is, what the form that confirms them brings back. Refuses
    `TableTooLarge`."""
    bad = [line for line in checked if line.problems]
    brought = "" if bad else confirmed(lines)
    if len(brought.encode()) > LARGEST:
        raise TableTooLarge(size=LARGEST // (1024 * 1024), rows=MOST_ROWS, columns=len(ImportForm.headings))
    good = [line for line in checked if not line.problems]
    return {"count": len(checked), "bad": bad, "good": good, "confirmed": brought if lines else ""}
