"""Forms that bring a text in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.statements.states import DRAFTED
from meetings.texts.limits import LARGEST_FILE, LargeFile
from meetings.texts.reading import Brought, bring_file, bring_text
from portal.core.errors import Refused
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RewritingForm
from portal.core.people import Person
from portal.core.texts import name_of_language, word_for_language

BIG = {"class": "usa-textarea--tall usa-textarea--text"}


def words_field(**options: Any) -> forms.CharField:
    """A whole text, pasted."""
    return forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs=BIG), **options)


def file_field(**options: Any) -> forms.FileField:
    """A whole text, from a file."""
    return forms.FileField(required=False, allow_empty_file=True, **options)


LISTED = _("One line each; they stand behind the text.")


def front_and_end_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Words that stand around the negotiated text in one language."""
    area = forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--text"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=4000, widget=area)


TEXT = _("%(language)s text")
FILE = _("or a file (.docx or .txt)")


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its title and day."""

    def label_from_instance(self, meeting: Any) -> str:
        return f"{meeting} ({meeting.starts_on:%Y-%m-%d})"


class TextForm(PortalForm):
    """Text that is pasted or uploaded, once for each language. `remarks` are what a person should know of all of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str | Promise] = []

    def bring(self, code: str) -> Brought | None:
        """What stands in the pair of fields for a language's text and its file; the file wins. Errors go to the field."""
        upload, text = self.cleaned_data.get(f"file_{code}"), self.cleaned_data.get(f"text_{code}") or ""
        if not upload and not text.strip() and f"file_{code}" not in self.errors:
            return None
        try:
            if upload and upload.size > LARGEST_FILE:
                raise LargeFile
            brought = bring_file(upload.read(), upload.name) if upload else bring_text(text)
        except Refused as refusal:
            self.add_error(f"file_{code}" if upload else f"text_{code}", str(refusal))
            return None
        self.remarks += brought.remarks
        return brought

    def bring_all(self) -> dict[str, Brought]:
        """What was brought, by language; the languages without a text are left out."""
        found = {code: self.bring(code) for code in self.codes}
        return {code: brought for code, brought in found.items() if brought}


class BringForm(TextForm):
    """A statement with its text in the first of the content languages, and in the others where it is there."""

    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("choose"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DRAFTED)
    title = InEachLanguage(_("Title, in %(language)s"), max_length=300)
    dated = forms.DateField(label=_("Date of the statement"), widget=DayInput())
    text = InEachLanguage(TEXT, words_field)
    file = InEachLanguage(FILE, file_field)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.visible_to(user).order_by("-starts_at")
        self.first = self.codes[0]
        self.one_of(f"text_{self.first}", f"file_{self.first}")

    @property
    def columns(self) -> list[tuple[Any, ...]]:
        """Title, text and file of each language."""
        return list(zip(self.each["title"], self.each["text"], self.each["file"], strict=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        there = self.bring_all()
        if self.first not in there and not self.errors:
            words = _("Paste the %(language)s text or choose a file.") % {"language": word_for_language(self.first)}
            self.add_error(f"text_{self.first}", words)
        cleaned["blocks"] = {language: brought.blocks for language, brought in there.items()}
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        plain = ("meeting", "dated", "kind", "blocks")
        return {"title": self.in_languages("title")} | {name: self.cleaned_data[name] for name in plain}


class AddLanguageForm(TextForm):
    """The text in a language that is still missing."""

    text = InEachLanguage(TEXT, words_field)
    file = InEachLanguage(FILE, file_field)

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, codes=missing_languages(statement), **kwargs)
        self.one_of(*self.names_of("text"), *self.names_of("file"))

    @property
    def columns(self) -> list[tuple[Any, ...]]:
        """Text and file of each missing language."""
        return list(zip(self.each["text"], self.each["file"], strict=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        there = self.bring_all()
        if not there and not self.errors:
            words = _("Paste the %(language)s text or choose a file.") % {"language": word_for_language(self.codes[0])}
            self.add_error(f"text_{self.codes[0]}", words)
        cleaned["blocks"] = {language: brought.blocks for language, brought in there.items()}
        return cleaned


def missing_languages(statement: Any) -> list[str]:
    """The content languages that a text does not have."""
    return [code for code in settings.CONTENT_LANGUAGES if code not in statement.languages]


class OriginalForm(RewritingForm):
    """The lead-in and the lists of one party's own original, in each language of the statement."""

    lead_in = InEachLanguage(_("Lead-in (%(own)s)"), front_and_end_field)
    lists = InEachLanguage(_("Delegations and others (%(own)s)"), front_and_end_field, help_text=LISTED)

    def __init__(self, *args: Any, statement: Any, held: Any, **kwargs: Any) -> None:
        there = {f"{name}_{code}": text for name, texts in held.items() for code, text in texts.items()}
        super().__init__(*args, held=held, initial=there, codes=statement.languages, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        return {name: self.in_languages(name) for name in self.each} | {"seen": self.cleaned_data["seen"]}


class LanguageForm(PortalForm):
    """One of a statement's languages, the reader's at first."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, statement: Any, language: str, **kwargs: Any) -> None:
        codes = statement.languages
        initial = {"language": language if language in codes else codes[0]} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        choice: Any = self.fields["language"]
        choice.choices = [(code, name_of_language(code)) for code in codes]
