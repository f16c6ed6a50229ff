"""A form does what it says once: sent again, it is answered as it was the first time.

Every form that a signed-in person posts carries a one-time key (`{% key %}`), unless the view's door says why it needs none. The
first press claims the key in the request's transaction; a second one at the same moment waits for that transaction, and then
says what the first said. A claim is undone with what the view did, and kept only where something was done.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.doors import Door
from portal.core.errors import Refused
from portal.core.failures import refused
from portal.core.postgresql.plans import KeptStatement
from portal.people.models import SentForm

KEY = "key"
# Nobody presses twice a day later.
KEPT = timedelta(days=1)
CLAIM = KeptStatement("""
WITH old AS (
    SELECT id FROM people_sentform WHERE person_id = %(person)s AND at < %(limit)s AND what <> %(what)s
    FOR UPDATE SKIP LOCKED
), gone AS (DELETE FROM people_sentform WHERE id IN (SELECT id FROM old))
INSERT INTO people_sentform (id, person_id, what, location, said, at)
VALUES (%(id)s, %(person)s, %(what)s, '', '[]', %(now)s)
ON CONFLICT (person_id, what) DO NOTHING RETURNING id
""")


class NoKey(Refused):
    """The form was not taken from one of the portal's pages."""

    sentence = _("Nothing was saved: this form has no key of its own. Open the page again and send it from there.")


class OnceMiddleware:
    """Lets each form through once. Stands behind the doors, inside the request's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        claim: UUID | None = getattr(request, "claim", None)
        if claim is None or response.status_code >= 500 or getattr(request, "undo", False):
            return response
        mine = SentForm.objects.filter(pk=claim)
        if _is_done(request, response):
            mine.update(location=response["Location"], said=_said(request))
        else:
            mine.delete()
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """None lets the view run; else the answer that the same form had before."""
        if request.method != "POST" or not is_keyed(view):
            return None
        what = digest(request)
        if what is None:
            return refused(request, str(NoKey()))
        now, mine = timezone.now(), {"person": request.user.pk, "what": what}
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, mine | {"id": uuid4(), "now": now, "limit": now - KEPT})
            row = cursor.fetchone()
        if row:
            request.claim = row[0]  # type: ignore[attr-defined]
            return None
        sent = SentForm.objects.get(**mine)
        for level, words in sent.said:
            messages.add_message(request, level, words)
        return HttpResponseRedirect(sent.location)


def is_keyed(view: Any) -> bool:
    """Whether the forms of a view carry a one-time key. Only who is signed in has one."""
    return getattr(view, "door", Door.PUBLIC) is not Door.PUBLIC and not view.unkeyed


def digest(request: HttpRequest) -> str | None:
    """A name for a form as it was sent: address, key, words and files; None without a key.

    The words belong to it: whoever goes back, writes others and sends those means another thing.
    """
    try:
        UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None
    words = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = []
    for name, uploads in sorted(request.FILES.lists()):
        for upload in cast(list[Any], uploads):
            content = hashlib.sha256()
            for chunk in upload.chunks():
                content.update(chunk)
            upload.seek(0)
            files.append([name, upload.name, content.hexdigest()])
    return hashlib.sha256(json.dumps([request.get_full_path(), words, files]).encode()).hexdigest()


def _is_done(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the view did what the form says: it sends on, to no further password, and has nothing to complain of."""
    if not isinstance(response, HttpResponseRedirect) or response.url.startswith(reverse("account_reauthenticate")):
        return False
    return all(level < messages.ERROR for level, _words in _said(request))


def _said(request: HttpRequest) -> list[tuple[int, str]]:
    """What the view said, and nobody has read: looking into the storage itself would call it read."""
    storage: Any = messages.get_messages(request)
    return [(each.level, str(each.message)) for each in storage._queued_messages]
