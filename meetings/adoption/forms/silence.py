"""Forms of the silence procedure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.forms import ClockInput, DayInput, PortalForm
from portal.core.texts import in_language
from portal.people.models import Delegation


class InstantField(forms.CharField):
    """An instant as the page before wrote it, in ISO 8601 with its offset."""

    widget = forms.HiddenInput
    default_error_messages = {"instant": _("This is no instant. Choose day and time again.")}

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise forms.ValidationError(self.error_messages["instant"], code="instant")
        return found


class EndForm(PortalForm):
    """Day and time at which a silence is to end, by the clock of one party's capital; it only shows what lies before it."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    at = forms.TimeField(label=_("Time"), widget=ClockInput())
    place = forms.ChoiceField(label=_("By the clock of"))

    def __init__(self, *args: Any, sides: Sequence[Delegation], suggested: datetime, here: str, **kwargs: Any) -> None:
        zone = next((side.time_zone for side in sides if side.code == here), sides[0].time_zone if sides else "UTC")
        local = times.local(suggested, zone)
        first = next((side.code for side in sides if side.time_zone == zone), "")
        initial = {"day": local.date(), "at": local.time(), "place": here if here in {s.code for s in sides} else first}
        super().__init__(*args, initial=initial, **kwargs)
        self._zones = {side.code: side.time_zone for side in sides}
        place: Any = self.fields["place"]
        place.choices = [(s.code, in_language(s.seat) or times.zone_city(s.time_zone)) for s in sides]

    @property
    def instant(self) -> datetime:
        """What was chosen, in UTC."""
        facts = self.cleaned_data
        return times.instant(facts["day"], facts["at"].strftime("%H:%M"), self._zones[facts["place"]])


class OpeningForm(PortalForm):
    """The end that the chair saw in every capital's time."""

    deadline_at = InstantField()


class ExtendingForm(OpeningForm):
    """A later end; `seen` is the one that the page showed."""

    seen = InstantField()


class WithdrawingForm(PortalForm):
    """Why a silence is taken back."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ObjectionForm(PortalForm):
    """What a party objects to, the words it wants instead, and where."""

    objection = forms.CharField(
        label=_("What your delegation objects to"),
        help_text=_("All parties read it, the public never."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    amendment = forms.CharField(
        label=_("The words you want instead"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    anchors = forms.MultipleChoiceField(
        label=_("Paragraphs"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anchors: Any = self.fields["anchors"]
        anchors.choices = paragraphs
