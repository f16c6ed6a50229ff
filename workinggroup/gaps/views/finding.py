"""What the pages of gaps have in common."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from portal.core.acting import done_by_form
from portal.core.forms import PortalForm
from portal.core.permissions import found_or_404
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest
from workinggroup.gaps.models import Gap
from workinggroup.gaps.queries import find_gap

Words = str | Promise


def gap_or_404(request: AuthedRequest, pk: Any) -> Gap:
    return found_or_404(find_gap(request.user, pk))


def sides_among(codes: Iterable[str] | None = None, *, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Delegations as choices, by name, in the order in which they sit. One SQL query."""
    rows = Delegation.objects.filter(kind="delegation").exclude(code__in=list(but)).order_by("order", "code")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return [(each.code, str(each)) for each in rows]


def form_page(
    request: AuthedRequest,
    gap: Gap,
    form: PortalForm,
    operation: Callable[..., Any],
    *,
    title: Words,
    button: Words,
    done: Words,
    lead: Words = "",
    **facts: Any,
) -> HttpResponse:
    """A form about a gap on a page of its own."""
    given: dict[str, Any] = {"gap": gap, "now": timezone.now(), "done": done, **facts}
    if request.method == "POST" and done_by_form(request, form, operation, **given):
        return redirect(gap)
    context = {"gap": gap, "form": form, "title": title, "button": button, "lead": lead}
    return render(request, "workinggroup/gaps/form.html", context)
