"""Forms about documents: shapes only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents.operations import Source
from meetings.documents.states import BOTH, Kind, Marking, group_label
from meetings.documents.subjects import REGISTERED
from meetings.rounds.models import Meeting
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm
from portal.core.texts import content_languages
from portal.people.models import Delegation


class ReadersForm(PortalForm):
    """How a document is to be handled, and who may read it."""

    marking = forms.ChoiceField(label=_("Handling"), initial=Marking.AMBER)
    readers = forms.MultipleChoiceField(
        label=_("Releasable to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your own side always reads it. Whoever is not chosen does not learn that it exists."),
    )

    def __init__(self, *args: Any, meeting: Meeting, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marking: Any = self.fields["marking"]
        marking.choices = [(value, f"{words}: {group_label(value)}") for value, words in Marking.choices]
        names = Delegation.objects.in_bulk(meeting.audience)
        readers: Any = self.fields["readers"]
        readers.choices = [(code, names[code].named) for code in meeting.audience if code != side]


class MarkForm(RewritingForm, ReadersForm):
    """A document's mark and readers, written anew."""


class AddForm(ReadersForm):
    """A new document, in one language or in both."""

    title = InEachLanguage(_("Title, in %(language)s"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    file = InEachLanguage(_("%(language)s file"), forms.FileField, required=False, allow_empty_file=True)
    link = InEachLanguage(_("or a link"), forms.URLField, required=False, max_length=2000, assume_scheme="https")
    about_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    about_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of(*self.names_of("file"), *self.names_of("link"))

    @property
    def columns(self) -> list[tuple[Any, ...]]:
        """Title, file and link of each language."""
        return list(zip(self.each["title"], self.each["file"], self.each["link"], strict=True))

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        about = (data["about_kind"], data["about_id"]) if data["about_kind"] and data["about_id"] else None
        return {
            "title": self.in_languages("title"),
            "kind": data["kind"],
            "marking": data["marking"],
            "readers": data["readers"],
            "sources": [
                source
                for language in self.codes
                if (source := source_of(data, language, f"file_{language}", f"link_{language}"))
            ],
            "about": about,
        }

    def clean_about_kind(self) -> str:
        kind = str(self.cleaned_data["about_kind"])
        return kind if kind in REGISTERED else ""


class VersionForm(PortalForm):
    """A further version in one language."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    link = forms.URLField(label=_("or a link"), required=False, max_length=2000, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [*content_languages(), (BOTH, _("All languages in one file"))]
        self.one_of("file", "link")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("link") and not self.errors:
            self.add_error("file", _("Choose a file or give a link."))
        return cleaned

    def source(self) -> Source:
        found = source_of(self.cleaned_data, self.cleaned_data["language"], "file", "link")
        assert found
        return found


class WithdrawForm(PortalForm):
    """Why a document is taken back."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who could read the document reads this."),
    )


def source_of(data: dict[str, Any], language: str, file: str, link: str) -> Source | None:
    """What was brought for a language; the file wins over the link."""
    if upload := data.get(file):
        return Source(language, name=upload.name, chunks=upload.chunks())
    return Source(language, url=data[link]) if data.get(link) else None
