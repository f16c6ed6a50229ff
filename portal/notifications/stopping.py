"""Links that switch off mails of some kinds for one person (RFC 2369, RFC 8058); signed, and good for half a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.core.people import Person
from portal.notifications.kinds import KINDS, Kind

SALT = "portal.notifications.stop"
VALID = timedelta(days=183)


@dataclass(frozen=True)
class Stop:
    """What a link switches off: mails of these kinds to this person."""

    person: str
    kinds: list[Kind]


def stop_link(person: Person, kinds: Iterable[str]) -> str:
    """The address that switches off mails of these kinds, without signing in."""
    token = signing.dumps([str(person.pk), *kinds], salt=SALT, compress=True)
    return settings.PORTAL_ADDRESS + reverse("bell:stop", args=[token])


def read_stop(token: str) -> Stop | None:
    """What a link says; None where we did not sign it, or too long ago, or nothing of it can be switched off."""
    try:
        person, *names = signing.loads(token, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kinds = [KINDS[name] for name in names if name in KINDS and not KINDS[name].is_mandatory]
    return Stop(person, kinds) if kinds else None


def headers_of(link: str) -> dict[str, str]:
    """What tells a mail program where to switch off such mails, by one press."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if link else {}
