"""Whether somebody holds a page already as it is now."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from portal.core.people import Person

# Set in a session while others see the person's screen: pages leave out what is the own side's alone.
SHARED_SCREEN = "shared_screen"


def page_version(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    """The ETag of a page, for `django.views.decorators.http.etag`; None while a message waits to be shown.

    Every operation leaves an entry that the readers of the changed thing may see, and entries are numbered in the order
    of their commits: the last visible number is the version of all that a person sees. An act on what they may not see
    changes nothing, so the tag tells nothing of it. One SQL query.

    For pages without clocks that run and without names of other people, which change for everybody while the entry is
    their own side's.
    """
    if len(get_messages(request)):
        return None
    user = cast(Person, request.user)
    # A new sign-in has new form keys; asking for one makes the secret.
    get_token(request)
    facts = [
        _release(),
        _last_visible_entry(),
        user.pk,
        user.name,
        user.code,
        user.role,
        request.get_full_path(),
        request.headers.get("HX-Request"),
        timezone.get_current_timezone_name(),
        user.language,
        timezone.localdate(),
        request.META["CSRF_COOKIE"],
        request.session.get(SHARED_SCREEN),
    ]
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


def _last_visible_entry() -> int | None:
    """The number of the last entry that the wall shows; written by hand, because it is asked at every request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM audit_entry ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else None


@cache
def _release() -> str:
    """What this installation serves: its code, templates, translations and static files."""
    folders = ("portal", "meetings", "workinggroup", "templates", "locale")
    files = [path for name in folders for path in (settings.BASE_DIR / name).rglob("*") if path.is_file()]
    files += Path(settings.STATIC_ROOT).glob("*.json")
    seen = sorted((str(path), path.stat().st_mtime_ns) for path in files if path.suffix != ".pyc")
    return hashlib.sha256(repr(seen).encode()).hexdigest()
