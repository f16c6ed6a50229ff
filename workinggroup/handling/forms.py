"""Forms about marks and passages: shapes only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm, dress
from workinggroup.handling.identifying import seems_to_name
from workinggroup.handling.operations import marks_as_held, passage_as_held
from workinggroup.handling.states import Reply, Trace, Urgency
from workinggroup.handling.things import find_thing

# For whom a paper is made where it is for everybody.
FORMS = [("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX")]
Choices = Sequence[tuple[str, str]]
# Into these words are typed.
WORDS = (forms.TextInput, forms.Textarea)
NOBODY = "nobody_named"


def sides_field(label: Any, *, is_required: bool = True, help_text: Any = "") -> forms.MultipleChoiceField:
    """Several sides, ticked; its choices are set by the form."""
    return forms.MultipleChoiceField(
        label=label, required=is_required, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class NobodyNamed(PortalForm):
    """A form of words for others. Where they seem to name a person it says so before anything is saved, and asks again; whoever
    ticks that nobody is named saves them as they are."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed = (value for name, value in said.items() if isinstance(self.fields[name].widget, WORDS))
        if any(seems_to_name(value) for value in typed if isinstance(value, str)):
            field = forms.BooleanField(label=_("No person is named: save it as it is"), required=False)
            dress(field.widget)
            self.fields[NOBODY] = field
            if not self.data.get(self.add_prefix(NOBODY)):
                self.add_error(
                    NOBODY,
                    _(
                        "This seems to name a person. The portal holds no records about persons: name the function instead."
                    ),
                )
        return said


class PassageForm(NobodyNamed):
    """A new passage."""

    part = forms.ChoiceField(label=_("Part"))
    text = InEachLanguage(
        _("Text, in %(language)s"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )
    marking = forms.ChoiceField(label=_("Mark"), choices=Marking.choices, initial=Marking.AMBER)
    readers = sides_field(
        _("Who reads it beside your delegation"), is_required=False, help_text=_("Of those that read the whole.")
    )
    trace = forms.ChoiceField(
        label=_("In a paper for those who may not read it"), choices=Trace.choices, initial=Trace.SILENT
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, Any]], names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]
        self.fields["readers"].choices = list(names)  # type: ignore[attr-defined]
        if not names:
            del self.fields["readers"]


class EditPassageForm(NobodyNamed, RewritingForm):
    """A passage anew."""

    text = InEachLanguage(
        _("Text, in %(language)s"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    trace = forms.ChoiceField(label=_("In a paper for those who may not read it"), choices=Trace.choices)
    as_held = staticmethod(passage_as_held)


class GistForm(NobodyNamed):
    """What stands for a passage before those who may not read it."""

    text = InEachLanguage(
        _("Gist, in %(language)s"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    marking = forms.ChoiceField(label=_("Mark"), choices=Marking.choices, initial=Marking.GREEN)
    readers = sides_field(_("Who reads the gist"))

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = list(names)  # type: ignore[attr-defined]


class ShareForm(PortalForm):
    """Who else reads it."""

    sides = sides_field(_("Delegations"))
    passages = sides_field(_("With these passages of your delegation"), is_required=False)

    def __init__(self, *args: Any, names: Choices, passages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sides"].choices = list(names)  # type: ignore[attr-defined]
        self.fields["passages"].choices = list(passages)  # type: ignore[attr-defined]
        self.fields["passages"].initial = [key for key, _words in passages]
        if not passages:
            del self.fields["passages"]


class MarkForm(RewritingForm):
    """How narrowly it is read, and until when."""

    marking = forms.ChoiceField(label=_("Mark"), choices=Marking.choices)
    mark_until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("Readers are never added by a date.")
    )
    mark_then = forms.ChoiceField(label=_("Then"), required=False, choices=[("", _("Ask us")), *Marking.choices])
    as_held = staticmethod(marks_as_held)


class NarrowForm(PortalForm):
    """Who no longer reads it."""

    code = forms.ChoiceField(label=_("Delegation"))
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(names)  # type: ignore[attr-defined]


class AskForm(PortalForm):
    """A question to the originators."""

    sides = sides_field(_("Who is to read it, too"), is_required=False)
    marking = forms.ChoiceField(label=_("At the mark"), choices=Marking.choices)
    purpose = forms.CharField(label=_("What for"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    urgency = forms.ChoiceField(label=_("How soon"), choices=Urgency.choices, initial=Urgency.ROUTINE)

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sides"].choices = list(names)  # type: ignore[attr-defined]
        if not names:
            del self.fields["sides"]


class AnswerForm(PortalForm):
    """An originator's answer."""

    reply = forms.ChoiceField(label=_("Answer"), choices=Reply.choices, widget=forms.RadioSelect)
    sides = sides_field(_("In part: for these alone"), is_required=False)
    marking = forms.ChoiceField(label=_("In part: at the mark"), choices=Marking.choices, required=False)
    until = forms.DateField(label=_("In part: until"), required=False, widget=DayInput())
    reason = forms.CharField(label=_("If no, why"), max_length=500, required=False)

    def __init__(self, *args: Any, asked: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sides"].choices = list(asked)  # type: ignore[attr-defined]


class ExportForm(PortalForm):
    """A paper for an audience."""

    audience = sides_field(_("For"), help_text=_("What all of these may read, and nothing else."))
    form = forms.ChoiceField(label=_("As"), choices=FORMS, initial="pdf")

    def __init__(self, *args: Any, names: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = list(names)  # type: ignore[attr-defined]


class TieForm(PortalForm):
    """Which matter belongs to a place in the thread, of those that the own side reads, by their kinds."""

    thing = forms.ChoiceField(label=_("What belongs here"))

    def __init__(self, *args: Any, things: Sequence[tuple[str, Choices]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [("", "—"), *things]  # type: ignore[attr-defined]

    def clean_thing(self) -> Any:
        kind, _sign, pk = self.cleaned_data["thing"].partition(":")
        thing = find_thing(kind, UUID(pk))
        if thing is None:
            raise forms.ValidationError(_("Choose something that your delegation reads."))
        return thing
