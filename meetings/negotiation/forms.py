"""Forms of the negotiation."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.states import PositionValue, Reply
from meetings.rounds.models import Meeting
from meetings.statements.forms import (
    FILE,
    LISTED,
    TEXT,
    MeetingChoice,
    TextForm,
    file_field,
    front_and_end_field,
    words_field,
)
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.queries import repeated
from meetings.statements.rules import NEGOTIATORS
from meetings.statements.states import DRAFTED, Status
from portal.core.forms import DayInput, InEachLanguage, PortalForm, RowChoiceForm, dress
from portal.core.people import Person
from portal.core.texts import content_languages, name_of_language
from portal.people.models import User
from portal.people.rules import coordinates_across


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
        for language in languages:
            attrs = {"rows": 6, "lang": language, "class": "usa-textarea--text"}
            field = forms.CharField(
                label=name_of_language(language), required=False, strip=False, widget=forms.Textarea(attrs=attrs)
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

    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("choose"))
    chair = forms.ModelChoiceField(
        label=_("Chair"),
        queryset=User.objects.none(),
        empty_label=_("choose"),
        help_text=_("A person of the host delegation."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DRAFTED)
    title = InEachLanguage(_("Title, in %(language)s"), max_length=300)
    dated = forms.DateField(label=_("Date of the statement"), widget=DayInput())
    drafted_in = forms.ChoiceField(label=_("Negotiated first in"), choices=content_languages)
    repeats = forms.ModelChoiceField(
        label=_("Repeat the agreed language of"),
        queryset=Statement.objects.none(),
        required=False,
        empty_label=_("no earlier statement"),
    )
    text = InEachLanguage(TEXT, words_field)
    file = InEachLanguage(FILE, file_field)
    lead_in = InEachLanguage(_("Lead-in, in %(language)s"), front_and_end_field)
    lists = InEachLanguage(_("Delegations and others, in %(language)s"), front_and_end_field, help_text=LISTED)

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
        self.one_of(*self.names_of("text"), *self.names_of("file"), "repeats")

    @property
    def columns(self) -> list[tuple[Any, ...]]:
        """Text and file of each language."""
        return list(zip(self.each["text"], self.each["file"], strict=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        there, earlier = self.bring_all(), cleaned.get("repeats")
        if earlier is not None and there:
            self.add_error("repeats", _("Write a text or repeat an earlier one, not both."))
        elif earlier is None and not there and not self.errors:
            first = f"text_{self.codes[0]}"
            self.add_error(first, _("Paste the text in one language at least, or choose a file."))
        cleaned["blocks"] = {language: brought.blocks for language, brought in there.items()}
        cleaned["provenance"] = []
        if earlier is not None:
            cleaned["blocks"], cleaned["provenance"] = repeated(earlier)
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        plain = ("meeting", "chair", "kind", "dated", "drafted_in", "blocks", "provenance")
        words = {name: self.in_languages(name) for name in ("title", "lead_in", "lists")}
        return words | {"languages": self.codes} | {name: data[name] for name in plain}


class FrontAndEndForm(PortalForm):
    """The lead-in and the lists of delegations in each language of a statement; `seen` tells which were opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)

    lead_in = InEachLanguage(_("Lead-in (%(own)s)"), front_and_end_field)
    lists = InEachLanguage(_("Delegations and others (%(own)s)"), front_and_end_field, help_text=LISTED)

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        there = {"seen": statement.front_and_end}
        for name in ("lead_in", "lists"):
            there |= {f"{name}_{code}": getattr(statement, name).get(code, "") for code in statement.languages}
        super().__init__(*args, initial=there, codes=statement.languages, **kwargs)

    @property
    def rows(self) -> list[list[Any]]:
        """The fields as they stand beside each other: one row for the lead-in, one for the lists."""
        return list(self.each.values())

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        return {name: self.in_languages(name) for name in self.each} | {"seen": self.cleaned_data["seen"]}


class VersionForm(RowChoiceForm):
    """The version of a paragraph that the person saw."""

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("base", ParagraphVersion.objects.filter(paragraph=paragraph))


class PositionForm(RowChoiceForm):
    """A position on the version that the person saw."""

    value = forms.ChoiceField(label=_("Your position"), choices=PositionValue.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note, for all parties to read"), required=False, max_length=500)

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


class OptionForm(BracketForm):
    """A party's own words beside the options of a bracket, in some of the text's languages."""

    words = InEachLanguage(_("In %(language)s"), required=False, max_length=1000)


class SupportForm(BracketForm):
    """An option of a bracket, counted from 0."""

    option = forms.IntegerField(min_value=0)


class ResolveForm(SupportForm):
    """What a bracket is to become, in the version that the person saw; one more than its last option drops its words."""

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, paragraph=paragraph, **kwargs)
        self.choose("base", ParagraphVersion.objects.filter(paragraph=paragraph))


class CommentForm(PortalForm):
    """A remark on a paragraph."""

    text = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(PortalForm):
    """Why a text takes a step aside."""

    reason = forms.CharField(
        label=_("Why, for all parties to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReplyForm(PortalForm):
    """The answer to a proposal."""

    reply = forms.ChoiceField(choices=Reply.choices)


class EndingReplyForm(ReplyForm):
    """What a party says to the proposal to end a text."""

    note = forms.CharField(
        label=_("Note, for all parties to read"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
