"""Forms of marked commitments."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.promises.states import Basis, Due, Strength
from meetings.statements.models import Statement
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.people.models import Delegation

WORDS = forms.Textarea(attrs={"rows": 4, "class": "usa-textarea--text"})


class SaidForm(PortalForm):
    """The words of a passage, how strong they are, who leads and by when."""

    quotes = InEachLanguage(_("The words, in %(language)s"), required=False, max_length=4000, widget=WORDS)
    strength = forms.ChoiceField(label=_("Strength"), choices=Strength.choices)
    lead = forms.ModelChoiceField(
        label=_("Lead delegation"), queryset=Delegation.objects.none(), required=False, empty_label=_("none yet")
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting delegations"),
        queryset=Delegation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = forms.ChoiceField(label=_("By when: the text names"), choices=Due.choices)
    due_text = InEachLanguage(_("Its words about time, in %(language)s"), required=False, max_length=300)
    basis = forms.ChoiceField(
        label=_("A length of time is counted from"),
        choices=[("", pgettext_lazy("basis", "not said yet")), *Basis.choices],
        required=False,
    )
    due_on = forms.DateField(label=_("The day, if it is known"), required=False, widget=DayInput)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, codes=statement.languages, **kwargs)
        for name in ("lead", "supporting"):
            choice: Any = self.fields[name]
            choice.queryset = Delegation.objects.filter(code__in=statement.parties).order_by("order", "code")
        self.fields[f"quotes_{statement.drafted_in}"].required = True

    def arguments(self) -> dict[str, Any]:
        """What the operations take."""
        said, lead = self.cleaned_data, self.cleaned_data["lead"]
        return {
            "quotes": self.in_languages("quotes"),
            "due_text": self.in_languages("due_text"),
            "lead": lead.code if lead else None,
            "supporting": [delegation.code for delegation in said["supporting"]],
            **{name: said[name] for name in ("strength", "due", "basis", "due_on", "seen")},
        }


class MarkForm(SaidForm):
    """A passage that is marked; `seen` is the version that stood in the form."""

    seen = forms.UUIDField(widget=forms.HiddenInput)


class ChangeForm(SaidForm, RewritingForm):
    """What is said of a marked passage, over what is there."""


def filled(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with, from what was marked or is suggested."""
    values = {name: value for name, value in said.items() if name not in {"quotes", "due_text"}}
    for name in ("quotes", "due_text"):
        values |= {f"{name}_{code}": words for code, words in said.get(name, {}).items()}
    return values
