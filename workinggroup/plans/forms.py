"""Forms about plans: shapes only."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.core.texts import in_language
from portal.people.lists.forms import RowsForm
from portal.people.proving import ProvingForm
from workinggroup.gaps.models import Place
from workinggroup.handling.forms import NobodyNamed
from workinggroup.plans.importing import HEADINGS, NEEDED
from workinggroup.plans.models import (
    LONGEST_AFTER,
    LONGEST_PHASE,
    LONGEST_TASK,
    MOST_DAYS,
    MOST_TOLERANCE,
    USUAL_TOLERANCE,
    PlanPhase,
    PlanTask,
)
from workinggroup.plans.states import Answer, Category, Element, Every, Means, Rank, Result

Choices = Sequence[tuple[str, str]]
NO_PERSONS = _("Functions and numbers, never a person.")


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def in_each(label: Any, rows: int = 0, **options: Any) -> InEachLanguage:
    """Words in each language: a line, or with `rows` an area."""
    if rows:
        options["widget"] = area(rows)
    return InEachLanguage(label, max_length=options.pop("max_length", 300), **options)


class BeginForm(PortalForm):
    """What a plan begins with. `commitments` and `parties` are what the person may choose from."""

    commitment = forms.ChoiceField(label=_("Under the commitment"))
    title = in_each(_("Title, in %(language)s"), max_length=150)
    parties = forms.MultipleChoiceField(label=_("The other parties"), widget=forms.CheckboxSelectMultiple)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    marking = forms.ChoiceField(label=_("Mark"), choices=Marking.choices, initial=Marking.AMBER)

    def __init__(self, *args: Any, commitments: Choices, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("commitment", [("", _("choose")), *commitments]), ("parties", parties)):
            field: Any = self.fields[name]
            field.choices = choices


class FrameForm(RewritingForm):
    """From when until when, and what the public may be told."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    summary = in_each(
        _("Public summary, in %(language)s"),
        3,
        max_length=1500,
        required=False,
        help_text=_("What everybody may be told once the plan is agreed. It is bound, too."),
    )


class SectionForm(NobodyNamed, RewritingForm):
    """A section of one's side."""

    text = in_each(_("In %(language)s"), 6, max_length=8000, required=False, help_text=NO_PERSONS)
    is_omitted = forms.BooleanField(label=_("It does not apply; the text says why"), required=False)
    only_us = forms.BooleanField(
        label=_("Only our delegation reads it for now"),
        help_text=_("A plan is tabled when all parties read every section."),
        required=False,
    )

    def __init__(self, *args: Any, is_annex: bool = False, is_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_annex:
            del self.fields["is_omitted"]
        if is_annex or is_open:
            del self.fields["only_us"]


class PhaseForm(PortalForm):
    """A new phase."""

    title = in_each(_("Phase, in %(language)s"), max_length=LONGEST_PHASE)


class TaskForm(RewritingForm):
    """A task, with its links as they are written."""

    phase = forms.ModelChoiceField(PlanPhase.objects.none(), label=_("Phase"), empty_label=None)
    title = in_each(_("Task, in %(language)s"), max_length=LONGEST_TASK)
    lead = forms.ChoiceField(label=_("Lead"))
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("no particular place")
    )
    starts_on = forms.DateField(label=_("Not before"), widget=DayInput())
    days = forms.IntegerField(label=_("Days it takes"), min_value=0, max_value=MOST_DAYS, initial=5)
    milestone = forms.BooleanField(label=_("A milestone: it takes no days"), required=False)
    tolerance = forms.IntegerField(
        label=_("Days that it may move without a new version"),
        min_value=0,
        max_value=MOST_TOLERANCE,
        initial=USUAL_TOLERANCE,
    )
    after = forms.CharField(
        label=_("After"),
        required=False,
        max_length=LONGEST_AFTER,
        help_text=_(
            "Numbers of tasks: 2.1 begins after the end; 2.1SS with the beginning; 2.1FF ends with the end; +3 adds days. "
            "Several with a semicolon."
        ),
    )

    def __init__(self, *args: Any, phases: QuerySet[PlanPhase], leads: Choices, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase, lead, place = (self.fields[name] for name in ("phase", "lead", "place"))
        phase.queryset, place.queryset = phases, places  # type: ignore[attr-defined]
        phase.label_from_instance = lambda each: f"{each.number} {_title(each)}"  # type: ignore[attr-defined]
        lead.choices = leads  # type: ignore[attr-defined]


def _title(phase: PlanPhase) -> str:
    return in_language(phase.title)


class PartForm(PortalForm):
    """What one side adds to a version: a form for each kind of part, `PART_FORMS`."""

    def __init__(self, *args: Any, tasks: QuerySet[PlanTask], others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "task" in self.fields:
            self.fields["task"].queryset = tasks  # type: ignore[attr-defined]
        if "to_side_id" in self.fields:
            self.fields["to_side_id"].choices = others  # type: ignore[attr-defined]


class ResourceForm(PartForm):
    """What a side brings to a task."""

    task = forms.ModelChoiceField(PlanTask.objects.none(), label=_("For the task"), empty_label=None)
    kind = forms.ChoiceField(label=_("What"), choices=Means.choices)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000)
    from_on = forms.DateField(label=_("From"), widget=DayInput())
    to_on = forms.DateField(label=_("Until"), widget=DayInput())


class BasisForm(PartForm):
    """The law on which a side acts."""

    instrument = in_each(_("Instrument, in %(language)s"))
    article = forms.CharField(label=_("Article"), max_length=120, required=False)


class SafeguardForm(PartForm):
    """A risk and what is done against it."""

    task = forms.ModelChoiceField(
        PlanTask.objects.none(), label=_("Of the task"), required=False, empty_label=_("the whole plan")
    )
    risk = in_each(_("Risk, in %(language)s"), 2)
    measure = in_each(_("Measure, in %(language)s"), 2)


class PostForm(PartForm):
    """A function that is reached."""

    function = in_each(_("Function, in %(language)s"), max_length=150, help_text=NO_PERSONS)
    level = forms.ChoiceField(label=_("Level"), choices=Rank.choices)
    hours = forms.CharField(label=_("Hours"), max_length=60)
    language = forms.CharField(label=_("Language"), max_length=12)
    channel = forms.CharField(label=_("Channel"), max_length=120, help_text=_("How it is reached, without a number."))


class RhythmForm(PartForm):
    """Who reports to whom, how often."""

    to_side_id = forms.ChoiceField(label=_("To"))
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices)
    by = forms.TimeField(label=_("By"), widget=ClockInput(), required=False)


class ObjectiveForm(PartForm):
    """What is to be reached."""

    text = in_each(_("Objective, in %(language)s"), 2)


PART_FORMS: Mapping[str, type[PartForm]] = {
    "resource": ResourceForm,
    "basis": BasisForm,
    "safeguard": SafeguardForm,
    "post": PostForm,
    "rhythm": RhythmForm,
    "objective": ObjectiveForm,
}


class TableForm(PortalForm):
    """By when the heads answer."""

    expires_on = forms.DateField(label=_("The parties consent by"), widget=DayInput())


class ConsentForm(ProvingForm):
    """What the head says to the version whose hash was read; password and second factor are asked anew."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why, for all parties to read"), max_length=2000, required=False, widget=area(2))
    field_order = ("seen", "answer", "reason", "password", "code", "credential")

    def see(self, present: str) -> None:
        """Take the version as it stands for seen: the page shows it beside the sentence that refused the other."""
        self.data = {**self.data.dict(), "seen": present}  # type: ignore[attr-defined]


class ReasonForm(PortalForm):
    """Why a plan is stopped."""

    reason = forms.CharField(label=_("Why, for all parties to read"), max_length=2000, widget=area(2))


class CountForm(PortalForm):
    """Numbers of a month, by category. What is left empty is not said."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, months: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["month"]
        field.choices = months
        for category in Category:
            self.fields[category] = forms.IntegerField(
                label=category.label, min_value=0, max_value=1_000_000, required=False
            )
            self.fields[category].widget.attrs["class"] = "usa-input"

    @property
    def counts(self) -> dict[str, int]:
        said = {category.value: self.cleaned_data.get(category) for category in Category}
        return {category: number for category, number in said.items() if number is not None}

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])


class RateForm(PortalForm):
    """One result for each objective, with its reason. `objectives` are keys with their words."""

    def __init__(self, *args: Any, objectives: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("choose")), *((each.value, f"{each.value} {each.label}") for each in Result)]
        self.keys = [key for key, _words in objectives]
        for key, words in objectives:
            self.fields[f"result_{key}"] = forms.ChoiceField(label=words, choices=choices)
            self.fields[f"result_{key}"].widget.attrs["class"] = "usa-select"
            self.fields[f"why_{key}"] = forms.CharField(label=_("Why"), required=False, max_length=2000, widget=area(2))
            self.fields[f"why_{key}"].widget.attrs["class"] = "usa-textarea"


class FindingForm(PortalForm):
    """What went wrong."""

    text = in_each(_("Finding, in %(language)s"), 2, max_length=1000)


class AcceptForm(PortalForm):
    """Why nothing changes."""

    because = forms.CharField(label=_("Accepted, because"), max_length=1000, widget=area(2))


class ImproveForm(PortalForm):
    """What changes."""

    element = forms.ChoiceField(label=_("What changes"), choices=Element.choices)
    text = in_each(_("How, in %(language)s"), 2, max_length=1000)
    due_on = forms.DateField(label=_("As an action item of our delegation, due on"), required=False, widget=DayInput())


class TasksForm(RowsForm):
    """A list of tasks: as a file, or as it was shown and is confirmed."""

    headings, needed = HEADINGS, NEEDED
    nothing = _("No row of this file has a task in each language, a lead and a first day. Are the headings there?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A workbook (.xlsx, .xls, .xlsb, .ods) or text (.csv), with headings above the columns: no., phase, fase, task,"
            " tarea, lead, begins, takes, milestone, after, place, reference. After what a task comes is written “3FS+2; 5SS” by"
            " the numbers of the list, or “2.1” for a task of the plan. At most 500 tasks and 4 MB."
        )
