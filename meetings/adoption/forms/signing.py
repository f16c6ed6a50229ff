"""Forms of the signatures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.adoption.operations.signing import NeedsExpiry
from meetings.adoption.states import SignOffKind
from meetings.statements.gate import ReasonNeeded
from portal.core.forms import DayInput, InEachLanguage, PortalForm
from portal.people.models import Delegation
from portal.people.proving import PROOF, ProvingForm

# The third choice: no signature, and a reason.
REFUSAL = "refuse"


class SignOffForm(ProvingForm):
    """A signature under the text whose hash its person read, or that there will be none: a refusal weighs as much, and password
    and second factor are asked anew for either."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Your signature"),
        choices=[*SignOffKind.choices, (REFUSAL, _("Do not sign"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you sign.")},
    )
    expires_on = forms.DateField(label=_("Your capital confirms by"), required=False, widget=DayInput())
    reason = forms.CharField(
        label=_("Why not, for all parties to read"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    capacity = forms.CharField(label=_("You sign as"), max_length=200)
    field_order = ("seen", "kind", "expires_on", "reason", "capacity", *PROOF)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed where the signature is ad referendum, and where there is none, and offered there alone.
        self.one_of("expires_on", "reason")

    def clean(self) -> dict[str, Any]:
        """Say what is missing before a code is used up on it."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == SignOffKind.AD_REF and "expires_on" not in self.errors and not cleaned.get("expires_on"):
            self.refuse(NeedsExpiry())
        if kind == REFUSAL and "reason" not in self.errors and not cleaned.get("reason"):
            self.refuse(ReasonNeeded())
        return cleaned

    @property
    def refuses(self) -> bool:
        return bool(self.cleaned_data["kind"] == REFUSAL)

    @property
    def facts(self) -> dict[str, Any]:
        wanted = ("seen", "reason") if self.refuses else ("seen", "kind", "expires_on", "capacity")
        return {name: value for name, value in super().facts.items() if name in wanted}

    def see(self, present: str) -> None:
        """Take the text as it stands for seen: the page shows it beside the sentence that refused the other."""
        self.data = {**self.data.dict(), "seen": present}  # type: ignore[attr-defined]


class RevokeForm(ProvingForm):
    """Why a signature is taken back; password and second factor are asked anew, as for giving it."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("reason", *PROOF)


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
