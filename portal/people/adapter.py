"""How allauth is bound to the portal: closed to strangers, mails through the outbox, secrets encrypted."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.core.reader import PORTAL, present_person, reading_as
from portal.core.vault import vault
from portal.people import guessing, notices, register
from portal.people.models import User
from portal.people.states import FACTORS


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse the attempt, in the same words for every address, where too many have failed."""
        self._login_failed_rl_usage = guessing.consume(request, credentials.get("email") or "")
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        guessing.remember_device(request, response, user.email)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody is asked again for what they proved in the last minutes, by signing in or otherwise."""
        request = context.request
        records = get_authentication_records(request, request.user)
        recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record.get("at", 0) > recent for record in records)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        guessing.forget(request, credentials.get("email") or "")

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        register.keep_password(user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's mail into the outbox; a kind we do not know is an error, not a silent loss."""
        now = timezone.now()
        with reading_as(PORTAL):
            person = User.objects.select_related("membership__delegation").get(email=email.lower())
            if template_prefix == "account/email/password_reset_key":
                notices.tell_password_reset(person, context["password_reset_url"], now=now)
            elif template_prefix in notices.SECURITY_EVENTS:
                notices.tell_security(template_prefix, person, now=now)
            else:
                raise KeyError(template_prefix)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: kept encrypted, and the last one cannot be given up while everybody needs one.

    Each is sealed for the person who reads, so that one that is copied into another's row opens nothing and shows nothing.
    """

    def encrypt(self, text: str) -> str:
        return self._vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.REQUIRE_MFA or authenticator.type not in FACTORS:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists()

    def _get_site_name(self) -> str:
        return settings.PORTAL_NAME["en"]

    def _vault(self) -> MultiFernet:
        person = present_person()
        if not person:
            raise PermissionError("nobody's second factors")
        return vault(f"second factors of {person}")
