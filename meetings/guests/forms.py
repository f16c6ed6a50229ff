"""Forms about guests: shapes only."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm


class GuestForm(PortalForm):
    """One guest to invite."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class DismissForm(PortalForm):
    """The guest whose account is to be closed."""

    email = forms.EmailField(widget=forms.HiddenInput)
