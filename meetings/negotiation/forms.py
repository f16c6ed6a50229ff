"""Forms of the negotiation."""

import re
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.states import PositionValue, Reply
from meetings.rounds.models import Meeting
from meetings.statements.forms import BIG, MeetingChoice, TextForm
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.queries import repeated
from meetings.statements.rules import NEGOTIATORS
from meetings.statements.states import StatementKind, Status
from portal.core.forms import DayInput, PortalForm, RowChoiceForm, dress
from portal.core.people import Person
from portal.people.models import User
from portal.people.rules import coordinates_across

LISTED = _("One line each; they stand behind the text.")


def around_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Words that stand around the negotiated text in one language."""
    area = forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--text"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=4000, widget=area)


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

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = self.bring("first"), self.bring("second")
        earlier = cleaned.get("repeats")
        if earlier is not None and (first or second):
            self.add_error("repeats", _("Write a text or repeat an earlier one, not both."))
        elif earlier is None and first is None and second is None and not self.errors:
            self.add_error("first", _("Paste the text in one language at least, or choose a file."))
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


class VersionForm(RowChoiceForm):
    """The version of a paragraph that the person saw."""

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("base", ParagraphVersion.objects.filter(paragraph=paragraph))


class PositionForm(RowChoiceForm):
    """A position on the version that the person saw."""

    value = forms.ChoiceField(choices=PositionValue.choices)

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ParagraphVersion.objects.filter(paragraph=paragraph)
        self.choose("version", versions.select_related("paragraph__statement__meeting"))


class BracketForm(RowChoiceForm):
    """A bracket of a paragraph."""

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brackets = Bracket.objects.filter(paragraph=paragraph)
        self.choose("bracket", brackets.select_related("paragraph__statement__meeting"))


class SupportForm(BracketForm):
    """An option of a bracket, counted from 0."""

    option = forms.IntegerField(min_value=0)


class ResolveForm(SupportForm):
    """What a bracket is to become, in the version that the person saw; one more than its last option drops its words."""

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, paragraph=paragraph, **kwargs)
        self.choose("base", ParagraphVersion.objects.filter(paragraph=paragraph))


class ReplyForm(PortalForm):
    """The answer to a proposal."""

    reply = forms.ChoiceField(choices=Reply.choices)
