"""How a view runs an operation for the person behind the request, and tells what came of it."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
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
    operation: Callable[..., Any],
    *,
    then: HttpResponseRedirect,
    back: HttpResponseRedirect | None = None,
    done: str | Promise = "",
    **arguments: Any,
) -> HttpResponse:
    """Run an operation with what a form says, say `done`, and go on to `then`. For forms without a page of their own.

    A refusal is said there, too, or on `back`. Where somebody typed, it is answered by a page with what was typed, to be sent
    again: no words are lost with it.
    """
    if done_by_form(request, form, operation, done=done, **arguments):
        return then
    back = back or then
    if not form.is_typed:
        say_errors(request, form)
        return back
    taken = {*form.fields, "key", "csrfmiddlewaretoken"}
    rest = [(name, value) for name, values in request.POST.lists() if name not in taken for value in values]
    return render(request, "refused.html", {"form": form, "back": back.url, "rest": rest})


def say_errors(request: HttpRequest, form: PortalForm) -> None:
    """Say what is wrong with a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


def done_by_form(
    request: HttpRequest,
    form: PortalForm,
    operation: Callable[..., Any],
    *,
    done: str | Promise = "",
    **arguments: Any,
) -> bool:
    """Run an operation with what a form says, as the person behind the request, and say `done`; tell whether it was done.

    For forms with a page of their own: a refusal stands on the form, beside what was typed. A field wins over an argument of
    the same name; what the form says in several languages is one argument.
    """
    if not form.is_valid():
        return False
    try:
        operation(actor=request.user, **(arguments | form.facts_said))
    except Refused as refusal:
        form.refuse(refusal)
        return False
    if done:
        messages.success(request, str(done))
    return True
