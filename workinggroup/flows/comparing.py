"""Forms about pairs of counts: shapes only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import InEachLanguage, PortalForm
from workinggroup.flows.states import Cause

Choices = Sequence[tuple[str, str]]


class PairForm(PortalForm):
    """Two series that are one flow counted from both ends."""

    one = forms.ChoiceField(label=_("What one delegation counts"))
    other = forms.ChoiceField(label=_("What the other delegation counts of the same movement"))

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = [("", _("choose")), *offered]


class ReasonForm(PortalForm):
    """Why two counts differ, for which months. `replaces` is the key of what was said before, "" for nothing."""

    first = forms.ChoiceField(label=_("First month"))
    last = forms.ChoiceField(label=_("Last month"))
    cause = forms.ChoiceField(label=_("Cause"), choices=[(each.value, f"{each.value} {each.label}") for each in Cause])
    words = InEachLanguage(
        _("In words to which both delegations can agree, in %(language)s"),
        help_text=_("Say what is counted otherwise, and where. Never write names or data of migrants here."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):
            field: Any = self.fields[name]
            field.choices = months

    def clean_first(self) -> date:
        return date.fromisoformat(self.cleaned_data["first"])

    def clean_last(self) -> date:
        return date.fromisoformat(self.cleaned_data["last"])
