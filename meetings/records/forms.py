"""Forms about records: shapes only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.records.states import OutcomeKind
from portal.core.forms import PortalForm

LONGEST = 10_000


class TwoTongues(PortalForm):
    """A text in English, in Spanish, or in both."""

    text_en = forms.CharField(
        label=_("In English"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_es = forms.CharField(
        label=_("In Spanish"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of("text_en", "text_es")

    def text(self) -> dict[str, str]:
        return {"en": self.cleaned_data["text_en"], "es": self.cleaned_data["text_es"]}


class OutcomeForm(TwoTongues):
    """What came out of an item."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutcomeKind.choices)
    field_order = ("kind", "text_en", "text_es")


class ReadoutForm(TwoTongues):
    """A delegation's own words."""

    is_shared = forms.BooleanField(label=_("Share it with all parties"), required=False)


class AmendmentForm(PortalForm):
    """A change that is asked for."""

    text = forms.CharField(
        label=_("What should the records say instead?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
