"""Forms about meetings: shapes only."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import FACTS, PLACE, Meeting, Series
from meetings.rounds.states import DeadlineKind, Format, Level, Part
from portal.core import times
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.core.people import Person
from portal.core.seen import values_of
from portal.core.texts import content_languages
from portal.people.models import Delegation
from portal.people.states import Kind


def delegation_choices() -> list[tuple[str, str]]:
    rows = Delegation.objects.filter(kind=Kind.DELEGATION).order_by("order", "code")
    return [(record.code, str(record)) for record in rows]


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its title and day."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting} ({meeting.starts_on:%Y-%m-%d})"


class PlaceForm(PortalForm):
    """A day, two clock times at the venue, and the place."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins"), widget=ClockInput(), help_text=_("Clock time at the venue."))
    until = forms.TimeField(label=_("Ends"), widget=ClockInput())
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("If it lasts longer than a day.")
    )
    time_zone = forms.CharField(
        label=_("Time zone of the venue"), max_length=64, help_text=_("Such as America/Guatemala.")
    )
    city = InEachLanguage(_("City, in %(language)s"), max_length=120)
    venue = InEachLanguage(_("Venue, in %(language)s"), max_length=200)

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        if not times.is_zone(name):
            raise ValidationError(_("%(name)s is not a time zone we know."), params={"name": name})
        return name

    def place(self) -> dict[str, Any]:
        """The operation's arguments: instants instead of clock times."""
        data = self.cleaned_data
        return {
            "starts_at": self._instant(data["day"], "begins"),
            "ends_at": self._instant(data["last_day"] or data["day"], "until"),
            "time_zone": data["time_zone"],
            "city": self.in_languages("city"),
            "venue": self.in_languages("venue"),
        }

    def _instant(self, day: Any, name: str) -> datetime:
        data = self.cleaned_data
        return times.instant(day, data[name].strftime("%H:%M"), data["time_zone"])


class MoveForm(RewritingForm, PlaceForm):
    """Another date or place for a meeting."""

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MoveForm":
        begins, until = (times.local(moment, meeting.time_zone) for moment in (meeting.starts_at, meeting.ends_at))
        places = {
            f"{name}_{code}": getattr(meeting, name).get(code, "")
            for name in ("city", "venue")
            for code in settings.CONTENT_LANGUAGES
        }
        initial = {"day": begins.date(), "begins": begins.time(), "until": until.time(), "time_zone": meeting.time_zone}
        initial["last_day"] = until.date() if until.date() != begins.date() else None
        return cls(data, initial=initial | places, held=values_of(meeting, PLACE))


class FactsForm(PortalForm):
    """What a meeting is, apart from date and place."""

    title = InEachLanguage(_("Title, in %(language)s"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    number = forms.IntegerField(label=_("Round"), required=False, min_value=1, max_value=9999)
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices)
    join_address = forms.URLField(
        label=_("Address to join"), required=False, max_length=500, assume_scheme="https",
        help_text=_("For remote and hybrid meetings."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=content_languages, widget=forms.CheckboxSelectMultiple
    )
    co_hosts = forms.MultipleChoiceField(
        label=_("Co-hosts"), required=False, choices=delegation_choices, widget=forms.CheckboxSelectMultiple
    )

    def facts(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        plain = ("level", "number", "format", "join_address", "languages", "co_hosts")
        return {"title": self.in_languages("title")} | {name: data[name] for name in plain}


class ChangeForm(RewritingForm, FactsForm):
    """What a meeting is, written anew."""

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "ChangeForm":
        titles = {f"title_{code}": meeting.title.get(code, "") for code in settings.CONTENT_LANGUAGES}
        held = values_of(meeting, FACTS)
        return cls(data, initial=held | titles, held=held)

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"seen": self.cleaned_data["seen"]}


class NewForm(FactsForm, PlaceForm):
    """A new round: facts, place, who takes part, what it follows."""

    series = forms.ModelChoiceField(
        label=_("Series"), queryset=Series.objects.none(), required=False, empty_label=_("none")
    )
    new_series = InEachLanguage(_("or a new series, its title in %(language)s"), max_length=200, required=False)
    follows = forms.ModelChoiceField(
        label=_("Follows"), queryset=Meeting.objects.none(), required=False, empty_label=_("no earlier meeting")
    )
    delegations = forms.MultipleChoiceField(
        label=_("Delegations"), choices=delegation_choices, widget=forms.CheckboxSelectMultiple
    )
    host = forms.ChoiceField(label=_("Host"), choices=delegation_choices)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = Series.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["follows"].queryset = Meeting.objects.visible_to(user).order_by("-starts_at")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        titles = self.in_languages("new_series").values()
        if any(titles) and (cleaned.get("series") or not all(titles)):
            first = self.names_of("new_series")[0]
            self.add_error(first, _("Choose a series, or give a new one its title in each language."))
        return cleaned

    def series_title(self) -> dict[str, str]:
        """The title of a series to be begun; empty where none is."""
        titles = self.in_languages("new_series")
        return titles if all(titles.values()) else {}

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        more = {name: data[name] for name in ("series", "follows", "delegations")}
        return self.facts() | self.place() | more | {"host": Delegation.objects.get(code=data["host"])}


class CorrigendumForm(PortalForm):
    """What was wrong and what is right, in each language."""

    part = forms.ChoiceField(label=_("What is corrected"), choices=Part.choices)
    text = InEachLanguage(
        _("Correction, in %(language)s"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What stood there, and what is right."),
    )


class DeadlinesForm(RewritingForm):
    """Days before the meeting for each kind of deadline; empty takes it away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in DeadlineKind:
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label, required=False, min_value=0, max_value=365,
                widget=forms.NumberInput(attrs={"class": "usa-input"}), help_text=_("Days before the meeting."),
            )  # fmt: skip

    def days(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        return {"days": {kind.value: data[kind.value] for kind in DeadlineKind}, "seen": data["seen"]}
