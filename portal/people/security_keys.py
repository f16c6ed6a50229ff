"""The sign-in library's forms for security keys, which read what a browser's key says: JSON that anybody may have written."""

import json
from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _


class PlainJSON(json.JSONDecoder):
    """Reads what keys say, and calls all else wrong: what is nested too deep, endless numbers, escaped characters."""

    def decode(self, s: str, *_where: Any) -> Any:
        if "\\u" in s:
            raise json.JSONDecodeError("escapes", s, 0)
        try:
            return super().decode(s)
        except (ValueError, RecursionError):
            raise json.JSONDecodeError("not JSON", s[:20], 0) from None


class Credential(forms.JSONField):
    """What a key said."""

    def __init__(self) -> None:
        super().__init__(decoder=PlainJSON, widget=forms.HiddenInput)


class AddKey(AddWebAuthnForm):
    credential = Credential()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call this key")
        self.fields["passwordless"].label = _("I also want to sign in with it, without a password")


class KeyAsFactor(AuthenticateWebAuthnForm):
    credential = Credential()


class KeyAlone(LoginWebAuthnForm):
    credential = Credential()


class KeyAgain(ReauthenticateWebAuthnForm):
    credential = Credential()
