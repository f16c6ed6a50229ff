"""Forms of the signatures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.adoption.states import SignOffKind
from portal.core.forms import DayInput, InEachLanguage, PortalForm
from portal.people.models import Delegation
from portal.people.proving import ProvingForm


class SignOffForm(ProvingForm):
    """A signature under the text whose hash its person read; password and second factor are asked anew."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Your signature"),
        choices=SignOffKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you sign.")},
    )
    expires_on = forms.DateField(label=_("Your capital confirms by"), required=False, widget=DayInput())
    capacity = forms.CharField(label=_("You sign as"), max_length=200)
    field_order = ("seen", "kind", "expires_on", "capacity", "password", "code", "credential")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed where the signature is ad referendum, and offered there alone.
        self.one_of("expires_on")

    def see(self, present: str) -> None:
        """Take the text as it stands for seen: the page shows it beside the sentence that refused the other."""
        self.data = {**self.data.dict(), "seen": present}  # type: ignore[attr-defined]


class RevokeForm(PortalForm):
    """Why a signature is taken back."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RefuseForm(PortalForm):
    """Why a text is not signed, and which text; it stands among the choices of another form."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why not, for all parties to read"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "form": "refusal"}),
    )


class NoteForm(PortalForm):
    """A signed note of a party, and who signed it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    delegation = forms.ModelChoiceField(Delegation.objects.none(), label=_("Delegation"), empty_label=_("choose"))
    signatory = forms.CharField(label=_("Signed by"), max_length=150)
    capacity = forms.CharField(label=_("In the capacity of"), max_length=200)
    file = forms.FileField(label=_("The signed note"), help_text=_("As PDF or picture. All parties can download it."))

    def __init__(self, *args: Any, missing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides: Any = self.fields["delegation"]
        sides.queryset = Delegation.objects.filter(code__in=missing).order_by("order", "code")


class InterpretationForm(PortalForm):
    """How one's delegation reads the text, in each language, and whether the public reads it with the released text."""

    words = InEachLanguage(
        _("In %(language)s"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_public = forms.BooleanField(label=_("Published together with the text"), required=False)
