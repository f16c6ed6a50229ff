"""What is recorded when people sign in and out, and when their second factors change."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_reset
from allauth.mfa import signals as mfa_signals
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from portal.audit.operations import record
from portal.core.reader import reading_as
from portal.people.models import Session, User
from portal.people.session_store import DEVICE

# Marks a session in which the person set up a second factor after signing in with a password alone.
ENROLLED_HERE = "second_factor_set_up"
# Marks a request in which a session ended: its answer has the browser forget what it keeps of the pages.
ENDED = "has_ended_session"


def _record(user: Any, verb: str, **detail: Any) -> None:
    with reading_as(user.reader):
        codes = [user.code] if user.code else []
        record(f"people.person.{verb}", user, actor=user, releasable_to=codes, administration=True, **detail)


@receiver(user_logged_in)
def signed_in(sender: Any, request: Any, user: Any, **_: Any) -> None:
    request.session[DEVICE] = {
        "ip": get_adapter().get_client_ip(request) if "REMOTE_ADDR" in request.META else None,
        "agent": request.META.get("HTTP_USER_AGENT", "")[:200],
        "at": timezone.now().isoformat(),
    }
    _record(user, "signed_in")


@receiver(user_logged_out)
def signed_out(sender: Any, request: Any, user: Any, **_: Any) -> None:
    if request is not None:
        setattr(request, ENDED, True)
    if user:
        _record(user, "signed_out")


@receiver(user_login_failed)
def sign_in_failed(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    """Failures of known accounts are kept on the account; unknown addresses leave no row."""
    email = User.objects.normalize_email(credentials.get("email"))
    user = User.objects.select_related("membership__delegation").filter(email=email).first()
    if user:
        _record(user, "sign_in_failed")


@receiver(password_changed)
@receiver(password_reset)
def password_replaced(sender: Any, request: Any, user: Any, **_: Any) -> None:
    """The password's old sessions end in the table, too: nobody could use them, and the list would show them."""
    Session.objects.filter(user=user).delete()
    _record(user, "password_changed")


@receiver(mfa_signals.authenticator_added)
def factor_added(sender: Any, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        request.session[ENROLLED_HERE] = True
    _record(user, "second_factor_added", kind=authenticator.type)


@receiver(mfa_signals.authenticator_removed)
def factor_removed(sender: Any, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    _record(user, "second_factor_removed", kind=authenticator.type)
