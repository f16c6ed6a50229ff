"""What a screen that others see leaves out."""

from portal.audit.freshness import SHARED_SCREEN
from portal.people.requests import AuthedRequest


def shows_ours(request: AuthedRequest) -> bool:
    """Whether what is the own delegation's alone is shown; `?ours=hidden` hides it on every page of texts until `shown`."""
    is_shared = request.session.get(SHARED_SCREEN, False)
    wanted = {"hidden": True, "shown": False}.get(request.GET.get("ours", ""), is_shared)
    if wanted != is_shared:
        request.session[SHARED_SCREEN] = wanted
    return not wanted


def prints_ours(request: AuthedRequest) -> list[str]:
    """The own delegation's code where the reader asked for the private layer on paper (`?private=1`), for the handling line; else
    nothing."""
    return [request.user.code] if request.GET.get("private") == "1" and shows_ours(request) else []
