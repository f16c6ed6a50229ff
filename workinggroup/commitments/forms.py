"""Forms about commitments: shapes only."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.agendas.models import Theme
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm
from portal.people.models import Delegation


@dataclass(frozen=True)
class Choice:
    """What the review page says of one passage."""

    key: str
    lead: str | None
    supporting: list[str]
    theme: str | None


def chosen_passages(data: QueryDict) -> list[Choice]:
    """The ticked passages of the review page, each with its lead and supporting delegations."""
    return [
        Choice(
            key, data.get(f"lead-{key}") or None, data.getlist(f"supporting-{key}"), data.get(f"theme-{key}") or None
        )
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


class ThemeForm(PortalForm):
    """A theme: its name in each language, and its place in the list."""

    title = InEachLanguage(_("Name, in %(language)s"), max_length=120)
    place = forms.IntegerField(
        label=_("Place in the list"), min_value=1, max_value=999, required=False, help_text=_("At its end without one.")
    )


class ChangeThemeForm(RewritingForm, ThemeForm):
    """A theme, written anew."""


class ReasonedForm(RewritingForm):
    """What was confirmed, changed with a reason."""

    reason = forms.CharField(
        label=_("Why it changes, for everybody who sees the commitment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where something was confirmed before."),
    )


class ClassForm(ReasonedForm):
    """Under which theme a commitment is."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=pgettext_lazy("theme", "none yet")
    )
    field_order = ("theme", "reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["theme"]
        choice.queryset = Theme.objects.order_by("rank")

    @property
    def facts_said(self) -> dict[str, Any]:
        said = super().facts_said
        return said | {"theme": said["theme"].code if said["theme"] else None}
