"""What the views of the concordance and the alignment begin and end with."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404

from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.errors import Refused
from portal.people.requests import AuthedRequest


def negotiated(request: AuthedRequest, slug: str) -> Statement:
    """A statement that is negotiated in the portal, if the person may see it; 404 for a text on record."""
    rows = Statement.objects.visible_to(request.user).exclude(status=Status.RECORDED)
    found: Statement = get_object_or_404(rows.select_related("meeting"), slug=slug)
    return found


def act(request: AuthedRequest, said: str, operation: Callable[..., Any], **facts: Any) -> bool:
    """Run an operation for the person and say that it is done, or why not. Whether it is done."""
    try:
        operation(actor=request.user, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


def act_by_form(request: AuthedRequest, form: Any, said: str, operation: Callable[..., Any], **facts: Any) -> None:
    """Run an operation with what a form says, if it is in order; say what is wrong otherwise."""
    if form.is_valid():
        act(request, said, operation, **(facts | form.cleaned_data))
        return
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
