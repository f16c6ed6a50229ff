"""Forms about chains that recur: shapes only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.rounds.forms import MeetingChoice
from meetings.rounds.models import Meeting
from portal.core.forms import PortalForm, RewritingForm
from portal.people.states import Role
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.models import MOST_DURATION
from workinggroup.actionitems.templating import MOST_STEPS, Counted, Step

COUNTED_FROM = [(Counted.BEFORE.value, _("before the meeting")), (Counted.AFTER.value, _("after the step before"))]
# Who does steps of a chain.
DOING = [(each.value, each.label) for each in Role if each not in {Role.OBSERVER, Role.ADMINISTRATOR}]


class TemplateForm(RewritingForm):
    """A chain that recurs: its name, and its steps in order; rows without words are passed over."""

    name = forms.CharField(label=_("Name of the chain"), max_length=120)

    @property
    def rows(self) -> list[list[Any]]:
        """The fields of each step."""
        names = ("title", "count", "counted", "role")
        return [[self[f"{name}_{place}"] for name in names] for place in range(1, MOST_STEPS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in range(1, MOST_STEPS + 1):
            if cleaned.get(f"title_{place}") and cleaned.get(f"count_{place}") is None and not self.errors:
                self.add_error(f"count_{place}", _("Say how many working days."))
        return cleaned

    @property
    def facts_said(self) -> dict[str, Any]:
        said = self.cleaned_data
        steps = [
            Step(
                said[f"title_{place}"],
                said[f"count_{place}"],
                said[f"counted_{place}"] or Counted.BEFORE,
                said[f"role_{place}"],
            )
            for place in range(1, MOST_STEPS + 1)
            if said[f"title_{place}"]
        ]
        return {"name": said["name"], "seen": said["seen"], "steps": steps}

    @staticmethod
    def initial_of(held: dict[str, Any]) -> dict[str, Any]:
        """What stands in the fields for a template as it is held."""
        found = {"name": held["name"]}
        for place, step in enumerate(held["steps"], start=1):
            found |= {f"{name}_{place}": value for name, value in step.items()}
        return found


def _of_steps() -> dict[str, forms.Field]:
    """The fields of every step, named by its place."""
    found: dict[str, forms.Field] = {}
    for place in range(1, MOST_STEPS + 1):
        own = {
            "title": forms.CharField(label=_("What is to be done"), max_length=300, required=False),
            "count": forms.IntegerField(label=_("Working days"), min_value=0, max_value=MOST_DURATION, required=False),
            "counted": forms.ChoiceField(label=_("Counted"), choices=COUNTED_FROM, required=False),
            "role": forms.ChoiceField(
                label=_("Whose role it is"), choices=[("", _("nobody yet")), *DOING], required=False
            ),
        }
        for name, field in own.items():
            found[f"{name}_{place}"] = field
    return found


TemplateForm.base_fields.update(_of_steps())


class ChainForm(PortalForm):
    """Which chain is made, and before which meeting; `seen` is the plan as it was shown."""

    template = forms.ModelChoiceField(label=_("Chain"), queryset=ChainTemplate.objects.none())
    meeting = MeetingChoice(
        label=_("Counted from"), queryset=Meeting.objects.none(), required=False, empty_label=_("no meeting")
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, templates: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("template", templates), ("meeting", meetings)):
            choice: Any = self.fields[name]
            choice.queryset = rows
