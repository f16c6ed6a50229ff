"""How long a session lasts: twelve hours at most, and not beyond an idle while.

A page that asks again by itself says so with the header `Portal-Poll`, and that keeps no session alive: nobody may be there.
The one exception is the live page of a meeting that is in session, which people watch for hours without a click.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

POLL = "Portal-Poll"
# The idle clock is written at most this often, in seconds.
NOTED_EVERY = min(300, settings.SESSION_IDLE_SECONDS // 4)


def is_over(request: HttpRequest) -> bool:
    """Whether the session idled or lived too long; keeps its two clocks otherwise."""
    session, now = request.session, int(time.time())
    since, seen = session.get("since", now), session.get("seen", now)
    if now - seen > settings.SESSION_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
        return True
    if "since" not in session:
        session["since"] = now
    if "seen" not in session or (now - seen > NOTED_EVERY and _somebody_is_there(request)):
        session["seen"] = now
    return False


def attend(request: Any, *, in_session: bool) -> None:
    """Note that the page now answered shows a meeting in session, or no longer does; its polls count accordingly.

    A poll that is answered with "unchanged" notes nothing: then the last answer still holds.
    """
    here = request.path if in_session else None
    if request.session.get("attends") != here:
        request.session["attends"] = here


def _somebody_is_there(request: HttpRequest) -> bool:
    return POLL not in request.headers or request.session.get("attends") == request.path
