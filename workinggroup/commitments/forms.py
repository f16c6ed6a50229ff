"""Forms about commitments: shapes only."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm, RewritingForm
from portal.people.models import Delegation


@dataclass(frozen=True)
class Choice:
    """What the review page says of one passage."""

    key: str
    lead: str | None
    supporting: list[str]


def chosen_passages(data: QueryDict) -> list[Choice]:
    """The ticked passages of the review page, each with its lead and supporting delegations."""
    return [
        Choice(key, data.get(f"lead-{key}") or None, data.getlist(f"supporting-{key}"))
        for key in dict.fromkeys(data.getlist("pick"))
    ]


class LeadForm(RewritingForm):
    """Who leads, who supports."""

    lead = forms.ModelChoiceField(
        label=_("Lead delegation"), queryset=Delegation.objects.none(), required=False, empty_label=_("none yet")
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting delegations"),
        queryset=Delegation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, parties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporting"):
            choice: Any = self.fields[name]
            choice.queryset = Delegation.objects.filter(code__in=parties).order_by("order", "code")

    def arguments(self) -> dict[str, Any]:
        lead = self.cleaned_data["lead"]
        supporting = [delegation.code for delegation in self.cleaned_data["supporting"]]
        return {"lead": lead.code if lead else None, "supporting": supporting, "seen": self.cleaned_data["seen"]}


class DeclineForm(PortalForm):
    """Why a delegation does not lead a commitment."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
