"""Forms about gaps: shapes only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm, dress
from portal.core.texts import in_language
from portal.people.lists.forms import RowsForm
from workinggroup.gaps.importing import HEADINGS, NEEDED, TITLES
from workinggroup.gaps.models import Place
from workinggroup.gaps.operations import gap_as_held
from workinggroup.gaps.queries import AXES, IMPACTS
from workinggroup.gaps.scales import AXES as SCALED
from workinggroup.gaps.scales import STEPS, Scale
from workinggroup.gaps.states import Confidence, Kind, Method, Outcome, PlaceKind
from workinggroup.handling.forms import NobodyNamed

Choices = Sequence[tuple[str, str]]
NO_STEP = [("", "—")]


def _sides(label: Any, *, is_required: bool = True, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=is_required, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _title() -> InEachLanguage:
    return InEachLanguage(
        _("Title, in %(language)s"),
        required=False,
        max_length=200,
        help_text=_("Neutral: no place and no method. Whoever reads the register reads the title."),
    )


class DraftForm(PortalForm):
    """A new draft."""

    title = _title()
    kind = forms.ChoiceField(label=_("What is weak"), choices=Kind.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False)
    owners = _sides(_("Who is to mend it"), is_required=False, help_text=_("The delegations on whose ground it lies."))
    marking = forms.ChoiceField(label=_("Mark"), choices=Marking.choices, initial=Marking.AMBER)

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, names)


class ChangeForm(RewritingForm):
    """What is said of a gap, anew."""

    title = _title()
    kind = forms.ChoiceField(label=_("What is weak"), choices=Kind.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False)
    owners = _sides(_("Who is to mend it"), is_required=False, help_text=_("The delegations on whose ground it lies."))
    as_held = staticmethod(gap_as_held)

    def __init__(self, *args: Any, names: Choices, is_draft: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, names)
        if not is_draft:
            del self.fields["owners"]


def _offer(form: PortalForm, names: Choices) -> None:
    form.fields["owners"].choices = list(names)  # type: ignore[attr-defined]
    form.fields["place"].queryset = Place.objects.order_by("rank")  # type: ignore[attr-defined]


class RaiseForm(PortalForm):
    """Who reads it, and with which passages."""

    readers = _sides(
        _("Who else reads it"), is_required=False, help_text=_("Only where it lies on your delegation’s own ground.")
    )
    passages = _sides(_("With these passages"), is_required=False)

    def __init__(self, *args: Any, names: Choices, passages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = list(names)  # type: ignore[attr-defined]
        self.fields["passages"].choices = list(passages)  # type: ignore[attr-defined]
        self.fields["passages"].initial = [key for key, _words in passages]
        for name, offered in (("readers", names), ("passages", passages)):
            if not offered:
                del self.fields[name]


class ReasonForm(PortalForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DeclineForm(ReasonForm):
    """Why not, to the proposal that was read."""

    seen = forms.CharField(max_length=36, widget=forms.HiddenInput)


class StepsForm(PortalForm):
    """Steps of a scale. Where they are optional, all are given or none."""

    scale = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scale: Scale, steps_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].initial = scale.number
        for name, words in AXES:
            steps = getattr(scale, "impact" if name in IMPACTS else name)
            offered = [(str(step), f"{step} · {in_language(text)}") for step, text in steps.items()]
            field = forms.TypedChoiceField(label=words, choices=[*NO_STEP, *offered], coerce=int, empty_value=None)
            field.required = steps_required
            self.fields[name] = field
        sure = forms.ChoiceField(
            label=_("How sure are you"), choices=[*NO_STEP, *Confidence.choices], required=steps_required
        )
        self.fields["confidence"] = sure
        self.fields["why"] = forms.CharField(
            label=_("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
        )
        for name in [*(each for each, _words in AXES), "confidence", "why"]:
            dress(self.fields[name].widget)

    def clean(self) -> dict[str, Any]:
        """Who gives a step says how sure it is: nothing is said for anybody beforehand."""
        said = super().clean() or self.cleaned_data
        is_unsure = "confidence" in self.fields and not said.get("confidence") and not self.has_error("confidence")
        if is_unsure and any(said.get(name) for name, _words in AXES):
            self.add_error("confidence", _("Say how sure you are."))
        return said

    @property
    def rating(self) -> dict[str, Any] | None:
        """What was rated; None where nothing was."""
        said = {name: self.cleaned_data.get(name) for name, _words in AXES}
        if not any(said.values()):
            return None
        rest = {name: self.cleaned_data.get(name) for name in ("confidence", "why", "scale")}
        return {**{name: value or 0 for name, value in said.items()}, **rest}


class RateForm(StepsForm):
    """How one side rates a gap."""


class ScaleForm(PortalForm):
    """The words of each step of each axis in every language, and the two grids, a row beside the other."""

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"threat": _("Threat"), "vulnerability": _("Vulnerability"), "impact": _("Impact")}
        for axis, step, code in self._steps():
            label = f"{names[axis]} {step} ({code.upper()})"
            field = forms.CharField(label=label, max_length=120, initial=getattr(scale, axis)[step].get(code, ""))
            field.widget.attrs |= {"lang": code, "class": "usa-input"}
            self.fields[f"{axis}_{step}_{code}"] = field
        for name, called, rows, help_text in (
            (
                "likelihood",
                _("Likelihood"),
                scale.likelihood_grid,
                _("A row for each step of threat, in it a sign for each of vulnerability."),
            ),
            (
                "level",
                _("Level"),
                scale.level_grid,
                _("A row for each step of likelihood, in it L, M, H or V for each of impact."),
            ),
        ):
            field = forms.CharField(label=called, max_length=40, initial=" ".join(rows), help_text=help_text)
            field.widget.attrs["class"] = "usa-input"
            self.fields[name] = field

    def _steps(self) -> list[tuple[str, int, str]]:
        return [(axis, step, code) for axis in SCALED for step in STEPS for code in self.codes]

    @property
    def facts_said(self) -> dict[str, Any]:
        words: dict[str, dict[int, dict[str, str]]] = {axis: {step: {} for step in STEPS} for axis in SCALED}
        for axis, step, code in self._steps():
            words[axis][step][code] = self.cleaned_data[f"{axis}_{step}_{code}"]
        grids = {name: self.cleaned_data[name].upper().split() for name in ("likelihood", "level")}
        return {"words": words, **grids}


class JointForm(StepsForm):
    """One rating for all: how sure each side is, it said by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["confidence"]


class MeasureForm(PortalForm):
    """Which action item mends which part."""

    item: Any = forms.ModelChoiceField(None, label=_("Action item of your delegation"))
    threat_part = forms.ChoiceField(label=_("What it mends"))

    def __init__(self, *args: Any, items: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["item"]
        chosen.queryset = items
        chosen.label_from_instance = lambda item: f"{item.reference} {item.title} ({item.commitment.reference})"
        self.fields["threat_part"].choices = list(parts)  # type: ignore[attr-defined]
        if not parts:
            del self.fields["threat_part"]


class ClaimForm(NobodyNamed, StepsForm):
    """That it is mended, by what one sees it, and what the owner proposes is left."""

    evidence = InEachLanguage(
        _("By what the others can see it, in %(language)s"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def facts_said(self) -> dict[str, Any]:
        return {"evidence": self.in_languages("evidence"), "rating": self.rating}


class VerifyForm(StepsForm):
    """What a side found, and what it says is left."""

    outcome = forms.ChoiceField(label=_("What you found"), choices=Outcome.choices, widget=forms.RadioSelect)
    method = forms.ChoiceField(label=_("By what you verified it"), choices=Method.choices)
    reason = forms.CharField(
        label=_("What you saw"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you return it."),
    )

    @property
    def facts_said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("outcome", "method", "reason")}
        return {**said, "rating": self.rating}


class TolerateForm(PortalForm):
    """Until when, and why."""

    until = forms.DateField(label=_("Until"), widget=DayInput(), help_text=_("At most twelve months from now."))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HandOverForm(PortalForm):
    """Who is to own it."""

    owners = _sides(_("Owners from then on"))

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].choices = list(names)  # type: ignore[attr-defined]


class AgendaForm(PortalForm):
    """For which meeting, in words that all who come may read."""

    meeting: Any = forms.ModelChoiceField(None, label=_("Meeting"))
    title = InEachLanguage(
        _("Title of the item, in %(language)s"),
        required=False,
        max_length=200,
        help_text=_("All who come to the meeting read it, also those who do not read the gap."),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=30)
    answer_by = forms.DateField(label=_("The others answer until this day"), widget=DayInput())

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["meeting"]
        chosen.queryset = meetings


class PlaceForm(PortalForm):
    """A place, and what each side on whose ground it lies calls it."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Small letters and hyphens; it stays."))
    kind = forms.ChoiceField(label=_("Kind"), choices=PlaceKind.choices)
    parent = forms.ModelChoiceField(Place.objects.none(), label=_("Part of"), required=False)
    pair = forms.ModelChoiceField(Place.objects.none(), label=_("Across the border from"), required=False)

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = [code for code, _name in names]
        for code, name in names:
            label = _("What it is called by %(side)s, if it lies on its ground") % {"side": name}
            self.fields[f"name_{code}"] = forms.CharField(label=label, max_length=120, required=False)
            self.fields[f"name_{code}"].widget.attrs["class"] = "usa-input"
        places: Any = Place.objects.order_by("rank")
        self.fields["parent"].queryset = places  # type: ignore[attr-defined]
        self.fields["pair"].queryset = places.filter(pair_of=None, pair=None)  # type: ignore[attr-defined]

    @property
    def facts_said(self) -> dict[str, Any]:
        names = {code: self.cleaned_data.get(f"name_{code}", "") for code in self.sides}
        said = {name: self.cleaned_data[name] for name in ("code", "kind", "parent", "pair")}
        return {**said, "names": names, "sides": [code for code, name in names.items() if name]}


class ImportForm(RowsForm):
    """A list of gaps: as a file, or as it was shown and is confirmed."""

    headings, needed, origins = HEADINGS, NEEDED, TITLES
    nothing = _("No row of this file has a title and says what is weak. Are the headings there?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A workbook (.xlsx, .xls, .xlsb, .ods) or text (.csv), with headings above the columns: title, título, kind, place,"
            " mended by, what is weak, reference. At most 500 gaps and 4 MB."
        )
