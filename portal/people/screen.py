"""What a screen that others see leaves out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from portal.audit.freshness import SHARED_SCREEN
from portal.people.requests import AuthedRequest

CHOICES = {"hidden": True, "shown": False}


def turns_ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let `?ours=hidden` hide what is the own delegation's alone, on every page of this session, until `?ours=shown`.

    Either goes on to the address without it, so that no page that is asked for again, by itself or by going back, chooses anew.
    """

    @wraps(view)
    def turned(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = CHOICES.get(request.GET.get("ours", ""))
        if wanted is None:
            return view(request, *args, **kwargs)
        if wanted != request.session.get(SHARED_SCREEN, False):
            request.session[SHARED_SCREEN] = wanted
        query = request.GET.copy()
        del query["ours"]
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}" if query else request.path)

    return turned


def shows_ours(request: AuthedRequest) -> bool:
    """Whether what is the own delegation's alone is shown."""
    return not request.session.get(SHARED_SCREEN, False)


def prints_ours(request: AuthedRequest) -> list[str]:
    """The own delegation's code where the reader asked for the private layer on paper (`?private=1`), for the handling line; else
    nothing."""
    return [request.user.code] if request.GET.get("private") == "1" and shows_ours(request) else []
