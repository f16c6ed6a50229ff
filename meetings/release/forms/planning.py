"""Forms of a plan of release, of holds, and of copies under embargo."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.release.models import EmbargoGrant, Hold, ReleasePlan
from meetings.release.operations.planning import EventNeeded
from meetings.release.states import Mode
from portal.core import times
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RowChoiceForm
from portal.core.printing import BOTH
from portal.core.texts import name_of_language, word_for_language

SHORT = {"rows": 2}


class PlanForm(PortalForm):
    """When a text goes out: a day and a clock time in a place, an event, or both."""

    mode = forms.ChoiceField(
        label=_("The text goes out"),
        help_text=_("Day and clock time are for an hour, the event is for a release that waits for one."),
        choices=Mode.choices,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())
    clock = forms.TimeField(label=_("Clock time"), required=False, widget=ClockInput())
    place = forms.ChoiceField(label=_("In the time of"))
    event = InEachLanguage(_("The event, in %(language)s"), max_length=300, required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = places
        self.one_of("day", "clock", *self.names_of("event"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") in {Mode.AT, Mode.NOT_BEFORE}:
            for name in ("day", "clock"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Give the day and the clock time.")))
        if cleaned.get("mode") in {Mode.ON_EVENT, Mode.NOT_BEFORE}:
            for code, name in zip(self.codes, self.names_of("event"), strict=True):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(EventNeeded.sentence % {"languages": word_for_language(code)}))
        return cleaned

    @property
    def at(self) -> datetime | None:
        """The instant that was chosen; None for an event alone."""
        data = self.cleaned_data
        if data["mode"] == Mode.ON_EVENT:
            return None
        return times.instant(data["day"], f"{data['clock']:%H:%M}", data["place"])


class PlanChoice(RowChoiceForm):
    """The plan that somebody saw."""

    missing = _("This plan stands no longer. Look at the present one, then decide again.")

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("plan", ReleasePlan.objects.filter(statement=statement))


class WithdrawForm(PlanChoice):
    """The plan that is withdrawn, and why."""

    reason = forms.CharField(label=_("Why, for all parties to read"), max_length=1000, widget=forms.Textarea(SHORT))


class HoldForm(PortalForm):
    """Why a party holds a release."""

    reason = forms.CharField(label=_("Why, for all parties to read"), max_length=1000, widget=forms.Textarea(SHORT))


class HoldChoice(RowChoiceForm):
    """The hold that is lifted."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("hold", Hold.objects.filter(statement=statement).select_related("statement__meeting"))


class CopyForm(PortalForm):
    """For whom a copy under embargo is, and in which language."""

    recipient = forms.CharField(label=_("Recipient"), max_length=150)
    organisation = forms.CharField(label=_("Organisation"), max_length=150)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        each = [(code, name_of_language(code)) for code in statement.languages]
        language.choices = [(BOTH, _("All languages")), *each] if len(each) > 1 else each


class CopyChoice(RowChoiceForm):
    """The copy that is revoked."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = EmbargoGrant.objects.filter(plan__statement=statement)
        self.choose("grant", rows.select_related("plan__statement__meeting"))
