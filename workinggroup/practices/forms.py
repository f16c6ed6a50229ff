"""Forms of practices: shapes only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.core.texts import in_language
from workinggroup.gaps.models import Gap
from workinggroup.gaps.states import Kind
from workinggroup.handling.forms import NobodyNamed
from workinggroup.practices.states import NEEDS, Evidence, Fit, Result, Use

AREA = forms.Textarea(attrs={"rows": 3})


class PracticeForm(RewritingForm):
    """What a practice is."""

    title = InEachLanguage(_("Title, in %(language)s"), required=False, max_length=200)
    problem = forms.ChoiceField(label=_("The problem that it is against"), choices=Kind.choices)
    evidence = forms.TypedChoiceField(
        label=_("Evidence that it works"),
        choices=Evidence.choices,
        coerce=int,
        initial=Evidence.DESCRIBED,
        help_text=_("Shown as claimed until another side confirms it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of(*self.names_of("title"))
        for name, words in NEEDS.items():
            field = forms.ChoiceField(label=words, choices=Fit.choices, initial=Fit.UNKNOWN)
            field.widget.attrs["class"] = "usa-select"
            self.fields[name] = field

    @property
    def needs(self) -> list[forms.BoundField]:
        return [self[name] for name in NEEDS]


class SharePracticeForm(PortalForm):
    """Who is to read a practice."""

    sides = forms.MultipleChoiceField(label=_("Who reads it from now on"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, names: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides: Any = self.fields["sides"]
        sides.choices = names


class UseForm(NobodyNamed, RewritingForm):
    """What the own side makes of a practice, and what came of it."""

    status = forms.ChoiceField(label=_("Your delegation"), choices=Use.choices, initial=Use.CONSIDERING)
    changed = InEachLanguage(_("What it does otherwise, in %(language)s"), required=False, max_length=2000, widget=AREA)
    result = forms.ChoiceField(
        label=_("What came of it here"),
        choices=[("", pgettext_lazy("result of a practice", "nothing to say yet")), *Result.choices],
        required=False,
    )
    said = InEachLanguage(_("In a sentence or two, in %(language)s"), required=False, max_length=2000, widget=AREA)
    assessed_on = forms.DateField(label=_("Assessed on"), required=False, widget=DayInput())


class LinkForm(PortalForm):
    """The gap that a practice is against."""

    gap = forms.ModelChoiceField(Gap.objects.none(), label=_("Security gap"))

    def __init__(self, *args: Any, gaps: Sequence[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["gap"]
        field.queryset = Gap.objects.filter(pk__in=[gap.pk for gap in gaps])
        field.choices = [("", "–"), *((gap.pk, f"{gap.reference} {in_language(gap.title)}") for gap in gaps)]
