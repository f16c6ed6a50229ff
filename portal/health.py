"""Is the process alive, and is everything it needs there? For load balancers and operators."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from portal.core.doors import Door, door
from portal.core.reader import PORTAL, reading_as
from portal.notifications.models import OutgoingMail
from portal.notifications.pausing import why_paused
from portal.notifications.states import Status
from portal.people.readers import everybody
from portal.walls import gaps, limitless

# Mail that should have gone this long ago means that no bell rings.
ALARM = timedelta(minutes=5)
# What held a moment ago says nothing: no cache answers for the process.
NOW = {"Cache-Control": "no-store"}


@door(Door.PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain", headers=NOW)


@door(Door.PUBLIC)
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, wall, time limits, context key and outbox are in order; else 503 and which is not. No content."""
    is_paused = settings.SENDING_PAUSED
    parts = {"database": True, "wall": True, "limits": True, "context": True, "redis": True, "outbox": True}
    try:
        parts["wall"], parts["limits"] = not gaps(), not limitless()
        with reading_as(PORTAL), connection.cursor() as cursor:
            cursor.execute("SELECT portal_reader()")
            parts["context"] = cursor.fetchone()[0] == PORTAL.code
        is_paused = bool(why_paused())
        parts["outbox"] = not _overdue()
    except DatabaseError:
        parts["database"] = False
    cache = caches["default"]
    cache.set("readyz", 1, 5)
    parts["redis"] = not getattr(cache, "is_away", False)
    # Pages work without Redis, and the second bell rings: its absence is told, not fatal.
    ready = all(fine for part, fine in parts.items() if part != "redis")
    return JsonResponse(parts | {"sending_paused": is_paused}, status=200 if ready else 503, headers=NOW)


@door(Door.PUBLIC)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = timezone.now() + timedelta(days=180)
    lines = [f"Contact: mailto:{settings.SECURITY_CONTACT}", f"Expires: {expires:%Y-%m-%dT00:00:00Z}"]
    lines += ["Preferred-Languages: en, es"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _overdue() -> bool:
    """Whether mail waits that should have gone before the alarm."""
    limit = timezone.now() - ALARM
    for reader in everybody():
        with reading_as(reader):
            if OutgoingMail.objects.filter(status=Status.QUEUED, attempts=0, not_before__lt=limit).exists():
                return True
    return False
