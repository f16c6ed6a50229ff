"""Forms that bring a text in."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.statements.states import StatementKind
from meetings.texts.limits import LARGEST_FILE, LargeFile
from meetings.texts.reading import Brought, bring_file, bring_text
from portal.core.errors import Refused
from portal.core.forms import DayInput, PortalForm
from portal.core.people import Person

BIG = {"class": "usa-textarea--tall usa-textarea--text"}


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its title and day."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting} ({meeting.starts_on:%Y-%m-%d})"


class TextForm(PortalForm):
    """Text that is pasted or uploaded, once for each language. `remarks` are what a person should know of all of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str | Promise] = []

    def bring(self, name: str) -> Brought | None:
        """What stands in the pair of fields `<name>` and `<name>_file`; the file wins. Errors go to the field."""
        upload, text = self.cleaned_data.get(f"{name}_file"), self.cleaned_data.get(name) or ""
        if not upload and not text.strip() and not self.fields[name].required and f"{name}_file" not in self.errors:
            return None
        try:
            if upload and upload.size > LARGEST_FILE:
                raise LargeFile
            brought = bring_file(upload.read(), upload.name) if upload else bring_text(text)
        except Refused as refusal:
            self.add_error(f"{name}_file" if upload else name, str(refusal))
            return None
        self.remarks += brought.remarks
        return brought


class BringForm(TextForm):
    """A statement with its English and, where it is there, its Spanish."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("choose"))
    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    title_en = forms.CharField(label=_("Title, in English"), max_length=300)
    title_es = forms.CharField(label=_("Title, in Spanish"), max_length=300)
    dated = forms.DateField(label=_("Date of the statement"), widget=DayInput())
    first = forms.CharField(label=_("English text"), required=False, strip=False, widget=forms.Textarea(attrs=BIG))
    first_file = forms.FileField(label=_("or a file (.docx or .txt)"), required=False, allow_empty_file=True)
    second = forms.CharField(label=_("Spanish text"), required=False, strip=False, widget=forms.Textarea(attrs=BIG))
    second_file = forms.FileField(label=_("or a file (.docx or .txt)"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.visible_to(user).order_by("-starts_at")
        self.one_of("first", "first_file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = self.bring("first"), self.bring("second")
        if first is None and not self.errors:
            self.add_error("first", _("Paste the English text or choose a file."))
        texts = {"en": first, "es": second}
        cleaned["blocks"] = {language: brought.blocks for language, brought in texts.items() if brought}
        return cleaned


class AddLanguageForm(TextForm):
    """The text in the language that is still missing."""

    second = forms.CharField(label=_("Spanish text"), required=False, strip=False, widget=forms.Textarea(attrs=BIG))
    second_file = forms.FileField(label=_("or a file (.docx or .txt)"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of("second", "second_file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        brought = self.bring("second")
        if brought is None and not self.errors:
            self.add_error("second", _("Paste the Spanish text or choose a file."))
        cleaned["blocks"] = brought.blocks if brought else []
        return cleaned


class LanguageForm(PortalForm):
    """One of a statement's languages, the reader's at first."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, statement: Any, language: str, **kwargs: Any) -> None:
        codes = statement.languages
        initial = {"language": language if language in codes else codes[0]} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        names = dict(settings.LANGUAGES)
        choice: Any = self.fields["language"]
        choice.choices = [(code, names.get(code, code)) for code in codes]
