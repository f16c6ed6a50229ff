"""Sessions in PostgreSQL, of which the database can use none.

The cookie alone holds the key. The table has its SHA-256 in place of the key, and the data encrypted with a key made of it and
of SECRET_KEY. So whoever reads the table can neither enter a session nor learn what it holds, and whoever writes there cannot
make one: data that belong to another session, or that the portal did not write, count as none.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from portal.core.vault import InvalidToken, vault
from portal.people.finding import Row, session_named
from portal.people.models import Session

# Where the data say from which device its person signed in.
DEVICE = "signed_in_from"


def name_of(key: str | None) -> str:
    """What the table calls the session that the cookie opens with `key`."""
    return hashlib.sha256((key or "").encode()).hexdigest()


class SessionStore(db.SessionStore):
    """Every request reads one of these first. `person` is the row of the person who was read with it, if any."""

    person: Row | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def name(self) -> str:
        """What the table calls this session."""
        return name_of(self.session_key)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=name_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        if not self.session_key:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        device = data.get(DEVICE) or {}
        return Session(
            session_key=self.name,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            ip=device.get("ip"),
            user_agent=device.get("agent", ""),
            signed_in_at=datetime.fromisoformat(device["at"]) if device else None,
        )

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            Session.objects.filter(session_key=name_of(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        return vault(f"session {self.session_key}").encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            opened = vault(f"session {self.session_key}").decrypt(session_data)
        except InvalidToken:
            # A row that somebody laid there for a key that they know is no session to go on in.
            self._session_key = None
            return {}
        found: dict[str, Any] = self.serializer().loads(opened)
        return found

    def _get_session_from_db(self) -> Any:
        found, self.person = session_named(self.name) or (None, None)
        if found is None:
            self._session_key = None
        return found
