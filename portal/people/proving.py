"""Proving once more who one is, for one act: password and second factor, asked on the page of the act itself.

The sign-in library's reauthentication holds for some minutes and for whatever comes next; this proof is used up by its act.
"""

from collections.abc import Collection
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.people.models import User
from portal.people.security_keys import KeyAgain
from portal.people.states import FACTORS


class WrongPassword(Refused):
    """Counted as a failed sign-in is; so many in a row let nobody try further."""

    sentence = _("This is not your password. Nothing was done; type it again.")
    field = "password"


class TooManyTries(Refused):
    """As at sign-in."""

    sentence = _("Too many wrong passwords or codes. Nothing was done; wait five minutes and try again.")
    field = "password"


class WrongCode(Refused):
    """Each code of an authenticator counts once, and for half a minute."""

    sentence = _("This code is not valid. Nothing was done; wait for the next one and type it.")
    field = "code"


class WrongKey(Refused):
    """What a key says is bound to the page on which it was asked."""

    sentence = _(
        "Your security key was not recognised, or it was asked on another page. Nothing was done; use it again."
    )
    field = "code"


PROOF = ("password", "code", "credential")


class ProvingForm(PortalForm):
    """A form whose act asks its person for the password anew and, where one is needed, for the second factor: a code, or a touch
    of a security key, which `asks_key` begins."""

    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Asked again each time."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code from your authenticator"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "usa-input--short"}
        ),
    )
    credential = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors = factors_of(person)
        if not needs_code(factors):
            del self.fields["code"]
        self.has_key = Authenticator.Type.WEBAUTHN in factors
        if not self.has_key:
            del self.fields["credential"]
            return
        self.fields["code"].required = False
        if Authenticator.Type.TOTP not in factors:
            self.fields["code"].label = _("Recovery code")
            self.fields["code"].help_text = _("Only where you do not have your security key with you.")
            self.fields["code"].widget.attrs["inputmode"] = "text"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.has_key and not (cleaned.get("code") or cleaned.get("credential")):
            self.add_error("code", _("Use your security key, or type a code."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation is told: never the proof."""
        return {name: value for name, value in self.cleaned_data.items() if name not in PROOF}

    @property
    def proof(self) -> dict[str, str]:
        """What `prove` is told."""
        return {name: self.cleaned_data.get(name) or "" for name in PROOF}


def factors_of(person: User) -> set[str]:
    """The kinds of second factors that a person set up, recovery codes aside. One SQL query."""
    return set(Authenticator.objects.filter(user=person.pk, type__in=FACTORS).values_list("type", flat=True))


def needs_code(factors: Collection[str]) -> bool:
    """Whether a second factor is asked for beside the password: everywhere but in the demo, and there of who set up one."""
    return settings.REQUIRE_MFA or bool(factors)


def asks_key(form: ProvingForm, person: User) -> dict[str, Any] | None:
    """What a browser needs to ask its security key for the form that is about to be shown; None where the person has none. What
    a key said to an earlier page counts no more from here."""
    return {"request_options": auth.begin_authentication(person)} if form.has_key else None


def prove(request: HttpRequest, *, password: str, code: str = "", credential: str = "") -> None:
    """Ask who is behind the request to be who they are, by password and, where one is needed, second factor.

    A wrong one is counted and recorded as at sign-in. Refuses `WrongPassword`, `WrongCode`, `WrongKey`, `TooManyTries`.
    """
    person: Any = request.user
    try:
        is_right = get_adapter().reauthenticate(person, password)
    except ValidationError:
        raise TooManyTries from None
    if not is_right:
        raise WrongPassword
    if credential:
        _prove(KeyAgain({"credential": credential}, user=person), WrongKey)
    elif needs_code(factors_of(person)):
        _prove(ReauthenticateForm({"code": code.replace(" ", "")}, user=person), WrongCode)


def _prove(asked: Any, wrong: type[Refused]) -> None:
    """Use up the factor that one of the sign-in library's forms was given. Refuses `wrong`, `TooManyTries`."""
    if not asked.is_valid():
        codes = {error.code for errors in asked.errors.as_data().values() for error in errors}
        raise TooManyTries if "too_many_login_attempts" in codes else wrong
    found = asked.cleaned_data["credential"] if isinstance(asked, KeyAgain) else asked.authenticator
    found.record_usage()
