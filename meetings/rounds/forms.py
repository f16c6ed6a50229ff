"""Forms about meetings: shapes only."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.forms import ClockInput, DayInput, PortalForm


class MoveForm(PortalForm):
    """A day, two clock times at the venue, and the place."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins"), widget=ClockInput(), help_text=_("Clock time at the venue."))
    until = forms.TimeField(label=_("Ends"), widget=ClockInput())
    time_zone = forms.CharField(
        label=_("Time zone of the venue"), max_length=64, help_text=_("Such as America/Guatemala.")
    )
    city_en = forms.CharField(label=_("City, in English"), max_length=120)
    city_es = forms.CharField(label=_("City, in Spanish"), max_length=120)
    venue_en = forms.CharField(label=_("Venue, in English"), max_length=200)
    venue_es = forms.CharField(label=_("Venue, in Spanish"), max_length=200)

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MoveForm":
        begins, until = (times.local(moment, meeting.time_zone) for moment in (meeting.starts_at, meeting.ends_at))
        places = {
            f"{name}_{code}": getattr(meeting, name).get(code, "")
            for name in ("city", "venue")
            for code in ("en", "es")
        }
        initial = {"day": begins.date(), "begins": begins.time(), "until": until.time(), "time_zone": meeting.time_zone}
        return cls(data, initial=initial | places)

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        if not times.is_zone(name):
            raise ValidationError(_("%(name)s is not a time zone we know."), params={"name": name})
        return name

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments: instants instead of clock times."""
        data = self.cleaned_data
        return {
            "starts_at": self._instant("begins"),
            "ends_at": self._instant("until"),
            "time_zone": data["time_zone"],
            "city": {"en": data["city_en"], "es": data["city_es"]},
            "venue": {"en": data["venue_en"], "es": data["venue_es"]},
        }

    def _instant(self, name: str) -> datetime:
        data = self.cleaned_data
        return times.instant(data["day"], data[name].strftime("%H:%M"), data["time_zone"])
