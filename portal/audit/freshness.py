"""Whether somebody holds a page already as it is now."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement

# Set in a session while others see the person's screen: pages leave out what is the own side's alone.
SHARED_SCREEN = "shared_screen"


# How many acts on any of some things the reader's side may know of, beside all that was found of them.
VERSION = "SELECT shown.*, portal_version(shown.keys, %(code)s) FROM ({things}) AS shown(keys)"


def version_of(things: str) -> Callable[..., str | None]:
    """The ETag of a page that shows certain things and what is seen through them; None while a message waits to be shown.

    `things` is SQL: one row, through the wall, by the parts of the address. Its first column is an array of the things' keys.
    Every operation leaves an entry that the readers of the changed thing may see; how many there are is the version of all that
    the page shows. Further columns are facts that stand
    for themselves: what the page shows of things on which much happens that it does not show, and other people's names,
    whose change is told to their own side alone. An act on what the reader may not see, or on what the page does not show,
    changes nothing, so the tag tells nothing of it. One SQL query, whatever else happened.

    Where there is no such row, there is no tag. For pages without clocks that run.
    """
    sql = KeptStatement(VERSION.format(things=things))

    def version(request: HttpRequest, *_args: Any, **address: Any) -> str | None:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"code": cast(Person, request.user).code} | address)
            shown = cursor.fetchone()
            return _tag(request, shown) if shown else None

    return version


def _tag(request: HttpRequest, shown: Any) -> str | None:
    """The tag of a page that shows a version to this person, at this address, in this language, zone and release."""
    if len(get_messages(request)):
        return None
    user = cast(Person, request.user)
    # A new sign-in has new form keys; asking for one makes the secret, and sets the cookie again.
    if "CSRF_COOKIE" not in request.META:
        get_token(request)
    facts = [
        _release(),
        shown,
        getattr(user, "sides_digest", None),
        user.pk,
        user.name,
        user.code,
        user.role,
        request.get_full_path(),
        request.headers.get("HX-Request"),
        timezone.get_current_timezone_name(),
        user.language,
        timezone.localdate(),
        # A last day ends at the seat of a delegation, wherever its people are.
        user.delegation and times.local(timezone.now(), user.delegation.time_zone).date(),
        request.META["CSRF_COOKIE"],
        request.session.get(SHARED_SCREEN),
        # What a screen asks for again and again is a part without the masthead, where the number of notices stands.
        0 if request.headers.get("Portal-Poll") else getattr(user, "unread", 0),
    ]
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


@cache
def _release() -> str:
    """What this installation serves: its code, templates, translations and static files."""
    folders = ("portal", "meetings", "workinggroup", "templates", "locale")
    files = [path for name in folders for path in (settings.BASE_DIR / name).rglob("*") if path.is_file()]
    files += Path(settings.STATIC_ROOT).glob("*.json")
    seen = sorted((str(path), path.stat().st_mtime_ns) for path in files if path.suffix != ".pyc")
    return hashlib.sha256(repr(seen).encode()).hexdigest()
