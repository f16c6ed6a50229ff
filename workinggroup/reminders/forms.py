"""Forms about when reminders of a kind go, about acknowledging and about being away: their shapes only."""

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import DayInput, PortalForm, RewritingForm, dress, limit
from portal.people.models import User
from workinggroup.reminders.cadence import FURTHEST, Rung
from workinggroup.reminders.levels import AUDIENCES, MOST, Standing
from workinggroup.reminders.states import Audience, Level

# Rows that wait for a rung, and how many there are at least.
SPARE, FEWEST = 2, 4
WAYS = {
    "d-": _("days before"),
    "w-": _("working days before"),
    "d+": _("days after"),
    "w+": _("working days after"),
}


class CadenceForm(RewritingForm):
    """The rungs that a level chooses, a row each: how many days, of which kind and to which side, to whom. A row without a
    number is none.
    """

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, held=standing.seen, **kwargs)
        initial: dict[str, Any] = {}
        self.rows = range(1, self._size(standing) + 1)
        audiences = [(each.value, each.label) for each in AUDIENCES[standing.level]]
        for number in self.rows:
            fields: dict[str, forms.Field] = {
                f"days_{number}": forms.IntegerField(
                    label=pgettext_lazy("rung", "Number"), required=False, min_value=0, max_value=FURTHEST
                ),
                f"way_{number}": forms.ChoiceField(label=pgettext_lazy("rung", "When"), choices=list(WAYS.items())),
            }
            if standing.level != Level.OWN:
                fields[f"to_{number}"] = forms.ChoiceField(label=pgettext_lazy("rung", "To whom"), choices=audiences)
                fields[f"fast_{number}"] = forms.BooleanField(label=_("mandatory"), required=False)
            for field in fields.values():
                dress(field.widget)
                limit(field)
            self.fields |= fields
            self.one_of(f"days_{number}")
            initial |= {f"way_{number}": "d-", f"to_{number}": Audience.OWNER.value}
        for number, rung in enumerate(standing.free, 1):
            way = ("w" if rung.in_working_days else "d") + ("+" if rung.is_after else "-")
            initial |= {f"days_{number}": abs(rung.days), f"way_{number}": way}
            initial |= {f"to_{number}": rung.audience.value, f"fast_{number}": rung.is_mandatory}
        self.initial = initial | dict(self.initial)

    def _size(self, standing: Standing) -> int:
        """As many rows as were sent, or what there is and some to spare."""
        if self.is_bound:
            return min(
                next(number for number in count() if self.add_prefix(f"days_{number + 1}") not in self.data), MOST
            )
        return max(min(len(standing.free) + SPARE, MOST), FEWEST)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields, row by row."""
        names = ("days", "way", "to", "fast")
        return [[self[f"{name}_{row}"] for name in names if f"{name}_{row}" in self.fields] for row in self.rows]

    def rungs(self) -> list[Rung]:
        """The operation's argument."""
        data, found = self.cleaned_data, []
        for row in self.rows:
            days, way = data[f"days_{row}"], data[f"way_{row}"]
            if days is not None:
                signed = days if way[1] == "+" else -days
                to = Audience(data.get(f"to_{row}") or Audience.OWNER)
                found.append(Rung(signed, way[0] == "w", to, bool(data.get(f"fast_{row}"))))
        return found


class AcknowledgeForm(PortalForm):
    """Which of the things that wait one knows of, and until when one asks for a pause. `choices` are those things."""

    things = forms.MultipleChoiceField(
        label=_("What I know of"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one at least."), "invalid_choice": _("This waits on you no longer.")},
    )  # fmt: skip
    rest_until = forms.DateField(
        label=_("Pause my optional reminders up to and on"), required=False, widget=DayInput(),
        help_text=_("At most 31 days. Mandatory reminders come all the same."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=300, help_text=_("Needed with a day; your coordinators see it.")
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["things"]
        field.choices = choices

    def chosen(self) -> list[tuple[str, UUID]]:
        """The things chosen, by kind and subject."""
        parts = (each.split(":") for each in self.cleaned_data["things"])
        return [(kind, UUID(subject)) for kind, subject in parts]


class AwayForm(PortalForm):
    """Who is away, from when to when, and who stands in: people of one side."""

    person = forms.ModelChoiceField(label=_("Who is away"), queryset=User.objects.none(), empty_label=None)
    first = forms.DateField(label=_("First day away"), widget=DayInput())
    last = forms.DateField(label=_("Last day away"), widget=DayInput())
    substitute = forms.ModelChoiceField(
        label=_("Substitute"), queryset=User.objects.none(), empty_label=_("choose"),
        help_text=_("Is reminded in their place. If away too, their own substitute is, else the coordinators."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].queryset, fields["substitute"].queryset = people, members


class HoldForm(PortalForm):
    """Why what is planned does not go for now."""

    reason = forms.CharField(
        label=_("Why"), max_length=300,
        help_text=_(
            "It goes by itself on the working day after it is due, and what is told after that day five working days later."
        ),
    )  # fmt: skip


class NoteForm(PortalForm):
    """A few words for somebody's next digest."""

    text = forms.CharField(
        label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Never write words of a statement or data of migrants here."),
    )  # fmt: skip
