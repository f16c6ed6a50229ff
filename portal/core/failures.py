"""The pages for what went wrong: they need no database and no session."""

import sys
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

# The connection to PostgreSQL was lost, or there is none.
AWAY = (OperationalError, InterfaceError)
# A lock did not come in time, a statement took too long, or two waited for each other and this one gave way.
BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected)
# PostgreSQL was given what it cannot hold: a character, a number, a day, a name longer than an index takes.
UNHOLDABLE = (psycopg.DataError, psycopg.errors.ProgramLimitExceeded, UnicodeEncodeError)
UNKEPT = {"Cache-Control": "no-store"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "failures/400.html", status=400)


def unusable(request: HttpRequest, sentence: str) -> HttpResponse:
    """400 for what was sent and cannot be kept, in its own words."""
    return render(request, "failures/400.html", {"sentence": sentence, "messages": ()}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "failures/403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page, byte for byte, for what does not exist and for what this reader may not see."""
    return render(request, "failures/404.html", status=404)


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "failures/409.html", {"sentence": sentence}, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "failures/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with a request to come back when it is the database that is away, or busy for longer than one waits.

    400 for what no form refused and PostgreSQL cannot hold; the log has where.
    """
    error = sys.exc_info()[1]
    if is_caused_by(error, UNHOLDABLE) or is_unclean(error):
        sentence = _("Something of what was sent cannot be kept: a sign, a number or a day. Nothing was changed.")
        page = render_to_string("failures/500.html", {"title": _("Bad request"), "sentence": sentence})
        return HttpResponse(page, status=400, headers=UNKEPT)
    is_busy = is_caused_by(error, BUSY)
    if not is_busy and not is_caused_by(error, AWAY):
        page = render_to_string("failures/500.html", {"title": _("Something went wrong")})
        return HttpResponse(page, status=500, headers=UNKEPT)
    context = {"title": _("Not now") if is_busy else _("Something went wrong"), "is_busy": is_busy}
    return HttpResponse(
        render_to_string("failures/503.html", context), status=503, headers=UNKEPT | {"Retry-After": "10"}
    )


def is_unclean(error: BaseException | None) -> bool:
    """Whether PostgreSQL refused a text that nobody had cleaned (`portal_check_texts` in `guards.sql`)."""
    cause = error.__cause__ if error else None
    return isinstance(cause, psycopg.errors.CheckViolation) and cause.diag.constraint_name == "portal_texts"


def is_caused_by(error: Any, kinds: tuple[type[Exception], ...]) -> bool:
    """Whether the error, or what caused it, is of one of the kinds."""
    while error is not None:
        if isinstance(error, kinds):
            return True
        error = error.__cause__
    return False
