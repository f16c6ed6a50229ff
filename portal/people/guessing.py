"""How guessing at sign-in is slowed down: by account and origin together, and apart for devices that signed in before.

Wrong passwords count against the account as tried from one origin, so nobody is kept out by what is tried elsewhere. A device
that signed in holds a cookie for that account and has an allowance of its own, so neither a stranger nor a colleague behind the
same address uses it up. Nothing here asks the database: known and unknown addresses take the same time and are told the same.
"""

import secrets

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.people.models import User

# The last of a stranger's limits is for one origin that tries many accounts; whoever it has stopped counts no further.
STRANGER = {"login_failed": "5/5m/key,20/h/key,100/5m/ip"}
DEVICE = {"login_failed": "10/5m/key"}
COOKIE_SECONDS = 180 * 24 * 3600
# A delegation may share a computer.
MOST_ACCOUNTS = 8


def consume(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage | None:
    """Count one attempt at an account, to be rolled back if it succeeds; None where no further one is allowed now."""
    config, key = _allowance(request, email)
    return ratelimit.consume(request, app="allauth.account", action="login_failed", config=config, key=key)


def forget(request: HttpRequest, email: str) -> None:
    """Begin anew after the password was replaced by mail; the origin's own count stays."""
    config, key = _allowance(request, email)
    without_origin = {"login_failed": config["login_failed"].replace(",100/5m/ip", "")}
    ratelimit.clear(request, app="allauth.account", action="login_failed", config=without_origin, key=key)


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Give the browser a new mark for the account that has just signed in on it."""
    nonce = secrets.token_urlsafe(12)
    others = [mark for mark in _marks(request) if not _is_for(mark, email)]
    marks = [f"{nonce}.{_tag(nonce, email, settings.SECRET_KEY)}", *others][:MOST_ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        "~".join(marks),
        max_age=COOKIE_SECONDS,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _allowance(request: HttpRequest, email: str) -> tuple[dict[str, str], str]:
    """Which limits an attempt falls under, and what it counts against."""
    known = next((mark for mark in _marks(request) if _is_for(mark, email)), None)
    account = User.objects.normalize_email(email)
    if known:
        return DEVICE, f"device|{account}|{known}"
    return STRANGER, f"stranger|{account}|{ratelimit.get_ip(request)}"


def _marks(request: HttpRequest) -> list[str]:
    marks = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "").split("~")
    return [mark for mark in marks if mark][:MOST_ACCOUNTS]


def _is_for(mark: str, email: str) -> bool:
    nonce, _, tag = mark.partition(".")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(tag, _tag(nonce, email, key)) for key in keys)


def _tag(nonce: str, email: str, key: str) -> str:
    value = f"{nonce}|{User.objects.normalize_email(email)}"
    return salted_hmac("portal.people.device", value, secret=key, algorithm="sha256").hexdigest()
