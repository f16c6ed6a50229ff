"""Forms about meetings: shapes only."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.rounds.days import MOST_DAYS, closing
from meetings.rounds.models import FACTS, PLACE, Meeting, Series
from meetings.rounds.states import DeadlineKind, Format, Level, Part
from portal.core import times
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RewritingForm, dress
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
    """The days, each with two clock times at the venue, and the place."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins"), widget=ClockInput(), help_text=_("Clock time at the venue."))
    until = forms.TimeField(
        label=_("Ends"),
        widget=ClockInput(),
        help_text=_("Clock time at the venue; up to 06:00 it is that of the night after."),
    )
    time_zone = forms.CharField(
        label=_("Time zone of the venue"),
        max_length=64,
        help_text=_("Such as America/Guatemala. The clock times above are told in it."),
    )
    city = InEachLanguage(_("City, in %(language)s"), max_length=120)
    venue = InEachLanguage(_("Venue, in %(language)s"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(2, MOST_DAYS + 1):
            labels = _("Day %(number)s"), _("Begins, day %(number)s"), _("Ends, day %(number)s")
            kinds = (forms.DateField, DayInput), (forms.TimeField, ClockInput), (forms.TimeField, ClockInput)
            for name, label, (kind, box) in zip(self.names_of_day(number), labels, kinds, strict=True):
                self.fields[name] = kind(
                    label=label % {"number": number}, required=False, widget=box(attrs={"aria-describedby": "further"})
                )
                dress(self.fields[name].widget)
            self.one_of(*self.names_of_day(number))

    @staticmethod
    def names_of_day(number: int) -> list[str]:
        """The names of the fields of a day after the first."""
        return [f"{name}_{number}" for name in ("day", "begins", "until")]

    @property
    def further(self) -> list[list[forms.BoundField]]:
        """The fields of the days after the first."""
        return [[self[name] for name in self.names_of_day(number)] for number in range(2, MOST_DAYS + 1)]

    @property
    def is_long(self) -> bool:
        """Whether something stands in the fields of further days."""
        return any(field.value() or field.errors for day in self.further for field in day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(2, MOST_DAYS + 1):
            day, *clocks = self.names_of_day(number)
            if any(cleaned.get(name) for name in clocks) and not cleaned.get(day) and day not in self.errors:
                self.add_error(day, _("Give the day of these hours."))
        return cleaned

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        if not times.is_zone(name):
            raise ValidationError(_("%(name)s is not a time zone we know."), params={"name": name})
        return name

    def place(self) -> dict[str, Any]:
        """The operation's arguments: instants instead of clock times. Hours that a further day leaves out are the first's."""
        data = self.cleaned_data
        names = [("day", "begins", "until"), *map(self.names_of_day, range(2, MOST_DAYS + 1))]
        starts_at, *nights, ends_at = [
            instant
            for day, begins, until in names
            if data[day]
            for instant in self._hours(data[day], data[begins] or data["begins"], data[until] or data["until"])
        ]
        return {
            "starts_at": starts_at,
            "nights": nights,
            "ends_at": ends_at,
            "time_zone": data["time_zone"],
            "city": self.in_languages("city"),
            "venue": self.in_languages("venue"),
        }

    def _hours(self, day: date, begins: time, until: time) -> tuple[datetime, datetime]:
        place = self.cleaned_data["time_zone"]
        return times.instant(day, f"{begins:%H:%M}", place), closing(day, begins, until, place)


class MoveForm(RewritingForm, PlaceForm):
    """Other days or another place for a meeting."""

    def clean(self) -> dict[str, Any]:
        """Further days that stand as they were move with the first."""
        cleaned = super().clean()
        first, was = cleaned.get("day"), self.initial.get("day")
        days = [self.names_of_day(number)[0] for number in range(2, MOST_DAYS + 1)]
        if first and was and first != was and not set(days) & set(self.changed_data):
            said: Any = self.data.copy()  # type: ignore[attr-defined]
            for name in days:
                if cleaned.get(name):
                    cleaned[name] += first - was
                    said[self.add_prefix(name)] = cleaned[name].isoformat()
            self.data = said
        return cleaned

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MoveForm":
        hours: dict[str, Any] = {}
        for day in meeting.days:
            names = cls.names_of_day(day.number) if day.number > 1 else ("day", "begins", "until")
            clocks = (times.local(moment, meeting.time_zone).time() for moment in (day.opens_at, day.closes_at))
            hours |= dict(zip(names, (day.date, *clocks), strict=True))
        places = {
            f"{name}_{code}": getattr(meeting, name).get(code, "")
            for name in ("city", "venue")
            for code in settings.CONTENT_LANGUAGES
        }
        initial: dict[str, Any] = {"time_zone": meeting.time_zone}
        return cls(data, initial=initial | hours | places, held=values_of(meeting, PLACE))


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
    def of(cls, meeting: Meeting, data: Any = None, *, numbers: bool) -> "ChangeForm":
        """The form about a meeting; `numbers` where the person may say level and round."""
        titles = {f"title_{code}": meeting.title.get(code, "") for code in settings.CONTENT_LANGUAGES}
        held = values_of(meeting, FACTS)
        form = cls(data, initial=held | titles, held=held)
        for name in ("level", "number"):
            form.fields[name].disabled = not numbers
        return form

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
