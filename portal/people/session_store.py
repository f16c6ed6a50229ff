"""Sessions in PostgreSQL as Django keeps them, read by a question whose SQL is built once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.core.questions import Question

FOUND: Question[Session] = Question(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), "a key", timezone.now()
)


class SessionStore(db.SessionStore):
    """Every request reads one of these first."""

    def _get_session_from_db(self) -> Any:
        found = FOUND.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
