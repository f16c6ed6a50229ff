"""The two gates of every request: on whose behalf it reads, and whether this kind of person may knock here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from portal.core.doors import Door
from portal.core.errors import Refused
from portal.core.failures import refused
from portal.core.reader import NOBODY, opening
from portal.notifications.unread import count_with_next
from portal.people import sessions
from portal.people.finding import beside
from portal.people.models import User
from portal.people.signing_in import ENDED, ENROLLED_HERE
from portal.people.states import FACTORS

Answer = Callable[[HttpRequest], HttpResponseBase]
SEEN_EVERY = timedelta(minutes=5)

# These must answer while PostgreSQL does not, and read nobody's content.
HEALTH = {"/healthz", "/readyz"}

# Where somebody without a second factor may still go: setting one up, leaving, choosing a language.
WITHOUT_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "language",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
}


class ReaderMiddleware:
    """Opens the request's transaction itself and signs the reader's context into it.

    The transaction spans rendering, so that lazily read rows are read by the same person; it is undone when the view
    fails. Streaming answers would be read by nobody and are not used.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in HEALTH:
            return self.get_response(request)
        with opening() as read_as:
            # Somebody found before the transaction began would bring another one's challenge, which proves nothing.
            is_found_here = not hasattr(request, "_cached_user")
            person = self._person(request)
            if person:
                # Found by now: what asks for the person later need not look whether to look for them.
                request.user = person
            challenge = getattr(person, "challenge", "") if is_found_here else ""
            read_as(person.reader if person else NOBODY, challenge)
            if person and person.has_bell and request.method == "GET" and sessions.POLL not in request.headers:
                # Every page shows the number, and its tag follows it.
                count_with_next(person, now=timezone.now())
            language = person.language if person else translation.get_language_from_request(request)
            with translation.override(language), timezone.override(person.zone if person else settings.TIME_ZONE):
                response = self.get_response(request)
            if getattr(request, "undo", False) or response.status_code >= 500:
                transaction.set_rollback(True)
        response.headers.setdefault("Cache-Control", "private, no-store")
        if getattr(request, ENDED, False):
            # Cookies stay: the session's is void, the others hold the language and that this device signed in before.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie", "Accept-Language", "HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """What a failing view wrote is undone; a refusal that no view caught is told in its own words."""
        request.undo = True  # type: ignore[attr-defined]
        return refused(request, str(error)) if isinstance(error, Refused) else None

    def _person(self, request: HttpRequest) -> User | None:
        with beside(request.session):
            found = request.user
            if not found.is_authenticated:
                _note_end(request)
                return None
        person: User = getattr(request, "_cached_user", found)
        if sessions.is_over(request):
            logout(request)
            return None
        now = timezone.now()
        if person.last_seen_at is None or now - person.last_seen_at > SEEN_EVERY:
            User.objects.filter(pk=person.pk).update(last_seen_at=now)
        return person


def _note_end(request: HttpRequest) -> None:
    """Where nobody is signed in: tell a session that ended elsewhere, or with its account, from none at all."""
    if SESSION_KEY in request.session:
        logout(request)
    elif request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.session.is_empty():
        setattr(request, ENDED, True)


def _doors_of(person: Any) -> set[Door]:
    """The doors that open to a signed-in person."""
    if person.administers:
        return {Door.SIGNED_IN, Door.COLLEAGUES, Door.ADMINISTRATORS}
    if person.is_guest:
        return {Door.SIGNED_IN, Door.GUESTS}
    return {Door.SIGNED_IN, Door.COLLEAGUES, Door.GUESTS, Door.MEMBERS} if person.code else {Door.SIGNED_IN}


class DoorMiddleware:
    """Asks each view's door before the view runs. A view without a door is closed to everybody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """None lets the view run; else the answer that keeps this person out."""
        kind = getattr(view, "door", None)
        if kind is Door.PUBLIC:
            return None
        person = request.user
        if not person.is_authenticated:
            return _to_sign_in(request)
        if settings.REQUIRE_MFA and (answer := self._without_factor(request)):
            return answer
        if kind in _doors_of(person):
            return None
        if person.is_guest:
            raise PermissionDenied(_("Guests see their meeting alone."))
        if kind is Door.ADMINISTRATORS:
            raise PermissionDenied(_("Only administrators may open this page."))
        raise PermissionDenied(_("Administrators manage accounts and see no content."))

    def _without_factor(self, request: HttpRequest) -> HttpResponseBase | None:
        used = get_authentication_records(request, request.user)
        if request.session.get(ENROLLED_HERE) or any(record.get("method") == "mfa" for record in used):
            return None
        if request.resolver_match and request.resolver_match.view_name in WITHOUT_FACTOR:
            return None
        if Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS).exists():
            logout(request)
            return _to_sign_in(request)
        return redirect("mfa_index")


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Away to sign in; where a page asked for a part of itself, the whole page goes."""
    answer = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer
