"""How a view runs an operation for the person behind the request, and tells what came of it."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from portal.core.errors import Refused
from portal.core.forms import PortalForm

Result = TypeVar("Result")


def act(
    request: HttpRequest, operation: Callable[..., Result], *, done: str | Promise = "", **arguments: Any
) -> Result | None:
    """Run an operation as the person behind the request; say `done`, or the sentence of its refusal.

    Returns what the operation returned, None where it was refused.
    """
    try:
        result = operation(actor=request.user, **arguments)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    if done:
        messages.success(request, str(done))
    return result


def act_by_form(
    request: HttpRequest,
    form: PortalForm,
    operation: Callable[..., Result],
    *,
    done: str | Promise = "",
    **arguments: Any,
) -> Result | None:
    """Run an operation with what a form says, as `act` does; say what is wrong with the form where it is not in order.

    For forms without a page of their own. A field wins over an argument of the same name.
    """
    if not form.is_valid():
        say_errors(request, form)
        return None
    return act(request, operation, done=done, **(arguments | form.cleaned_data))


def say_errors(request: HttpRequest, form: PortalForm) -> None:
    """Say what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


def done_by_form(
    request: HttpRequest, form: PortalForm, operation: Callable[..., Any], *, done: str | Promise, **arguments: Any
) -> bool:
    """Run an operation with what a form says, as the person behind the request, and say `done`; tell whether it was done.

    For forms with a page of their own: a refusal stands on the form, beside what was typed. A field wins over an argument of
    the same name.
    """
    if not form.is_valid():
        return False
    try:
        operation(actor=request.user, **(arguments | form.cleaned_data))
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, str(done))
    return True
