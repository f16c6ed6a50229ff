"""The pages for what went wrong: they need no database and no session."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "failures/400.html", status=400)


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
    """500, or 503 with a request to come back when it is the database that is away."""
    away = is_database_away(sys.exc_info()[1])
    name, status = ("failures/503.html", 503) if away else ("failures/500.html", 500)
    response = HttpResponse(render_to_string(name, {"title": _("Something went wrong")}), status=status)
    if away:
        response["Retry-After"] = "10"
    return response


def is_database_away(error: Any) -> bool:
    """Whether the error, or what caused it, is a lost connection to PostgreSQL."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__
    return False
