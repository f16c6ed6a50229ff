"""Forms about datasets and vintages: shapes only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.rounds.models import Meeting
from meetings.rounds.states import Level
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.core.people import Person
from workinggroup.flows.calling import layouts_to_choose
from workinggroup.flows.declaring import Unclear, as_written, blanks_in, groups_in, labels_in
from workinggroup.flows.events import EventKind
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.sources import LARGEST
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import Dataset, FlowSeries
from workinggroup.flows.naming import language, name_of_series
from workinggroup.flows.operations.datasets import dataset_as_held
from workinggroup.flows.states import ORIGINS
from workinggroup.flows.ties import Role

# More than anybody counts, and less than the database holds.
LARGEST_NUMBER = 10**15
# What a delegation declares of its files: `Layout.declared`.
DECLARED = ("labels", "groups", "blanks", "signs", "adds_up", "skips_months")
ANSWERED = ("adds_up", "skips_months")


class LinesField(forms.CharField):
    """Several lines of which each says what something means; `read` parts them."""

    def __init__(self, read: Callable[[str], dict[str, str]], **options: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **options)
        self.read = read

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except Unclear as line:
            raise ValidationError(_("This line is not understood: %(line)s"), params={"line": str(line)}) from None


class SignsField(forms.CharField):
    """Signs parted by spaces; a number is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=100, **options)

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        signs = list(dict.fromkeys(super().clean(value).split()))
        for sign in signs:
            if any(letter.isdigit() for letter in sign):
                raise ValidationError(_("This is a number, or holds one: %(sign)s"), params={"sign": sign})
        return signs


class DatasetForm(PortalForm):
    """What a dataset is."""

    name = InEachLanguage(_("Name, in %(language)s"), max_length=200)
    about = InEachLanguage(
        _("What it counts, in %(language)s"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(label=_("Source, as it is to be cited"), max_length=200)
    source_url = forms.URLField(
        label=_("Where the source publishes"), required=False, max_length=500, assume_scheme="https"
    )
    licence = forms.CharField(label=_("Licence"), max_length=200)
    contact = forms.CharField(
        label=_("Whom to ask about them"),
        required=False,
        max_length=200,
        help_text=_("An office and how it is reached, no person: it stands in every file."),
    )
    origin = forms.ChoiceField(
        label=_("Its figures are"),
        choices=list(ORIGINS.items()),
        initial=Origin.OWN,
        help_text=_(
            "What is not counted by the delegation is marked wherever it is shown, and in each file and picture."
        ),
    )
    first = forms.DateField(
        label=_("First month"),
        required=False,
        widget=DayInput(),
        help_text=_("Any day in it. Earlier months in a file are faults."),
    )
    due_after = forms.IntegerField(
        label=_("Figures are due so many days after their month"), min_value=1, max_value=400, initial=45
    )
    rounding = forms.IntegerField(
        label=_("Your delegation rounds to multiples of"),
        min_value=0,
        max_value=1000,
        initial=0,
        help_text=_("0 where figures are exact."),
    )
    definition_version = forms.CharField(
        label=_("Counted by this edition of your rules"),
        required=False,
        max_length=60,
        help_text=_(
            "As your office names it, as “Manual 2023, rev. 2”. Each vintage keeps the one it was brought in with."
        ),
    )
    layout = forms.ChoiceField(label=_("Layout of its files"), required=False, choices=layouts_to_choose)
    counted = forms.ChoiceField(
        label=_("What it counts, where its files do not say"),
        required=False,
        choices=lambda: [
            ("", _("its files say it")),
            *((key, each.name[language()]) for key, each in indicators().items()),
        ],
    )
    labels = LinesField(
        labels_in,
        label=_("Labels of its own for citizenships"),
        help_text=_("One on a line, with the code of a country, _T for all or _X for others: “STL = _X”."),
    )
    groups = LinesField(
        groups_in,
        label=_("Labels of its own for groups"),
        help_text=_(
            "One on a line, with the code of the group as the structure of the files has it: “M = F”, “NNA = CHILD”."
        ),
    )
    blanks = LinesField(
        blanks_in,
        label=_("What an empty cell means"),
        help_text=_(
            "One column on a line, by its heading in the portal’s own table: “counterpart = US”. Else it is a fault."
        ),
    )
    signs = SignsField(
        label=_("Signs for “not counted”"),
        help_text=_(
            "Parted by spaces, as the files have them in the place of a number: “X NA *”. Else they are faults."
        ),
    )
    adds_up = forms.BooleanField(
        label=_("Rows with the same codes are parts of one figure and are added up. Else they are faults."),
        required=False,
    )
    skips_months = forms.BooleanField(
        label=_("Months in which nobody was counted are left out. Else a month that is missing is a fault."),
        required=False,
    )
    public_url = forms.URLField(
        label=_("All of it is public already, at"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "Only where your delegation states so: then small figures are shown here, too. What is hidden already stays hidden "
            "until who approves a vintage lets it out in writing."
        ),
    )
    public_on = forms.DateField(label=_("public since"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is declared beside what the form shows.
        self.beside: Mapping[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("public_url")) != bool(cleaned.get("public_on")):
            raise ValidationError({"public_on": _("Give both: where it is public, and since when.")})
        said = {name: cleaned.pop(name, None) for name in DECLARED}
        others = {name: code for name, code in self.beside.get("constants", {}).items() if name != Meaning.INDICATOR}
        counted = cleaned.pop("counted", "")
        said["constants"] = {**others, Meaning.INDICATOR.value: counted} if counted else others
        cleaned["declared"] = {name: value for name, value in {**self.beside, **said}.items() if value}
        return cleaned


class ChangeDatasetForm(RewritingForm, DatasetForm):
    """The same, written anew."""

    @classmethod
    def of(cls, dataset: Dataset, *args: Any) -> "ChangeDatasetForm":
        """The form over what a dataset is now."""
        held = dataset_as_held(dataset)
        plain = {name: value for name, value in held.items() if name not in {"name", "about", "declared"}}
        said = {name: held["declared"].get(name, {}) for name in DECLARED}
        plain["counted"] = held["declared"].get("constants", {}).get(Meaning.INDICATOR.value, "")
        plain |= {name: bool(value) if name in ANSWERED else as_written(value) for name, value in said.items()}
        words = {f"{name}_{code}": words for name in ("name", "about") for code, words in held[name].items()}
        form = cls(*args, held=held, initial=plain | words)
        form.beside = held["declared"]
        return form


class BringForm(PortalForm):
    """A file of figures, and as of which day they stand so."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV or Excel, up to 20 MB: totals by month, never rows about persons.")
    )
    as_of = forms.DateField(
        label=_("As of"), widget=DayInput(), help_text=_("The day on which your delegation's figures stood so.")
    )
    provisional_from = forms.DateField(
        label=_("Provisional from the month of"),
        required=False,
        widget=DayInput(),
        help_text=_("Any day in it. Leave it empty where all months are final."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB. Send it in parts, by years."))
        return file


class SendForm(PortalForm):
    """What is published beside the figures."""

    note = forms.CharField(
        label=_("Note, published with the figures"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(PortalForm):
    """Why figures are returned."""

    reason = forms.CharField(
        label=_("What is to be corrected"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ApproveForm(PortalForm):
    """When approved figures are published, and what of them is hidden no more for an earlier vintage's sake."""

    embargo_day = forms.DateField(label=_("Publish on"), required=False, widget=DayInput())
    embargo_clock = forms.TimeField(
        label=_("at"), required=False, widget=ClockInput(), help_text=_("By your own clock. Empty: at once.")
    )
    released = forms.CharField(
        label=_("Figures that may be shown again"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What one vintage hides stays hidden in later ones, since both together could tell it. One address on a line: "
            "GTM.RET_IN.USA.HN/2024-07. What is still small, or protects what is, is hidden all the same. Name every "
            "figure that may be known: one alone may tell what was hidden with it, and then nothing is approved."
        ),
    )
    releases_all = forms.BooleanField(
        label=_("All figures that any vintage hid may be shown again: all of it is public already"), required=False
    )
    release_reason = forms.CharField(
        label=_("Why they may, published on the page of the vintage"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_released(self) -> list[str]:
        """An address on each line, of the figure or of its page."""
        lines = str(self.cleaned_data["released"]).split()
        return [line.rpartition("/flows/d/")[2].removesuffix(".json") for line in lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("embargo_day")) != (cleaned.get("embargo_clock") is not None) and not self.errors:
            raise ValidationError({"embargo_clock": _("Give both a day and an hour, or neither.")})
        return cleaned


class EditionForm(PortalForm):
    """Which meeting speaks of the figures as of which day."""

    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("choose"))
    as_of = forms.DateField(
        label=pgettext_lazy("figures", "As of"),
        widget=DayInput(),
        help_text=_("What is published later changes nothing in the edition."),
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting: Any = self.fields["meeting"]
        rows = Meeting.objects.visible_to(user).filter(level=Level.MINISTERIAL).exclude(status="cancelled")
        meeting.queryset = rows.order_by("-starts_at")


class EventForm(PortalForm):
    """What happened, for the charts of one indicator or of all."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    name = InEachLanguage(_("What happened, in %(language)s"), max_length=40)
    kind = forms.ChoiceField(label=pgettext_lazy("of an event", "Kind"), choices=EventKind.choices)
    indicator = forms.ChoiceField(
        label=_("On the charts of"),
        required=False,
        choices=lambda: [
            ("", _("all indicators")),
            *((key, each.name[language()]) for key, each in indicators().items()),
        ],
    )


class QuoteForm(PortalForm):
    """Which figure a number in a paragraph quotes."""

    anchor = forms.ChoiceField(label=_("Paragraph"))
    value = forms.IntegerField(label=_("Number, as the text has it"), min_value=0, max_value=LARGEST_NUMBER)
    citation = forms.CharField(
        label=_("Address of the figure"),
        max_length=400,
        help_text=_("Open the figure and copy its address or its link: GTM.RET_IN.USA._T/2024-07@2024-09-30."),
    )

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["anchor"]
        choice.choices = paragraphs

    def clean_citation(self) -> str:
        """A link ends with the address."""
        return str(self.cleaned_data["citation"]).strip().rpartition("/flows/d/")[2].removesuffix(".json")


class TieForm(PortalForm):
    """Which published figures an indicator of a commitment follows, and what they say of it."""

    series = forms.ModelChoiceField(label=_("Figures"), queryset=FlowSeries.objects.none())
    role = forms.ChoiceField(label=_("They say"), choices=Role.choices)
    target = forms.CharField(label=_("What is to be reached, in words"), required=False, max_length=300)

    def __init__(self, *args: Any, series: Sequence[FlowSeries], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["series"]
        choice.queryset = FlowSeries.objects.filter(pk__in=[each.pk for each in series])
        choice.choices = [
            ("", _("choose")),
            *((each.pk, f"{each.dataset.delegation_id} · {name_of_series(each.key)}") for each in series),
        ]
