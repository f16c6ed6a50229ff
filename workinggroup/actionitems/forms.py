"""Forms about action items: shapes only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from meetings.rounds.forms import MeetingChoice
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.forms import DayInput, PortalForm, RewritingForm, RowChoiceForm
from portal.people.lists.forms import RowsForm
from portal.people.models import User
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.importing import HEADINGS, NEEDED, ORIGINS
from workinggroup.actionitems.models import MOST_DURATION, MOST_WEEKS
from workinggroup.actionitems.states import Priority, ProgressRating

COUNTED = ("weeks_before", "workdays_before")


class DueForm(PortalForm):
    """When: a day, or weeks or working days before a meeting to come."""

    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput())
    weeks_before = forms.IntegerField(
        label=_("or weeks before the ministerial"), required=False, min_value=0, max_value=MOST_WEEKS
    )
    workdays_before = forms.IntegerField(
        label=_("or working days before it"), required=False, min_value=0, max_value=MOST_DURATION
    )
    counted_from = MeetingChoice(
        label=_("Ministerial"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=None,
        help_text=_("A date counted from the ministerial moves with it. Working days are those of your delegation."),
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["counted_from"]
        choice.queryset = meetings
        self.one_of("due_on", "weeks_before", "workdays_before", "counted_from")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        counted = next((name for name in COUNTED if cleaned.get(name) is not None), "")
        if not counted:
            cleaned["counted_from"] = None
        elif not cleaned.get("counted_from") and "counted_from" not in self.errors:
            raise ValidationError({counted: _("There is no follow-up ministerial to count from. Give a day instead.")})
        if sum(cleaned.get(name) is not None for name in ("due_on", *COUNTED)) != 1 and not self.errors:
            words = _("Give either a day, or a number of weeks or of working days before the ministerial.")
            raise ValidationError({"due_on": words})
        return cleaned


class MemberChoice(forms.ModelChoiceField):
    """A colleague; of whoever is away, or soon will be, it says when, and who stands in (`members_to_choose`)."""

    def label_from_instance(self, obj: Any) -> str:
        away = next(iter(getattr(obj, "away", ())), None)
        if away is None:
            return str(obj.name)
        facts = {
            "name": obj.name,
            "first": times.short_day(away.first),
            "last": times.short_day(away.last),
            "substitute": away.substitute.name,
        }
        return _("%(name)s (away from %(first)s to %(last)s; %(substitute)s stands in)") % facts


class OwnerForm(PortalForm):
    """Who does it: a member of the own side, or nobody yet."""

    assignee = MemberChoice(
        label=_("Who does it"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["assignee"]
        choice.queryset = members


class AssignForm(OwnerForm, DueForm):
    """A new action item."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    description = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Never write names or data of migrants here."),
    )
    only_us = forms.BooleanField(label=_("Only our delegation may read this item"), required=False)
    field_order = (
        "title",
        "description",
        "assignee",
        "due_on",
        "weeks_before",
        "workdays_before",
        "counted_from",
        "only_us",
    )


class RescheduleForm(RewritingForm, DueForm):
    """When an item is due, written anew."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))


class ReassignForm(RewritingForm, OwnerForm):
    """Another owner."""


class ReportForm(PortalForm):
    """How an item stands."""

    standing = forms.ChoiceField(
        label=_("How does it stand?"), choices=ProgressRating.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was done, what is next"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Never write names or data of migrants here."),
    )


class ReasonForm(PortalForm):
    """An act with its reason."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class HandOnForm(PortalForm):
    """The colleague who is to do it."""

    assignee = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())
    reason = forms.CharField(label=_("Why"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["assignee"]
        choice.queryset = colleagues


class MoreTimeForm(PortalForm):
    """Until when more time is asked for."""

    due_on = forms.DateField(label=_("Until when"), widget=DayInput())
    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(PortalForm):
    """A new line of the checklist."""

    text = forms.CharField(label=_("Step"), max_length=300, help_text=_("Never write names or data of migrants here."))


class StepChoice(RowChoiceForm):
    """A line of the checklist."""

    missing = _("This step is not there any more.")

    def __init__(self, *args: Any, steps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("step", steps)


class TickForm(StepChoice):
    """Whether a line of the checklist is done."""

    is_done = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NoteForm(RewritingForm):
    """What the own delegation notes for itself."""

    text = forms.CharField(
        label=_("Our note"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only your own delegation reads it. Never write names or data of migrants here."),
    )  # fmt: skip


class SupporterForm(PortalForm):
    """A colleague who supports the owner."""

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["person"]
        choice.queryset = people


class SaveFilterForm(PortalForm):
    """The name under which a filter is kept, and what it asks for, as it stands in an address."""

    name = forms.CharField(label=_("Name"), max_length=60)
    asked = forms.CharField(required=False, max_length=1_000, widget=forms.HiddenInput)

    def clean_asked(self) -> ItemFilter:
        return ItemFilter.read(QueryDict(self.cleaned_data["asked"].removeprefix("?")))


class FilterChoice(RowChoiceForm):
    """A filter that is kept no more."""

    missing = _("This filter is not there any more.")

    def __init__(self, *args: Any, filters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("saved", filters)


class ImportForm(RowsForm):
    """A list of action items: as a file, or as it was shown and is confirmed."""

    headings, needed, origins = HEADINGS, NEEDED, ORIGINS
    nothing = _(
        "No row of this file has a commitment or an agenda item and says what is to be done. Are the headings there?"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A workbook (.xlsx, .xls, .xlsb, .ods) or text (.csv), with headings above the columns: commitment, or"
            " agenda item and meeting; action item, details, owner, due, weeks before, working days before, priority."
            " At most 5,000 action items and 4 MB."
        )


class DependencyForm(PortalForm):
    """What an item waits for."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=120,
        help_text=_("As in the list, such as TWG-2026-MEX-003; of any delegation."),
    )


class NoDependencyForm(RowChoiceForm):
    """What an item waits for no more."""

    missing = _("It does not wait for that any more.")

    def __init__(self, *args: Any, dependencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("dependency", dependencies)


class DurationForm(RewritingForm):
    """How long an item takes."""

    duration = forms.IntegerField(
        label=_("Working days it takes"), required=False, min_value=1, max_value=MOST_DURATION,
        help_text=_("From its beginning to its end, as your delegation works."),
    )  # fmt: skip


class TickedField(forms.Field):
    """The things that were ticked, each as its key and what was seen of it: "key:version"."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> dict[UUID, str]:
        said = [str(each).partition(":") for each in value or ()]
        try:
            return {UUID(key): version for key, _colon, version in said}
        except ValueError:
            raise ValidationError(_("Tick at least one action item.")) from None


class TickedForm(PortalForm):
    """What is done to several items at once, each as its person saw it."""

    items = TickedField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticked = cleaned.get("items", {})
        return cleaned | {"items": [*ticked], "seen": ticked}

    @property
    def ticked(self) -> list[str]:
        """What was sent as ticked, as it came."""
        said: Any = self.data
        return list(said.getlist(self.add_prefix("items")))

    def show_anew(self, ticked: Sequence[str]) -> None:
        """Whoever sends again has seen the items as they are now."""
        said: Any = self.data.copy()  # type: ignore[attr-defined]
        said.setlist(self.add_prefix("items"), ticked)
        self.data = said


class ReassignAllForm(TickedForm, OwnerForm):
    """The owner of several items."""


class RescheduleAllForm(TickedForm, DueForm):
    """When several items are due."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))


class DropAllForm(TickedForm):
    """Why several items are given up."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))


class PriorityForm(TickedForm):
    """How several items come first or last."""

    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, widget=forms.RadioSelect
    )


class GrantForm(RowChoiceForm):
    """The request that is granted."""

    missing = _("This request is not open any more.")

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("asked", requests)


class RefuseTimeForm(GrantForm):
    """The request that is refused, and why."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
