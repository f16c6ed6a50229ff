"""Forms about progress: shapes only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from meetings.documents.models import Document
from portal.core.forms import PortalForm, RewritingForm
from portal.people.models import User
from workinggroup.progress.models import MOST_DAYS
from workinggroup.progress.states import Completion

USUAL_DAYS, USUAL_RATED = 21, 7
# So many lines of evidence, and of figures.
MOST_LINES = 20
NO_NAMES = _("Never write names or data of migrants here.")


class SourcedLines(forms.CharField):
    """Lines that each say something and end with where it stands; read as `[{"words": …, "url": …}]`."""

    widget = forms.Textarea(attrs={"rows": 3})
    parts_lines = True

    def prepare_value(self, value: Any) -> Any:
        return lines_of(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines.") % {"most": MOST_LINES})
        return [self._read(number, line) for number, line in enumerate(lines, start=1)]

    def _read(self, number: int, line: str) -> dict[str, str]:
        words, _space, url = line.rpartition(" ")
        try:
            URLValidator(schemes=["https"])(url)
        except ValidationError:
            url = ""
        if not url or not words.strip():
            raise ValidationError(
                _("Line %(number)s: write what it is, then its address, which begins with https://.")
                % {"number": number}
            )
        return {"words": words.strip(), "url": url}


def lines_of(sourced: Sequence[Mapping[str, str]]) -> str:
    """What the form shows of kept lines."""
    return "\n".join(f"{each['words']} {each['url']}" for each in sourced)


class RoundForm(RewritingForm):
    """When the reports before a meeting are due, and what the partners say to them."""

    days_before = forms.IntegerField(
        label=_("Reports: days before the meeting"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_(
            "If the meeting moves, the day moves with it. Where a lead does not work on it, its day is the one before."
        ),
    )
    rated_before = forms.IntegerField(
        label=_("Ratings by the partners: days before the meeting"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Where a report comes later than it should, its partners have five days from then on."),
    )


class ReportersForm(RewritingForm):
    """Who drafts a delegation's reports, and who submits them besides its head."""

    focal_points = forms.ModelMultipleChoiceField(
        label=_("Focal points: they are asked to draft"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With nobody named, the coordinators are asked."),
    )
    validators = forms.ModelMultipleChoiceField(
        label=_("Validating authority: they submit what others drafted"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides the head of delegation and the deputy, who always may."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("focal_points", "validators"):
            choice: Any = self.fields[name]
            choice.queryset = people


class DraftForm(RewritingForm):
    """What a delegation is going to report."""

    completion = forms.ChoiceField(label=_("How far is it?"), choices=Completion.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What was done, what is next"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=NO_NAMES,
    )
    evidence = SourcedLines(
        label=_("Evidence, one on a line"),
        required=False,
        max_length=20_000,
        help_text=_("What it is, then its address: “Decree 12 of 2 May https://…”."),
    )
    documents = forms.ModelMultipleChoiceField(
        label=_("Documents in the portal"),
        queryset=Document.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that all who read the report can open."),
    )
    figures = SourcedLines(
        label=_("Figures, one on a line"),
        required=False,
        max_length=20_000,
        help_text=_("A figure without a source is none: “Permits issued in May: 1,240 https://…”. Aggregates alone."),
    )
    is_ready = forms.BooleanField(label=_("It is ready: ask a second person to submit it"), required=False)

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["documents"]
        choice.queryset = documents
        if not documents:
            del self.fields["documents"]

    def facts(self) -> dict[str, Any]:
        """The operation's arguments."""
        chosen = self.cleaned_data.get("documents") or []
        return self.cleaned_data | {"documents": [document.pk for document in chosen]}


class SeenForm(PortalForm):
    """What somebody submits, as it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class RatingForm(PortalForm):
    """How far a partner sees it, and why."""

    completion = forms.ChoiceField(label=_("How far is it?"), choices=Completion.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, for all parties to read"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )


class JointForm(PortalForm):
    """One rating for all parties."""

    completion = forms.ChoiceField(label=_("What all could say"), choices=Completion.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In what sense"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(PortalForm):
    """Yes, or no with a reason."""

    consents = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")
    reason = forms.CharField(
        label=_("Why, for all parties to read"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
