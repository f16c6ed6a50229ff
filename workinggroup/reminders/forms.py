"""The form about when reminders of a kind go: its shape only."""

from itertools import count
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import RewritingForm, dress, limit
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
