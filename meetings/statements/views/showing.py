"""What a screen that others see leaves out."""

from portal.audit.freshness import SHARED_SCREEN
from portal.people.requests import AuthedRequest


def shows_ours(request: AuthedRequest) -> bool:
    """Whether what is the own delegation's alone is shown; `?ours=hidden` hides it on every page of texts until `shown`."""
    if request.GET.get("ours") in {"hidden", "shown"}:
        request.session[SHARED_SCREEN] = request.GET["ours"] == "hidden"
    return not request.session.get(SHARED_SCREEN)
