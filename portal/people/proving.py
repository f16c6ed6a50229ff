"""Proving once more who one is, for one act: password and second factor, asked on the page of the act itself.

The sign-in library's reauthentication holds for some minutes and for whatever comes next; this proof is used up by its act.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.people.models import User
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


class ProvingForm(PortalForm):
    """A form whose act asks its person for the password anew, and for a code of the second factor where one is needed."""

    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Asked again for every signature."),
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

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_code(person):
            del self.fields["code"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation is told: never the proof."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"password", "code"}}


def needs_code(person: User) -> bool:
    """Whether a code is asked for beside the password: everywhere but in the demo, and there of who set up a factor."""
    return settings.REQUIRE_MFA or Authenticator.objects.filter(user=person.pk, type__in=FACTORS).exists()


def prove(request: HttpRequest, *, password: str, code: str = "") -> None:
    """Ask who is behind the request to be who they are, by password and, where one is needed, second factor.

    A wrong one is counted and recorded as at sign-in. Refuses `WrongPassword`, `WrongCode`, `TooManyTries`.
    """
    person: Any = request.user
    try:
        is_right = get_adapter().reauthenticate(person, password)
    except ValidationError:
        raise TooManyTries from None
    if not is_right:
        raise WrongPassword
    if needs_code(person):
        _prove_factor(person, code)


def _prove_factor(person: User, code: str) -> None:
    asked = ReauthenticateForm({"code": code.replace(" ", "")}, user=person)
    if not asked.is_valid():
        codes = {error.code for error in asked.errors.as_data().get("code", ())}
        raise TooManyTries if "too_many_login_attempts" in codes else WrongCode
    asked.authenticator.record_usage()
