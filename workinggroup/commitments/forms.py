"""Forms about commitments: shapes only."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.agendas.models import Theme
from meetings.promises.states import Basis
from meetings.promises.states import Due as DueKind
from meetings.rounds.models import Meeting
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.people.lists.forms import RowsForm
from portal.people.models import Delegation
from workinggroup.commitments.dues import MOST, DueSaid
from workinggroup.commitments.importing import headings_in, needed_in
from workinggroup.commitments.states import Season, Unit


@dataclass(frozen=True)
class Choice:
    """What the review page says of one passage."""

    key: str
    lead: str | None
    supporting: list[str]
    theme: str | None
    basis: str


def chosen_passages(data: QueryDict) -> list[Choice]:
    """The ticked passages of the review page, or all that it showed, each with its lead and supporting delegations."""
    picked = data.getlist("shown" if "all" in data else "pick")
    return [
        Choice(
            key,
            lead=data.get(f"lead-{key}") or None,
            supporting=data.getlist(f"supporting-{key}"),
            theme=data.get(f"theme-{key}") or None,
            basis=basis if (basis := data.get(f"basis-{key}", "")) in Basis.values else "",
        )
        for key in dict.fromkeys(picked)
    ]


class ReasonedForm(RewritingForm):
    """What was confirmed, changed with a reason."""

    reason = forms.CharField(
        label=_("Why it changes, for everybody who sees the commitment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where something was confirmed before."),
    )


class LeadForm(ReasonedForm):
    """Who leads, who supports."""

    lead = forms.ModelChoiceField(
        label=_("Lead delegation"), queryset=Delegation.objects.none(), required=False, empty_label=_("none yet")
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting delegations"),
        queryset=Delegation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("lead", "supporting", "reason", "seen")

    def __init__(self, *args: Any, parties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporting"):
            choice: Any = self.fields[name]
            choice.queryset = Delegation.objects.filter(code__in=parties).order_by("order", "code")

    def arguments(self) -> dict[str, Any]:
        lead = self.cleaned_data["lead"]
        supporting = [delegation.code for delegation in self.cleaned_data["supporting"]]
        return {"lead": lead.code if lead else None, "supporting": supporting} | {
            name: self.cleaned_data[name] for name in ("reason", "seen")
        }


class DeclineForm(PortalForm):
    """Why a delegation does not lead a commitment."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class GiveUpForm(PortalForm):
    """Why a delegation leads a commitment no longer."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class UndoForm(PortalForm):
    """Why a commitment is none."""

    reason = forms.CharField(
        label=_("Why it is no commitment, for everybody who sees it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ThemeForm(PortalForm):
    """A theme: its name in each language, and its place in the list."""

    title = InEachLanguage(_("Name, in %(language)s"), max_length=120)
    place = forms.IntegerField(
        label=_("Place in the list"), min_value=1, max_value=999, required=False, help_text=_("At its end without one.")
    )


class ChangeThemeForm(RewritingForm, ThemeForm):
    """A theme, written anew."""


class ClassForm(ReasonedForm):
    """Under which theme a commitment is."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=pgettext_lazy("theme", "none yet")
    )
    field_order = ("theme", "reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["theme"]
        there = Q(pk=self.initial.get("theme") or "")
        choice.queryset = Theme.objects.filter(Q(is_retired=False) | there).order_by("rank")

    @property
    def facts_said(self) -> dict[str, Any]:
        said = super().facts_said
        return said | {"theme": said["theme"].code if said["theme"] else None}


class DueForm(ReasonedForm):
    """By when a commitment is due; what its kind does not use is passed over."""

    kind = forms.ChoiceField(label=_("By when: the text names"), choices=DueKind.choices)
    day = forms.DateField(
        label=_("The day, or a day of the month or the year that is meant"), required=False, widget=DayInput
    )
    season = forms.ChoiceField(
        label=_("The season"), choices=[("", pgettext_lazy("season", "none")), *Season.choices], required=False
    )
    count = forms.IntegerField(label=_("How long"), min_value=1, max_value=MOST, required=False)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=[("", pgettext_lazy("unit", "nothing")), *Unit.choices], required=False
    )
    basis = forms.ChoiceField(
        label=_("Counted from"),
        choices=[("", pgettext_lazy("basis", "not said yet")), *Basis.choices],
        required=False,
    )
    meeting = forms.ModelChoiceField(
        label=_("The event, if it is a meeting here"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=pgettext_lazy("meeting", "none"),
        help_text=_("The day moves with it."),
    )
    field_order = ("kind", "day", "season", "count", "unit", "basis", "meeting", "reason", "seen")

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["meeting"]
        choice.queryset = meetings

    @property
    def facts_said(self) -> dict[str, Any]:
        said = dict(super().facts_said)
        values = {each: said.pop(each) for each in ("kind", "day", "season", "count", "unit", "basis")}
        return said | {"said": DueSaid(**values)}


class MilestoneForm(PortalForm):
    """A step on the way of a commitment."""

    name = InEachLanguage(_("Milestone, in %(language)s"), max_length=200)
    due_on = forms.DateField(label=_("Due on"), widget=DayInput)


class ReachedForm(PortalForm):
    """When a milestone was reached, and what shows it."""

    done_on = forms.DateField(label=_("Reached on"), widget=DayInput)
    evidence = forms.CharField(
        label=_("What shows it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class IndicatorForm(PortalForm):
    """What is measured of a commitment. Aggregate figures alone."""

    name = InEachLanguage(_("What is measured, in %(language)s"), max_length=200)
    unit = InEachLanguage(_("Unit, in %(language)s"), max_length=40)
    baseline = forms.DecimalField(label=_("Baseline"), max_digits=14, decimal_places=2)
    target = forms.DecimalField(
        label=_("Target"), max_digits=14, decimal_places=2, help_text=_("It may lie below the baseline.")
    )


class FigureForm(PortalForm):
    """A figure of an indicator as of a day."""

    day = forms.DateField(label=_("As of"), widget=DayInput)
    value = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=2)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Aggregate statistics only."))


class ImportForm(RowsForm):
    """A list of earlier commitments: as a file, or as it was shown and is confirmed."""

    headings, needed = headings_in(settings.CONTENT_LANGUAGES), needed_in(settings.CONTENT_LANGUAGES)
    nothing = _("No row of this file has a quote in every language. Are the headings there?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A workbook (.xlsx, .xls, .xlsb, .ods) or text (.csv), with headings above the columns: meeting (or day of the"
            " meeting and place), reference, quote en, quote es, lead, supporting, due, state, reason, source, theme. At most"
            " 1,000 commitments and 4 MB."
        )
