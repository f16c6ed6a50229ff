"""Forms of what follows a release: corrigenda, endorsements, dissociations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.release.correcting import Texts, passage_between
from meetings.texts.blocks import tidy
from portal.core.forms import DayInput, InEachLanguage, PortalForm
from portal.core.texts import word_for_language
from portal.people.proving import ProvingForm

BIG, SHORT = {"rows": 5}, {"rows": 2}


class CorrigendumForm(PortalForm):
    """The chosen paragraphs as they should read, and why; what differs becomes the corrigendum's entries.

    `seen` is how many corrigenda were released when it was opened.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = InEachLanguage(_("Why, in %(language)s"), max_length=1000, widget=forms.Textarea(SHORT))
    one_language = forms.BooleanField(
        label=_("Only what I changed here is wrong; the same paragraphs in the other languages are right as they are."),
        required=False,
    )

    def __init__(
        self, *args: Any, now: Texts, anchors: Sequence[str], places: Mapping[str, str], edition: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"seen": edition}, **kwargs)
        self.now, self.anchors = now, anchors
        fields = {}
        for anchor in anchors:
            for code in self.codes:
                words = {"place": places[anchor], "language": word_for_language(code)}
                field = forms.CharField(
                    label=_("%(place)s, in %(language)s, as it should read") % words,
                    initial=now[anchor][code],
                    strip=False,
                    max_length=20000,
                    widget=forms.Textarea(BIG | {"lang": code, "class": "usa-textarea voice"}),
                )
                fields[f"text_{anchor}_{code}"] = field
        self.fields = fields | self.fields

    @property
    def paragraphs(self) -> list[list[forms.BoundField]]:
        """The fields of each chosen paragraph, one for each language."""
        return [[self[f"text_{anchor}_{code}"] for code in self.codes] for anchor in self.anchors]

    @property
    def entries(self) -> list[dict[str, str]]:
        """What was changed, as the shortest passages."""
        found = []
        for anchor in self.anchors:
            for code in self.codes:
                old, new = passage_between(self.now[anchor][code], tidy(self.cleaned_data[f"text_{anchor}_{code}"]))
                if old or new:
                    found.append({"anchor": anchor, "language": code, "old": old, "new": new})
        return found


class SignForm(ProvingForm):
    """The hash of the corrigendum that was read, and in what capacity it is signed; password and second factor are asked anew."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    capacity = forms.CharField(label=_("In what capacity you sign"), max_length=200)
    field_order = ("seen", "capacity", "password", "code", "credential")


class ReasonForm(PortalForm):
    """Why a corrigendum is withdrawn."""

    reason = forms.CharField(label=_("Why, for all parties to read"), max_length=1000, widget=forms.Textarea(SHORT))


class EndorsementForm(PortalForm):
    """Who endorsed the text, since when, and a note."""

    entity = InEachLanguage(_("Government or body, in %(language)s"), max_length=200)
    dated = forms.DateField(label=_("Day of the endorsement"), widget=DayInput())
    note = InEachLanguage(_("Note, in %(language)s"), max_length=500, required=False, widget=forms.Textarea(SHORT))


class DissociationForm(PortalForm):
    """From what a party dissociates itself, in its own words; `confirmed` once they were shown as they will be public."""

    anchors = forms.MultipleChoiceField(
        label=_("Paragraphs; none for the whole text"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = InEachLanguage(_("Your delegation's words, in %(language)s"), max_length=3000, widget=forms.Textarea(BIG))
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["anchors"]
        choice.choices = paragraphs
