"""The table of contents: every address of the portal, each behind its door."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from portal.core.addresses import KeptResolver
from portal.core.doors import Door, door
from portal.health import healthz, readyz, security_txt
from portal.monitoring import metrics, monitoring
from portal.people.views import choose_language, sessions

LIBRARY = "signing in, by the library's own forms"
public = door(Door.PUBLIC, "GET", "POST", unkeyed=LIBRARY)
signed_in = door(Door.SIGNED_IN, "GET", "POST", unkeyed=LIBRARY)

# The parts of allauth that the portal uses, and no more: nobody signs up, changes their address or signs in by code.
account_patterns: list[URLPattern | URLResolver] = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("confirm-email/", public(account.email_verification_sent), name="account_email_verification_sent"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", sessions, name="sessions"),
    path("2fa/", signed_in(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", signed_in(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/webauthn/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", signed_in(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/", signed_in(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("2fa/webauthn/keys/<int:pk>/edit/", signed_in(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", signed_in(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
]

patterns: list[URLPattern | URLResolver] = [
    path("account/", include(account_patterns)),
    path("language/", choose_language, name="language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("monitoring/", monitoring, name="monitoring"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("", include("portal.guides.urls")),
    path("", include("portal.people.urls")),
    path("", include("portal.people.bell.urls")),
    path("", include("portal.audit.urls")),
    path("", include("meetings.urls")),
    path("", include("workinggroup.urls")),
    path("", include("portal.search.urls")),
]
if settings.DEMO:
    patterns.append(path("demo/", include("portal.embedded.urls")))
urlpatterns = [KeptResolver(patterns)]

handler400 = "portal.core.failures.bad_request"
handler403 = "portal.core.failures.forbidden"
handler404 = "portal.core.failures.not_found"
handler500 = "portal.core.failures.server_error"
