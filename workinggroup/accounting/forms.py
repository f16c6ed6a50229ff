"""Forms of the accounting: shapes only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm
from workinggroup.accounting.states import Outcome


class AccountForm(PortalForm):
    """What becomes of one commitment. `after` is how often that was said when the form was opened."""

    outcome = forms.ChoiceField(label=_("In this text it is"), choices=Outcome.choices, widget=forms.RadioSelect)
    anchor = forms.ChoiceField(label=_("Amended: the paragraph that promises it anew"), required=False)
    reason = forms.CharField(
        label=_("Why, for all parties to read"),
        help_text=_("Needed where it is amended or dropped."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["anchor"]
        choices.choices = [("", _("none, or not one alone")), *paragraphs]


def ticked(data: QueryDict) -> set[UUID]:
    """The commitments that a form of several names."""
    return {UUID(key) for key in data.getlist("commitment") if _is_key(key)}


def _is_key(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
