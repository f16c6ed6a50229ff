"""Forms about statements: shapes only."""

import re
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.statements.bringing import LARGEST_FILE, Brought, bring_file, bring_text
from meetings.statements.exporting import Form
from meetings.statements.models import Statement
from meetings.statements.queries import repeated
from meetings.statements.rules import NEGOTIATORS
from meetings.statements.states import StatementKind, Status
from meetings.statements.word.looks import Look
from meetings.statements.word.reading import LargeFile, read
from portal.core.errors import Refused
from portal.core.forms import DayInput, PortalForm, dress
from portal.core.printing import BOTH
from portal.people.models import User
from portal.people.rules import coordinates_across

BIG = {"class": "usa-textarea--tall usa-textarea--text"}


LISTED = _("One line each; they stand behind the text.")


def around_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Words that stand around the negotiated text in one language."""
    area = forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--text"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=4000, widget=area)


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its title and day."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting} ({meeting.starts_on:%Y-%m-%d})"


class TextForm(PortalForm):
    """Text that is pasted or uploaded, once for each language."""

    def bring(self, name: str) -> Brought | None:
        """What stands in the pair of fields `<name>` and `<name>_file`; the file wins. Errors go to the field."""
        upload, text = self.cleaned_data.get(f"{name}_file"), self.cleaned_data.get(name) or ""
        if not upload and not text.strip() and not self.fields[name].required and f"{name}_file" not in self.errors:
            return None
        try:
            if upload and upload.size > LARGEST_FILE:
                return bring_file(b"\0" * (LARGEST_FILE + 1), "large.docx")
            return bring_file(upload.read(), upload.name) if upload else bring_text(text)
        except Refused as refusal:
            self.add_error(f"{name}_file" if upload else name, str(refusal))
            return None


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

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.visible_to(user).order_by("-starts_at")
        self.one_of("first", "first_file")
        self.remarks: list[Any] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = self.bring("first"), self.bring("second")
        if first is None and not self.errors:
            self.add_error("first", _("Paste the English text or choose a file."))
        for brought in filter(None, (first, second)):
            self.remarks += brought.remarks
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


class WordsForm(PortalForm):
    """A paragraph's text in every language as it is written, with its brackets, and why."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    second = forms.UUIDField(widget=forms.HiddenInput, required=False)
    rationale = forms.CharField(
        label=_("Why, for all parties to read"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for language in languages:
            attrs = {"rows": 6, "lang": language, "class": "usa-textarea--text"}
            field = forms.CharField(
                label=names[language], required=False, strip=False, widget=forms.Textarea(attrs=attrs)
            )
            dress(field.widget)
            self.fields[f"text_{language}"] = field
        self.languages = languages
        self.order_fields(["seen", *(f"text_{language}" for language in languages), "rationale"])

    @property
    def text_fields(self) -> list[Any]:
        return [self[f"text_{language}"] for language in self.languages]

    def texts(self) -> dict[str, str]:
        """The written text by language."""
        return {language: self.cleaned_data[f"text_{language}"] for language in self.languages}

    def parts(self) -> list[dict[str, str]]:
        """The text parted at its empty lines, as many parts as the language with most has."""
        found = {
            language: [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
            for language, text in self.texts().items()
        }
        longest = max(len(each) for each in found.values())
        return [
            {language: each[place] if place < len(each) else "" for language, each in found.items()}
            for place in range(longest)
        ]


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


class ExportForm(LanguageForm):
    """A file of the text: which look, which language, which format; what is not said is as the form offers it."""

    look = forms.ChoiceField(label=_("What it shows"), choices=Look.choices, required=False)
    against = forms.TypedChoiceField(
        label=_("Changes since"), coerce=int, empty_value=None, required=False, help_text=_("For tracked changes only.")
    )
    revision = forms.TypedChoiceField(label=_("Which text"), coerce=int, empty_value=None, required=False)
    form = forms.ChoiceField(label=_("File"), choices=Form.choices, required=False)
    field_order = ("look", "against", "revision", "language", "form")

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, statement=statement, **kwargs)
        language: Any = self.fields["language"]
        language.required = False
        language.choices = [*language.choices, (BOTH, _("Both, side by side (PDF)"))]
        issued = [(each.number, each.label) for each in statement.revisions.order_by("-number")]
        against: Any = self.fields["against"]
        against.choices = [("", _("choose")), *issued]
        revision: Any = self.fields["revision"]
        revision.choices = [("", _("The text as it stands")), *issued]
        self.one_of("look", "against", "revision", "language", "form")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        offered = {"look": Look.BRACKETS, "form": Form.DOCX, "language": self.initial["language"]}
        return cleaned | {name: cleaned.get(name) or value for name, value in offered.items()}


class ReturnForm(LanguageForm):
    """A Word file that comes back."""

    file = forms.FileField(label=_("The edited file (.docx)"), allow_empty_file=True, help_text=_("Up to 10 MB."))
    field_order = ("file", "language")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if upload := cleaned.get("file"):
            try:
                if upload.size > LARGEST_FILE:
                    raise LargeFile
                cleaned["returned"] = read(upload.read(), upload.name)
            except Refused as refusal:
                self.add_error("file", str(refusal))
        return cleaned


class OpenForm(TextForm):
    """A text to be negotiated: for which meeting, chaired by whom, and the chair's words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("choose"))
    chair = forms.ModelChoiceField(
        label=_("Chair"),
        queryset=User.objects.none(),
        empty_label=_("choose"),
        help_text=_("A person of the host delegation."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    title_en = forms.CharField(label=_("Title, in English"), max_length=300)
    title_es = forms.CharField(label=_("Title, in Spanish"), max_length=300)
    dated = forms.DateField(label=_("Date of the statement"), widget=DayInput())
    drafted_in = forms.ChoiceField(label=_("Negotiated first in"), choices=settings.LANGUAGES)
    repeats = forms.ModelChoiceField(
        label=_("Repeat the agreed language of"),
        queryset=Statement.objects.none(),
        required=False,
        empty_label=_("no earlier statement"),
    )
    first = forms.CharField(label=_("English text"), required=False, strip=False, widget=forms.Textarea(attrs=BIG))
    first_file = forms.FileField(label=_("or a file (.docx or .txt)"), required=False, allow_empty_file=True)
    second = forms.CharField(label=_("Spanish text"), required=False, strip=False, widget=forms.Textarea(attrs=BIG))
    second_file = forms.FileField(label=_("or a file (.docx or .txt)"), required=False, allow_empty_file=True)
    lead_in_en = around_field(_("Lead-in, in English"))
    lead_in_es = around_field(_("Lead-in, in Spanish"))
    lists_en = around_field(_("Delegations and others, in English"), LISTED)
    lists_es = around_field(_("Delegations and others, in Spanish"), LISTED)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        rows = Meeting.objects.visible_to(user).order_by("-starts_at")
        meetings.queryset = rows if coordinates_across(user) else rows.filter(host=user.code)
        chairs: Any = self.fields["chair"]
        hosts = meetings.queryset.values("host_id")
        people = User.objects.filter(is_active=True, membership__delegation__in=hosts, membership__role__in=NEGOTIATORS)
        chairs.queryset = people.select_related("membership")
        earlier: Any = self.fields["repeats"]
        earlier.queryset = Statement.objects.visible_to(user).filter(status=Status.RECORDED).order_by("-dated")
        self.one_of("first", "first_file", "second", "second_file", "repeats")
        self.remarks: list[Any] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = self.bring("first"), self.bring("second")
        earlier = cleaned.get("repeats")
        if earlier is not None and (first or second):
            self.add_error("repeats", _("Write a text or repeat an earlier one, not both."))
        elif earlier is None and first is None and second is None and not self.errors:
            self.add_error("first", _("Paste the text in one language at least, or choose a file."))
        for brought in filter(None, (first, second)):
            self.remarks += brought.remarks
        texts = {"en": first, "es": second}
        cleaned["blocks"] = {language: brought.blocks for language, brought in texts.items() if brought}
        cleaned["provenance"] = []
        if earlier is not None:
            cleaned["blocks"], cleaned["provenance"] = repeated(earlier)
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        plain = ("meeting", "chair", "kind", "dated", "drafted_in", "blocks", "provenance", "key")
        both = {name: {"en": data[f"{name}_en"], "es": data[f"{name}_es"]} for name in ("title", "lead_in", "lists")}
        return both | {name: data[name] for name in plain}


class AroundForm(PortalForm):
    """The lead-in and the lists of delegations in each language of a statement; `seen` tells which were opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        there = {"seen": statement.around}
        for name in ("lead_in", "lists"):
            there |= {f"{name}_{code}": getattr(statement, name).get(code, "") for code in statement.languages}
        super().__init__(*args, initial=there, **kwargs)
        names = dict(settings.LANGUAGES)
        for code in statement.languages:
            for name, label, hint in (("lead_in", _("Lead-in"), ""), ("lists", _("Delegations and others"), LISTED)):
                field = around_field(f"{label} ({names[code]})", hint)
                field.widget.attrs["lang"] = code
                dress(field.widget)
                self.fields[f"{name}_{code}"] = field
        self.languages = list(statement.languages)

    @property
    def rows(self) -> list[list[Any]]:
        """The fields as they stand beside each other: one row for the lead-in, one for the lists."""
        return [[self[f"{name}_{code}"] for code in self.languages] for name in ("lead_in", "lists")]

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        both = {
            name: {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}
            for name in ("lead_in", "lists")
        }
        return both | {"seen": self.cleaned_data["seen"]}
