"""Is the process alive, and is everything it needs there? For load balancers and operators."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from portal.core.doors import Door, door
from portal.core.reader import PORTAL, reading_as
from portal.walls import gaps, limitless
from portal.watching import PARTS, look

# What held a moment ago says nothing: no cache answers for the process.
NOW = {"Cache-Control": "no-store"}


@door(Door.PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain", headers=NOW)


@door(Door.PUBLIC)
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all that the portal needs is in order; else 503 and which part is not. No content and no numbers."""
    parts = dict.fromkeys(["database", "migrations", "wall", "limits", "context", "redis", *PARTS], True)
    try:
        parts["migrations"], parts["wall"], parts["limits"] = not unapplied(), not gaps(), not limitless()
        with reading_as(PORTAL), connection.cursor() as cursor:
            cursor.execute("SELECT portal_reader()")
            parts["context"] = cursor.fetchone()[0] == PORTAL.code
        now = timezone.now()
        parts |= dict.fromkeys(look(now=now).troubles(now), False)
    except DatabaseError:
        parts["database"] = False
    cache = caches["default"]
    cache.set("readyz", 1, 5)
    parts["redis"] = not getattr(cache, "is_away", False)
    # Pages work without Redis, and the second timer sends: its absence is told, not fatal.
    ready = all(fine for part, fine in parts.items() if part != "redis")
    is_paused = not parts.pop("sending")
    return JsonResponse(parts | {"sending_paused": is_paused}, status=200 if ready else 503, headers=NOW)


@door(Door.PUBLIC)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = timezone.now() + timedelta(days=180)
    lines = [f"Contact: mailto:{settings.SECURITY_CONTACT}", f"Expires: {expires:%Y-%m-%dT00:00:00Z}"]
    lines += ["Preferred-Languages: en, es"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def unapplied() -> set[tuple[str, str]]:
    """The migrations of this program that the database lacks. One SQL query."""
    return _migrations() - set(MigrationRecorder(connection).applied_migrations())


@cache
def _migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
